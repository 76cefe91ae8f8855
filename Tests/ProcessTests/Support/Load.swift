import Foundation
import Schema
import Synchronization
import Varlink

/// Clients that record as fast as they are answered, and remember what was acknowledged.
final class Load: Sendable {
    /// What a client has recorded.
    enum Kind: String, CaseIterable, Sendable {
        case addPerson = "Governance.AddPerson", openEngagement = "Engagement.Open", addNote = "Engagement.AddNote"
        case registerProvider = "Providers.Register", measure = "Delivery.Record"
    }

    struct Acknowledged: Sendable, Hashable {
        var kind: Kind
        var handle: String
        var commandID: String
        var position: Int64
        /// Positions of all its events.
        var events: [Int64]
    }

    private let acknowledged = Mutex<[Acknowledged]>([])
    private let failed = Mutex<[String]>([])
    private let isStopped = Atomic<Bool>(false)
    private let running = DispatchGroup()
    private let socket: String
    private let kinds: [Kind]
    private let manager: ThreadIdentity?
    private let measured: String

    /// Adds persons, as whoever runs the tests.
    convenience init(socket: String) { self.init(socket: socket, [.addPerson], as: nil, measuring: "") }

    /// Records several kinds of things in turn, those that need a person as that one.
    ///
    /// - Parameter measured: the engagement whose figures are recorded.
    init(socket: String, _ kinds: [Kind], as manager: ThreadIdentity?, measuring measured: String) {
        self.socket = socket
        self.kinds = kinds
        self.manager = manager
        self.measured = measured
    }

    /// What clients were told instead of an answer; killing the daemon makes some.
    var failures: [String] { failed.withLock { $0 } }

    var all: [Acknowledged] { acknowledged.withLock { $0 } }

    func start(clients: Int) {
        for number in 0..<clients {
            let thread = Thread { [self] in
                run(number)
                running.leave()
            }
            running.enter()
            thread.start()
        }
    }

    /// Returns when every client has noticed.
    func stop() {
        isStopped.store(true, ordering: .relaxed)
        running.wait()
    }

    private func run(_ number: Int) {
        do {
            let operating = try VarlinkClient(path: socket)
            let managing = try manager?.run { try VarlinkClient(path: socket) } ?? operating
            var turn = number
            while !isStopped.load(ordering: .relaxed) {
                let kind = kinds[turn % kinds.count]
                try record(kind, kind == .addPerson ? operating : managing)
                turn += 1
            }
        } catch {
            failed.withLock { $0.append("\(error)") }
        }
    }

    private func record(_ kind: Kind, _ client: VarlinkClient) throws {
        let handle = (kind == .addPerson ? "p-" : "N-") + UUID().uuidString.lowercased()
        let command = UUID().uuidString.lowercased()
        let parameters = #"{\#(members(kind, handle)),"commandId":"\#(command)"}"#
        let reply = try JSON(parsing: client.call("org.engaged." + kind.rawValue, Array(parameters.utf8)))
        guard let position = reply["position"]?.number else { throw Unexpected("no position in \(reply)") }
        let events = (reply["events"]?.elements ?? []).compactMap { $0["position"]?.number }
        acknowledged.withLock {
            $0.append(Acknowledged(
                kind: kind, handle: handle, commandID: command, position: position, events: events))
        }
    }

    private func members(_ kind: Kind, _ handle: String) -> String {
        switch kind {
        case .addPerson: #""handle":"\#(handle)","name":"somebody""#
        case .openEngagement: #""engagement":"\#(handle)","profile":\#(Load.profile)"#
        case .addNote: #""engagement":"\#(measured)","note":"\#(handle)""#
        case .registerProvider: #""provider":"\#(handle)","legalName":"Example","country":"DE""#
        case .measure:
            #""engagement":"\#(measured)","metric":"load","source":"\#(handle.lowercased().prefix(30))","#
                + #""from":"2026-03-02","value":"7","unit":"count""#
        }
    }

    static let profile = #"{"title":"Helpdesk","function":"it_helpdesk","model":"bpo","client":"Example Ltd","#
        + #""country":"DE","industry":"insurance","owner":"p-mia","zone":"UTC"}"#
}
