/// Renders the text record `engaged.event.v1` into memory that is used again for the next event.
///
/// The buffer starts with the byte 0x00, so that the leaf is one hash over it (RFC 9162 § 2.1.1). The text columns
/// of the row are the very same bytes: the insert binds them where they stand here.
final class RecordBuffer {
    /// Where a field's value stands in the buffer.
    struct Span {
        var start = 0
        var count = 0
    }

    private var base: UnsafeMutableRawPointer
    private var capacity: Int
    private var count = 0
    private(set) var stream = Span(), type = Span(), effective = Span(), actor = Span(), command = Span()

    init(capacity: Int = 1024) {
        self.capacity = capacity
        base = .allocate(byteCount: capacity, alignment: 16)
    }

    deinit { base.deallocate() }

    /// The record's bytes, valid until the next rendering.
    var record: UnsafeRawBufferPointer { .init(start: base + 1, count: count - 1) }

    /// SHA-256(0x00 ‖ record).
    var leaf: TreeHash { SHA.hash(UnsafeRawBufferPointer(start: base, count: count)) }

    /// The bytes of a field, valid until the next rendering.
    func bytes(_ span: Span) -> UnsafeRawBufferPointer { .init(start: base + span.start, count: span.count) }

    func render(_ header: EventHeader) {
        begin(header.position)
        stream = line("\nstream ", header.stream)
        number("\nversion ", header.version)
        type = line("\ntype ", header.type)
        number("\nschema ", Int64(header.schema))
        time(header.recorded)
        effective = line("\neffective ", header.effective)
        actor = line("\nactor ", header.actor)
        command = line("\ncommand ", header.command)
        header.bodyHash.withUnsafeBytes { bodyHash($0) }
    }

    func render(_ row: borrowing EventRow) {
        begin(row.position)
        stream = line("\nstream ", row.streamBytes)
        number("\nversion ", row.version)
        type = line("\ntype ", row.typeBytes)
        number("\nschema ", Int64(row.schema))
        time(row.recorded)
        effective = line("\neffective ", row.effectiveBytes)
        actor = line("\nactor ", row.actorBytes)
        command = line("\ncommand ", row.commandBytes)
        bodyHash(row.bodyHashBytes)
    }

    /// Renders a draft in its place, its texts read once and each line's value noted for the insert.
    func render(_ draft: EventDraft, position: Int64, version: Int64, recorded: Int64,
                actor actorText: String, command commandText: String, hash: TreeHash) {
        begin(position)
        stream = line("\nstream ", draft.stream)
        number("\nversion ", version)
        type = line("\ntype ", draft.type)
        number("\nschema ", Int64(draft.schema))
        time(recorded)
        effective = line("\neffective ", draft.effective)
        actor = line("\nactor ", actorText)
        command = line("\ncommand ", commandText)
        hash.withBytes { bodyHash($0) }
    }

    /// The digest over a row of `command`, so that a changed row is noticed; `Schemas/ledger/record.md` has its text.
    func seal(first: Int64, count events: Int64, person: UnsafeRawBufferPointer, id: UnsafeRawBufferPointer,
              parameters: UnsafeRawBufferPointer) -> TreeHash {
        count = 1
        append("engaged.command.v1")
        number("\nfirst ", first)
        number("\ncount ", events)
        _ = line("\nperson ", person)
        _ = line("\nid ", id)
        append("\nparameters-sha256 ")
        hex(parameters)
        return SHA.hash(record)
    }
}

extension RecordBuffer {
    private func begin(_ position: Int64) {
        base.storeBytes(of: 0, as: UInt8.self)
        count = 1
        append("engaged.event.v1")
        number("\nposition ", position)
    }

    private func line(_ label: StaticString, _ text: String) -> Span {
        append(label)
        let start = count
        var text = text
        text.withUTF8 { append(UnsafeRawBufferPointer($0)) }
        return Span(start: start, count: count - start)
    }

    private func line(_ label: StaticString, _ bytes: UnsafeRawBufferPointer) -> Span {
        append(label)
        append(bytes)
        return Span(start: count - bytes.count, count: bytes.count)
    }

    private func number(_ label: StaticString, _ value: Int64) {
        append(label)
        reserve(20)
        count += Digits.write(value, at: base + count)
    }

    private func time(_ microseconds: Int64) {
        append("\nrecorded ")
        reserve(RecordedTime.length)
        RecordedTime.write(microseconds, at: base + count)
        count += RecordedTime.length
    }

    private func bodyHash(_ hash: UnsafeRawBufferPointer) {
        append("\nbody-sha256 ")
        hex(hash)
    }

    private func hex(_ bytes: UnsafeRawBufferPointer) {
        reserve(bytes.count * 2)
        Digits.writeHex(bytes, at: base + count)
        count += bytes.count * 2
    }

    private func append(_ text: StaticString) {
        append(UnsafeRawBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    private func append(_ bytes: UnsafeRawBufferPointer) {
        reserve(bytes.count)
        if let source = bytes.baseAddress { (base + count).copyMemory(from: source, byteCount: bytes.count) }
        count += bytes.count
    }

    private func reserve(_ more: Int) {
        guard count + more > capacity else { return }
        capacity = (count + more) * 2
        let larger = UnsafeMutableRawPointer.allocate(byteCount: capacity, alignment: 16)
        larger.copyMemory(from: base, byteCount: count)
        base.deallocate()
        base = larger
    }
}
