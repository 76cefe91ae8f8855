import Ledger
import Lifecycle
import Schema

/// Compares hands that must be two persons; what the policy lets pass must be noted by the same command (SEP-1).
struct DutyCheck {
    /// An event that a later one may refer to.
    struct Earlier {
        var type: String
        var actor: Author
    }

    /// The event looked at.
    struct Place: Hashable {
        var position: Int64
        var stream: String
        var type: String
    }

    private struct Exception: Hashable {
        var stream: String
        var type: String
        var earlier: Int64
    }

    private var command = ""
    private var line = ""
    private var actor = Author(line: "")
    private var mode = SeparationMode.enforce
    private var demanded: [(place: Place, exception: Exception)] = []
    private var noted: [Exception] = []

    /// Whether an event's body is needed beyond its own separations.
    static func reads(_ type: String) -> Bool {
        type == GovernanceEvent.separationExcepted.rawValue || type == GovernanceEvent.policyAdopted.rawValue
    }

    /// A row begins; where it is of another command, the one before is settled.
    mutating func begin(command: String, actor line: String) -> [LedgerFault] {
        guard command != self.command || line != self.line else { return [] }
        let faults = finish()
        self.command = command
        self.line = line
        actor = Author(line: line)
        return faults
    }

    /// What the last command left open. Each exception lets one event stand.
    mutating func finish() -> [LedgerFault] {
        defer {
            demanded = []
            noted = []
        }
        let open = demanded.filter { demand in
            guard let place = noted.firstIndex(of: demand.exception) else { return true }
            noted.remove(at: place)
            return false
        }
        return open.map { open in
            LedgerFault(.separation, at: open.place.position, "second person of \(open.place.type)",
                        expected: "another hand than version \(open.exception.earlier), or separation.excepted",
                        found: line)
        }
    }

    /// An event with what it must differ from.
    mutating func take(_ place: Place, _ separations: [Separation], _ body: JSON,
                       _ hands: [Int64: Earlier]) -> [LedgerFault] {
        note(place.type, body)
        var faults: [LedgerFault] = []
        for rule in separations {
            guard let value = body[rule.field], value != .null else { continue }
            guard let version = value.number, let earlier = hands[version], rule.of.contains(earlier.type) else {
                faults.append(LedgerFault(.separation, at: place.position, "\(rule.field) of \(place.type)",
                                          expected: "the version of an earlier \(rule.of.joined(separator: " or "))",
                                          found: value.encoded))
                continue
            }
            if actor.uid == nil || earlier.actor.uid == nil {
                faults.append(LedgerFault(.separation, at: place.position, "hands of \(place.type)",
                                          expected: "two persons", found: "\(line) and \(earlier.actor.line)"))
                continue
            }
            guard isSameHand(earlier.actor) else { continue }
            let exception = Exception(stream: place.stream, type: place.type, earlier: version)
            if mode == .record {
                demanded.append((place, exception))
            } else {
                faults.append(LedgerFault(.separation, at: place.position, "second person of \(place.type)",
                                          expected: "another hand than that of version \(version)", found: line))
            }
        }
        return faults
    }

    private mutating func note(_ type: String, _ body: JSON) {
        if type == GovernanceEvent.policyAdopted.rawValue {
            mode = body["policy"]?["separation"]?.text.flatMap(SeparationMode.init(rawValue:)) ?? .enforce
        } else if type == GovernanceEvent.separationExcepted.rawValue, let stream = body["stream"]?.text,
                  let event = body["event"]?.text, let earlier = body["earlier"]?.number {
            noted.append(Exception(stream: stream, type: event, earlier: earlier))
        }
    }

    private func isSameHand(_ earlier: Author) -> Bool {
        if let person = earlier.person, person == actor.person { return true }
        guard let uid = earlier.uid else { return false }
        return uid == actor.uid
    }
}
