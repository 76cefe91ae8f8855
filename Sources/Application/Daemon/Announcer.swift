import Lifecycle
import Synchronization
import Views

/// Tells everybody who waits for it that events are durable.
final class Announcer: Sendable {
    private let library: Library
    private let keeper: ViewKeeper
    private let subscriptions: Subscriptions
    private let journal: Journal
    private let checkpointer: Checkpointer

    init(
        library: Library, keeper: ViewKeeper, subscriptions: Subscriptions, journal: Journal,
        checkpointer: Checkpointer
    ) {
        self.checkpointer = checkpointer
        self.library = library
        self.keeper = keeper
        self.subscriptions = subscriptions
        self.journal = journal
    }

    /// Runs on the writer's thread behind every commit, so it only nudges.
    func announce(_ announcement: Writer.Announcement) {
        if let governance = announcement.governance { library.governance = governance }
        keeper.advance()
        checkpointer.advance(announcement.head)
        subscriptions.wake()
        journal.mirror(announcement.notices)
    }
}
