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
    /// The key in force before, while no checkpoint is signed by both: it has to vouch for the one in force.
    private(set) var voucher: SignerKey?
    /// Whether the key in force still lies beside the other, in the file of the next one.
    private var isBeside = false

    private init(_ folder: KeyFolder, inForce: VerifierKey?, origin: String) {
        self.folder = folder
        self.inForce = inForce
        self.origin = origin
    }

    /// Loads the key; a ledger that has adopted none yet gets its first one, by the installation's hand.
    static func open(
        _ folder: KeyFolder, _ ledger: SQLiteLedger
    ) throws(LedgerError) -> KeyRing {
        let identity = try ledger.identity()
        let head = try ledger.head().next
        var ring = KeyRing(folder, inForce: identity.key(at: head), origin: identity.origin ?? "")
        if identity.keys.isEmpty {
            let key = if let held = try folder.key() { held } else { try folder.create(name: ring.origin) }
            guard key.verifier.name == ring.origin else {
                throw .storage(StorageError(
                    .denied, "adopt the first checkpoint key",
                    message: "the key is named \(key.verifier.name), the log \(ring.origin); they must be the same"))
            }
            try adopt(key, ledger)
            ring.signer = key
            ring.inForce = key.verifier
        } else {
            try ring.load(identity.keys.compactMap(\.key))
        }
        return ring
    }

    /// Takes the key whose adoption the log knows. Where a crash cut a rotation off, the key before is still there, and
    /// the first checkpoint is signed by both. A credential that was replaced goes on signing until the log has adopted
    /// the other, and vouches for it then, if it was handed over as the one before.
    private mutating func load(_ adopted: [VerifierKey]) throws(LedgerError) {
        let held = try folder.key(), before = try folder.previousKey()
        if let held, held.verifier == inForce {
            signer = held
            voucher = before.flatMap { adopted.contains($0.verifier) && $0.verifier != inForce ? $0 : nil }
        } else if let before, before.verifier == inForce {
            signer = before
        } else if let next = try folder.nextKey(), next.verifier == inForce {
            signer = next
            isBeside = true
            voucher = held.flatMap { adopted.contains($0.verifier) ? $0 : nil }
            if voucher == nil { try settle() }
        }
    }

    /// Uses a key that the log has adopted; the one before vouches for it until `settle`.
    mutating func use(_ key: SignerKey) throws(LedgerError) {
        voucher = signer
        isBeside = !folder.isCredential
        signer = key
        inForce = key.verifier
        if voucher == nil { try settle() }
    }

    /// Lets the key before go: a checkpoint signed by both is durable, or there is none that could vouch.
    mutating func settle() throws(LedgerError) {
        if isBeside { try folder.adoptNext() }
        isBeside = false
        voucher = nil
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
