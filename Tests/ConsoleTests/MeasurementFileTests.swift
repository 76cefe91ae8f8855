@testable import Console
import Schema
import Testing

@Suite struct MeasurementFileTests {
    private func read(_ text: String) throws(CommandFailure) -> [JSON] {
        try MeasurementFile(Array(text.utf8), name: "f.csv", source: "crm").rows
    }

    @Test("semicolons, commas and tabs separate alike", arguments: [";", ",", "\t"])
    func separators(_ separator: String) throws {
        let text = "date;metric;numerator;denominator;unit;sample\n2026-03-01;csat;9;10;percent;10\n"
        let rows = try read(text.replacing(";", with: separator))
        #expect(rows.map(\.encoded) == [
            #"{"line":2,"from":"2026-03-01","metric":"csat","numerator":"9","denominator":"10","unit":"percent","#
                + #""sample":10,"source":"crm"}"#,
        ])
    }

    @Test("rows keep the line on which they stand, whatever is between")
    func lines() throws {
        let rows = try read(
            "date;metric;value;unit\r\n\r\n2026-03-01;csat;90;percent\r\n\r\n2026-03-02;csat;91;percent")
        #expect(rows.map { $0["line"]?.number } == [3, 5])
    }

    @Test("a quoted field may hold the separator, a quote and a line break")
    func quoting() {
        let records = SeparatedValues.records("a;b\n\"x;y\";\"say \"\"hi\"\"\nthere\"\nz;w")
        #expect(records.map(\.fields) == [["a", "b"], ["x;y", "say \"hi\"\nthere"], ["z", "w"]])
        #expect(records.map(\.line) == [1, 2, 4])
    }

    @Test("everything wrong is told with its line, and nothing is taken")
    func faults() {
        let text = """
            date;metric;numerator;denominator;unit;sample
            2026-03-01;csat;9;10;percent;10
            2026-02-30;csat;9;10;percent;10
            2026-03-02;csat;9,5;10;percent;10
            2026-03-03;csat;;;percent;10
            2026-03-04;csat;1;2;percent
            """
        let failure = #expect(throws: CommandFailure.self) { try read(text) }
        #expect(failure?.code == .badInput)
        Golden.expect((failure?.message ?? "") + "\n", "import-faults.txt")
    }

    @Test("a header without a metric, and one with an unknown column, are refused")
    func headers() {
        #expect(throws: CommandFailure.self) { try read("date;value;unit\n2026-03-01;1;count") }
        #expect(throws: CommandFailure.self) { try read("date;metric;value;unit;hue\n2026-03-01;volume;1;count;red") }
        #expect(throws: CommandFailure.self) { try read("") }
        #expect(throws: CommandFailure.self) { try read("date;metric;value;unit\n") }
    }

    @Test("the same content has the same command id, other content another")
    func derivedNumbers() {
        let one = CommandNumber.derived(from: "a"), again = CommandNumber.derived(from: "a")
        #expect(one == again)
        #expect(one != CommandNumber.derived(from: "b"))
        #expect(one.description.dropFirst(14).first == "8")
    }
}
