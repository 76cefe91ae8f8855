public import Schema

/// What every command takes beside its own fields, in the same flat object.
public struct CommandEnvelope: Message, Equatable {
    /// The caller's name for this attempt: repeated, it is answered again and not carried out twice.
    public var commandId: UUIDText?
    /// The version the stream must have; 0 for a new one.
    public var expectedVersion: Int64?
    /// The day from which it counts; today in the engagement's zone where absent.
    public var effective: CivilDate?
    /// Why; some commands demand it.
    public var reason: Text?
    /// Decide and answer, but record nothing.
    public var dryRun: Bool?

    /// An envelope.
    public init(
        commandId: UUIDText? = nil, expectedVersion: Int64? = nil, effective: CivilDate? = nil, reason: Text? = nil,
        dryRun: Bool? = nil
    ) {
        self.commandId = commandId
        self.expectedVersion = expectedVersion
        self.effective = effective
        self.reason = reason
        self.dryRun = dryRun
    }

    /// One description of the message.
    public static let fields = Fields(
        CommandEnvelope.init(commandId:expectedVersion:effective:reason:dryRun:),
        Field("commandId", \.commandId, "the caller's own UUID; repeated, the first result comes again"),
        Field("expectedVersion", \.expectedVersion, "version that the stream must have, 0 for a new one"),
        Field("effective", \.effective, "the day from which it counts; today where absent"),
        Field("reason", \.reason, "why"),
        Field("dryRun", \.dryRun, "decide and answer, but record nothing"))
}

extension CommandType {
    /// Takes a call's flat object apart: the command's own fields and the envelope's, each strictly.
    ///
    /// - Parameter sealing: turns plain texts into digests; absent when a stored request is read again.
    /// - Throws: the fault of whichever half is wrong; a key that belongs to neither is one.
    public func decode(
        _ parameters: UnsafeBufferPointer<UInt8>, sealing: ((String) -> Digest)?
    ) throws(JSONFault) -> (any Command, CommandEnvelope) {
        try JSONReader.read(parameters) { (reader) throws(JSONFault) -> (any Command, CommandEnvelope) in
            reader.sealing = sealing
            let places = try MemberPlaces(&reader, names: names)
            let command = try own(&reader, places)
            return (command, try CommandEnvelope.fields.decode(&reader, at: places, from: ownCount))
        }
    }

    /// Takes a call's flat object apart, from an array.
    public func decode(
        _ parameters: [UInt8], sealing: ((String) -> Digest)?
    ) throws(JSONFault) -> (any Command, CommandEnvelope) {
        try parameters.withUnsafeBufferPointer { (buffer) throws(JSONFault) -> (any Command, CommandEnvelope) in
            try decode(buffer, sealing: sealing)
        }
    }
}
