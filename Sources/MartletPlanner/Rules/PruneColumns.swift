import MartletCore

/// Reads and carries only the columns that are used: Project(f, x) → Project(f, x without what f does not read).
///
/// It is one pass from the top, not a rule of a shape: what is wanted of a step follows from all steps above it.
struct PruneColumns {
    /// The plan with the same columns, and below it none too many.
    func apply(to plan: any LogicalPlan) -> any LogicalPlan {
        let (pruned, places) = prune(plan, wanted: Set(0..<plan.schema.count))
        return restored(pruned, places, plan.schema)
    }

    /// The plan with at least the wanted columns, and where each column of the old plan is in it.
    func prune(_ plan: any LogicalPlan, wanted: Set<Int>) -> (any LogicalPlan, [Int: Int]) {
        switch plan {
        case let project as LogicalProject:
            let kept = kept(wanted, of: project.expressions.count)
            let needed = kept.reduce(into: Set<Int>()) { $0.formUnion(project.expressions[$1].columns) }
            let (input, places) = prune(project.input, wanted: needed)
            let expressions = kept.map { project.expressions[$0].mapColumns { places[$0] ?? $0 } }
            return (LogicalProject(input, expressions, names: kept.map { project.names[$0] }), renumbered(kept))
        case let filter as LogicalFilter:
            let (input, places) = prune(filter.input, wanted: wanted.union(filter.condition.columns))
            return (LogicalFilter(input, filter.condition.mapColumns { places[$0] ?? $0 }), places)
        case let join as LogicalJoin: return prune(join, wanted: wanted)
        case let aggregate as LogicalAggregate: return prune(aggregate, wanted: wanted)
        case let sort as LogicalSort:
            let (input, places) = prune(sort.input, wanted: wanted.union(sort.keys.map(\.column)))
            let keys = sort.keys.map { key in
                var key = key
                key.column = places[key.column] ?? key.column
                return key
            }
            return (LogicalSort(input, keys: keys, offset: sort.offset, fetch: sort.fetch), places)
        case let union as LogicalSetOperation where union.isUnionAll:
            let kept = kept(wanted, of: union.schema.count)
            let inputs = union.inputs.map { input -> any LogicalPlan in
                let (pruned, places) = prune(input, wanted: Set(kept))
                return selected(pruned, kept.map { places[$0] ?? $0 }, names: kept.map { input.schema.names[$0] })
            }
            return (LogicalSetOperation(.union, all: true, inputs), renumbered(kept))
        case let watermark as LogicalWatermarkAssigner:
            let needed = wanted.union(watermark.watermark.columns).union([watermark.rowtime])
            let (input, places) = prune(watermark.input, wanted: needed)
            return (
                LogicalWatermarkAssigner(
                    input: input, rowtime: places[watermark.rowtime] ?? 0, watermark: watermark.watermark.mapColumns { places[$0] ?? $0 }),
                places
            )
        case let scan as LogicalScan: return prune(scan, wanted: wanted)
        case let window as LogicalWindowTable: return prune(window, wanted: wanted)
        case let over as LogicalOver: return prune(over, wanted: wanted)
        case let rank as LogicalRank: return prune(rank, wanted: wanted)
        case let rows as LogicalUnnestRows: return prune(rows, wanted: wanted)
        case let values as LogicalValues where wanted.count < values.schema.count && !wanted.isEmpty:
            let kept = wanted.sorted()
            return (
                LogicalValues(
                    Schema(kept.map { values.schema.fields[$0] }), rows: values.rows.map { row in kept.map { row[$0] } },
                    isComputed: values.isComputed),
                renumbered(kept)
            )
        default:
            // Everything is wanted of the inputs of an operator that is not known here.
            let inputs = plan.inputs.map(apply)
            return (plan.replacingInputs(inputs), renumbered(Array(0..<plan.schema.count)))
        }
    }

    private func prune(_ join: LogicalJoin, wanted: Set<Int>) -> (any LogicalPlan, [Int: Int]) {
        let width = join.left.schema.count
        var needed = wanted.union(join.condition.columns)
        if let snapshot = join.right as? LogicalSnapshot { needed.formUnion(snapshot.time.outerColumns(of: snapshot.scope)) }
        let (left, leftPlaces) = prune(join.left, wanted: needed.filter { $0 < width })
        var right = join.right
        var rightPlaces = renumbered(Array(0..<right.schema.count))
        if let snapshot = right as? LogicalSnapshot {
            right = LogicalSnapshot(
                input: apply(to: snapshot.input),
                time: snapshot.time.replacingOuter(of: snapshot.scope) {
                    BoundExpression(.outer(scope: snapshot.scope, column: leftPlaces[$0] ?? $0), $1)
                }, scope: snapshot.scope)
        } else {
            (right, rightPlaces) = prune(right, wanted: Set(needed.filter { $0 >= width }.map { $0 - width }))
        }
        let leftCount = left.schema.count
        let places = leftPlaces.merging(rightPlaces.map { ($0.key + width, $0.value + leftCount) }) { first, _ in first }
        return (LogicalJoin(left, right, join.kind, join.condition.mapColumns { places[$0] ?? $0 }), places)
    }

    private func prune(_ aggregate: LogicalAggregate, wanted: Set<Int>) -> (any LogicalPlan, [Int: Int]) {
        // Keys stay: they make the groups. Calls that nobody wants go.
        let keyCount = aggregate.keys.count
        let calls = aggregate.calls.indices.filter { wanted.contains(keyCount + $0) }
        var needed = Set(aggregate.keys)
        for call in calls {
            needed.formUnion(aggregate.calls[call].arguments)
            if let filter = aggregate.calls[call].filter { needed.insert(filter) }
        }
        let (input, places) = prune(aggregate.input, wanted: needed)
        let pruned = LogicalAggregate(
            input, keys: aggregate.keys.map { places[$0] ?? $0 }, sets: aggregate.sets,
            calls: calls.map { aggregate.calls[$0].mapColumns { places[$0] ?? $0 } })
        return (pruned, renumbered(Array(0..<keyCount) + calls.map { keyCount + $0 }))
    }

    private func prune(_ scan: LogicalScan, wanted: Set<Int>) -> (any LogicalPlan, [Int: Int]) {
        let physical = scan.projection.count
        var kept = wanted.sorted()
        // A source yields at least one column, to have rows.
        if kept.isEmpty { kept = [0] }
        if kept.count == scan.schema.count { return (scan, renumbered(kept)) }
        var copy = scan
        copy.projection = kept.filter { $0 < physical }.map { scan.projection[$0] }
        copy.metadata = kept.filter { $0 >= physical }.map { scan.metadata[$0 - physical] }
        copy.isPruned = true
        return (copy, renumbered(kept))
    }

    private func prune(_ window: LogicalWindowTable, wanted: Set<Int>) -> (any LogicalPlan, [Int: Int]) {
        let width = window.input.schema.count
        var needed = wanted.filter { $0 < width }.union([window.time])
        var partitionBy: [Int] = []
        if case .session(_, let keys) = window.kind {
            partitionBy = keys
            needed.formUnion(keys)
        }
        let (input, places) = prune(window.input, wanted: needed)
        var kind = window.kind
        if case .session(let gap, _) = kind { kind = .session(gap: gap, partitionBy: partitionBy.map { places[$0] ?? $0 }) }
        let count = input.schema.count
        let all = places.merging((0..<3).map { (width + $0, count + $0) }) { first, _ in first }
        return (
            LogicalWindowTable(
                input, kind: kind, offset: window.offset, time: places[window.time] ?? 0, isGroupWindow: window.isGroupWindow), all
        )
    }

    private func kept(_ wanted: Set<Int>, of count: Int) -> [Int] {
        // A row needs a column to be carried at all.
        wanted.isEmpty && count > 0 ? [0] : wanted.sorted()
    }

    private func renumbered(_ kept: [Int]) -> [Int: Int] {
        Dictionary(uniqueKeysWithValues: kept.enumerated().map { ($0.element, $0.offset) })
    }

    private func selected(_ plan: any LogicalPlan, _ columns: [Int], names: [String]) -> any LogicalPlan {
        let fields = plan.schema.fields
        if columns == Array(fields.indices), names == fields.map(\.name) { return plan }
        return LogicalProject(plan, columns.map { .column($0, fields[$0].type) }, names: names)
    }

    private func restored(_ plan: any LogicalPlan, _ places: [Int: Int], _ schema: Schema) -> any LogicalPlan {
        selected(plan, schema.fields.indices.map { places[$0] ?? $0 }, names: schema.names)
    }
}

extension BoundExpression {
    /// The columns of the rows of an enclosing scope that are read.
    func outerColumns(of scope: Int) -> Set<Int> {
        var columns: Set<Int> = []
        forEach { if case .outer(scope, let column) = $0.kind { columns.insert(column) } }
        return columns
    }
}
