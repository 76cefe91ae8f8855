import Views

/// Figures as OpenMetrics text, which Prometheus, node_exporter's textfile collector, Alloy and Vector read.
struct OpenMetricsText {
    /// All of it, with its end mark.
    private(set) var text = ""

    /// Draws the figures.
    init(_ figures: Figures) {
        // A gauge: node_exporter's textfile collector refuses a whole file for the sake of one `info` or `stateset`.
        family("engaged_build_info", "gauge", "Which release runs.")
        sample("engaged_build_info", "1", #"{version="\#(Release.version)"}"#)
        gauge("engaged_start_time_seconds", "When the daemon began to serve.", seconds(figures.started))
        gauge("engaged_head_position", "Position of the last event in the ledger.", "\(figures.events - 1)")
        counter("engaged_appended_events", "Events made durable since the start.", "\(figures.writer.events)")
        histogram(
            "engaged_append_seconds", "How long a commit took, sync included.", figures.writer.appendNanoseconds,
            OpenMetricsText.nanoseconds)
        histogram(
            "engaged_batch_commands", "Commands that one commit made durable.", figures.writer.batchCommands,
            { "\($0)" })
        gauge("engaged_view_lag_events", "Events that the views have not taken.", "\(figures.viewLag)")
        gauge("engaged_queue_commands", "Commands that wait for the writer.", "\(figures.queue)")
        gauge("engaged_subscribers", "Who follows the log.", "\(figures.subscribers)")
        gauge("engaged_connections", "Connections to the socket.", "\(figures.connections)")
        counter("engaged_denials", "Calls denied since the start.", "\(figures.denials)")
        registers(figures.registers)
        gauge("engaged_writable", "Whether commands can be recorded.", figures.isWritable ? "1" : "0")
        gauge("engaged_state_free_bytes", "Room where the ledger lies.", figures.freeBytes.map { "\($0)" })
        gauge(
            "engaged_last_backup_timestamp_seconds", "When a backup was last verified.",
            figures.lastBackup.map(seconds))
        gauge(
            "engaged_last_checkpoint_timestamp_seconds", "When the log's head was last signed.",
            figures.lastCheckpoint.map(seconds))
        gauge("engaged_unsigned_events", "Events that no signed checkpoint covers.", "\(figures.unsigned)")
        gauge(
            "engaged_last_full_check_timestamp_seconds", "When the whole ledger was last found sound.",
            figures.lastFullCheck.map(seconds))
        text += "# EOF\n"
    }

    private mutating func registers(_ registers: RegisterCounts?) {
        gauge(
            "engaged_open_engagements", "Engagements neither closed nor abandoned.",
            registers.map { "\($0.openEngagements)" })
        gauge("engaged_obligations_open", "Obligations that are open.", registers.map { "\($0.openObligations)" })
        gauge(
            "engaged_obligations_overdue", "Open obligations whose day has passed.",
            registers.map { "\($0.overdueObligations)" })
    }

    private mutating func family(_ name: String, _ type: String, _ about: String) {
        text += "# TYPE \(name) \(type)\n# HELP \(name) \(about)\n"
    }

    private mutating func sample(_ name: String, _ value: String, _ labels: String = "") {
        text += "\(name)\(labels) \(value)\n"
    }

    /// Nothing is said where there is no value.
    private mutating func gauge(_ name: String, _ about: String, _ value: String?) {
        guard let value else { return }
        family(name, "gauge", about)
        sample(name, value)
    }

    private mutating func counter(_ name: String, _ about: String, _ value: String) {
        family(name, "counter", about)
        sample(name + "_total", value)
    }

    private mutating func histogram(
        _ name: String, _ about: String, _ values: Histogram, _ written: (UInt64) -> String
    ) {
        family(name, "histogram", about)
        for (bound, count) in zip(values.bounds, values.cumulative) {
            sample(name + "_bucket", "\(count)", #"{le="\#(written(bound))"}"#)
        }
        sample(name + "_bucket", "\(values.total)", #"{le="+Inf"}"#)
        sample(name + "_sum", written(values.sum))
        sample(name + "_count", "\(values.total)")
    }

    private func seconds(_ microseconds: Int64) -> String {
        OpenMetricsText.nanoseconds(UInt64(clamping: microseconds) &* 1000)
    }

    /// Nanoseconds as seconds, exactly.
    static func nanoseconds(_ value: UInt64) -> String {
        let rest = String(value % 1_000_000_000)
        var digits = String(repeating: "0", count: 9 - rest.count) + rest
        while digits.count > 1, digits.hasSuffix("0") { digits.removeLast() }
        return "\(value / 1_000_000_000).\(digits)"
    }
}
