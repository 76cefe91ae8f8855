@testable import Application
import Lifecycle
import Testing

@Suite("Message ids of the journal")
struct MessageIDTests {
    @Test("every event class and every message of the daemon has an id of its own, and it is a UUID")
    func unique() {
        let kinds = Set(EventCatalogues.all.map(\.kind))
        let ids = kinds.map(MessageID.event) + DaemonMessage.allCases.map(MessageID.daemon)
        #expect(kinds.count > 50)
        #expect(Set(ids).count == ids.count)
        for id in ids {
            #expect(id.wholeMatch(of: /[0-9a-f]{12}8[0-9a-f]{3}[89ab][0-9a-f]{15}/) != nil, "\(id)")
        }
    }
}
