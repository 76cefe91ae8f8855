public import Schema
import Lifecycle

/// Every interface that the daemon serves, commands first; `Schemas/varlink` holds their texts.
public enum Interfaces {
    /// In the order in which `GetInfo` lists them.
    public static let all: [VarlinkInterface] =
        CommandIndex.interfaces.map(\.varlink) + QueryIndex.interfaces.map(\.varlink)
}

/// Which release this is.
public enum Release {
    /// Semantic version.
    public static let version = "0.1.0"
}
