import MartletSQL

extension QueryExpander {
    func expanded(_ reference: TableReference) -> TableReference {
        var copy = reference
        switch reference.kind {
        case .table(let name, let hints):
            copy.kind = .table(expanded(table: name), hints: hints)
            // Columns are qualified by the name that the table had.
            if copy.alias == nil, let alias = name.parts.last {
                copy.alias = TableAlias(name: alias, location: name.location)
            }
        case .query(let query, let isLateral): copy.kind = .query(expanded(query), isLateral: isLateral)
        case .function(let call, let isLateral): copy.kind = .function(expanded(call), isLateral: isLateral)
        case .unnest(let expressions, let withOrdinality):
            copy.kind = .unnest(expressions.map(expanded), withOrdinality: withOrdinality)
        case .join(var join):
            join.left = expanded(join.left)
            join.right = expanded(join.right)
            if case .on(let condition) = join.condition { join.condition = .on(expanded(condition)) }
            copy.kind = .join(join)
        case .snapshot(let input, let time): copy.kind = .snapshot(expanded(input), time: expanded(time))
        case .matchRecognize(var match):
            // Inside, columns are qualified by pattern variables, which are no names of tables.
            match.input = expanded(match.input)
            copy.kind = .matchRecognize(match)
        case .sample(var sample):
            sample.input = expanded(sample.input)
            copy.kind = .sample(sample)
        case .pivot(var pivot):
            pivot.input = expanded(pivot.input)
            copy.kind = .pivot(pivot)
        case .unpivot(var unpivot):
            unpivot.input = expanded(unpivot.input)
            copy.kind = .unpivot(unpivot)
        }
        return copy
    }

    private func expanded(_ table: TableArgument) -> TableArgument {
        var copy = table
        switch table.source {
        case .table(let name): copy.source = .table(expanded(table: name))
        case .query(let query): copy.source = .query(expanded(query))
        }
        return copy
    }

    func expanded(_ argument: CallArgument) -> CallArgument {
        var copy = argument
        switch argument.value {
        case .expression(let expression): copy.value = .expression(expanded(expression))
        case .query(let query): copy.value = .query(expanded(query))
        case .table(let table): copy.value = .table(expanded(table))
        case .star, .keyword, .unit, .interval, .default, .model, .descriptor: break
        }
        return copy
    }
}
