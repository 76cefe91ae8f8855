import Foundation
import Schema
import Synchronization
import Varlink

/// Clients that record persons as fast as they are answered, and remember what was acknowledged.
final class Load: Sendable {
    struct Acknowledged: Sendable, Hashable {
        var handle: String
        var commandID: String
        var position: Int64
    }

    private let acknowledged = Mutex<[Acknowledged]>([])
    private let failed = Mutex<[String]>([])
    private let isStopped = Atomic<Bool>(false)
    private let running = DispatchGroup()
    private let socket: String

    init(socket: String) { self.socket = socket }

    /// What clients were told instead of an answer; killing the daemon makes some.
    var failures: [String] { failed.withLock { $0 } }

    var all: [Acknowledged] { acknowledged.withLock { $0 } }

    func start(clients: Int) {
        for _ in 0..<clients {
            let thread = Thread { [self] in
                run()
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

    private func run() {
        do {
            let client = try VarlinkClient(path: socket)
            while !isStopped.load(ordering: .relaxed) { try record(client) }
        } catch {
            failed.withLock { $0.append("\(error)") }
        }
    }

    private func record(_ client: VarlinkClient) throws {
        let handle = "p-" + UUID().uuidString.lowercased()
        let command = UUID().uuidString.lowercased()
        let parameters = #"{"handle":"\#(handle)","commandId":"\#(command)","name":"somebody"}"#
        let reply = try JSON(parsing: client.call("org.engaged.Governance.AddPerson", Array(parameters.utf8)))
        guard let position = reply["position"]?.number else { throw Unexpected("no position in \(reply)") }
        acknowledged.withLock {
            $0.append(Acknowledged(handle: handle, commandID: command, position: position))
        }
    }
}
