import Foundation
import Ledger
import Schema

/// Checks a bundle by `Schemas/bundle.md`, from nothing but its own bytes; written from that text and not from what
/// writes bundles.
struct BundleReader {
    private(set) var faults: [String] = []
    private(set) var manifest = JSON.object([])
    private(set) var bodies: [Int64: String] = [:]
    private var leaves: [TreeHash] = []
    private var versions: [String: Int64] = [:]
    private var time = ""

    init(_ bytes: [UInt8]) throws {
        var lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false).map(Array.init)
        if lines.popLast() != [] { faults.append("the last line has no end") }
        guard lines.count >= 3 else {
            faults.append("too short")
            return
        }
        manifest = try JSON(parsing: lines[0])
        let size = Int(manifest["size"]?.number ?? 0)
        for line in lines.dropFirst().prefix(size) { event(try JSON(parsing: line)) }
        let rest = try lines.dropFirst(size + 1).map { try JSON(parsing: $0) }
        guard let end = rest.last?["end"] else {
            faults.append("there is no end")
            return
        }
        check(end, bytes.prefix(bytes.count - (lines.last?.count ?? 0) - 1), rest.dropLast())
        checkTree()
    }

    private mutating func event(_ line: JSON) {
        let record = line["record"]?.text ?? ""
        let lines = record.split(separator: "\n", omittingEmptySubsequences: false)
        let names = ["position", "stream", "version", "type", "schema", "recorded", "effective", "actor", "command",
                     "body-sha256"]
        guard lines.count == 11, lines[0] == "engaged.event.v1",
              zip(lines.dropFirst(), names).allSatisfy({ $0.hasPrefix($1 + " ") })
        else { return faults.append("record \(leaves.count) is none") }
        let values = zip(lines.dropFirst(), names).map { String($0.dropFirst($1.count + 1)) }
        let position = Int64(leaves.count)
        if values[0] != "\(position)" { faults.append("position \(values[0]) at \(position)") }
        versions[values[1], default: 0] += 1
        if values[2] != "\(versions[values[1]] ?? 0)" { faults.append("version at \(position)") }
        if values[5] < time { faults.append("time at \(position)") }
        time = values[5]
        leaves.append(.leaf(Array(record.utf8)))
        let isChosen = chooses(position, stream: values[1], recorded: values[5])
        if isChosen != (line["body"] != nil) { faults.append("choice at \(position)") }
        guard let body = line["body"]?.text else { return }
        bodies[position] = body
        if ByteDigest.text(of: body) != values[9] { faults.append("body at \(position)") }
    }

    private func chooses(_ position: Int64, stream: String, recorded: String) -> Bool {
        let selection = manifest["selection"] ?? .object([])
        func names(_ key: String) -> [String]? { selection[key]?.elements.compactMap(\.text) }
        if position == 0 || names("whole")?.contains(stream) == true { return true }
        if let streams = names("streams"), !streams.contains(stream) { return false }
        if let since = selection["since"] {
            if let first = since["position"]?.number, position < first { return false }
            if let first = since["recorded"]?.text, recorded < first { return false }
        }
        if let until = selection["until"] {
            if let last = until["position"]?.number, position > last { return false }
            if let last = until["recorded"]?.text, recorded > last { return false }
        }
        return true
    }

    private mutating func check(_ end: JSON, _ before: ArraySlice<UInt8>, _ rest: ArraySlice<JSON>) {
        var digest = ByteDigest()
        digest.add(Array(before))
        if end["sha256"]?.text != digest.text { faults.append("digest of the lines") }
        let counts: [(String, Int)] = [
            ("events", leaves.count), ("bodies", bodies.count), ("texts", rest.count { $0["text"] != nil }),
            ("reports", rest.count { $0["report"] != nil }),
        ]
        for (name, count) in counts where end[name]?.number != Int64(count) { faults.append("number of \(name)") }
        for line in rest {
            if let report = line["report"], report["sha256"]?.text != ByteDigest.text(of: line["content"]?.text ?? "") {
                faults.append("report \(report["name"]?.text ?? "")")
            }
            if let text = line["text"]?.text { checkText(text, line) }
        }
    }

    private mutating func checkText(_ text: String, _ line: JSON) {
        let digits = Array(line["salt"]?.text ?? "")
        let salt = stride(from: 0, to: digits.count - 1, by: 2).compactMap {
            UInt8(String(digits[$0...$0 + 1]), radix: 16)
        }
        let digest = Digest(bytes: SealedText(sealing: text, salt: salt).digest)?.description ?? ""
        if salt.count != 16 || line["digest"]?.text != digest { faults.append("text \(digest)") }
        if !bodies.values.contains(where: { $0.contains("\"\(digest)\"") }) { faults.append("stray text \(digest)") }
    }

    /// RFC 9162 § 2.1.1, as it is written there.
    static func root(_ leaves: ArraySlice<TreeHash>) -> TreeHash {
        guard leaves.count > 1 else { return leaves.first ?? .empty }
        var width = 1
        while width * 2 < leaves.count { width *= 2 }
        return .interior(root(leaves.prefix(width)), root(leaves.dropFirst(width)))
    }

    private mutating func checkTree() {
        if manifest["root"]?.text != BundleReader.root(leaves[...]).description { faults.append("root") }
        let created = bodies[0].flatMap { try? JSON(parsing: Array($0.utf8)) }
        if created?["ledger"] != manifest["ledger"] || created?["origin"] != manifest["origin"] {
            faults.append("ledger and origin")
        }
        guard let text = manifest["checkpoint"]?.text else { return }
        let keys = (manifest["keys"]?.elements ?? []).compactMap { $0.text.flatMap { VerifierKey($0) } }
        guard let note = SignedNote(text), let checkpoint = Checkpoint(text: note.text) else {
            return faults.append("checkpoint")
        }
        let result = note.verify(keys)
        if result.good.isEmpty || !result.bad.isEmpty { faults.append("signature") }
        guard checkpoint.size <= Int64(leaves.count) else { return faults.append("size of the checkpoint") }
        if BundleReader.root(leaves.prefix(Int(checkpoint.size))) != checkpoint.root { faults.append("signed root") }
    }
}
