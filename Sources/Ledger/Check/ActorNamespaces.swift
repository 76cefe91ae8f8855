internal import Glibc

/// Reads actors' lines, most of which are the same as the one before.
struct ActorNamespaces {
    private var last: [UInt8] = []
    private var lastNamespace: [UInt8]?
    private var known: [String: [UInt8]] = [:]

    /// The namespace of the actor's command ids, or nil where the line is no actor's.
    mutating func namespace(_ line: UnsafeRawBufferPointer) -> [UInt8]? {
        if isLast(line) { return lastNamespace }
        last = [UInt8](line)
        lastNamespace = lookUp(String(decoding: line, as: UTF8.self))
        return lastNamespace
    }

    private func isLast(_ line: UnsafeRawBufferPointer) -> Bool {
        guard line.count == last.count, let bytes = line.baseAddress else { return false }
        return last.withUnsafeBytes { $0.baseAddress.map { memcmp($0, bytes, line.count) == 0 } ?? false }
    }

    private mutating func lookUp(_ text: String) -> [UInt8]? {
        if let namespace = known[text] { return namespace }
        guard let actor = Actor(parsing: text) else { return nil }
        let namespace = Array(actor.namespace.utf8)
        if known.count > 4096 { known.removeAll(keepingCapacity: true) }
        known[text] = namespace
        return namespace
    }
}
