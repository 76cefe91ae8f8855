import Lifecycle
import NIOCore
import Schema
import Varlink

/// What the daemon answers over its socket: commands to the writer, questions to the readers, streams to subscribers.
final class EngagedService: VarlinkService {
    let description: ServiceDescription
    private let commands: [String: CommandType]
    private let queries: [String: QueryType]
    private let intake: CommandIntake
    private let library: Library
    private let subscriptions: Subscriptions
    private let streams: LogStreams
    private let verifications: Verifications
    private let gatekeeper: Gatekeeper
    private let readers = ReaderPool(threads: 4)
    private static let subscribe = "org.engaged.Ledger.Subscribe"
    private static let verify = "org.engaged.Ledger.Verify"

    init(
        intake: CommandIntake, library: Library, subscriptions: Subscriptions, verifications: Verifications,
        gatekeeper: Gatekeeper
    ) {
        self.verifications = verifications
        self.intake = intake
        self.library = library
        self.subscriptions = subscriptions
        self.gatekeeper = gatekeeper
        streams = LogStreams(library, gatekeeper)
        commands = Dictionary(CommandIndex.all.map { ($0.qualified, $0) }) { first, _ in first }
        queries = Dictionary(QueryIndex.all.map { ($0.qualified, $0) }) { first, _ in first }
        description = ServiceDescription(
            vendor: "engaged", product: "engaged", version: Release.version, url: "https://engaged.example",
            interfaces: Interfaces.all.map { InterfaceDescription($0.text) })
    }

    /// Who has no role now; a role that is given later counts for the next connection.
    func isStranger(_ peer: Peer) -> Bool { !gatekeeper.caller(peer).hasAnyRole }

    /// Who has no role sees `org.varlink.service` and nothing else.
    func isVisible(_ interface: String, to peer: Peer) -> Bool { gatekeeper.caller(peer).hasAnyRole }

    /// Denials are journaled and counted.
    func wasDenied(_ method: String, to peer: Peer) { gatekeeper.denied(method, peer) }

    /// Sends the call where it belongs.
    func handle(_ call: VarlinkCall) {
        let caller = gatekeeper.caller(call.peer)
        let name = call.method.fullName
        if let command = commands[name] {
            intake.take(call, command, caller)
        } else if let query = queries[name] {
            ask(call, caller, query)
        } else if name == EngagedService.subscribe {
            subscriptions.begin(call, caller)
        } else if name == EngagedService.verify {
            gatekeeper.read(
                name, ReadSubject(), Asker(caller: caller, person: library.governance.person(ofUID: caller.uid)))
            verifications.begin(call, caller)
        } else if !streams.begin(call, caller) {
            call.fail(.methodNotImplemented(name))
        }
    }

    private func ask(_ call: VarlinkCall, _ caller: Caller, _ query: QueryType) {
        let type = query.type
        let isTaken = readers.take(caller.uid) {
            if !call.isClosed { self.answer(call, caller, query, type) }
        }
        if !isTaken { call.fail(VarlinkFailure(query.interface + ".Busy", CommandErrors.Busy())) }
    }

    /// Takes no more questions, and returns once none is being answered.
    func stop() {
        readers.stop()
        streams.stop()
        subscriptions.stop()
    }

    private func answer<Q: Query>(_ call: VarlinkCall, _ caller: Caller, _ query: QueryType, _ type: Q.Type) {
        do throws(QueryFailure) {
            let question = try decode(call, type)
            try permit(question, caller, query)
            let asker = Asker(caller: caller, person: library.governance.person(ofUID: caller.uid))
            gatekeeper.read(query.qualified, ReadSubject(streams: question.subject.map { [$0] } ?? []), asker)
            do throws(QueryFault) {
                call.reply(JSONWriter.reply(try question.answer(library, asker)))
            } catch {
                throw QueryFailure(error)
            }
        } catch {
            if case .notPermitted = error { gatekeeper.denied(query.qualified, call.peer) }
            call.fail(error.failure(query.interface))
        }
    }

    private func decode<Q: Query>(_ call: VarlinkCall, _ type: Q.Type) throws(QueryFailure) -> Q {
        do throws(JSONFault) { return try call.decode(type) } catch { throw .badInput(CommandErrors.BadInput(error)) }
    }

    private func permit<Q: Query>(_ question: Q, _ caller: Caller, _ query: QueryType) throws(QueryFailure) {
        let isForNarrowed = question.subject == nil && Q.isForNarrowed
        let may = isForNarrowed
            ? caller.allRoles.contains(where: Q.roles.contains)
            : caller.may(Q.roles, question.subject ?? .governance)
        guard may else {
            let roles = Q.roles.map(\.rawValue).joined(separator: ", ")
            let scope = question.subject == nil && !isForNarrowed ? ", not narrowed to some engagements" : ""
            throw .notPermitted("\(query.method) needs one of the roles \(roles)\(scope)")
        }
    }
}

/// A question's failure on its way to the wire.
enum QueryFailure: Error {
    case badInput(CommandErrors.BadInput)
    case notPermitted(String)
    case notFound(String)
    case unavailable(String)

    init(_ fault: QueryFault) {
        switch fault {
        case .notFound(let what): self = .notFound(what)
        case .badInput(let field, let message): self = .badInput(CommandErrors.BadInput(field: field, message: message))
        case .unavailable(let reason): self = .unavailable(reason)
        }
    }

    func failure(_ interface: String) -> VarlinkFailure {
        switch self {
        case .badInput(let error): VarlinkFailure(interface + ".BadInput", error)
        case .notPermitted(let message):
            VarlinkFailure(interface + ".NotPermitted", CommandErrors.NotPermitted(message: message))
        case .notFound(let what): VarlinkFailure(interface + ".NotFound", CommandErrors.NotFound(what: what))
        case .unavailable(let reason):
            VarlinkFailure(interface + ".Unavailable", CommandErrors.Unavailable(reason: reason))
        }
    }
}
