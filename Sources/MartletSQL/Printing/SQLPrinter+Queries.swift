// Queries.
extension SQLPrinter {
    mutating func print(_ query: Query) {
        if let with = query.with {
            write(with.isRecursive ? "WITH RECURSIVE " : "WITH ")
            list(with.tables) { $0.print($1) }
            write(" ")
        }
        print(query.body)
        if !query.orderBy.isEmpty {
            write("\n")
            orderBy(query.orderBy)
        }
        if let offset = query.offset {
            write("\nOFFSET ")
            print(offset)
            write(" ROWS")
        }
        if let fetch = query.fetch {
            write("\nFETCH NEXT ")
            print(fetch)
            write(" ROWS ONLY")
        }
    }

    private mutating func print(_ table: CommonTable) {
        print(table.name)
        columnList(table.columns)
        write(" AS ")
        parenthesized(table.query)
    }

    /// ` (a, b)`, if there are columns.
    mutating func columnList(_ columns: [Identifier]) {
        guard !columns.isEmpty else { return }
        write(" ")
        parenthesizedList(columns) { $0.print($1) }
    }

    private mutating func print(_ body: QueryBody) {
        switch body {
        case .select(let select): print(select)
        case .values(let values): print(values)
        case .table(let table):
            write("TABLE ")
            print(table.name)
        case .setOperation(let operation):
            print(operation.left)
            write("\n\(operation.operator.rawValue)\(operation.isAll ? " ALL" : "")\n")
            print(operation.right)
        case .parenthesized(let query): parenthesized(query)
        }
    }

    mutating func print(_ values: Values) {
        write("VALUES ")
        list(values.rows, separator: ",\n") { printer, row in
            printer.write("ROW")
            printer.parenthesizedList(row.values)
        }
    }

    // MARK: SELECT

    private mutating func print(_ select: Select) {
        write("SELECT ")
        if !select.hints.isEmpty {
            print(select.hints)
            write(" ")
        }
        write("STREAM ", if: select.isStream)
        write("DISTINCT ", if: select.isDistinct)
        list(select.items) { $0.print($1) }
        if let from = select.from {
            write("\nFROM ")
            print(from)
        }
        clause("WHERE", select.where)
        if let groupBy = select.groupBy {
            write(groupBy.isDistinct ? "\nGROUP BY DISTINCT " : "\nGROUP BY ")
            list(groupBy.elements) { $0.print($1) }
        }
        clause("HAVING", select.having)
        if !select.windows.isEmpty {
            write("\nWINDOW ")
            list(select.windows) { printer, window in
                printer.print(window.name)
                printer.write(" AS ")
                printer.print(window.specification)
            }
        }
        clause("QUALIFY", select.qualify)
    }

    /// A clause of one expression on a line of its own, if it is there.
    mutating func clause(_ word: String, _ expression: Expression?) {
        guard let expression else { return }
        write("\n\(word) ")
        print(expression)
    }

    private mutating func print(_ item: SelectItem) {
        switch item.kind {
        case .star: write("*")
        case .qualifiedStar(let name):
            print(name)
            write(".*")
        case .expression(let expression, let alias):
            print(expression)
            guard let alias else { return }
            write(" AS ")
            print(alias)
        }
    }

    private mutating func print(_ element: GroupBy.Element) {
        switch element {
        case .expression(let expression): print(expression)
        case .set(let expressions): parenthesizedList(expressions)
        case .rollup(let elements):
            write("ROLLUP")
            parenthesizedList(elements) { $0.print($1) }
        case .cube(let elements):
            write("CUBE")
            parenthesizedList(elements) { $0.print($1) }
        case .groupingSets(let elements):
            write("GROUPING SETS ")
            parenthesizedList(elements) { $0.print($1) }
        }
    }

    // MARK: Sorting and windows

    /// `ORDER BY a, b`
    mutating func orderBy(_ items: [SortItem]) {
        write("ORDER BY ")
        list(items) { $0.print($1) }
    }

    mutating func print(_ item: SortItem) {
        print(item.expression)
        write(" DESC", if: item.isDescending)
        if let nulls = item.nulls { write(" " + nulls.rawValue) }
    }

    mutating func print(_ window: WindowSpecification) {
        var parts: [(inout SQLPrinter) -> Void] = []
        if let base = window.base { parts.append { $0.print(base) } }
        if !window.partitionBy.isEmpty {
            parts.append { printer in
                printer.write("PARTITION BY ")
                printer.list(window.partitionBy)
            }
        }
        if !window.orderBy.isEmpty { parts.append { $0.orderBy(window.orderBy) } }
        if let frame = window.frame { parts.append { $0.print(frame) } }
        if let allows = window.allowsPartial { parts.append { $0.write(allows ? "ALLOW PARTIAL" : "DISALLOW PARTIAL") } }
        write("(")
        list(parts, separator: " ") { printer, part in part(&printer) }
        write(")")
    }

    private mutating func print(_ frame: WindowFrame) {
        write(frame.unit.rawValue + " ")
        guard let end = frame.end else { return print(frame.start) }
        write("BETWEEN ")
        print(frame.start)
        write(" AND ")
        print(end)
    }

    private mutating func print(_ bound: WindowFrame.Bound) {
        switch bound {
        case .unboundedPreceding: write("UNBOUNDED PRECEDING")
        case .unboundedFollowing: write("UNBOUNDED FOLLOWING")
        case .currentRow: write("CURRENT ROW")
        case .preceding(let distance):
            print(distance)
            write(" PRECEDING")
        case .following(let distance):
            print(distance)
            write(" FOLLOWING")
        }
    }
}
