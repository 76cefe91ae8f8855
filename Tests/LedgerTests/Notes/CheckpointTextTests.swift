@testable import Ledger
import Testing

@Suite("Checkpoints and proofs as text")
struct CheckpointTextTests {
    /// The example of C2SP tlog-checkpoint (CC0).
    private static let published = """
        example.com/behind-the-sofa
        20852163
        CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=

        """

    @Test("the published example is read and written alike")
    func example() throws {
        let checkpoint = try #require(Checkpoint(text: Self.published))
        #expect(checkpoint.origin == "example.com/behind-the-sofa")
        #expect(checkpoint.size == 20_852_163)
        #expect(checkpoint.root.description == "0ac5186a91863e8e1d90c808014aa89bf5da8e3ee1d9f07630f0378f68f1ab62")
        #expect(checkpoint.text == Self.published)
    }

    @Test("what is no checkpoint is refused", arguments: [
        "", "\n", "o\n1\n", "o\n01\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n",
        "o\n-1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n",
        "o\n+1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n",
        "o\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=", "\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n",
        "o\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxqw==\n", "o\n99999999999999999999\nCsUY\n",
        "o\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\nx\n",
    ])
    func malformed(text: String) {
        #expect(Checkpoint(text: text) == nil)
    }

    @Test("the specification's checkpoint and seal are those of its key, and its proof is good")
    func workedExample() throws {
        let scratch = try Scratch()
        let ledger = try WorkedExample.ledger(scratch.ledger)
        let signer = try #require(SignerKey(name: "example.org/engaged", seed: WorkedExample.seed))
        #expect(signer.verifier.description == WorkedExample.verifierKey)
        let text = Checkpoint(origin: "example.org/engaged", size: 3, root: try ledger.root()).text
        let specification = try ProjectFiles.text("Schemas/ledger/record.md")
        #expect(specification.contains("```\n\(WorkedExample.verifierKey)\n```"))
        let published = try #require(SignedNote(WorkedExample.note))
        #expect(specification.contains("```\n\(WorkedExample.note)```"))
        #expect(published.text == text)
        #expect(published.verify([signer.verifier]).good == [signer.verifier])
        let stored = StoredCheckpoint(place: 0, size: 3, made: 1_795_349_993_357_126, note: WorkedExample.note)
        #expect(specification.contains("`\(stored.seal)`"))
        let path = try LedgerReader(path: scratch.ledger).inclusionProof(of: 2, size: 3)
        let proof = ProofFile(index: 2, path: path, checkpoint: published)
        #expect(specification.contains(proof.description.split(separator: "\n")[2]))
        try expectGood(proof, Array(WorkedExample.record.utf8), signer.verifier)
    }

    private func expectGood(_ proof: ProofFile, _ record: [UInt8], _ key: VerifierKey) throws {
        let read = try #require(ProofFile(proof.description))
        #expect(read == proof)
        #expect(read.isValid(record: record, keys: [key]))
        #expect(!read.isValid(record: record + [0x20], keys: [key]))
        #expect(!read.isValid(record: record, keys: []))
        for spoilt in spoilt(proof) { #expect(!spoilt.isValid(record: record, keys: [key])) }
        let extra = proof.description.replacing("index", "extra aGVsbG8=\nindex")
        #expect(ProofFile(extra) == proof)
        for bad in ["", "x" + proof.description, proof.description.replacing("index 2", "index 02"),
                    proof.description.replacing("index", "place"), proof.description.replacing("@v1", "@v2")] {
            #expect(ProofFile(bad) == nil)
        }
    }

    private func spoilt(_ proof: ProofFile) -> [ProofFile] {
        var other = proof, longer = proof, shorter = proof
        other.index = 1
        longer.path.append(.empty)
        shorter.path = []
        return [other, longer, shorter]
    }
}

extension String {
    fileprivate func replacing(_ old: String, _ new: String) -> String {
        guard let range = firstRange(of: old) else { return self }
        return self[..<range.lowerBound] + new + self[range.upperBound...]
    }
}
