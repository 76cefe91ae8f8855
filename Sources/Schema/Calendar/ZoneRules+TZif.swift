extension ZoneRules {
    /// Reads a TZif file, version 1 to 4 (RFC 9636). Any bytes are safe to give.
    ///
    /// - Throws: ``ZoneFault``.
    public init(id: ZoneID, tzif bytes: [UInt8]) throws(ZoneFault) {
        var reader = TZifReader(bytes: bytes)
        var header = try reader.header()
        var wordSize = 4
        if header.version >= 2 {
            // The first block repeats the data in 32 bits for old readers.
            try reader.skip(header.blockSize(wordSize: 4))
            header = try reader.header()
            wordSize = 8
        }
        guard header.leapCount == 0 else { throw .leapSeconds }
        let block = try reader.block(header, wordSize: wordSize)
        try reader.skip(header.standardCount + header.universalCount)
        self.init(
            id: id, transitions: block.transitions, offsets: block.offsets, initialOffset: block.initialOffset,
            footer: wordSize == 8 ? try reader.footer() : nil)
    }
}

/// The header of one data block of a TZif file (RFC 9636 § 3.1).
struct TZifHeader {
    let version: UInt8
    let universalCount: Int
    let standardCount: Int
    let leapCount: Int
    let transitionCount: Int
    let typeCount: Int
    let characterCount: Int

    func blockSize(wordSize: Int) -> Int {
        transitionCount * (wordSize + 1) + typeCount * 6 + characterCount + leapCount * (wordSize + 4)
            + standardCount + universalCount
    }
}

/// Reads TZif bytes from front to back, refusing whatever does not fit.
struct TZifReader {
    let bytes: [UInt8]
    var position = 0

    init(bytes: [UInt8]) { self.bytes = bytes }

    mutating func skip(_ count: Int) throws(ZoneFault) {
        guard count >= 0, count <= bytes.count - position else { throw .truncated }
        position += count
    }

    mutating func header() throws(ZoneFault) -> TZifHeader {
        let start = position
        try skip(20)
        guard bytes[start..<(start + 4)].elementsEqual("TZif".utf8) else { throw .notTZif }
        guard let version = [0: 1, 0x32: 2, 0x33: 3, 0x34: 4][bytes[start + 4]] as UInt8? else { throw .notTZif }
        var counts: [Int] = []
        for _ in 0..<6 { counts.append(Int(try integer(size: 4))) }
        // A machine's file has some hundreds; the bound keeps the products below small.
        guard counts.allSatisfy({ (0...65_536).contains($0) }), (1...256).contains(counts[4]), counts[5] > 0,
            [0, counts[4]].contains(counts[0]), [0, counts[4]].contains(counts[1])
        else { throw .badCounts }
        return TZifHeader(version: version, universalCount: counts[0], standardCount: counts[1], leapCount: counts[2],
                          transitionCount: counts[3], typeCount: counts[4], characterCount: counts[5])
    }

    mutating func integer(size: Int) throws(ZoneFault) -> Int64 {
        let start = position
        try skip(size)
        var value: UInt64 = 0
        for byte in bytes[start..<position] { value = value << 8 | UInt64(byte) }
        let unused = UInt64(64 - size * 8)
        return Int64(bitPattern: value << unused) >> Int64(unused)
    }

    /// Transition times and the offsets from them on (RFC 9636 § 3.2).
    mutating func block(
        _ header: TZifHeader, wordSize: Int
    ) throws(ZoneFault) -> (transitions: [Int64], offsets: [Int32], initialOffset: Int32) {
        let start = position
        try skip(header.transitionCount * (wordSize + 1) + header.typeCount * 6 + header.characterCount)
        let end = position
        position = start
        let transitions = try ascending(header.transitionCount, wordSize: wordSize)
        let types = bytes[position..<(position + header.transitionCount)]
        try skip(header.transitionCount)
        var typeOffsets: [Int32] = []
        for _ in 0..<header.typeCount { typeOffsets.append(try offset()) }
        guard types.allSatisfy({ $0 < header.typeCount }) else { throw .badTransition }
        position = end
        return (transitions, types.map { typeOffsets[Int($0)] }, typeOffsets[0])
    }

    private mutating func ascending(_ count: Int, wordSize: Int) throws(ZoneFault) -> [Int64] {
        var times: [Int64] = []
        for _ in 0..<count {
            let time = try integer(size: wordSize)
            if let last = times.last, last >= time { throw .badTransition }
            times.append(time)
        }
        return times
    }

    /// One local time type, of which only the offset matters here: −25 hours < offset < 26 hours.
    private mutating func offset() throws(ZoneFault) -> Int32 {
        let seconds = try integer(size: 4)
        try skip(2)
        guard seconds > -25 * 3_600, seconds < 26 * 3_600 else { throw .badOffset }
        return Int32(seconds)
    }

    /// The rule between two newlines at the end (RFC 9636 § 3.3); empty means none.
    mutating func footer() throws(ZoneFault) -> PosixZone? {
        let rest = bytes[position...]
        guard rest.count >= 2 else { throw .truncated }
        guard rest.first == 0x0A, rest.last == 0x0A else { throw .badFooter }
        if rest.count == 2 { return nil }
        guard let zone = PosixZone(Array(rest.dropFirst().dropLast())) else { throw .badFooter }
        return zone
    }
}
