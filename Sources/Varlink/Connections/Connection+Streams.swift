internal import NIOCore

extension Connection {
    func begin(_ progress: VarlinkStream) {
        guard running === progress.call, stream == nil else { return }
        stream = StreamProgress(stream: progress)
        ask()
    }

    /// Asks the producer, at most once per tick of the loop, so that one stream does not starve the others.
    private func ask() {
        guard var progress = stream, progress.stage == .ready else { return }
        progress.stage = .asked
        progress.woken = false
        stream = progress
        take(progress.stream.producer(progress.stream))
    }

    func supply(_ source: VarlinkStream, _ supply: VarlinkSupply) {
        guard let progress = stream, progress.stream === source, progress.stage == .asked else { return }
        take(supply)
    }

    func wake(_ source: VarlinkStream) {
        guard let progress = stream, progress.stream === source else { return }
        stream?.woken = true
        if progress.stage == .resting { askSoon() }
    }

    private func take(_ supply: VarlinkSupply) {
        guard let progress = stream, progress.stage == .asked else { return }
        switch supply {
        case .replies(let replies) where !replies.isEmpty: send(replies)
        case .replies, .nothingYet:
            stream?.stage = .resting
            if progress.woken { askSoon() }
        case .later: return
        case .last(let parameters): finish(progress.stream.call, .parameters(parameters))
        case .failure(let failure): finish(progress.stream.call, .failure(failure))
        }
    }

    private func send(_ replies: [[UInt8]]) {
        stream?.stage = .writing
        activeTick = loop.tick
        for reply in replies { write(.parameters(reply), continues: true) }
        flush()
    }

    /// All bytes have left: the stream may go on.
    func continueStream() {
        guard stream?.stage == .writing else { return }
        askSoon()
    }

    private func askSoon() {
        stream?.stage = .ready
        eventLoop.execute { [self] in ask() }
    }
}
