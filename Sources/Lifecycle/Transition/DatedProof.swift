public import Schema

/// Where a fact stands in the log, and the day it took place: what criteria cite and later facts may not precede.
public struct DatedProof: Message, Equatable {
    /// The day.
    public var on: CivilDate
    /// Position of the event.
    public var position: Int64

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("on", \Self.on, "the day it took place"),
        Field("position", \.position, "position of the event"))
}

extension Fact {
    /// Day and position of this event.
    var proof: DatedProof { DatedProof(on: effective, position: position) }
}

extension Context {
    /// Refuses an effective day before the fact that the command builds on.
    ///
    /// - Throws: a refusal by rule TIME.
    func follows(_ day: CivilDate, _ what: String) throws(Refusal) {
        guard effective < day else { return }
        throw Refusal(.time, "This cannot lie before \(what) of \(day).")
    }
}
