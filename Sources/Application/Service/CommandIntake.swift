import Ledger
import Lifecycle
import NIOCore
import Schema
import Synchronization
import Varlink

/// Turns calls into jobs, gathers those of one tick of the event loop, and hands them to the writer together.
final class CommandIntake: Sendable {
    private struct Gathering {
        var jobs: [Job] = []
        var isScheduled = false
    }

    private let gathering = Mutex(Gathering())
    private let writer: Writer
    private let answers: Answers
    private let gatekeeper: Gatekeeper

    init(_ writer: Writer, _ answers: Answers, _ gatekeeper: Gatekeeper) {
        self.writer = writer
        self.answers = answers
        self.gatekeeper = gatekeeper
    }

    /// Takes a call of a command's method.
    func take(_ call: VarlinkCall, _ type: CommandType, _ caller: Caller) {
        var texts: [SealedText] = []
        do throws(JSONFault) {
            let decoded = try CommandIntake.decode(call, type, &texts)
            gather(job(call, type, caller, decoded, texts), on: call.eventLoop)
        } catch {
            call.end(Answers.failure(CommandErrors.BadInput(error), type))
        }
    }

    private func job(
        _ call: VarlinkCall, _ type: CommandType, _ caller: Caller, _ decoded: (any Command, CommandEnvelope),
        _ texts: [SealedText]
    ) -> Job {
        let (command, envelope) = decoded
        let answers = answers
        let gatekeeper = gatekeeper
        let peer = call.peer
        return Job(
            command: command, type: type, envelope: envelope, caller: caller,
            commandID: envelope.commandId?.description ?? CommandNumbers.fresh(.now),
            parameters: CommandIntake.digest(type, command, envelope), texts: texts,
            done: { outcome, reply in
                gatekeeper.note(outcome, of: type.qualified, peer)
                answers.end(call, outcome, type, reply)
            })
    }

    /// At the end of the tick everything that has arrived goes to the writer as one.
    ///
    /// What was answered here is announced once the loop has looked whether there is more. Then it sleeps: looking
    /// again for a while cost a lone client more than the waking of a thread.
    private func gather(_ job: Job, on loop: any EventLoop) {
        let isFirst = gathering.withLock { gathering in
            gathering.jobs.append(job)
            defer { gathering.isScheduled = true }
            return !gathering.isScheduled
        }
        if isFirst { loop.execute { if self.submit() { loop.execute { self.writer.announceRest() } } } }
    }

    /// Hands over what was gathered.
    ///
    /// - Returns: whether it has been answered here.
    private func submit() -> Bool {
        let jobs = gathering.withLock { gathering in
            gathering.isScheduled = false
            let jobs = gathering.jobs
            gathering.jobs = []
            return jobs
        }
        return writer.submit(jobs, announcesLater: true)
    }

    private static func decode(
        _ call: VarlinkCall, _ type: CommandType, _ texts: inout [SealedText]
    ) throws(JSONFault) -> (any Command, CommandEnvelope) {
        let sealer = TextSealer()
        defer { texts = sealer.sealed }
        return try call.parameters.withUnsafeBufferPointer {
            (bytes) throws(JSONFault) -> (any Command, CommandEnvelope) in
            try type.decode(bytes, sealing: { sealer.seal($0) })
        }
    }

    /// The digest of an adoption that the daemon itself asks for.
    static func digest(_ type: CommandType, _ key: Label) -> [UInt8] {
        digest(type, AdoptCheckpointKey(verifierKey: key), CommandEnvelope())
    }

    /// What makes two commands the same: method, parameters and envelope, but neither texts nor the id.
    private static func digest(_ type: CommandType, _ command: some Command, _ envelope: CommandEnvelope) -> [UInt8] {
        var writer = JSONWriter(reserving: 256)
        writer.omitsTexts = true
        writer.string(type.qualified)
        command.write(&writer)
        var bare = envelope
        bare.commandId = nil
        bare.dryRun = nil
        bare.write(&writer)
        return SHA.hash(writer.bytes).bytes
    }
}

/// Salts and hashes the texts of one request.
private final class TextSealer {
    private(set) var sealed: [SealedText] = []

    /// A field may be read twice, first in order and then by place; it is sealed once.
    func seal(_ text: String) -> Schema.Digest {
        if let known = sealed.first(where: { $0.content == text }) {
            return Schema.Digest(bytes: known.digest) ?? .example
        }
        var generator = SystemRandomNumberGenerator()
        let salt = (0..<16).map { _ in UInt8.random(in: 0...255, using: &generator) }
        let one = SealedText(sealing: text, salt: salt)
        sealed.append(one)
        return Digest(bytes: one.digest) ?? .example
    }
}
