import MartletCore

/// Rows in aligned columns under a heading: text on the left, numbers on the right.
struct TableLayout {
    private let names: [String]
    private let isNumber: [Bool]
    /// The columns' widths on the terminal. They only ever grow.
    private(set) var widths: [Int]

    /// A cell is cut off behind so many columns.
    static let maximumWidth = 72
    /// How NULL is shown.
    static let null = "NULL"

    init(_ schema: Schema) {
        names = schema.names
        isNumber = schema.types.map(\.kind.isNumeric)
        widths = names.map { min($0.displayWidth, Self.maximumWidth) }
    }

    /// Makes the columns wide enough for `rows`.
    mutating func fit(_ rows: [[String?]]) {
        for row in rows {
            for (column, cell) in row.enumerated() {
                widths[column] = max(widths[column], min((cell ?? Self.null).oneLine.displayWidth, Self.maximumWidth))
            }
        }
    }

    /// The columns' names over a rule.
    var heading: [String] {
        [line(names), widths.map { String(repeating: "─", count: $0) }.joined(separator: "  ")]
    }

    func line(_ cells: [String?]) -> String {
        var line = cells.indices.map { (cells[$0] ?? Self.null).fitted(to: widths[$0], onTheRight: isNumber[$0]) }.joined(separator: "  ")
        while line.last == " " { line.removeLast() }
        return line
    }
}
