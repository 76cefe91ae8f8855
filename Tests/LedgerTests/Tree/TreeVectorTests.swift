@testable import Ledger
import Testing

@Suite("Published vectors of RFC 6962 trees")
struct TreeVectorTests {
    private static func bytes(_ hex: String) throws -> [UInt8] {
        if hex == "-" || hex == "empty" { return [] }
        return try stride(from: 0, to: hex.utf8.count, by: 2).map { offset in
            let start = hex.index(hex.startIndex, offsetBy: offset)
            return try #require(UInt8(hex[start..<hex.index(start, offsetBy: 2)], radix: 16))
        }
    }

    /// Some rows give words instead of hashes, of which only it counts whether they are equal.
    private static func hash(_ hex: String) throws -> TreeHash {
        let bytes = try bytes(hex)
        return TreeHash(bytes) ?? TreeHash.leaf(bytes)
    }

    private static func proof(_ list: String) throws -> [TreeHash] {
        if list == "-" { return [] }
        return try list.split(separator: ",").map { try hash(String($0)) }
    }

    @Test("roots of the reference leaves")
    func roots() throws {
        var edge = ReferenceTree()
        let rows = try ProjectFiles.rows("Tests/Vectors/rfc6962/roots.tsv")
        #expect(rows.count == 8)
        for row in rows {
            edge.leaves.append(TreeHash.leaf(try Self.bytes(row[0])))
            #expect(edge.root(0..<edge.leaves.count).description == row[1])
            let root = try edge.edge().root
            #expect(root.description == row[1])
        }
        #expect(TreeHash.empty.description == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
    }

    @Test("inclusion proofs: the good ones hold, the bad ones do not")
    func inclusion() throws {
        let rows = try ProjectFiles.rows("Tests/Vectors/rfc6962/inclusion.tsv")
        #expect(rows.count == 98)
        for row in rows {
            let leaf = TreeHash(try Self.bytes(row[4])), root = TreeHash(try Self.bytes(row[3]))
            let proof = try Self.proof(row[5])
            var holds = false
            if let index = Int64(row[1]), let size = Int64(row[2]), let leaf, let root {
                holds = TreeProof.isIncluded(leaf, index: index, size: size, proof: proof, root: root)
            }
            #expect(holds == (row[0] == "good"), "\(row[6])")
        }
    }

    @Test("consistency proofs: the good ones hold, the bad ones do not")
    func consistency() throws {
        let rows = try ProjectFiles.rows("Tests/Vectors/rfc6962/consistency.tsv")
        #expect(rows.count == 98)
        for row in rows {
            let old = try #require(Int64(row[1])), new = try #require(Int64(row[2]))
            let oldRoot = try Self.hash(row[3]), newRoot = try Self.hash(row[4]), proof = try Self.proof(row[5])
            let holds = TreeProof.isConsistent(old: old, oldRoot: oldRoot, new: new, newRoot: newRoot, proof: proof)
            #expect(holds == (row[0] == "good"), "\(row[6])")
        }
    }
}
