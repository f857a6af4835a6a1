import MartletColumns
import MartletCore
import MartletTable

/// What a printer is told of a result before its rows.
struct ResultHeading {
    var schema: Schema
    /// Whether rows are only ever added.
    var isInsertOnly: Bool
}

/// Prints the rows of one result as they come.
protocol ResultPrinter: AnyObject {
    func begin(_ heading: ResultHeading) throws
    func write(_ batch: ColumnBatch) throws
    /// The result is complete.
    func end() throws
}

/// A row as people read it: what it says, and its cells as text, nil for NULL.
struct TextRow: Hashable {
    var kind: RowKind
    var cells: [String?]
}

/// Prints rows of text.
protocol TextRowPrinter: AnyObject {
    func begin(_ heading: ResultHeading)
    func write(_ rows: [TextRow])
    func end()
}

/// Prints a result through its cells' texts.
final class TextPrinter: ResultPrinter {
    private let printer: any TextRowPrinter
    private let environment: TableEnvironment
    private var texts: CellTexts?

    init(_ printer: any TextRowPrinter, _ environment: TableEnvironment) {
        self.printer = printer
        self.environment = environment
    }

    func begin(_ heading: ResultHeading) throws {
        texts = try CellTexts(heading.schema, in: environment.session)
        printer.begin(heading)
    }

    func write(_ batch: ColumnBatch) throws {
        guard let columns = try texts?.cells(of: batch) else { preconditionFailure("rows before the heading") }
        printer.write((0..<batch.count).map { row in TextRow(kind: batch.kind(row), cells: columns.map { $0[row] }) })
    }

    func end() { printer.end() }
}
