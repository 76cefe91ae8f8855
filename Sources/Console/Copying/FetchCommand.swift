internal import Ledger
internal import Schema
internal import Views

/// `audit fetch`: an auditor's own copy.
enum FetchCommand {
    static func run(_ invocation: Invocation) throws(CommandFailure) {
        try invocation.requireAtMost(0)
        PrivateFiles.close()
        let folder = try CopyingCommands.folder(invocation)
        try PrivateFiles.makeFolder(folder)
        let path = folder + "/ledger.db"
        let receiver = try CopyReceiver(invocation, path: path, texts: nil)
        do throws(CommandFailure) {
            try receiver.receive("org.engaged.Ledger.Copy", CopyRequest(from: receiver.before))
        } catch {
            if receiver.isEmpty { CopyCheck.discard(folder, ["ledger.db"]) }
            throw error
        }
        CopyCheck.tidy(path)
        let report = try CopyCheck.ledger(path, invocation)
        show(path, receiver, report, invocation)
    }

    private static func show(
        _ path: String, _ receiver: CopyReceiver, _ report: CheckReport, _ invocation: Invocation
    ) {
        let added = report.size - receiver.before, now = receiver.end?.size ?? report.size
        let reply = JSON.object([
            .init("place", .string(path)), .init("ledger", .string(receiver.start?.ledger ?? "")),
            .init("size", .integer(report.size)), .init("root", .string(report.root.description)),
            .init("added", .integer(added)), .init("checkpoints", .integer(report.checkpoints)),
            .init("logSize", .integer(now)),
        ])
        guard invocation.format == .table else { return DocumentText.write(reply, invocation) }
        invocation.output.line("\(path): \(report.size) events, \(added) of them new")
        invocation.output.line("root \(report.root)")
        invocation.output.line(
            "every record, body, command, tile and checkpoint (\(report.checkpoints)) is sound; the live log of \(now) "
                + "events goes on from it")
    }
}
