import Ledger
import Schema

/// The key that the daemon holds, against the one that the log has adopted.
struct KeyRing {
    /// The key that signs; none while the daemon holds another than the one in force.
    var signer: SignerKey?
    /// Where keys lie.
    let folder: KeyFolder
    /// The key in force, as the log says.
    var inForce: VerifierKey?
    /// The name that keys bear: the log's origin.
    let origin: String

    /// Loads the key; a ledger that has adopted none yet gets its first one, by the installation's hand.
    static func open(
        _ folder: KeyFolder, _ ledger: SQLiteLedger
    ) throws(LedgerError) -> KeyRing {
        let identity = try ledger.identity()
        let head = try ledger.head().next
        var ring = KeyRing(folder: folder, inForce: identity.key(at: head), origin: identity.origin ?? "")
        if identity.keys.isEmpty {
            let key = if let held = try folder.key() { held } else { try folder.create(name: ring.origin) }
            try adopt(key, ledger)
            ring.signer = key
            ring.inForce = key.verifier
        } else {
            try ring.load()
        }
        return ring
    }

    /// Takes the key whose adoption the log knows; a rotation that a crash cut off is finished.
    private mutating func load() throws(LedgerError) {
        let held = try folder.key()
        if let held, held.verifier == inForce {
            signer = held
        } else if let next = try folder.nextKey(), next.verifier == inForce {
            try folder.adoptNext()
            signer = next
        }
    }

    /// The event `checkpoint-key.adopted` by the installation.
    private static func adopt(_ key: SignerKey, _ ledger: SQLiteLedger) throws(LedgerError) {
        let now = Instant.now
        let recorded = max(now.microseconds, try ledger.head().recorded)
        let outcomes = try ledger.append([try Storage.installed(key.verifier, now, recorded: recorded)])
        guard case .appended? = outcomes.first else {
            throw .storage(StorageError(.other, "adopt the first checkpoint key", message: "\(outcomes)"))
        }
    }
}
