internal import NIOCore
internal import Synchronization

/// One caller: takes frames apart, runs one call after the other, and keeps the limits.
///
/// Confined to its event loop but for the constants and `isClosed`, which is why it may be called Sendable.
final class Connection: ChannelDuplexHandler, @unchecked Sendable {
    typealias InboundIn = ByteBuffer
    typealias OutboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    let id: UInt64
    let peer: Peer
    private let pass: Admission.Pass
    let eventLoop: any EventLoop
    let isClosed = Atomic<Bool>(false)

    let loop: LoopConnections
    var context: ChannelHandlerContext?
    var frames: FrameBuffer
    var running: VarlinkCall?
    var stream: StreamProgress?
    var closeHook: (@Sendable () -> Void)?
    /// Method of the call before: most callers repeat themselves.
    var lastMethod: VarlinkMethod?
    /// Bytes written and not yet taken by the kernel.
    var unflushedBytes = 0
    var heldBytes = 0
    var isReading = false
    var isDispatching = false
    var needsFlush = false
    var inputEnded = false
    /// The connection ends when the last byte has left.
    var isEnding = false
    private var isAdmitted = true
    private var readWanted = false

    var activeTick: Int
    var frameTick: Int?
    var blockedTick: Int?

    init(id: UInt64, peer: Peer, pass: Admission.Pass, loop: LoopConnections) {
        self.id = id
        self.peer = peer
        self.pass = pass
        self.loop = loop
        eventLoop = loop.eventLoop
        activeTick = loop.tick
        frames = FrameBuffer(frameBytesMax: loop.limits.frameBytesMax)
    }

    /// Behind a running call a caller may send this much ahead; the rest stays in the kernel.
    static let aheadBytesMax = 64 << 10

    var isOpen: Bool { context != nil && !isEnding }
    /// Whether the next call may begin.
    var mayDispatch: Bool { running == nil && isOpen && !loop.isDraining && unflushedBytes < Connection.aheadBytesMax }

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
        loop.add(self)
    }

    func handlerRemoved(context: ChannelHandlerContext) { leave() }

    func channelInactive(context: ChannelHandlerContext) {
        leave()
        context.fireChannelInactive()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { close() }

    /// Forgets the caller: counted out, running work told, memory given back. Once only.
    func leave() {
        guard isAdmitted else { return }
        isAdmitted = false
        context = nil
        frames.clear()
        unflushedBytes = 0
        abandonCall()
        countHeld()
        loop.admission.leave(pass)
        loop.remove(self)
    }

    /// The running call has nobody left to answer to.
    func abandonCall() {
        isClosed.store(true, ordering: .releasing)
        running = nil
        stream = nil
        let hook = closeHook
        closeHook = nil
        hook?()
    }

    /// Ends the connection now; what the kernel has not taken is lost.
    func close() {
        let open = context
        isEnding = true
        leave()
        open?.close(mode: .all, promise: nil)
    }

    func countHeld() {
        let now = frames.bytesHeld + unflushedBytes + (running?.frameBytes ?? 0)
        let change = now - heldBytes
        guard change != 0 else { return }
        heldBytes = now
        loop.held(change)
    }

    func onClose(of call: VarlinkCall, _ body: @escaping @Sendable () -> Void) {
        if context == nil {
            body()
        } else if running === call {
            closeHook = body
        }
    }

    /// Reads on only while there is room for what comes.
    func read(context: ChannelHandlerContext) {
        if isEnding || (frames.count >= Connection.aheadBytesMax && !mayDispatch) {
            readWanted = true
        } else {
            context.read()
        }
    }

    func resumeReading() {
        guard readWanted, !inputEnded, let context else { return }
        readWanted = false
        read(context: context)
    }
}
