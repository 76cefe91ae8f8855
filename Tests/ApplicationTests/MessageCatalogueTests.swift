@testable import Application
import Foundation
import Lifecycle
import Testing

@Suite("The journal's message catalogue")
struct MessageCatalogueTests {
    private let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().path + "/Deploy/engaged.catalog"

    /// Whoever adds an event class decides here whether it wakes somebody.
    private static let wakes: Set<String> = [
        "separation.refused", "separation.excepted", "exit.declared", "service-level.breached",
    ]

    private static let letsSleep: Set<String> = [
        "access.granted", "access.recertified", "access.requested", "access.revoked", "amendment.drafted",
        "amendment.signed", "checkpoint-key.adopted", "contract.drafted", "contract.renewal-decided",
        "contract.signed", "credit.adjusted", "credit.settled", "credit.write-off-approved",
        "credit.write-off-requested", "engagement.abandoned", "engagement.corrected", "engagement.opened",
        "engagement.owner-changed", "evaluation.disqualifier-waiver-approved",
        "evaluation.disqualifier-waiver-requested", "evaluation.provider-evaluated", "evaluation.round-opened",
        "evaluation.single-source-approved", "evaluation.single-source-requested", "evidence.recorded",
        "exit.confirmed", "exit.data-deletion-certified", "exit.data-returned", "exit.final-report-filed",
        "exit.knowledge-returned", "exit.notice-given", "exit.plan-recorded", "exit.plan-reviewed", "gate.approved",
        "gate.rejected", "gate.requested", "kpi.corrected", "kpi.measured", "ledger.created", "note.added",
        "obligation.fulfilled", "override.approved", "override.requested", "period.closed", "period.restated",
        "person.added", "person.bound", "pilot.benchmark-set", "pilot.benchmarks-frozen", "pilot.extended",
        "pilot.judged", "pilot.scoped", "pilot.started", "policy.adopted", "policy.proposed",
        "provider.attestation-recorded", "provider.attrition-disclosed", "provider.chosen", "provider.corrected",
        "provider.incident-noted", "provider.nda-recorded", "provider.reference-checked", "provider.registered",
        "risk.assessed", "risk.treated", "risk.treatment-proposed", "selection.business-case-recorded",
        "selection.criticality-assessed", "selection.documentation-assessed", "selection.fit-decided",
        "selection.location-declared", "selection.model-assessed", "selection.reason-assessed",
        "text.erased", "transition.activity-cancelled", "transition.activity-done",
        "transition.activity-planned",
        "transition.cut-over", "transition.parallel-run-recorded", "transition.planned",
        "transition.readiness-accepted", "waiver.approved", "waiver.requested",
    ]

    @Test("stands in Deploy to the letter")
    func drawn() throws {
        #expect(try String(contentsOfFile: file, encoding: .utf8) == MessageCatalogue.text, "run schema-files --write")
    }

    @Test("of every event class it was decided whether it wakes somebody")
    func decided() {
        let warnings = Set(EventCatalogues.all.filter { $0.payload.attention == .warning }.map(\.kind))
        #expect(warnings == MessageCatalogueTests.wakes)
        let kinds = Set(EventCatalogues.all.map(\.kind))
        #expect(kinds.subtracting(MessageCatalogueTests.wakes) == MessageCatalogueTests.letsSleep)
    }

    @Test("who is woken reads what to do, and who is not has no text")
    func advice() {
        for entry in EventCatalogues.all {
            let isWoken = entry.payload.attention == .warning
            #expect(entry.payload.advice.contains("engagectl ") == isWoken, "\(entry.kind)")
        }
    }

    @Test("no message id stands twice")
    func unique() {
        let ids = MessageCatalogue.text.split(separator: "\n").filter { $0.hasPrefix("-- ") }
        #expect(Set(ids).count == ids.count)
        #expect(ids.count > 10)
    }
}
