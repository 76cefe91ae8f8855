/// The digest over a row of `command`, so that a changed row is noticed; its text stands in `Schemas/ledger/record.md`.
enum CommandSeal {
    static func seal(first: Int64, count: Int64, person: String, id: String, parameters: [UInt8]) -> TreeHash {
        var text = "engaged.command.v1\nfirst \(first)\ncount \(count)\nperson \(person)\nid \(id)\nparameters-sha256 "
        text += parameters.withUnsafeBytes { Digits.hexText($0) }
        return text.withUTF8 { SHA.hash(UnsafeRawBufferPointer($0)) }
    }
}
