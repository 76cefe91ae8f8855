internal import Schema
internal import Views

/// The first line of an auditor's bundle, as `Schemas/bundle.md` says.
struct BundleManifest {
    static let form = "engaged.bundle.v1"

    var start: CopyStart
    var request: CopyRequest
    var checkpoint: String?
    var keys: [String]
    /// Checkpoints by which each replaced key vouches for the next.
    var vouchers: [String]
    var made: Instant

    var json: JSON {
        var members: [JSON.Member] = [
            .init("bundle", .string(BundleManifest.form)), .init("ledger", .string(start.ledger)),
            .init("origin", .string(start.origin)), .init("size", .integer(start.size)),
            .init("root", .string(start.root.description)), .init("selection", selection),
        ]
        if let checkpoint {
            members.append(.init("checkpoint", .string(checkpoint)))
            members.append(.init("keys", .array(keys.map { .string($0) })))
            if !vouchers.isEmpty { members.append(.init("vouchers", .array(vouchers.map { .string($0) }))) }
        }
        members.append(.init("made", .string(made.description)))
        members.append(.init("by", .string(BasicCommands.versionLine)))
        return .object(members)
    }

    private var selection: JSON {
        var members: [JSON.Member] = []
        if !request.streams.isEmpty { members.append(.init("streams", .array(request.streams.map { .string($0) }))) }
        members.append(.init("whole", .array(request.whole.map { .string($0) })))
        if let since = request.since { members.append(.init("since", since.json)) }
        if let until = request.until { members.append(.init("until", until.json)) }
        return .object(members)
    }
}
