import MartletCore
import MartletTableRuntime

extension PhysicalPlanner {
    func convert(_ window: LogicalWindowTable) throws -> PhysicalNode {
        var input = try convert(window.input)
        if case .session(_, let keys) = window.kind {
            if !isStreaming, !window.isGroupWindow {
                throw MartletError("Unaligned windows like session are not supported in batch mode yet.", phase: .plan)
            }
            input = input.distributed(by: keys)
        }
        let specification = try specification(of: window, time: window.time)
        return PhysicalNode(
            PhysicalWindowTableFunction(window: window, specification: specification), [input], window.schema.uniqued)
    }

    func specification(of window: LogicalWindowTable, time: Int) throws -> WindowSpecification {
        let kind: WindowSpecification.Kind =
            switch window.kind {
            case .tumble(let size): .tumble(size: .milliseconds(size))
            case .hop(let slide, let size): .hop(slide: .milliseconds(slide), size: .milliseconds(size))
            case .cumulate(let step, let size): .cumulate(step: .milliseconds(step), size: .milliseconds(size))
            case .session(let gap, _): .session(gap: .milliseconds(gap))
            }
        return WindowSpecification(
            kind, offset: .milliseconds(window.offset), timeColumn: time, timeType: window.timeType,
            isProcessingTime: window.timeType.timeAttribute == .proctime, timeZone: try session.timeZone)
    }

    /// An aggregation by window: nil unless both bounds of the windows are among the keys.
    func windowAggregate(_ aggregate: LogicalAggregate) throws -> PhysicalNode? {
        guard aggregate.sets == nil, let columns = WindowColumns(of: aggregate.input) else { return nil }
        let keySet = Set(aggregate.keys)
        guard !columns.start.isDisjoint(with: keySet), !columns.end.isDisjoint(with: keySet) else { return nil }
        let keys = aggregate.keys.filter { !columns.contains($0) }

        var input: PhysicalNode
        let assignment: WindowAssignment
        var (groupKeys, calls) = (keys, aggregate.calls)
        if let pulled = try pulledUp(aggregate, keys: keys, columns) {
            input = pulled.input
            assignment = .time(try specification(of: columns.window, time: pulled.time))
            groupKeys = keys.map { pulled.places[$0] ?? $0 }
            calls = calls.map { $0.mapColumns { pulled.places[$0] ?? $0 } }
        } else {
            input = try convert(aggregate.input)
            guard let start = aggregate.keys.first(where: columns.start.contains),
                let end = aggregate.keys.first(where: columns.end.contains)
            else { return nil }
            assignment = .attached(start: start, end: end, timeType: columns.window.timeType, timeZone: try session.timeZone)
        }
        if case .session = columns.window.kind, !isStreaming, !columns.window.isGroupWindow {
            throw MartletError("Unaligned windows like session are not supported in batch mode yet.", phase: .plan)
        }
        input = input.distributed(by: groupKeys)

        // The operator's rows: keys, results, bounds. The aggregate's: keys and bounds as they were named, results.
        let properties: [WindowProperty] = [.start, .end, .time].filter { property in
            switch property {
            case .start: !columns.start.isDisjoint(with: keySet)
            case .end: !columns.end.isDisjoint(with: keySet)
            case .time: !columns.time.isDisjoint(with: keySet)
            }
        }
        let schema = aggregate.schema.uniqued
        let keyPlaces = aggregate.keys.indices.filter { keys.contains(aggregate.keys[$0]) }
        func property(_ column: Int) -> WindowProperty {
            columns.start.contains(column) ? .start : columns.end.contains(column) ? .end : .time
        }
        let windowFields = properties.map { wanted in
            let place = aggregate.keys.firstIndex { columns.contains($0) && property($0) == wanted } ?? 0
            return schema.fields[place]
        }
        let fields = keyPlaces.map { schema.fields[$0] } + schema.fields.dropFirst(aggregate.keys.count) + windowFields
        let node = PhysicalNode(
            PhysicalWindowAggregate(
                assignment: assignment, window: columns.window, keys: groupKeys, calls: calls, properties: properties), [input],
            Schema(fields))

        let order =
            aggregate.keys.map { column -> Int in
                if !columns.contains(column) { return keys.firstIndex(of: column) ?? 0 }
                return keys.count + calls.count + (properties.firstIndex(of: property(column)) ?? 0)
            } + calls.indices.map { keys.count + $0 }
        if order == Array(fields.indices) { return node }
        return PhysicalNode(
            PhysicalCalc(condition: nil, projection: order.map { .column($0, fields[$0].type) }), [node], schema)
    }

    /// Window(x) below a projection that only passes the bounds on: the operator assigns the windows itself, over a projection of x.
    private func pulledUp(
        _ aggregate: LogicalAggregate, keys: [Int], _ columns: WindowColumns
    ) throws -> (input: PhysicalNode, time: Int, places: [Int: Int])? {
        var expressions: [BoundExpression]
        let window: LogicalWindowTable
        switch aggregate.input {
        case let table as LogicalWindowTable:
            window = table
            expressions = BoundExpression.columns(table.schema.fields)
        case let project as LogicalProject:
            guard let table = project.input as? LogicalWindowTable else { return nil }
            window = table
            expressions = project.expressions
        default: return nil
        }
        let width = window.input.schema.count
        var needed = keys
        for call in aggregate.calls { needed += call.arguments + (call.filter.map { [$0] } ?? []) }
        var kept: [Int] = []
        for column in needed where !kept.contains(column) { kept.append(column) }
        // Bounds may be passed on as keys, and used for nothing else.
        guard kept.allSatisfy({ expressions[$0].columns.allSatisfy { $0 < width } }) else { return nil }
        if case .session(_, let partitionBy) = window.kind, !window.isGroupWindow {
            // A session's windows are made per partition: they must be the groups.
            let groups = Set(keys.compactMap { expressions[$0].columnIndex })
            guard groups == Set(partitionBy), groups.count == keys.count else { return nil }
        }
        let names = aggregate.input.schema.names
        let time = kept.firstIndex { expressions[$0].columnIndex == window.time }
        var projection = kept.map { expressions[$0] }
        var outputNames = kept.map { names[$0] }
        if time == nil {
            projection.append(.column(window.time, window.timeType))
            outputNames.append(window.input.schema.fields[window.time].name)
        }
        let project = LogicalProject(window.input, projection, names: outputNames)
        let input = try convert(project.isIdentity ? window.input : MergeProjects().apply(to: project) ?? project)
        return (input, time ?? kept.count, Dictionary(uniqueKeysWithValues: kept.enumerated().map { ($0.element, $0.offset) }))
    }
}
