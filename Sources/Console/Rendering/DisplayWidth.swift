/// How many columns a text takes on a terminal.
enum DisplayWidth {
    static func of(_ text: String) -> Int { text.reduce(0) { $0 + of($1) } }

    /// Wide for East Asian scripts and pictures, nothing for marks that stand on others (UAX #11, in outline).
    private static func of(_ character: Character) -> Int {
        guard let scalar = character.unicodeScalars.first else { return 0 }
        switch scalar.value {
        case 0..<0x20, 0x7F, 0x200B...0x200F, 0x300...0x36F: return 0
        case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE4F,
            0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x1F680...0x1F9FF, 0x20000...0x3FFFD:
            return 2
        default: return 1
        }
    }

    /// The text in at most so many columns, its end replaced by `…` where it is longer; control characters are dropped.
    static func cut(_ text: String, _ width: Int?) -> String {
        let clean = visible(text)
        guard let width, of(clean) > width else { return clean }
        var kept = "", used = 0
        for character in clean {
            let next = of(character)
            guard used + next < width else { break }
            kept.append(character)
            used += next
        }
        return width > 0 ? kept + "…" : ""
    }

    /// Without characters that would move the cursor or colour what follows.
    static func visible(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) else { return text }
        return String(String.UnicodeScalarView(text.unicodeScalars.map {
            $0.properties.generalCategory == .control ? " " : $0
        }))
    }

    /// The text filled up with blanks.
    static func pad(_ text: String, _ width: Int, right: Bool = false) -> String {
        let blanks = String(repeating: " ", count: max(width - of(text), 0))
        return right ? blanks + text : text + blanks
    }
}
