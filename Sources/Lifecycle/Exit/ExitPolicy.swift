public import Schema

/// Thresholds of the exit.
public struct ExitPolicy: Message, Equatable {
    /// After how many months the exit plan is reviewed again (RSK-1).
    public var planReviewMonths: Count = 12
    /// Within how many days a second person confirms an exit declared at once (EXI-1, house).
    public var confirmationDays: Count = 5

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("planReviewMonths", \Self.planReviewMonths, "months until the exit plan is reviewed again"),
        Field("confirmationDays", \.confirmationDays, "days within which a declared exit is confirmed"))

    /// The defaults of domain.md.
    public static let standard = ExitPolicy()
}
