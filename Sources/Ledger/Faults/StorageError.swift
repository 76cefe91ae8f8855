/// The system said no: which operation, and what SQLite and the kernel said about it.
public struct StorageError: Error, Equatable, Sendable {
    /// What a caller may do about it.
    public enum Kind: String, Sendable {
        /// No space (ENOSPC, EDQUOT): nothing was half done, and the same call works once space returns.
        case full
        /// A read, write or sync failed: what the file holds is unknown. Stop; never retry.
        case io
        /// The file or its folder may not be written.
        case readOnly
        /// There is no such file.
        case absent
        /// There is one already.
        case exists
        /// The file may not be opened by this user.
        case denied
        /// Anything else, such as a lock that another connection holds.
        case other
    }

    /// What a caller may do about it.
    public let kind: Kind
    /// What was being done, with the file's path where it is known.
    public let operation: String
    /// SQLite's extended result code; 0 where SQLite was not involved.
    public let code: Int32
    /// SQLite's or the kernel's words.
    public let message: String
    /// The kernel's error number; 0 where there was none.
    public let errno: Int32

    /// An error of the given kind.
    public init(_ kind: Kind, _ operation: String, code: Int32 = 0, message: String, errno: Int32 = 0) {
        self.kind = kind
        self.operation = operation
        self.code = code
        self.message = message
        self.errno = errno
    }
}

extension StorageError: CustomStringConvertible {
    /// One line for a person.
    public var description: String {
        let numbers = [code == 0 ? nil : "SQLite \(code)", errno == 0 ? nil : "errno \(errno)"].compactMap { $0 }
        return "\(operation): \(message)" + (numbers.isEmpty ? "" : " (\(numbers.joined(separator: ", ")))")
    }
}
