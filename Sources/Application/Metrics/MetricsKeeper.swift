import Dispatch
import Lifecycle
import Synchronization

/// Takes the figures that cost a reading of the registers, now and then, and writes the file of metrics.
final class MetricsKeeper: Sendable {
    nonisolated(unsafe) private let timer: any DispatchSourceTimer
    private let file: MetricsFile?
    private let seconds: Int
    private let running: Running
    private let isFailing = Atomic<Bool>(false)

    init(_ running: Running, _ configuration: Configuration) {
        self.running = running
        file = configuration.metricsPath.map(MetricsFile.init)
        seconds = configuration.metricsSeconds
        timer = DispatchSource.makeTimerSource(queue: DispatchQueue(label: "engaged.metrics", qos: .utility))
    }

    func start() {
        timer.schedule(deadline: .now(), repeating: .seconds(seconds), leeway: .milliseconds(200))
        timer.setEventHandler { [weak self] in self?.keep() }
        timer.resume()
    }

    func stop() { timer.cancel() }

    private func keep() {
        running.takeRegisters()
        guard let file else { return }
        let fault = file.replace(with: OpenMetricsText(running.figures).text)
        let wasFailing = isFailing.exchange(fault != nil, ordering: .relaxed)
        if let fault, !wasFailing { running.journal.say(.metrics, .warning, "figures cannot be written: \(fault)") }
    }
}
