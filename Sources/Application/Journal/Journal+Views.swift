import Views

extension Journal {
    /// What the operator should hear of the views: that one stopped, or that they were built anew.
    func say(_ incident: ViewIncident) {
        switch incident {
        case .stopped(let view, let position, let reason):
            say(.viewStopped, .warning, "view \(view.rawValue) stopped at position \(position): \(reason)")
        case .failed(let error):
            say(.viewStopped, .warning, "views are not kept any more: \(error)")
        case .discarded(let reason):
            say(.viewsRebuilt, .notice, "views are built anew: \(reason)")
        case .differed(let view, let position):
            say(.viewsRebuilt, .warning, "view \(view.rawValue) differed up to position \(position) and was replaced")
        }
    }
}
