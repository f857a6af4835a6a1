// The FROM clause.
extension SQLPrinter {
    mutating func print(_ table: TableReference) {
        print(table.kind)
        guard let alias = table.alias else { return }
        write(" AS ")
        print(alias.name)
        columnList(alias.columns)
    }

    private mutating func print(_ kind: TableReference.Kind) {
        switch kind {
        case .table(let name, let hints):
            print(name)
            if !hints.isEmpty {
                write(" ")
                print(hints)
            }
        case .query(let query, let isLateral):
            write("LATERAL ", if: isLateral)
            parenthesized(query)
        case .function(let call, let isLateral):
            write(isLateral ? "LATERAL TABLE(" : "TABLE(")
            print(call)
            write(")")
        case .unnest(let values, let withOrdinality):
            write("UNNEST")
            parenthesizedList(values)
            write(" WITH ORDINALITY", if: withOrdinality)
        case .join(let join): print(join)
        case .snapshot(let input, let time):
            print(input)
            write(" FOR SYSTEM_TIME AS OF ")
            print(time)
        case .matchRecognize(let match): print(match)
        case .sample(let sample): print(sample)
        case .pivot(let pivot): print(pivot)
        case .unpivot(let unpivot): print(unpivot)
        }
    }

    private mutating func print(_ join: Join) {
        print(join.left)
        if join.kind == .comma {
            write(",\n")
        } else {
            write(join.isNatural ? "\nNATURAL \(join.kind.rawValue) " : "\n\(join.kind.rawValue) ")
        }
        // A join at the right was in parentheses: joins group to the left.
        if case .join = join.right.kind {
            write("(")
            print(join.right)
            write(")")
        } else {
            print(join.right)
        }
        switch join.condition {
        case .none: break
        case .on(let condition):
            write(" ON ")
            print(condition)
        case .using(let columns):
            write(" USING ")
            parenthesizedList(columns) { $0.print($1) }
        }
    }

    private mutating func print(_ sample: TableSample) {
        print(sample.input)
        write(" TABLESAMPLE \(sample.method.rawValue)(")
        print(sample.argument)
        write(")")
        guard let seed = sample.repeatable else { return }
        write(" REPEATABLE(")
        print(seed)
        write(")")
    }

    private mutating func print(_ pivot: Pivot) {
        print(pivot.input)
        write(" PIVOT (")
        list(pivot.aggregates) { printer, aggregate in
            printer.print(aggregate.call)
            printer.alias(aggregate.alias)
        }
        write(" FOR ")
        parenthesizedList(pivot.axes) { $0.print($1) }
        write(" IN ")
        parenthesizedList(pivot.values) { printer, value in
            printer.write("ROW")
            printer.parenthesizedList(value.expressions)
            printer.alias(value.alias)
        }
        write(")")
    }

    private mutating func print(_ unpivot: Unpivot) {
        print(unpivot.input)
        write(unpivot.includesNulls ? " UNPIVOT INCLUDE NULLS (" : " UNPIVOT (")
        parenthesizedList(unpivot.measures) { $0.print($1) }
        write(" FOR ")
        parenthesizedList(unpivot.axes) { $0.print($1) }
        write(" IN ")
        parenthesizedList(unpivot.columns) { printer, columns in
            printer.parenthesizedList(columns.columns) { $0.print($1) }
            guard let labels = columns.labels else { return }
            printer.write(" AS ROW")
            printer.parenthesizedList(labels)
        }
        write(")")
    }

    /// ` AS name`, if there is one.
    mutating func alias(_ name: Identifier?) {
        guard let name else { return }
        write(" AS ")
        print(name)
    }
}
