extension JSONReader {
    /// Steps over a value by its brackets and strings alone, so that a later reader of the same bytes pays only once.
    ///
    /// Brackets must match and nest at most ``depthMax`` deep, and strings must end. Nothing else of the grammar
    /// is looked at: whoever uses the value must decode it.
    public mutating func skimValue() throws(JSONFault) {
        let outer = depth
        var curly: UInt64 = 0
        repeat {
            let byte = peek
            switch byte {
            case 0x22: _ = try rawString()
            case 0x7B, 0x5B:
                try open(byte)
                curly = curly << 1 | (byte == 0x7B ? 1 : 0)
            case 0x7D, 0x5D:
                guard depth > outer, curly & 1 == (byte == 0x7D ? 1 : 0) else { throw JSONFault(.syntax, at: offset) }
                curly >>= 1
                depth -= 1
                next += 1
            case 0: throw JSONFault(.syntax, at: offset)
            default:
                guard depth > outer else { return try skipValue() }
                next += 1
            }
        } while depth > outer
    }
}
