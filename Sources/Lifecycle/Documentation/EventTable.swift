import Schema

/// `Schemas/EVENTS.md`: every event and command with its sentence, for people.
enum EventTable {
    /// The whole document.
    static var file: SchemaFile {
        let parts = ["# Events and commands\n\nGenerated from the domain; a test compares. Do not edit.\n", events]
            + CommandIndex.interfaces.map(commands)
        return SchemaFile(path: "Schemas/EVENTS.md", content: parts.joined(separator: "\n"))
    }

    private static var events: String {
        let rows = EventCatalogues.all.map { event in
            row([
                "[`\(event.kind)`](events/\(event.kind).json)", String(event.schemaVersion), event.stream,
                phases(event), event.about,
            ])
        }
        return "## Events\n\n" + head(["event", "schema", "stream", "phases", "records"]) + rows.joined()
    }

    private static func phases(_ event: CatalogueEntry) -> String {
        guard event.stream == "engagement" else { return "–" }
        switch event.phases {
        case .any: return "any"
        case .open: return "open"
        case .fromContracting: return "contracting to exit"
        case let some: return some.phases.map(\.shown).joined(separator: ", ")
        }
    }

    private static func commands(_ interface: CommandIndex.Interface) -> String {
        let rows = interface.commands.map { command in
            row([
                "[`\(command.method)`](commands/\(command.qualified).json)", "`\(command.verb)`",
                command.roles.map(\.rawValue).joined(separator: ", "), command.about,
            ])
        }
        return "## \(interface.name)\n\n\(interface.about)\n\n" + head(["method", "typed", "roles", "does"])
            + rows.joined()
    }

    private static func head(_ cells: [String]) -> String { row(cells) + row(cells.map { _ in "---" }) }

    private static func row(_ cells: [String]) -> String { "| " + cells.joined(separator: " | ") + " |\n" }
}
