internal import NIOCore

/// The connections of one event loop: their clock, their common memory and their end.
///
/// Confined to its loop, which is why it may be called Sendable.
final class LoopConnections: @unchecked Sendable {
    let eventLoop: any EventLoop
    let service: any VarlinkService
    let methods: MethodTable
    let standard: StandardInterface
    let limits: VarlinkLimits
    let admission: Admission
    /// Counts sweeps; time-outs are measured in it.
    private(set) var tick = 0
    private(set) var isDraining = false
    private var connections: [UInt64: Connection] = [:]
    private var heldBytes = 0
    private var sweeper: RepeatedTask?
    private var drained: [EventLoopPromise<Void>] = []

    init(_ eventLoop: any EventLoop, _ offer: Offer, _ limits: VarlinkLimits, _ admission: Admission) {
        self.eventLoop = eventLoop
        service = offer.service
        methods = offer.methods
        standard = offer.standard
        self.limits = limits
        self.admission = admission
    }

    func startSweeping() {
        let interval = TimeAmount(limits.sweepInterval)
        sweeper = eventLoop.scheduleRepeatedTask(initialDelay: interval, delay: interval) { [self] _ in sweep() }
    }

    func add(_ connection: Connection) {
        connections[connection.id] = connection
        if isDraining { connection.drain() }
    }

    func remove(_ connection: Connection) {
        guard connections.removeValue(forKey: connection.id) != nil else { return }
        finishDraining()
    }

    /// A connection's held bytes changed; over the common bound the greatest holder goes.
    func held(_ change: Int) {
        heldBytes += change
        guard change > 0 else { return }
        while heldBytes > limits.heldBytesMax {
            guard let greatest = connections.values.max(by: { $0.heldBytes < $1.heldBytes }),
                  greatest.heldBytes > 0 else { return }
            greatest.refuse(limits.failure("held_bytes", limits.heldBytesMax))
        }
    }

    /// Ticks that make up a time-out.
    func ticks(_ timeout: Duration) -> Int {
        let interval = limits.sweepInterval
        return max(1, Int((timeout / interval).rounded(.up)))
    }

    private func sweep() {
        tick += 1
        for connection in Array(connections.values) { connection.checkTimeouts() }
    }

    /// Lets running calls end, and closes what remains at the deadline.
    func drain(within patience: Duration) -> EventLoopFuture<Void> {
        let promise = eventLoop.makePromise(of: Void.self)
        drained.append(promise)
        isDraining = true
        for connection in Array(connections.values) { connection.drain() }
        let deadline = eventLoop.scheduleTask(in: TimeAmount(patience)) { [self] in
            for connection in Array(connections.values) { connection.close() }
        }
        promise.futureResult.whenComplete { _ in deadline.cancel() }
        finishDraining()
        return promise.futureResult
    }

    private func finishDraining() {
        guard isDraining, connections.isEmpty else { return }
        sweeper?.cancel()
        sweeper = nil
        for promise in drained { promise.succeed() }
        drained = []
    }
}

/// What a listener offers, the same on every loop.
struct Offer: Sendable {
    let service: any VarlinkService
    let methods: MethodTable
    let standard: StandardInterface

    init(_ service: any VarlinkService) {
        let about = service.description
        self.service = service
        methods = MethodTable([StandardInterface.interface] + about.interfaces)
        standard = StandardInterface(service, about)
    }
}
