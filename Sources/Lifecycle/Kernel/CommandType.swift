import Schema

/// A command type with its Swift type erased: what the socket, the console and the documentation look up.
public final class CommandType: Sendable {
    /// The Varlink interface.
    public let interface: String
    /// The method's own name.
    public let method: String
    /// The whole method name, as a call bears it.
    public let qualified: String
    /// What a person types after `engagectl`.
    public let verb: String
    /// One sentence: what it does.
    public let about: String
    /// Who may.
    public let roles: [Role]
    /// The command's Swift type.
    public let type: any Command.Type
    /// Keys of the command's own fields, then of the envelope's.
    let names: [StaticString]
    /// How many of them are the command's own.
    let ownCount: Int
    /// Takes the command's own fields out of a call's flat object.
    let own: @Sendable (inout JSONReader, MemberPlaces) throws(JSONFault) -> any Command

    /// The type behind a catalogue's entry.
    init<C: Command>(_ type: C.Type, interface: String) {
        self.interface = interface
        self.type = type
        method = C.entry.rawValue
        qualified = interface + "." + method
        verb = C.verb
        about = C.about
        roles = C.roles
        let own = C.fields.names
        names = own + CommandEnvelope.fields.names
        ownCount = own.count
        self.own = { (reader, places) throws(JSONFault) in try C.fields.decode(&reader, at: places, from: 0) }
    }
}

/// Every command, interface by interface.
public enum CommandIndex {
    /// The commands of one interface.
    public struct Interface: Sendable {
        /// Reverse-domain name.
        public let name: String
        /// What it is for.
        public let about: String
        /// In the order of the catalogue.
        public let commands: [CommandType]
    }

    /// In the order of life.
    public static let interfaces: [Interface] = [
        interface(EngagementCommand.self),
        interface(SelectionCommand.self),
        interface(ProviderCommand.self),
        interface(ContractingCommand.self),
        interface(TransitionCommand.self),
        interface(PilotCommand.self),
        interface(ExitCommand.self),
        interface(GateCommand.self),
        interface(DeliveryCommand.self),
        interface(GovernanceCommand.self),
    ]

    /// Every command.
    public static let all: [CommandType] = interfaces.flatMap(\.commands)

    private static let byMethod = Dictionary(all.map { ($0.qualified, $0) }) { first, _ in first }
    private static let byVerb = Dictionary(all.map { ($0.verb, $0) }) { first, _ in first }

    /// The command that a Varlink call names.
    public static func command(calledBy method: String) -> CommandType? { byMethod[method] }

    /// The command that a person types.
    public static func command(typedAs verb: String) -> CommandType? { byVerb[verb] }

    private static func interface<Catalogue: CommandCatalogue>(_ type: Catalogue.Type) -> Interface {
        Interface(
            name: Catalogue.interface, about: Catalogue.about,
            commands: Catalogue.allCases.map { erase($0.command, Catalogue.interface) })
    }

    private static func erase<C: Command>(_ type: C.Type, _ interface: String) -> CommandType {
        CommandType(type, interface: interface)
    }
}
