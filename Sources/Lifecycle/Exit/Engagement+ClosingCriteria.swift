import Schema

extension Engagement {
    /// What closing demands (EXI-2), and the confirmation of exits that were declared at once (EXI-1).
    func closingCriteria(_ around: Surroundings) -> [Criterion] {
        returned + [grantsRevoked, creditsSettled, obligationsClosed, finalReportFiled, exitsConfirmed]
    }

    private var returned: [Criterion] {
        [
            .require(
                .exi2, "knowledge returned", proof: exit.knowledgeReturned?.position,
                missing: "the return of knowledge", command: "exit return-knowledge \(id) --name …"),
            .require(
                .exi2, "data returned", proof: exit.dataReturned?.position, missing: "the return of data",
                command: "exit return-data \(id) --name …"),
            .require(
                .exi2, "data deletion certified", proof: exit.deletionCertified?.position,
                missing: "the certificate of deletion", command: "exit certify-deletion \(id) --name … --digest …"),
        ]
    }

    private var grantsRevoked: Criterion {
        none(openGrants.map(\.rawValue), .exi2, "every access grant revoked") {
            "access revoke \(id) --grant \($0)"
        }
    }

    private var creditsSettled: Criterion {
        none(openCredits, .exi2, "credits settled or written off") {
            "credit settle \(id) --credit \($0.split(separator: "/").last ?? "…") --reference …"
        }
    }

    private var obligationsClosed: Criterion {
        none(obligations.open.map(\.id), .exi2, "obligations closed or accepted") {
            "obligation fulfil \(id) --obligation \($0)"
        }
    }

    private var finalReportFiled: Criterion {
        .require(
            .exi2, "final report filed", proof: exit.finalReport?.position, missing: "the final report",
            command: "exit file-report \(id) --name … --digest …")
    }

    private var exitsConfirmed: Criterion {
        let title = "declared exits confirmed"
        guard exit.declarations.contains(where: { $0.confirmed == nil }) else {
            return .met(.exi1, title, proof: exit.declarations.compactMap { $0.confirmed?.position }.last)
        }
        return .unmet(.exi1, title, missing: "the second person's confirmation", command: "exit confirm \(id)")
    }

    private func none(_ open: [String], _ rule: Rule, _ title: String, command: (String) -> String) -> Criterion {
        guard let first = open.first else { return .met(rule, title, proof: nil) }
        return .unmet(rule, title, missing: "open: " + open.joined(separator: ", "), command: command(first))
    }
}
