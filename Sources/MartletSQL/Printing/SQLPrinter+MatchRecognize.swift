// MATCH_RECOGNIZE.
extension SQLPrinter {
    mutating func print(_ match: MatchRecognize) {
        print(match.input)
        write(" MATCH_RECOGNIZE (\n")
        if !match.partitionBy.isEmpty {
            write("PARTITION BY ")
            list(match.partitionBy)
            write("\n")
        }
        if !match.orderBy.isEmpty {
            orderBy(match.orderBy)
            write("\n")
        }
        if !match.measures.isEmpty {
            write("MEASURES ")
            list(match.measures) { printer, measure in
                printer.print(measure.expression)
                printer.alias(measure.alias)
            }
            write("\n")
        }
        if let rows = match.rowsPerMatch { write(rows.rawValue + "\n") }
        if let skip = match.afterMatch { print(skip) }
        write("PATTERN (")
        write("^ ", if: match.isAnchoredAtStart)
        print(match.pattern, in: .alternation)
        write(" $", if: match.isAnchoredAtEnd)
        write(")")
        if let within = match.within {
            write(" WITHIN ")
            print(within)
        }
        if !match.subsets.isEmpty {
            write("\nSUBSET ")
            list(match.subsets) { printer, subset in
                printer.print(subset.name)
                printer.write(" = ")
                printer.parenthesizedList(subset.variables) { $0.print($1) }
            }
        }
        write("\nDEFINE ")
        list(match.definitions) { printer, definition in
            printer.print(definition.variable)
            printer.write(" AS ")
            printer.print(definition.condition)
        }
        write(")")
    }

    private mutating func print(_ skip: MatchRecognize.Skip) {
        write("AFTER MATCH SKIP ")
        switch skip {
        case .toNextRow: write("TO NEXT ROW")
        case .pastLastRow: write("PAST LAST ROW")
        case .toFirst(let variable):
            write("TO FIRST ")
            print(variable)
        case .toLast(let variable):
            write("TO LAST ")
            print(variable)
        case .to(let variable):
            write("TO ")
            print(variable)
        }
        write("\n")
    }

    /// Where a pattern stands, from the loosest place to the tightest.
    private enum PatternPlace: Int { case alternation, sequence, quantified }

    private mutating func print(_ pattern: RowPattern, in place: PatternPlace) {
        switch pattern.kind {
        case .variable(let variable): print(variable)
        case .alternation(let patterns):
            parenthesized(if: place.rawValue > PatternPlace.alternation.rawValue) { printer in
                printer.list(patterns, separator: " | ") { $0.print($1, in: .sequence) }
            }
        case .sequence(let patterns):
            parenthesized(if: place.rawValue > PatternPlace.sequence.rawValue) { printer in
                printer.list(patterns, separator: " ") { printer, part in
                    // A sequence in a sequence was in parentheses.
                    let isSequence = if case .sequence = part.kind { true } else { false }
                    printer.print(part, in: isSequence ? .quantified : .sequence, isPart: true)
                }
            }
        case .quantified(let pattern, let quantifier):
            let isQuantified = if case .quantified = pattern.kind { true } else { false }
            parenthesized(if: isQuantified) { $0.print(pattern, in: .quantified) }
            print(quantifier)
        case .permute(let patterns):
            write("PERMUTE")
            parenthesizedList(patterns) { $0.print($1, in: .alternation) }
        case .excluded(let pattern):
            write("{- ")
            print(pattern, in: .alternation)
            write(" -}")
        }
    }

    /// A part of a sequence: an alternation there needs parentheses.
    private mutating func print(_ pattern: RowPattern, in place: PatternPlace, isPart: Bool) {
        let isAlternation = if case .alternation = pattern.kind { true } else { false }
        print(pattern, in: isAlternation ? .quantified : place)
    }

    private mutating func parenthesized(if condition: Bool, _ print: (inout SQLPrinter) -> Void) {
        write("(", if: condition)
        print(&self)
        write(")", if: condition)
    }

    private mutating func print(_ quantifier: RowPattern.Quantifier) {
        switch (quantifier.minimum, quantifier.maximum) {
        case (0, nil): write("*")
        case (1, nil): write("+")
        case (0, 1): write("?")
        case (let minimum, nil): write("{\(minimum),}")
        case (let minimum, let maximum?) where minimum == maximum: write("{\(minimum)}")
        case (let minimum, let maximum?): write("{\(minimum),\(maximum)}")
        }
        write("?", if: quantifier.isReluctant)
    }
}
