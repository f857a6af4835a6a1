import MartletCore

/// A row as it is printed: what it says, and its cells as text, nil for NULL.
struct TextRow: Hashable {
    var kind: RowKind
    var cells: [String?]
}

/// What a printer is told of a result before its rows.
struct ResultHeading {
    var schema: Schema
    /// Whether rows are only ever added.
    var isInsertOnly: Bool
}

/// Prints the rows of one result as they come.
protocol ResultPrinter: AnyObject {
    func begin(_ heading: ResultHeading)
    func write(_ rows: [TextRow])
    /// The result is complete.
    func end()
}
