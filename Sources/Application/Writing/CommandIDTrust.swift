/// Whether the id of a command is taken for a new one until the ledger says otherwise.
///
/// Nearly every id is new, and asking the ledger before each decision is a search that the insert makes again. So the
/// id is decided upon as new; where it is not, the ledger refuses the whole batch, which is decided again with every
/// id asked for first. Whoever repeats one command is likely to repeat more, as an import that is run a second time
/// does: for a while ids are then asked for at once.
final class CommandIDTrust {
    private var suspected = 0
    private static let suspicion = 4096

    /// Whether ids are taken for new.
    var isGiven: Bool { suspected == 0 }

    /// An id was not new.
    func withdraw() { suspected = CommandIDTrust.suspicion }

    /// One more command was decided.
    func passOne() { if suspected > 0 { suspected -= 1 } }
}
