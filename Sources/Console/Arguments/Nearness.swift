/// Finds what somebody probably meant to type.
enum Nearness {
    /// The candidate with the fewest edits to the word, if they are few.
    static func best(_ word: String, _ candidates: [String]) -> String? {
        let ranked = candidates.map { ($0, edits(Array(word), Array($0))) }.min { $0.1 < $1.1 }
        guard let ranked, ranked.1 <= max(1, word.count / 3) else { return nil }
        return ranked.0
    }

    /// Levenshtein's distance.
    private static func edits(_ left: [Character], _ right: [Character]) -> Int {
        var row = Array(0...right.count)
        for (index, character) in left.enumerated() {
            var corner = row[0]
            row[0] = index + 1
            for (place, other) in right.enumerated() {
                let above = row[place + 1]
                row[place + 1] = character == other ? corner : 1 + Swift.min(corner, above, row[place])
                corner = above
            }
        }
        return row[right.count]
    }
}
