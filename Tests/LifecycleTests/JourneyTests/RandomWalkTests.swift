@testable import Lifecycle
import Schema
import Testing

@Suite("Random walks over the catalogue of commands")
struct RandomWalkTests {
    @Test("never end in a trap or an illegal event, and are replayed to the state that was lived", arguments: 0..<7)
    func walk(stop: Int) throws {
        var source = SplitMix64(seed: UInt64.random(in: 0...UInt64.max))
        let stops = try Journey.played().stops
        let start = try #require(stops.indices.contains(stop) ? stops[stop] : stops.last)
        var live = start
        var taken = 0
        for _ in 0..<1500 {
            guard let command = CommandIndex.all.randomElement(using: &source) else { continue }
            do {
                if try step(command.type, &live, &source) { taken += 1 }
            } catch let illegal as IllegalEvent {
                Issue.record("\(source): \(command.verb) decided what is illegal: \(illegal.reason)")
                return
            }
        }
        #expect(taken > 0, "\(source)")
        var replayed = start
        for entry in live.log.dropFirst(start.log.count) { try replayed.store(entry) }
        #expect(replayed.engagement == live.engagement, "\(source)")
        #expect(replayed.providers == live.providers && replayed.governance == live.governance, "\(source)")
        #expect(try Engagement.decode(JSONWriter.encode(live.engagement)) == live.engagement, "\(source)")
    }

    /// Any value, many of whose fields are an example's, so that its names agree with those of other commands.
    private func mixed<C: Command>(_ type: C.Type, _ source: inout SplitMix64) -> C {
        let example = JSONWriter.encode(C.example), random = JSONWriter.encode(C.random(using: &source))
        guard let known = try? JSON(parsing: example), let wild = try? JSON(parsing: random) else { return C.example }
        var members: [JSON.Member] = []
        for member in known.members + wild.members where !members.contains(where: { $0.key == member.key }) {
            let keeps = ["engagement", "provider"].contains(member.key) || source.next() % 4 != 0
            let value = keeps ? known[member.key] : wild[member.key]
            if let value { members.append(JSON.Member(member.key, value)) }
        }
        return (try? C.decode(Array(JSON.object(members).pretty.utf8))) ?? C.example
    }

    /// Tries one command of that type.
    ///
    /// - Returns: whether anything was recorded.
    private func step<C: Command>(
        _ type: C.Type, _ scenario: inout Scenario, _ source: inout SplitMix64
    ) throws -> Bool {
        let command = mixed(type, &source)
        guard scenario.isKnown(command.stream) != (C.opensStream == true) else { return false }
        let days = ["2026-01-05", "2026-06-30", "2027-03-01", "2028-02-29", "2031-12-31"].map(\.asDay)
        let effective = days.randomElement(using: &source) ?? scenario.today
        scenario.today = [scenario.today, effective].max() ?? effective
        let person = Bool.random(using: &source) ? Scenario.mia : Scenario.max
        let reason = Bool.random(using: &source) ? Text.example : nil
        do {
            return try !scenario.when(command, by: person, on: effective.description, reason: reason).isEmpty
        } catch is Refusal {
            return false
        }
    }
}

extension Scenario {
    /// Whether the stream has events.
    fileprivate func isKnown(_ stream: StreamID) -> Bool {
        switch stream {
        case .engagement(let id): id == engagement.id
        case .provider(let id): providers[id] != nil
        case .governance: true
        }
    }
}
