public import Schema

/// Thresholds and defaults for Selection; a number in domain.md is a default here, never a constant in a rule.
public struct SelectionPolicy: Message, Hashable {
    /// Kept so that the list is not empty until the phase's fields land.
    public var edition: Count = 1

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("edition", \Self.edition, "edition of these defaults"))

    /// The defaults of domain.md.
    public static let standard = SelectionPolicy()
}
