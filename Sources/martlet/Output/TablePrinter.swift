import MartletCore

/// Prints a result as a table of aligned columns.
///
/// Rows that are only added are printed as they come. A result that changes is drawn again in place while it does, where it is shown on a
/// terminal and fits it; its last state is printed at the end.
final class TablePrinter: TextRowPrinter {
    private let console: Console
    private var layout: TableLayout?
    private var isInsertOnly = true
    private var hasHeading = false
    private var materialization = Materialization()
    /// How many lines of a drawing stand above the cursor.
    private var drawnLines = 0
    private var nextDrawing = ContinuousClock.now

    init(_ console: Console) { self.console = console }

    func begin(_ heading: ResultHeading) {
        layout = TableLayout(heading.schema)
        isInsertOnly = heading.isInsertOnly
        hasHeading = false
    }

    func write(_ rows: [TextRow]) {
        if isInsertOnly {
            print(rows.map(\.cells))
        } else {
            for row in rows { materialization.apply(row) }
            if console.isInteractive, ContinuousClock.now >= nextDrawing {
                draw()
                nextDrawing = ContinuousClock.now + .milliseconds(100)
            }
        }
    }

    func end() {
        if isInsertOnly {
            if !hasHeading { print([]) }
        } else {
            erase()
            print(materialization.rows)
            materialization = Materialization()
        }
        console.write("\n")
    }

    private func print(_ rows: [[String?]]) {
        guard var layout else { preconditionFailure("rows before the heading") }
        layout.fit(rows)
        self.layout = layout
        let lines = (hasHeading ? [] : layout.heading) + rows.map(layout.line)
        hasHeading = true
        console.write(lines.map { $0 + "\n" }.joined())
    }

    private func draw() {
        guard var layout, let size = console.size, materialization.count + 3 <= size.rows else { return erase() }
        let rows = materialization.rows
        layout.fit(rows)
        self.layout = layout
        let lines = (layout.heading + rows.map(layout.line)).map { $0.displayWidth > size.columns ? $0.fitted(to: size.columns) : $0 }
        erase()
        console.write(lines.map { $0 + "\n" }.joined())
        drawnLines = lines.count
    }

    /// Takes the last drawing off the terminal.
    private func erase() {
        if drawnLines > 0 { console.write("\u{1B}[\(drawnLines)A\u{1B}[J") }
        drawnLines = 0
    }
}
