/// What is wrong with a configuration file: where, and what would be taken.
public struct ConfigurationFault: Error, Hashable, Sendable, CustomStringConvertible {
    /// The file.
    public var path: String
    /// The line, from 1; 0 where it concerns the whole file.
    public var line: Int
    /// What is wrong.
    public var message: String
    /// Whether the file may be right and the machine at fault: what it names could not be looked up just now.
    public var mayPass = false

    /// `path:line: message`.
    public var description: String { line > 0 ? "\(path):\(line): \(message)" : "\(path): \(message)" }
}
