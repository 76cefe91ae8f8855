internal import NIOCore
internal import Schema

extension Connection {
    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard isOpen else { return }
        isReading = true
        activeTick = loop.tick
        let chunk = Connection.unwrapInboundIn(data)
        chunk.withUnsafeReadableBytes { take($0) }
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        isReading = false
        proceed()
        context.fireChannelReadComplete()
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if case .some(ChannelEvent.inputClosed) = event as? ChannelEvent {
            inputEnded = true
            isReading = false
            proceed()
        }
        context.fireUserInboundEventTriggered(event)
    }

    /// Whole frames are cut from the chunk itself; only what is left over is kept.
    private func take(_ chunk: UnsafeRawBufferPointer) {
        var rest = chunk
        if frames.count == 0 {
            while mayDispatch, let end = indexOfNUL(rest) {
                dispatch(Array(rest[..<end]))
                rest = UnsafeRawBufferPointer(rebasing: rest[(end + 1)...])
            }
        }
        guard isOpen, !rest.isEmpty else { return }
        frames.append(rest)
        if frameTick == nil { frameTick = loop.tick }
        countHeld()
        dispatchWaiting()
    }

    /// Begins waiting calls for as long as each ends at once.
    func dispatchWaiting() {
        guard !isDispatching else { return }
        while mayDispatch, frames.count > 0 {
            switch frames.next() {
            case .frame(let frame):
                frameTick = frames.count > 0 ? loop.tick : nil
                dispatch(frame)
            case .incomplete: return
            case .tooLong: return refuse(loop.limits.failure("frame_bytes", loop.limits.frameBytesMax))
            }
        }
    }

    private func dispatch(_ frame: [UInt8]) {
        guard frame.count <= loop.limits.frameBytesMax else {
            return refuse(loop.limits.failure("frame_bytes", loop.limits.frameBytesMax))
        }
        isDispatching = true
        defer { isDispatching = false }
        do throws(JSONFault) {
            try frame.withUnsafeBufferPointer { (bytes) throws(JSONFault) in
                start(frame, try CallEnvelope(parsing: bytes), bytes)
            }
        } catch {
            refuse(.invalidParameter(error.path.isEmpty ? "method" : error.path))
        }
    }

    private func start(_ frame: [UInt8], _ envelope: CallEnvelope, _ bytes: UnsafeBufferPointer<UInt8>) {
        let name = bytes[envelope.method]
        if let method = lastMethod, method.matches(name) { return run(method, frame, envelope) }
        switch loop.methods.find(String(decoding: name, as: UTF8.self)) {
        case .method(let method):
            lastMethod = method
            run(method, frame, envelope)
        case .failure(let failure):
            if !envelope.oneway { write(.failure(failure)) }
        }
    }

    private func run(_ method: VarlinkMethod, _ frame: [UInt8], _ envelope: CallEnvelope) {
        let call = VarlinkCall(method, frame: frame, envelope: envelope, connection: self)
        running = call
        countHeld()
        if envelope.upgrade {
            finish(call, .failure(.invalidParameter("upgrade")))
        } else if method.interface == StandardInterface.name {
            finish(call, loop.standard.answer(call))
        } else if loop.service.isVisible(method.interface, to: peer) {
            loop.service.handle(call)
        } else {
            loop.service.wasDenied(method.fullName, to: peer)
            finish(call, .failure(.permissionDenied))
        }
    }

    /// Ends the running call; anything that is not it has ended before.
    func finish(_ call: VarlinkCall, _ reply: VarlinkReply) {
        guard running === call else { return }
        running = nil
        stream = nil
        closeHook = nil
        activeTick = loop.tick
        if call.oneway { countHeld() } else { write(reply) }
        proceed()
    }

    /// Goes on with what waits; called whenever something has ended.
    func proceed() {
        guard !isReading, !isDispatching else { return }
        dispatchWaiting()
        flush()
        resumeReading()
        endIfDone()
    }
}
