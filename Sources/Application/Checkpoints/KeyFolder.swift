import Glibc
import Ledger

/// Where the private key of checkpoints lies: a systemd credential, or a file of the daemon's own beside the ledger.
///
/// A key that is to replace the one in force lies in a file of its own until the log has adopted it, so that a crash
/// leaves no ledger without its key.
struct KeyFolder {
    /// The key's file or credential.
    let path: String
    /// Whether it is a credential, which the daemon never writes.
    let isCredential: Bool

    private var nextPath: String { path + ".next" }

    /// The credential `checkpoint-key` where the service manager hands one over, else a file in the state folder.
    init(_ configuration: Configuration) {
        let credential = getenv("CREDENTIALS_DIRECTORY").map { String(cString: $0) + "/checkpoint-key" }
        if let credential, access(credential, F_OK) == 0 {
            path = credential
            isCredential = true
        } else {
            path = configuration.stateDirectory + "/checkpoint-key"
            isCredential = false
        }
    }

    /// A credential at a path.
    init(credential path: String) {
        self.path = path
        isCredential = true
    }

    /// The key; none where there is no file.
    ///
    /// - Throws: `StorageError.denied` for a file that others could have read or written, or that holds no key.
    func key() throws(LedgerError) -> SignerKey? { try read(path) }

    /// A key that waits for its adoption.
    func nextKey() throws(LedgerError) -> SignerKey? { isCredential ? nil : try read(nextPath) }

    /// The key that a credential took the place of, where the operator hands that over too: `checkpoint-key.before`.
    func previousKey() throws(LedgerError) -> SignerKey? { isCredential ? try read(path + ".before") : nil }

    /// Makes the first key; a file that is there already stays as it is.
    func create(name: String) throws(LedgerError) -> SignerKey { try make(name, at: path) }

    /// Makes a key for adoption, in place of one that was made and never adopted.
    func createNext(name: String) throws(LedgerError) -> SignerKey {
        unlink(nextPath)
        return try make(name, at: nextPath)
    }

    /// Puts the adopted key in the other's place.
    func adoptNext() throws(LedgerError) {
        guard rename(nextPath, path) == 0 else { throw failure("put \(nextPath) in use") }
        try syncFolder()
    }

    private func make(_ name: String, at path: String) throws(LedgerError) -> SignerKey {
        guard let key = SignerKey(generatingFor: name) else {
            throw .storage(StorageError(.denied, "make a key", message: "\(name) cannot be a key's name"))
        }
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { throw failure("create \(path)") }
        defer { close(descriptor) }
        let line = Array((key.text + "\n").utf8)
        guard write(descriptor, line, line.count) == line.count, fsync(descriptor) == 0 else {
            let error = failure("write \(path)")
            unlink(path)
            throw error
        }
        try syncFolder()
        return key
    }

    private func syncFolder() throws(LedgerError) {
        let folder = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
        let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw failure("open \(folder)") }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw failure("sync \(folder)") }
    }

    private func failure(_ operation: String) -> LedgerError {
        let number = errno
        let kind: StorageError.Kind = number == ENOSPC || number == EDQUOT ? .full : .denied
        return .storage(StorageError(kind, operation, message: String(cString: strerror(number)), errno: number))
    }
}

extension KeyFolder {
    private func read(_ path: String) throws(LedgerError) -> SignerKey? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
        guard descriptor >= 0 else {
            if errno == ENOENT { return nil }
            throw failure("open \(path)")
        }
        defer { close(descriptor) }
        try examine(descriptor, path)
        var bytes = [UInt8](repeating: 0, count: 1024)
        let count = Glibc.read(descriptor, &bytes, bytes.count)
        guard count >= 0 else { throw failure("read \(path)") }
        let text = String(decoding: bytes.prefix(count), as: UTF8.self)
        let line = text.last == "\n" ? String(text.dropLast()) : text
        guard let key = SignerKey(line) else {
            throw refusal(path, "it does not hold one key in the form PRIVATE+KEY+…")
        }
        return key
    }

    /// A plain file, its owner's or root's, that others can neither read nor write. A credential's group bits are the
    /// mask of the list by which systemd lets the service read it.
    private func examine(_ descriptor: Int32, _ path: String) throws(LedgerError) {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw failure("look at \(path)") }
        guard status.st_mode & S_IFMT == S_IFREG else { throw refusal(path, "it is no plain file") }
        guard status.st_uid == geteuid() || status.st_uid == 0 else {
            throw refusal(path, "it belongs to uid \(status.st_uid)")
        }
        guard status.st_mode & (isCredential ? 0o037 : 0o077) == 0 else {
            throw refusal(path, "others than its owner may use it: chmod 600")
        }
    }

    private func refusal(_ path: String, _ reason: String) -> LedgerError {
        .storage(StorageError(.denied, "take the key \(path)", message: reason))
    }
}
