import Lifecycle
import Schema
import Varlink

/// A method that answers by several replies, at the caller's pace.
struct LogStream: Sendable {
    let interface: String
    let described: VarlinkInterface.Method
    /// Decodes the parameters, checks who asks, and gives what is read and the cursor that makes the replies.
    let open: @Sendable (VarlinkCall, Library, Asker) throws(QueryFailure) -> (read: ReadSubject, any StreamCursor)

    var qualified: String { interface + "." + described.name }

    /// A stream of one kind of request and reply.
    ///
    /// - Parameters:
    ///   - denial: why the caller may not; none where they may.
    ///   - subject: what is read, for the journal.
    init<Request: Message, Reply: Message>(
        _ interface: String, _ method: String, _ about: String, _ request: Request.Type, _ reply: Reply.Type,
        denial: @escaping @Sendable (Request, Caller) -> String?,
        subject: @escaping @Sendable (Request) -> ReadSubject,
        open: @escaping @Sendable (Request, Library, Asker) throws(QueryFault) -> any StreamCursor
    ) {
        self.interface = interface
        described = VarlinkInterface.Method(
            name: method, about: about, parameters: Request.shape, reply: Reply.shape)
        self.open = { (call, library, asker) throws(QueryFailure) in
            let request = try LogStream.decode(call, Request.self)
            if let denial = denial(request, asker.caller) { throw .notPermitted(denial) }
            do throws(QueryFault) {
                return (subject(request), try open(request, library, asker))
            } catch {
                throw QueryFailure(error)
            }
        }
    }

    private static func decode<Request: Message>(
        _ call: VarlinkCall, _ type: Request.Type
    ) throws(QueryFailure) -> Request {
        do throws(JSONFault) { return try call.decode(type) } catch { throw .badInput(CommandErrors.BadInput(error)) }
    }

    /// For those who read all of the log.
    static func needsAll(_ caller: Caller) -> String? {
        caller.may([.manager, .approver, .auditor, .operator], .governance)
            ? nil : "the log needs a role that reads all of it"
    }

    /// For those who read what was asked for, all of the log or one engagement.
    static func needs(_ engagement: EngagementID?, _ caller: Caller) -> String? {
        guard let engagement else { return needsAll(caller) }
        return caller.may([.manager, .approver, .auditor, .operator], .engagement(engagement))
            ? nil : "\(engagement.rawValue) needs a role that reads it"
    }
}

/// Where the reader of a stream stands. Asked by one thread at a time.
protocol StreamCursor: AnyObject, Sendable {
    /// The next piece.
    func next(_ library: Library) throws(QueryFault) -> VarlinkSupply
}
