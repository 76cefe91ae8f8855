import Ledger
import Lifecycle
import Schema
import Varlink
import Views

/// Serves the streams that end: copies, backups and rows of the views.
final class LogStreams: Sendable {
    private let library: Library
    private let gatekeeper: Gatekeeper
    private let readers = ReaderPool(threads: 2)
    private let streams: [String: LogStream]

    init(_ library: Library, _ gatekeeper: Gatekeeper) {
        self.library = library
        self.gatekeeper = gatekeeper
        streams = Dictionary(LogStreams.all.map { ($0.qualified, $0) }) { first, _ in first }
    }

    /// Every one of them.
    static let all: [LogStream] = [
        LogStream(
            "org.engaged.Ledger", "Copy", "The log as it is hashed, for an auditor's own copy; call with more.",
            CopyRequest.self, CopyChunk.self, denial: { _, caller in LogStream.needsAll(caller) },
            subject: { ReadSubject(streams: Array($0.streams.compactMap { StreamID(name: $0) })) },
            open: { (request, library, _) throws(QueryFault) in try CopyCursor(request, library) }),
        LogStream(
            "org.engaged.Ledger", "Backup", "The log with texts and persons; call with more. For the operator only.",
            BackupRequest.self, CopyChunk.self,
            denial: { _, caller in caller.may([.operator], .governance) ? nil : "Backup needs the role operator" },
            subject: { _ in ReadSubject() },
            open: { (request, library, _) throws(QueryFault) in
                // A backup ends under a checkpoint: whatever is restored from it has all that were ever signed so far.
                let end = library.operations.signedHead()
                return try CopyCursor(CopyRequest(from: request.from, to: end), library, withTexts: true)
            }),
        LogStream(
            "org.engaged.Registers", "Rows", "Every row of a view as of a position, by key; call with more.",
            RowsRequest.self, RowsChunk.self,
            denial: { request, caller in LogStream.needs(request.engagement, caller) },
            subject: { request in
                ReadSubject(
                    streams: request.engagement.map { [.engagement($0)] } ?? [], view: request.view.rawValue)
            },
            open: { (request, library, _) throws(QueryFault) in try RowsCursor(request, library) }),
    ]

    /// Those of one interface, as Varlink describes them.
    static func described(_ interface: String) -> [VarlinkInterface.Method] {
        all.filter { $0.interface == interface }.map(\.described)
    }

    /// Begins a stream, where the call is for one.
    ///
    /// - Returns: whether it was.
    func begin(_ call: VarlinkCall, _ caller: Caller) -> Bool {
        guard let stream = streams[call.method.fullName] else { return false }
        let isTaken = readers.take(caller.uid) { self.open(stream, call, caller) }
        if !isTaken { call.fail(LogStreams.busy(stream.interface)) }
        return true
    }

    private func open(_ stream: LogStream, _ call: VarlinkCall, _ caller: Caller) {
        do throws(QueryFailure) {
            let asker = Asker(caller: caller, person: library.governance.person(ofUID: caller.uid))
            let (subject, cursor) = try stream.open(call, library, asker)
            gatekeeper.read(stream.qualified, subject, asker)
            start(call, stream.interface, cursor)
        } catch {
            if case .notPermitted = error { gatekeeper.denied(stream.qualified, call.peer) }
            call.fail(error.failure(stream.interface))
        }
    }

    private func start(_ call: VarlinkCall, _ interface: String, _ cursor: any StreamCursor) {
        call.stream { stream in
            let isTaken = self.readers.take(call.peer.uid) { stream.supply(self.next(cursor, interface)) }
            return isTaken ? .later : .failure(LogStreams.busy(interface))
        }
    }

    private func next(_ cursor: any StreamCursor, _ interface: String) -> VarlinkSupply {
        do throws(QueryFault) {
            return try cursor.next(library)
        } catch {
            return .failure(QueryFailure(error).failure(interface))
        }
    }

    private static func busy(_ interface: String) -> VarlinkFailure {
        VarlinkFailure(interface + ".Busy", CommandErrors.Busy())
    }

    /// Reads no more.
    func stop() { readers.stop() }
}
