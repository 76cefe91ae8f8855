import Dispatch
import Glibc

/// SIGTERM and SIGINT stop, SIGHUP reloads; a closed pipe is an error of the write and no signal.
final class Signals: Sendable {
    nonisolated(unsafe) private let sources: [any DispatchSourceSignal]

    init(stop: @escaping @Sendable () -> Void, reload: @escaping @Sendable () -> Void) {
        signal(SIGPIPE, SIG_IGN)
        sources = [(SIGTERM, stop), (SIGINT, stop), (SIGHUP, reload)].map { number, action in
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            source.setEventHandler(handler: action)
            source.resume()
            return source
        }
    }

    /// No more signals are heard.
    func cancel() { for source in sources { source.cancel() } }
}
