import Foundation
import Schema
import Testing

/// The bytes of a zone file of this system; only tests read them, the library is given bytes.
func zoneBytes(_ name: String, sourceLocation: SourceLocation = #_sourceLocation) throws -> [UInt8] {
    let contents = FileManager.default.contents(atPath: "/usr/share/zoneinfo/" + name)
    return [UInt8](try #require(contents, "\(name) is not installed", sourceLocation: sourceLocation))
}

/// The rules of a zone of this system.
func zone(_ name: String) throws -> ZoneRules {
    try ZoneRules(id: try #require(ZoneID(name)), tzif: zoneBytes(name))
}

/// A TZif file of the parts given, with 32-bit and 64-bit block alike.
func tzif(
    version: UInt8 = 0x32, transitions: [(Int64, UInt8)] = [], offsets: [Int32] = [0], leaps: Int = 0,
    footer: String? = ""
) -> [UInt8] {
    func bytes(_ value: some FixedWidthInteger) -> [UInt8] { withUnsafeBytes(of: value.bigEndian) { Array($0) } }
    func block(_ word: (Int64) -> [UInt8]) -> [UInt8] {
        var block = Array("TZif".utf8) + [version] + [UInt8](repeating: 0, count: 15)
        for count in [0, 0, leaps, transitions.count, offsets.count, 4] { block += bytes(UInt32(count)) }
        block += transitions.flatMap { word($0.0) } + transitions.map(\.1)
        block += offsets.flatMap { bytes($0) + [0, 0] } + Array("ABC\0".utf8)
        for leap in 0..<leaps { block += word(Int64(leap)) + bytes(Int32(leap)) }
        return block
    }
    let first = block { bytes(Int32(truncatingIfNeeded: $0)) }
    guard version != 0 else { return first }
    return first + block { bytes($0) } + (footer.map { Array("\n\($0)\n".utf8) } ?? [])
}
