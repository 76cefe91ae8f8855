public import Lifecycle
public import Schema

/// Reads the views, from any thread, on connections of its own.
///
/// Lists take `asOf`, a position: they are then what they were when that event was the last one; without, what they
/// are now. Every page tells the position at which it holds.
public final class ViewReader: Sendable {
    /// Reads the file that a keeper keeps, or that one has left.
    ///
    /// - Parameter path: the path that the keeper was given.
    public init(path: String) throws(ViewError) {}

    /// Position of the last event that every running view has taken; −1 before the first.
    public func position() throws(ViewError) -> Int64 { -1 }

    /// Position of the last event recorded at or before a time; −1 where there is none.
    public func position(at time: Instant) throws(ViewError) -> Int64 { -1 }

    /// Engagements by id.
    public func engagements(
        asOf: Int64? = nil, phase: Phase? = nil, after: EngagementID? = nil, limit: Int = 1000
    ) throws(ViewError) -> EngagementPage { EngagementPage(position: -1, engagements: [], more: false) }

    /// Events of the audit trail, oldest first.
    ///
    /// - Parameters:
    ///   - stream: of this stream only.
    ///   - from: the first position wanted.
    ///   - to: the last position wanted.
    ///   - types: only of these wire names; all where empty.
    public func trail(
        stream: StreamID? = nil, from: Int64 = 0, to: Int64? = nil, types: [String] = [], asOf: Int64? = nil,
        limit: Int = 1000
    ) throws(ViewError) -> TrailPage { TrailPage(position: -1, events: [], more: false) }

    /// Obligations by due date.
    ///
    /// - Parameter open: only open ones (`true`), only closed ones (`false`), or all.
    public func obligations(
        asOf: Int64? = nil, engagement: EngagementID? = nil, open: Bool? = nil, limit: Int = 10_000
    ) throws(ViewError) -> ObligationPage { ObligationPage(position: -1, obligations: [], more: false) }

    /// What governance lists, oldest first.
    public func exceptions(
        asOf: Int64? = nil, from: Int64 = 0, limit: Int = 10_000
    ) throws(ViewError) -> ExceptionPage { ExceptionPage(position: -1, exceptions: [], more: false) }

    /// Providers by id.
    public func providers(asOf: Int64? = nil, limit: Int = 10_000) throws(ViewError) -> ProviderPage {
        ProviderPage(position: -1, providers: [], more: false)
    }

    /// Persons by handle.
    public func persons(asOf: Int64? = nil, limit: Int = 10_000) throws(ViewError) -> PersonPage {
        PersonPage(position: -1, persons: [], more: false)
    }

    /// SHA-256 over a view's rows with all their columns, in the order of their keys, as lower-case hexadecimal.
    public func digest(_ view: ViewName) throws(ViewError) -> String { "" }
}
