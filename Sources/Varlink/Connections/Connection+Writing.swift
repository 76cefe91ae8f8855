internal import NIOCore

extension Connection {
    func write(_ reply: VarlinkReply, continues: Bool = false) {
        guard let context else { return }
        var buffer = context.channel.allocator.buffer(capacity: reply.frameBytes)
        reply.write(to: &buffer, continues: continues)
        unflushedBytes += buffer.readableBytes
        needsFlush = true
        context.write(Connection.wrapOutboundOut(buffer), promise: nil)
        countHeld()
    }

    func flush() {
        guard needsFlush, let context else { return }
        needsFlush = false
        context.flush()
        if unflushedBytes > 0, blockedTick == nil { blockedTick = loop.tick }
    }

    /// The water marks are one byte, so writable means that the kernel has taken everything.
    func channelWritabilityChanged(context: ChannelHandlerContext) {
        if context.channel.isWritable {
            unflushedBytes = 0
            blockedTick = nil
            countHeld()
            continueStream()
            if frames.count > 0 || isEnding || loop.isDraining { eventLoop.execute { [self] in proceed() } }
        }
        context.fireChannelWritabilityChanged()
    }

    /// Says why, if there is something to say, and ends the connection.
    ///
    /// With a call running nothing is said: the caller would take it for that call's reply.
    func refuse(_ failure: VarlinkFailure?) {
        guard isOpen else { return close() }
        isEnding = true
        frames.clear()
        countHeld()
        if let failure, running == nil {
            write(.failure(failure))
            flush()
        }
        close()
    }

    /// Ends the connection if nothing more can come of it.
    func endIfDone() {
        guard context != nil, running == nil, unflushedBytes == 0 else { return }
        if isEnding || loop.isDraining || inputEnded { close() }
    }

    /// No new calls; streams end here, other calls may end in their own time.
    func drain() {
        if stream != nil {
            isEnding = true
            abandonCall()
        }
        flush()
        endIfDone()
    }

    func checkTimeouts() {
        let limits = loop.limits
        if passed(blockedTick, limits.slowReaderTimeout) {
            close()
        } else if running == nil, passed(frameTick, limits.frameTimeout) {
            refuse(limits.failure("frame_seconds", Int(limits.frameTimeout.components.seconds)))
        } else if running == nil, frames.count == 0, unflushedBytes == 0, passed(activeTick, limits.idleTimeout) {
            close()
        }
    }

    private func passed(_ since: Int?, _ timeout: Duration) -> Bool {
        since.map { loop.tick - $0 > loop.ticks(timeout) } ?? false
    }
}
