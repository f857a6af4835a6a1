import MartletCore

/// Aggregate(sets, x) → Project(Aggregate(keys and the set's number, Expand(sets, x)))
///
/// GROUPING becomes a choice by the set's number. Keys that calls read too are copied first, so that they stay whole for them.
struct ExpandGroupingSets: RewriteRule {
    func apply(to plan: any LogicalPlan) throws -> (any LogicalPlan)? {
        guard let aggregate = plan as? LogicalAggregate else { return nil }
        guard let sets = aggregate.sets else { return withoutGrouping(aggregate) }
        let keys = aggregate.keys
        let fields = aggregate.input.schema.fields

        // Arguments that are keys are read from copies behind the columns.
        var columns = BoundExpression.columns(fields)
        var names = fields.map(\.name)
        var copies: [Int: Int] = [:]
        let calls = aggregate.calls.filter(\.isAggregate).map { call in
            call.mapColumns { column in
                guard keys.contains(column) else { return column }
                if let copy = copies[column] { return copy }
                copies[column] = columns.count
                columns.append(.column(column, fields[column].type))
                names.append("\(fields[column].name)_0")
                return columns.count - 1
            }
        }
        let source: any LogicalPlan = copies.isEmpty ? aggregate.input : LogicalProject(aggregate.input, columns, names: names)
        let expand = LogicalExpand(input: source, sets: sets.map { Set($0.map { keys[$0] }) }, keys: Set(keys))
        let number = columns.count
        let grouped = LogicalAggregate(expand, keys: keys + [number], calls: calls)

        // The keys, then the calls in their order.
        let results = grouped.schema.fields
        var output = keys.indices.map { BoundExpression.column($0, results[$0].type) }
        var next = keys.count + 1
        for call in aggregate.calls {
            switch call.function {
            case .aggregate:
                output.append(.column(next, results[next].type))
                next += 1
            case .grouping: output.append(try choice(sets.map { bits(call.arguments, in: $0.map { keys[$0] }) }, by: keys.count))
            case .groupID: output.append(try choice(sets.indices.map { repetition(of: $0, in: sets) }, by: keys.count))
            }
        }
        return LogicalProject(grouped, output, names: aggregate.schema.names)
    }

    /// GROUPING without grouping sets is 0.
    private func withoutGrouping(_ aggregate: LogicalAggregate) -> (any LogicalPlan)? {
        guard aggregate.calls.contains(where: { !$0.isAggregate }) else { return nil }
        let grouped = LogicalAggregate(aggregate.input, keys: aggregate.keys, calls: aggregate.calls.filter(\.isAggregate))
        let results = grouped.schema.fields
        var next = aggregate.keys.count
        var output = aggregate.keys.indices.map { BoundExpression.column($0, results[$0].type) }
        for call in aggregate.calls {
            if call.isAggregate {
                output.append(.column(next, results[next].type))
                next += 1
            } else {
                output.append(.literal(.bigint(0), DataType.bigint.notNull))
            }
        }
        return LogicalProject(grouped, output, names: aggregate.schema.names)
    }

    /// A bit for each argument, the first the highest: whether the set leaves it out.
    private func bits(_ arguments: [Int], in set: [Int]) -> Int64 {
        arguments.reduce(0) { $0 << 1 | (set.contains($1) ? 0 : 1) }
    }

    /// How many equal sets come before this one.
    private func repetition(of index: Int, in sets: [[Int]]) -> Int64 {
        Int64(sets[..<index].filter { Set($0) == Set(sets[index]) }.count)
    }

    private func choice(_ values: [Int64], by number: Int) throws -> BoundExpression {
        let type = DataType.bigint.notNull
        let literals = values.map { BoundExpression.literal(.bigint($0), type) }
        if Set(values).count == 1 { return literals[0] }
        let branches = try literals.dropLast().enumerated().map { index, literal in
            BoundExpression.Branch(
                condition: try .builtIn("=", .column(number, type), .literal(.bigint(Int64(index)), type)), result: literal)
        }
        return BoundExpression(.choice(branches, otherwise: literals[literals.count - 1]), type)
    }
}

extension LogicalAggregateCall {
    var isAggregate: Bool { if case .aggregate = function { true } else { false } }
}
