import Ledger

/// How far each view has come, and which have stopped.
struct Progress {
    /// How one view stands.
    struct Standing {
        var position: Int64 = -1
        var stoppedAt: Int64?
        var reason: String?
    }

    private var standings = [Standing](repeating: Standing(), count: ViewName.allCases.count)
    /// Position of the last event that was offered to the views.
    private(set) var position: Int64 = -1

    init() {}

    subscript(_ view: ViewName) -> Standing {
        get { standings[view.index] }
        set { standings[view.index] = newValue }
    }

    /// Whether the view wants the event of that position.
    func takes(_ view: ViewName, _ position: Int64) -> Bool {
        let standing = standings[view.index]
        return standing.stoppedAt == nil && standing.position < position
    }

    /// The next event was taken by all who wanted it.
    mutating func advance(to position: Int64) {
        self.position = position
        for index in standings.indices where standings[index].stoppedAt == nil && standings[index].position < position {
            standings[index].position = position
        }
    }

    /// The view cannot take this event.
    mutating func stop(_ view: ViewName, at position: Int64, _ reason: String) {
        standings[view.index].stoppedAt = position
        standings[view.index].reason = reason
    }

    /// Lets stopped views try again from where they are: another program may understand what this one did not.
    mutating func resume() {
        for index in standings.indices {
            standings[index].stoppedAt = nil
            standings[index].reason = nil
        }
        position = standings.map(\.position).min() ?? -1
    }

    /// Position that every view has come to which has not stopped.
    var reached: Int64 { standings.filter { $0.stoppedAt == nil }.map(\.position).min() ?? position }

    /// One view's standing, for telling.
    func status(_ view: ViewName) -> ViewStatus {
        let standing = self[view]
        return ViewStatus(
            view: view, position: standing.position, stoppedAt: standing.stoppedAt, reason: standing.reason)
    }

    /// Each view's standing.
    var statuses: [ViewStatus] { ViewName.allCases.map(status) }
}

extension Progress {
    /// Reads what a file says; views that it does not name stand before the first event.
    init(_ connection: Connection) throws(LedgerError) {
        let statement = try connection.prepare("SELECT view, position, stopped, reason FROM progress")
        while try statement.step("read the views' progress") {
            guard let view = ViewName(rawValue: statement.text(0)) else { continue }
            self[view] = Standing(
                position: statement.integer(1), stoppedAt: statement.isNull(2) ? nil : statement.integer(2),
                reason: statement.isNull(3) ? nil : statement.text(3))
        }
        position = standings.map(\.position).max() ?? -1
    }

    /// Writes it down, in the transaction of the rows.
    func save(_ connection: Connection) throws(LedgerError) {
        let statement = try connection.prepare("INSERT OR REPLACE INTO progress VALUES (?1, ?2, ?3, ?4)")
        for view in ViewName.allCases {
            let standing = self[view]
            statement.bind(1, view.rawValue)
            statement.bind(2, standing.position)
            if let stopped = standing.stoppedAt { statement.bind(3, stopped) } else { statement.bindNull(3) }
            statement.bindOptional(4, standing.reason)
            try statement.run("save the views' progress")
        }
    }
}

extension ViewName {
    /// Place in lists by view.
    var index: Int {
        switch self {
        case .trail: 0
        case .engagement: 1
        case .obligation: 2
        case .exception: 3
        case .person: 4
        case .provider: 5
        }
    }
}
