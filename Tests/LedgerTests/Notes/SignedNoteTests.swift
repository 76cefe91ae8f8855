@testable import Ledger
import Testing

@Suite("Published vectors of Ed25519 and of signed notes")
struct SignedNoteTests {
    private static func bytes(_ hex: String) throws -> [UInt8] {
        if hex == "-" { return [] }
        return try stride(from: 0, to: hex.utf8.count, by: 2).map { offset in
            let start = hex.index(hex.startIndex, offsetBy: offset)
            return try #require(UInt8(hex[start..<hex.index(start, offsetBy: 2)], radix: 16))
        }
    }

    private static func unescaped(_ text: String) -> String {
        text.split(separator: "\\n", omittingEmptySubsequences: false).joined(separator: "\n")
            .split(separator: "\\t", omittingEmptySubsequences: false).joined(separator: "\t")
    }

    @Test("a seed of RFC 8032 gives its public key")
    func seeds() throws {
        let rows = try ProjectFiles.rows("Tests/Vectors/ed25519/rfc8032.tsv")
        #expect(rows.count == 3)
        for row in rows {
            let key = try #require(SignerKey(name: "rfc8032", seed: try Self.bytes(row[0])))
            #expect(key.verifier.publicKey == (try Self.bytes(row[1])))
        }
    }

    @Test("signatures: the good ones hold, the bad ones do not")
    func signatures() throws {
        let rows = try ProjectFiles.rows("Tests/Vectors/ed25519/wycheproof.tsv")
        #expect(rows.count == 150)
        for row in rows {
            let key = try #require(VerifierKey(name: "wycheproof", publicKey: try Self.bytes(row[1])))
            let holds = key.isValid(try Self.bytes(row[3]), over: try Self.bytes(row[2]))
            #expect(holds == (row[0] == "valid"), "\(row[4])")
        }
    }

    @Test("the edge cases of C2SP CCTV are read strictly: no small order, one encoding, no cofactor")
    func edgeCases() throws {
        let rows = try ProjectFiles.rows("Tests/Vectors/ed25519/edge-cases.tsv")
        #expect(rows.count > 50)
        let lax: Set = ["low_order_A", "non_canonical_A", "non_canonical_R", "low_order_residue", "reencoded_k"]
        for row in rows {
            let key = VerifierKey(name: "edge", publicKey: try Self.bytes(row[0]))
            let isValid = key?.isValid(try Self.bytes(row[1]), over: row[2]) ?? false
            #expect(isValid == lax.isDisjoint(with: row[3].split(separator: ",").map(String.init)), "\(row)")
        }
    }

    @Test("a public key is the one encoding of a point that is not of small order, whatever libcrypto takes")
    func publicKeys() throws {
        let rows = try ProjectFiles.rows("Tests/Vectors/ed25519/keys.tsv")
        #expect(rows.count > 25)
        for row in rows {
            let key = VerifierKey(name: "keys", publicKey: row[1] == "-" ? [] : try Self.bytes(row[1]))
            #expect((key != nil) == (row[0] == "good"), "\(row)")
        }
    }

    @Test("a hundred signatures are read and a hundred and one are not; a name has at most 200 bytes and no controls")
    func bounds() throws {
        let key = try #require(SignerKey(name: "o.example", seed: Array(repeating: 1, count: 32)))
        let note = try #require(SignedNote("a\n", signedBy: [key])).description
        let line = try #require(note.split(separator: "\n").last)
        let full = "a\n\n" + String(repeating: line + "\n", count: 100)
        #expect(SignedNote(full)?.signatures.count == 100)
        #expect(SignedNote(full + line + "\n") == nil)
        for (name, isName) in [(String(repeating: "n", count: 200), true), (String(repeating: "n", count: 201), false),
                               (String(repeating: "é", count: 101), false), ("a\u{7F}", false), ("a\u{85}b", false)] {
            let signer = SignerKey(name: name, seed: Array(repeating: 1, count: 32))
            #expect((signer != nil) == isName, "\(name.utf8.count)")
        }
    }

    @Test("keys: the good ones are read and written alike, the bad ones are refused")
    func keys() throws {
        let rows = try ProjectFiles.rows("Tests/Vectors/signed-note/keys.tsv")
        #expect(rows.count == 10)
        for row in rows { #expect(VerifierKey(row[1])?.description == (row[0] == "good" ? row[1] : nil), "\(row[1])") }
    }

    @Test("no part of a key and no changed character is a key")
    func mangledKeys() throws {
        let text = Array("PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW".utf8)
        for start in 0..<text.count {
            for end in start + 1...text.count where end - start < text.count {
                #expect(VerifierKey(String(decoding: text[start..<end], as: UTF8.self)) == nil)
            }
        }
        for index in text.indices {
            var other = text
            other[index] += 1
            #expect(VerifierKey(String(decoding: other, as: UTF8.self)) == nil)
        }
    }

    @Test("notes: the good ones verify, the bad ones do not, the malformed ones are none")
    func notes() throws {
        let rows = try ProjectFiles.rows("Tests/Vectors/signed-note/notes.tsv")
        #expect(rows.count == 18)
        for row in rows {
            let key = try #require(VerifierKey(row[1]))
            let note = SignedNote(Self.unescaped(row[2]))
            #expect((note == nil) == (row[0] == "malformed"), "\(row[3])")
            guard let note else { continue }
            #expect(note.description == Self.unescaped(row[2]), "\(row[3])")
            let (good, bad) = note.verify([key])
            #expect((good == [key] && bad.isEmpty) == (row[0] == "good"), "\(row[3])")
        }
    }

    @Test("the published private key makes the published note, to the byte")
    func signing() throws {
        let rows = try ProjectFiles.rows("Tests/Vectors/signed-note/notes.tsv")
        let skey = "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz"
        let key = try #require(SignerKey(skey))
        #expect(key.text == skey)
        #expect(key.verifier.description == rows[0][1])
        let published = try #require(SignedNote(Self.unescaped(rows[0][2])))
        let note = try #require(SignedNote(published.text, signedBy: [key]))
        #expect(note.verify([key.verifier]).good == [key.verifier])
        #expect(note == published)
    }

    @Test("base 64 is read only as it would be written")
    func base64() {
        for text in ["", "QQ==", "QUI=", "QUJD", "+/+/"] {
            #expect(Base64.decode(text).map(Base64.encode) == text)
        }
        for text in ["Q", "QQ", "QQ=", "QR==", "QUJ=", "QQ===", "QU\n=", "-_-_", "Q===", "====", "QQ==QQ=="] {
            #expect(Base64.decode(text) == nil, "\(text)")
        }
    }
}
