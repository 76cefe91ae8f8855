extension Append {
    /// What is wrong with its form, or nil: whatever the tables' own checks would refuse. The writer
    /// leaves them out, so that nothing may be missing here but whether a body is JSON.
    func flaw(after lastRecorded: Int64, by actor: SpelledActor) -> String? {
        if !Identifier.isUUID(commandID) { return "the command id is no lower-case UUID" }
        if !actor.isWellFormed { return "the actor's names are not well formed" }
        if person != actor.namespace { return "the command id's namespace is not the actor's" }
        if parameters.count != 32 { return "the parameters' digest is not 32 bytes" }
        if events.isEmpty { return "there is no event" }
        if recorded < lastRecorded { return "recorded before the last event" }
        if recorded > RecordedTime.last { return "recorded after the year 9999" }
        for draft in events { if let flaw = draft.flaw { return flaw } }
        return texts.allSatisfy(\.isSealed) ? nil : "a text does not match its digest"
    }
}

extension EventDraft {
    fileprivate var flaw: String? {
        if !Identifier.isValid(stream) { return "a stream's name has other characters than [A-Za-z0-9._/:-]" }
        if !Identifier.isValid(type) { return "a type's name has other characters than [A-Za-z0-9._/:-]" }
        if schema < 1 { return "a schema version is below 1" }
        if !CivilDay.isValid(effective) { return "an effective date is no day" }
        return body.first == 0x7B && !body.contains(0) ? nil : "a body is no JSON object"
    }
}
