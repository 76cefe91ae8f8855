internal import Schema

/// The envelope of a call: `{method, parameters?, oneway?, more?, upgrade?}` (varlink.org, Method Call).
///
/// Strict: an unknown or repeated key, or a value of another type, is a fault. The parameters are only delimited.
struct CallEnvelope {
    /// Where the method's name stands, without quotes.
    var method: Range<Int> = 0..<0
    /// Where the parameters' object stands; nothing where absent.
    var parameters: Range<Int>?
    var oneway = false
    var more = false
    var upgrade = false

    init(parsing frame: UnsafeBufferPointer<UInt8>) throws(JSONFault) {
        self = try JSONReader.read(frame) { (reader) throws(JSONFault) -> CallEnvelope in
            var envelope = CallEnvelope()
            var seen: UInt8 = 0
            try reader.eachMember { (reader, key, at) throws(JSONFault) in
                let bit = try CallEnvelope.bit(of: key, at: at)
                guard seen & bit == 0 else { throw JSONFault(.duplicateKey, at: at, path: key) }
                seen |= bit
                do throws(JSONFault) {
                    try envelope.take(key, &reader)
                } catch {
                    throw error.path.isEmpty ? error.under(key) : error
                }
            }
            return envelope
        }
        guard !method.isEmpty else { throw JSONFault(.missing, at: 0, path: "method") }
        guard !(oneway && more) else { throw JSONFault(.badValue, at: 0, path: "more") }
    }

    private init() {}

    private static func bit(of key: String, at offset: Int) throws(JSONFault) -> UInt8 {
        switch key {
        case "method": 1
        case "parameters": 2
        case "oneway": 4
        case "more": 8
        case "upgrade": 16
        default: throw JSONFault(.unknownKey, at: offset, path: key)
        }
    }

    private mutating func take(_ key: String, _ reader: inout JSONReader) throws(JSONFault) {
        switch key {
        case "method":
            let name = try reader.plainString(expected: "interface.Method")
            method = (reader.offset - 1 - name.count)..<(reader.offset - 1)
        case "parameters": parameters = try CallEnvelope.object(&reader)
        case "oneway": oneway = try Bool?.read(&reader) ?? false
        case "more": more = try Bool?.read(&reader) ?? false
        default: upgrade = try Bool?.read(&reader) ?? false
        }
    }

    private static func object(_ reader: inout JSONReader) throws(JSONFault) -> Range<Int>? {
        if reader.peek == 0x6E {
            try reader.literal("null")
            return nil
        }
        let start = reader.offset
        guard reader.peek == 0x7B else { throw JSONFault(.badValue, at: start, expected: "an object") }
        try reader.skimValue()
        return start..<reader.offset
    }
}
