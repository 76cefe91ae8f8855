import Ledger
import Testing

@Suite("An SQLite ledger does what every ledger store must")
struct SQLiteLedgerConformanceTests {
    let scratch: Scratch
    let conformance: LedgerStoreConformance

    init() throws {
        let scratch = try Scratch()
        self.scratch = scratch
        conformance = LedgerStoreConformance {
            try SQLiteLedger.create(path: scratch.ledger, genesis: [])
            return try SQLiteLedger(path: scratch.ledger, texts: try TextStore(path: scratch.texts))
        }
    }

    @Test("positions and versions are gapless")
    func positions() throws { try conformance.positionsAndVersionsAreGapless() }

    @Test("what is read is what was written")
    func roundTrip() throws { try conformance.whatIsReadIsWhatWasWritten() }

    @Test("a batch is decided from what is there, and a decision that fails leaves nothing behind")
    func deciding() throws { try conformance.aBatchIsDecidedFromWhatIsThere() }

    @Test("a decided batch is added whole or not at all")
    func wholeBatches() throws { try conformance.aDecidedBatchIsAddedWholeOrNotAtAll() }

    @Test("whoever else adds waits for a decision in its middle")
    func waiting() throws { try conformance.othersWaitForADecisionInItsMiddle() }

    @Test("the same command gives the first result again")
    func idempotency() throws { try conformance.theSameCommandGivesTheFirstResultAgain() }

    @Test("other parameters under the same id are refused")
    func reuse() throws { try conformance.otherParametersUnderTheSameIdAreRefused() }

    @Test("a repetition within one batch is seen")
    func repetition() throws { try conformance.aRepetitionWithinOneBatchIsSeen() }

    @Test("an unexpected version is a conflict")
    func conflict() throws { try conformance.anUnexpectedVersionIsAConflict() }

    @Test("a refused append harms no neighbour")
    func neighbours() throws { try conformance.aRefusedAppendHarmsNoNeighbour() }

    @Test("what the record cannot carry is malformed")
    func malformed() throws { try conformance.whatTheRecordCannotCarryIsMalformed() }

    @Test("time never goes backwards")
    func time() throws { try conformance.timeNeverGoesBackwards() }

    @Test("a checkpoint is made by the key in force")
    func keyInForce() throws { try conformance.aCheckpointIsMadeByTheKeyInForceAndKept() }

    @Test("a checkpoint covers everything and comes once")
    func checkpoints() throws { try conformance.aCheckpointCoversEverythingAndComesOnce() }

    @Test("scans end where they are told")
    func scans() throws { try conformance.scansEndWhereTheyAreTold() }
}
