/// Columns of text, fitted to the terminal: the last column that may shrink gives way first.
struct Table {
    /// One column.
    struct Column {
        var title: String
        var isRight = false
        /// How far it may shrink; none for a column that must stay whole.
        var widthMin: Int?
    }

    var columns: [Column]
    var rows: [[String]] = []

    /// Lines with a header; nothing but the header's absence where there are no rows.
    func lines(_ terminal: Terminal) -> [String] {
        let widths = fitted(terminal.width)
        let header = terminal.paint(line(columns.map { $0.title.uppercased() }, widths), .dim)
        return [header] + rows.map { line($0, widths) }
    }

    private func line(_ cells: [String], _ widths: [Int]) -> String {
        var text = ""
        for (index, cell) in cells.enumerated() where index < widths.count {
            let cut = DisplayWidth.cut(cell, widths[index])
            let isLast = index == widths.count - 1 && !columns[index].isRight
            text += isLast ? cut : DisplayWidth.pad(cut, widths[index], right: columns[index].isRight) + "  "
        }
        while text.hasSuffix(" ") { text.removeLast() }
        return text
    }

    private func fitted(_ room: Int?) -> [Int] {
        var widths = columns.indices.map { index in
            max(DisplayWidth.of(columns[index].title),
                rows.map { $0.indices.contains(index) ? DisplayWidth.of($0[index]) : 0 }.max() ?? 0)
        }
        guard let room else { return widths }
        var excess = widths.reduce(0, +) + 2 * (widths.count - 1) - room
        for index in columns.indices.reversed() {
            guard excess > 0, let least = columns[index].widthMin else { continue }
            let less = min(excess, max(widths[index] - least, 0))
            widths[index] -= less
            excess -= less
        }
        return widths
    }
}
