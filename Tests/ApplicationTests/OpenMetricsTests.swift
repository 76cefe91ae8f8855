@testable import Application
import Foundation
import Testing
import Views

@Suite("Figures as OpenMetrics text")
struct OpenMetricsTests {
    private func figures(_ reading: WriterMeter.Reading = .init()) -> Figures {
        Figures(
            started: 1_700_000_000_000_000, events: 7, viewLag: 1, queue: 2, subscribers: 3, connections: 4, denials: 5,
            writer: reading, registers: RegisterCounts(openEngagements: 6, openObligations: 8, overdueObligations: 9),
            isWritable: true, freeBytes: nil, lastBackup: nil, lastCheckpoint: nil, unsigned: 10, lastFullCheck: nil)
    }

    private func lines(_ figures: Figures) -> [Substring] { OpenMetricsText(figures).text.split(separator: "\n") }

    @Test("every figure has its line, and the text its end")
    func complete() {
        let lines = lines(figures())
        for line in [
            "engaged_head_position 6", "engaged_view_lag_events 1", "engaged_queue_commands 2", "engaged_subscribers 3",
            "engaged_connections 4", "engaged_denials_total 5", "engaged_open_engagements 6",
            "engaged_obligations_overdue 9", "engaged_writable 1", "engaged_unsigned_events 10",
            "engaged_start_time_seconds 1700000000.0",
        ] { #expect(lines.contains(Substring(line)), "\(line)") }
        #expect(lines.last == "# EOF")
    }

    @Test("what is not known is left out")
    func unknown() {
        var figures = figures()
        #expect(!OpenMetricsText(figures).text.contains("engaged_last_backup"))
        figures.registers = nil
        figures.lastBackup = 1_500_000
        let text = OpenMetricsText(figures).text
        #expect(!text.contains("engaged_obligations"))
        #expect(text.contains("engaged_last_backup_timestamp_seconds 1.5\n"))
    }

    /// The metrics that a text of examples names: whole words, alerts being named otherwise.
    private func named(_ text: String) -> Set<Substring> {
        Set(text.split { !$0.isLetter && !$0.isNumber && $0 != "_" }.filter { $0.hasPrefix("engaged_") })
    }

    @Test("the shipped alert rules ask for figures that there are, and for every one that somebody should wake for")
    func rules() throws {
        let root = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3).joined(separator: "/")
        let path = root + "/Deploy/examples/watch/prometheus-rules.yml"
        let asked = named(try String(contentsOfFile: path, encoding: .utf8))
        var figures = figures()
        (figures.freeBytes, figures.lastBackup, figures.lastCheckpoint, figures.lastFullCheck) = (1, 1, 1, 1)
        let there = named(OpenMetricsText(figures).text)
        #expect(asked.subtracting(there).sorted() == [])
        for figure: Substring in [
            "engaged_head_position", "engaged_writable", "engaged_view_lag_events", "engaged_denials_total",
            "engaged_obligations_overdue", "engaged_last_backup_timestamp_seconds",
            "engaged_last_checkpoint_timestamp_seconds", "engaged_unsigned_events", "engaged_state_free_bytes",
            "engaged_last_full_check_timestamp_seconds",
        ] { #expect(asked.contains(figure), "no rule asks for \(figure)") }
    }

    @Test("a histogram counts upwards, and its last bucket holds all")
    func histogram() {
        var reading = WriterMeter.Reading()
        for commands: UInt64 in [1, 2, 3, 600] { reading.batchCommands.count(commands) }
        let lines = lines(figures(reading))
        for line in [
            #"engaged_batch_commands_bucket{le="1"} 1"#, #"engaged_batch_commands_bucket{le="2"} 2"#,
            #"engaged_batch_commands_bucket{le="4"} 3"#, #"engaged_batch_commands_bucket{le="512"} 3"#,
            #"engaged_batch_commands_bucket{le="+Inf"} 4"#, "engaged_batch_commands_sum 606",
            "engaged_batch_commands_count 4",
        ] { #expect(lines.contains(Substring(line)), "\(line)") }
    }

    @Test("nanoseconds become seconds exactly")
    func seconds() {
        #expect(OpenMetricsText.nanoseconds(0) == "0.0")
        #expect(OpenMetricsText.nanoseconds(100_000) == "0.0001")
        #expect(OpenMetricsText.nanoseconds(1_000_000_001) == "1.000000001")
        #expect(OpenMetricsText.nanoseconds(5_000_000_000) == "5.0")
    }

    @Test("the file is replaced whole and readable for everybody, and a fault is told")
    func file() throws {
        let folder = NSTemporaryDirectory() + "metrics-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let file = MetricsFile(path: folder + "/engaged.prom")
        #expect(file.replace(with: "old and longer\n") == nil)
        #expect(file.replace(with: "new\n") == nil)
        #expect(try String(contentsOfFile: file.path, encoding: .utf8) == "new\n")
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["engaged.prom"])
        let mode = try FileManager.default.attributesOfItem(atPath: file.path)[.posixPermissions] as? Int
        #expect(mode == 0o644)
        #expect(MetricsFile(path: folder + "/none/engaged.prom").replace(with: "x")?.contains("/none/") == true)
    }
}
