/// One field of a message: its name on the wire, where it stands in the value, and what it means.
///
/// The message is taken as one that cannot be copied: it is lent to each of its fields, and not copied for each.
public struct Field<Root: ~Copyable, Value: SchemaValue>: Sendable {
    @usableFromInline let name: StaticString
    @usableFromInline let note: StaticString
    /// Takes the message's address: a function of a generic type would have its metadata looked up at every call.
    @usableFromInline let put: @Sendable (UnsafeRawPointer, inout JSONWriter) -> Void
    @usableFromInline let sample: Value?

    /// A field.
    ///
    /// - Parameters:
    ///   - name: the key, camelCase, never changed once released.
    ///   - value: where it stands, as a key path; taken as a function, which the compiler turns into a plain access.
    ///   - note: meaning and unit, one sentence without a full stop.
    ///   - example: what documentation shows; the type's own example where absent.
    @inlinable
    public init(
        _ name: StaticString, _ value: @escaping @Sendable (borrowing Root) -> Value, _ note: StaticString,
        example: Value? = nil
    ) {
        self.name = name
        self.note = note
        sample = example
        put = { root, writer in
            let value = value(root.assumingMemoryBound(to: Root.self).pointee)
            if value.isAbsent, !(writer.keepsEmptyLists && Value.isList) { return }
            writer.key(name)
            value.write(&writer)
        }
    }
}
