import Ledger
import Lifecycle
import Schema
import Views

/// A question that changes nothing: one type a method, its fields the parameters.
protocol Query: Message {
    /// What comes back.
    associatedtype Reply: Message
    /// The method's own name.
    static var method: String { get }
    /// One sentence: what it tells.
    static var about: String { get }
    /// Who may ask.
    static var roles: [Role] { get }
    /// The stream it is about, for roles narrowed to some engagements; none where it is about all.
    var subject: StreamID? { get }
    /// Whether a role narrowed to some engagements is enough where it is about all: it leaves out what the asker may
    /// not see, or tells nothing of any engagement.
    static var isForNarrowed: Bool { get }
    /// Answers from ledger and views; runs on a reading thread.
    func answer(_ library: Library, _ asker: Asker) throws(QueryFault) -> Reply
}

extension Query {
    /// Everybody who reads: all roles but `feed`.
    static var roles: [Role] { [.manager, .approver, .auditor, .operator] }
    /// About all.
    var subject: StreamID? { nil }
    /// Whoever asks about all must have the role for all.
    static var isForNarrowed: Bool { false }
}

/// Who asks, and since when.
struct Asker: Sendable {
    var caller: Caller
    var person: PersonHandle?
}

/// Why a question has no answer.
enum QueryFault: Error, Sendable {
    /// What it names is not there.
    case notFound(String)
    /// A value makes no sense.
    case badInput(field: String, message: String)
    /// Ledger or views cannot be read.
    case unavailable(String)

    /// From the ledger's errors.
    init(_ error: LedgerError) { self = .unavailable("\(error)") }
}

/// A query's type erased: what the socket looks up.
struct QueryType: Sendable {
    let interface: String
    let method: String
    let type: any Query.Type

    var qualified: String { interface + "." + method }

    init<Q: Query>(_ type: Q.Type, interface: String) {
        self.type = type
        self.interface = interface
        method = Q.method
    }
}

/// The reading interfaces and their methods.
enum QueryIndex {
    /// One reading interface.
    struct Interface: Sendable {
        let name: String
        let about: String
        let queries: [QueryType]
        var streams: [VarlinkInterface.Method] = []
    }

    static func interface(
        _ name: String, _ about: String, _ types: [any Query.Type], streams: [VarlinkInterface.Method] = []
    ) -> Interface {
        Interface(name: name, about: about, queries: types.map { erase($0, name) }, streams: streams)
    }

    private static func erase<Q: Query>(_ type: Q.Type, _ interface: String) -> QueryType {
        QueryType(type, interface: interface)
    }
}

extension QueryIndex.Interface {
    /// The interface as Varlink describes it.
    var varlink: VarlinkInterface {
        VarlinkInterface(
            name: name, about: about, methods: queries.map { $0.type.described } + streams,
            errors: [failure(CommandErrors.NotPermitted.self), failure(CommandErrors.NotFound.self),
                     failure(CommandErrors.BadInput.self), failure(CommandErrors.Busy.self),
                     failure(CommandErrors.Unavailable.self)])
    }

    private func failure<Failure: CommandError>(_ type: Failure.Type) -> VarlinkInterface.Failure {
        .init(name: Failure.name, about: Failure.about, parameters: Failure.shape)
    }
}

extension Query {
    /// The method as Varlink describes it.
    fileprivate static var described: VarlinkInterface.Method {
        VarlinkInterface.Method(name: method, about: about, parameters: shape, reply: Reply.shape)
    }
}
