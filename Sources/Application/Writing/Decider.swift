import Ledger
import Lifecycle
import Schema
import Views

/// Decides commands against the world as it stands, the batch so far included.
struct Decider {
    let world: World
    let store: any LedgerStore
    let zones: ZoneFolder
    let erasures: Erasures
    let hands = HandMemory()
    let trust = CommandIDTrust()

    /// Decides one command and puts it into the batch.
    ///
    /// - Throws: only what stops the writer; everything else is an answer.
    func decide(_ job: Job, at now: Instant, into batch: inout Batch) throws(LedgerError) {
        try decide(job.command, job, now, &batch)
    }

    private func decide<C: Command>(
        _ command: C, _ job: Job, _ now: Instant, _ batch: inout Batch
    ) throws(LedgerError) {
        let governance = try world.governance()
        let hand = hands.hand(job.caller, governance, command.stream)
        if let denial = hand.denial(for: C.self) { return batch.answer(job, denial) }
        defer { trust.passOne() }
        if let known = try known(job, hand, &batch) { return batch.answer(job, known) }
        let held = try world.held(C.State.self, command.stream)
        let engagement = held as? HeldState<Engagement>
        let context = context(job, hand, governance, engagement?.state.profile?.zone ?? .utc, now)
        if let objection = objection(command, job, version: held.state.version) {
            if let repeated = try repeatedAfterAll(job, hand) { return batch.answer(job, repeated) }
            guard let own = ownAttempt(command, held, context) else { return batch.answer(job, objection) }
            return try refuse(own, command.stream, job, hand, context, &batch)
        }
        let decided: Result<Decision, Refusal>
        do throws(Refusal) {
            try checkTime(C.self, opened: engagement?.state.entries.first?.on, context)
            decided = .success(try held.read { (state) throws(Refusal) in
                var decision = try command.decide(state, context)
                decision.emissions += try SeparationOfDuties.examine(
                    decision, state: state, stream: command.stream, context)
                return decision
            })
        } catch {
            decided = .failure(error)
        }
        switch decided {
        case .success(let decision): try accept(decision, command.stream, job, hand, context, &batch)
        case .failure(let refusal):
            if let repeated = try repeatedAfterAll(job, hand) { return batch.answer(job, repeated) }
            let own = refusal.record.isEmpty ? ownAttempt(command, held, context) : nil
            try refuse(own ?? refusal, command.stream, job, hand, context, &batch)
        }
    }

    /// Whoever tries to decide their own request hears of that first, and it is kept, whatever else is wrong (SEP-2).
    private func ownAttempt<C: Command>(_ command: C, _ held: HeldState<C.State>, _ context: Context) -> Refusal? {
        SeparationOfDuties.ownAttempt(command, held.state, context)
    }
}

extension Decider {
    /// The answer to a command id already used, whether in this batch or in the ledger (idempotency for ever); the
    /// ledger is asked later where the id is taken for new.
    private func known(_ job: Job, _ hand: Hand, _ batch: inout Batch) throws(LedgerError) -> CommandOutcome? {
        guard job.envelope.dryRun != true else { return nil }
        if let earlier = batch.earlier(hand.namespace, job.commandID) {
            guard earlier.parameters == job.parameters else { return .commandIDReused(job.commandID) }
            return batch.outcome(of: earlier).map(\.repeatedAnswer)
        }
        return trust.isGiven ? nil : try inLedger(job, hand)
    }

    /// What would not be appended anyway is asked for in the ledger before it is answered.
    private func repeatedAfterAll(_ job: Job, _ hand: Hand) throws(LedgerError) -> CommandOutcome? {
        guard trust.isGiven, job.envelope.dryRun != true, let known = try inLedger(job, hand) else { return nil }
        trust.withdraw()
        return known
    }

    private func inLedger(_ job: Job, _ hand: Hand) throws(LedgerError) -> CommandOutcome? {
        guard job.envelope.commandId != nil,
              let receipt = try store.receipt(person: hand.namespace, id: job.commandID) else { return nil }
        guard receipt.parameters == job.parameters else { return .commandIDReused(job.commandID) }
        return .accepted(try repeated(receipt, job.command.stream.name))
    }

    /// The first result, read back from the ledger; its remarks refused nothing and are not kept.
    private func repeated(_ receipt: CommandReceipt, _ home: String) throws(LedgerError) -> CommandReply {
        var events: [RecordedEvent] = []
        try store.scan(receipt.appended.positions) { (row) throws(LedgerError) in
            events.append(RecordedEvent(try Fact(row), row.stream, row.type, Array(row.body)))
            return true
        }
        return CommandReply(
            position: events.last?.position ?? receipt.appended.first,
            version: events.last { $0.stream == home }?.version ?? 0, repeated: true, warnings: [], events: events)
    }

    /// What stands against the command before its own rules are asked.
    private func objection<C: Command>(_ command: C, _ job: Job, version: Int64) -> CommandOutcome? {
        if let expected = job.envelope.expectedVersion, expected != version {
            return .conflict(stream: command.stream.name, expected: expected, actual: version)
        }
        switch C.opensStream {
        case false? where version == 0: return .notFound(command.stream.name)
        case true? where version > 0:
            return .refused(Refusal(.form, "\(command.stream.name) exists already."))
        case .some, .none: break
        }
        if C.needsReason, job.envelope.reason == nil {
            return .refused(Refusal(
                .form, "A reason is required.", missing: [Missing(rule: .form, what: "a reason: --reason TEXT")]))
        }
        return nil
    }

    private func context(
        _ job: Job, _ hand: Hand, _ governance: Governance, _ zone: ZoneID, _ now: Instant
    ) -> Context {
        let today = zones.rules(zone).civilDate(at: now)
        let world = world, zones = zones
        nonisolated(unsafe) let erasures = erasures
        nonisolated(unsafe) let providers = { (id: ProviderID) -> Provider? in
            let provider = try? world.held(Provider.self, .provider(id)).state
            return provider.flatMap { $0.version > 0 ? $0 : nil }
        }
        return Context(
            now: now, effective: job.envelope.effective ?? today, today: today, person: hand.person,
            uid: hand.uid, roles: hand.roles, reason: job.envelope.reason, governance: governance,
            provider: { providers($0) }, isKnownZone: { zones.knows($0) }, isKeptText: { erasures.knows($0) },
            isVerifierKey: { VerifierKey($0) != nil })
    }

    /// Nothing happens in the future, and nothing before the engagement was opened (domain.md section 8, Time).
    private func checkTime<C: Command>(
        _ type: C.Type, opened: CivilDate?, _ context: Context
    ) throws(Refusal) {
        guard C.mayLieAhead || context.effective <= context.today else {
            throw Refusal(.time, "\(context.effective) lies ahead; today is \(context.today).")
        }
        guard let opened else { return }
        guard context.effective >= opened else {
            throw Refusal(.time, "\(context.effective) lies before the engagement was opened on \(opened).")
        }
    }
}

extension Decider {
    private func accept(
        _ decision: Decision, _ stream: StreamID, _ job: Job, _ hand: Hand, _ context: Context, _ batch: inout Batch
    ) throws(LedgerError) {
        let drafts = try Drafts(decision.emissions, stream, hand, context, world, next: batch.next)
        let version = if let last = drafts.lastVersion(of: stream) { last } else { try world.version(of: stream) }
        let reply = CommandReply(
            position: drafts.recorded.last?.position ?? max(batch.next - 1, 0), version: version,
            repeated: false, warnings: decision.warnings, events: drafts.recorded)
        guard job.envelope.dryRun != true, !drafts.events.isEmpty else {
            return batch.answer(job, try repeatedAfterAll(job, hand) ?? .accepted(reply))
        }
        if let illegal = try drafts.fold(into: world) {
            if let repeated = try repeatedAfterAll(job, hand) { return batch.answer(job, repeated) }
            let refusal = Refusal(.form, "History does not allow it: \(illegal.reason).")
            return batch.answer(job, .refused(refusal))
        }
        batch.add(drafts.append(job, hand, context.now), drafts.notices, for: job, .accepted(reply))
    }

    /// A refusal may itself be worth an event (SEP-2); it is recorded under an id of its own, and as of today: the day
    /// that the command named may be what is wrong with it.
    private func refuse(
        _ refusal: Refusal, _ stream: StreamID, _ job: Job, _ hand: Hand, _ context: Context, _ batch: inout Batch
    ) throws(LedgerError) {
        guard !refusal.record.isEmpty, job.envelope.dryRun != true else { return batch.answer(job, .refused(refusal)) }
        let drafts = try Drafts(
            refusal.record, stream, hand, context, world, next: batch.next, effective: context.today)
        guard try drafts.fold(into: world) == nil else { return batch.answer(job, .refused(refusal)) }
        var attempt = drafts.append(job, hand, context.now)
        attempt.commandID = CommandNumbers.fresh(context.now)
        attempt.texts = []
        batch.add(attempt, drafts.notices, for: job, .refused(refusal))
    }
}

extension CommandOutcome {
    /// The same answer, marked as given before.
    var repeatedAnswer: CommandOutcome {
        guard case .accepted(var reply) = self else { return self }
        reply.repeated = true
        return .accepted(reply)
    }
}
