/// The characters of ids: `[A-Za-z0-9._/:-]+`. A newline in one would forge a line of the record.
enum Identifier {
    static func isValid(_ text: String) -> Bool {
        var text = text
        return text.withUTF8 { isValid(UnsafeRawBufferPointer($0)) }
    }

    static func isValid(_ bytes: UnsafeRawBufferPointer) -> Bool {
        !bytes.isEmpty && bytes.allSatisfy(isAllowed)
    }

    /// Lower-case UUID text: 8-4-4-4-12 hexadecimal digits.
    static func isUUID(_ text: String) -> Bool {
        var text = text
        return text.withUTF8 { isUUID(UnsafeRawBufferPointer($0)) }
    }

    static func isUUID(_ bytes: UnsafeRawBufferPointer) -> Bool {
        guard bytes.count == 36 else { return false }
        for (index, byte) in bytes.enumerated() {
            let isDash = index == 8 || index == 13 || index == 18 || index == 23
            guard isDash ? byte == 0x2D : isLowerHex(byte) else { return false }
        }
        return true
    }

    private static func isAllowed(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
        case 0x2D, 0x2E, 0x2F, 0x3A, 0x5F: true
        default: false
        }
    }

    private static func isLowerHex(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x61...0x66).contains(byte)
    }
}
