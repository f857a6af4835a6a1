import MartletCore

/// Prints every row as it comes, in the frame that Flink's SQL client draws (`sql-client.execution.result-mode` = `tableau`).
///
/// Columns are as wide as their types need, but for results that end, of which the rows decide. Source: Flink's `TableauStyle`.
final class TableauPrinter: TextRowPrinter {
    private let console: Console
    /// Bounded results are printed at their end, without the column of changes.
    private let isBatch: Bool
    private var names: [String] = []
    private var widths: [Int] = []
    private var held: [[String]] = []
    private var count = 0

    /// Flink's `sql-client.display.max-column-width`.
    private static let maximumWidth = 30
    private static let null = "<NULL>"

    init(_ console: Console, isBatch: Bool) {
        self.console = console
        self.isBatch = isBatch
    }

    func begin(_ heading: ResultHeading) {
        names = (isBatch ? [] : ["op"]) + heading.schema.names
        widths = (isBatch ? [] : [2]) + heading.schema.types.map(Self.width)
        for column in names.indices { widths[column] = max(widths[column], names[column].displayWidth) }
        if isBatch { widths = names.map(\.displayWidth) }
        held = []
        count = 0
        if !isBatch { writeHeading() }
    }

    func write(_ rows: [TextRow]) {
        let lines = rows.map { row in (isBatch ? [] : [row.kind.description]) + row.cells.map { $0 ?? Self.null } }
        count += lines.count
        if isBatch {
            held += lines
        } else {
            console.write(lines.map { line($0) + "\n" }.joined())
        }
    }

    func end() {
        if isBatch, count > 0 {
            for row in held { for column in row.indices { widths[column] = max(widths[column], row[column].oneLine.displayWidth) } }
            widths = widths.map { min($0, Self.maximumWidth) }
            writeHeading()
            console.write(held.map { line($0) + "\n" }.joined())
        }
        if count > 0 || !isBatch { console.write(rule + "\n") }
        let rows = "\(count) row\(count == 1 ? "" : "s")"
        console.write(count == 0 && isBatch ? "Empty set\n" : isBatch ? "\(rows) in set\n" : "Received a total of \(rows)\n")
    }

    private func writeHeading() { console.write("\(rule)\n\(line(names))\n\(rule)\n") }
    private var rule: String { "+" + widths.map { String(repeating: "-", count: $0 + 2) + "+" }.joined() }

    private func line(_ cells: [String]) -> String {
        "|" + zip(cells, widths).map { " \($0.fitted(to: $1, onTheRight: true)) |" }.joined()
    }

    /// How wide a column of a type is when its rows are not known.
    private static func width(_ type: DataType) -> Int {
        let wanted =
            switch type.kind {
            case .boolean: 5
            case .tinyint: 4
            case .smallint: 6
            case .int: 11
            case .bigint: 20
            case .decimal(let precision, _): precision + 3
            case .date: 10
            case .time(let precision): precision == 0 ? 8 : precision + 9
            case .timestamp(let precision), .timestampLTZ(let precision): precision == 0 ? 19 : precision + 20
            case .char(let length), .varchar(let length): length
            default: maximumWidth
            }
        return min(wanted, maximumWidth)
    }
}
