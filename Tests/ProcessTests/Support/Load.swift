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
    private let isStopped = Atomic<Bool>(false)
    private let running = DispatchGroup()
    private let socket: String

    init(socket: String) { self.socket = socket }

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
        guard let client = try? VarlinkClient(path: socket) else { return }
        while !isStopped.load(ordering: .relaxed) {
            let handle = "p-" + UUID().uuidString.lowercased()
            let command = UUID().uuidString.lowercased()
            let parameters = #"{"handle":"\#(handle)","commandId":"\#(command)","name":"somebody"}"#
            guard let reply = try? client.call("org.engaged.Governance.AddPerson", Array(parameters.utf8)),
                  let position = (try? JSON(parsing: reply))?["position"]?.number else { return }
            acknowledged.withLock {
                $0.append(Acknowledged(handle: handle, commandID: command, position: position))
            }
        }
    }
}
