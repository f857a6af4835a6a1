import MartletCore

extension PhysicalPlanner {
    func convert(_ join: LogicalJoin) throws -> PhysicalNode {
        if let snapshot = join.right as? LogicalSnapshot { return try convertTemporalJoin(join, snapshot) }
        let left = try convert(join.left), right = try convert(join.right)
        if isStreaming, try isInsertOnly(left), try isInsertOnly(right) {
            if let node = try windowJoin(join, left, right) ?? intervalJoin(join, left, right) { return node }
        }
        let parts = JoinCondition(join.condition, width: join.left.schema.count)
        return PhysicalNode(
            PhysicalJoin(kind: join.kind, condition: join.condition, parts: parts, isStreaming: isStreaming),
            [left.distributed(by: parts.leftKeys), right.distributed(by: parts.rightKeys)], join.schema.uniqued)
    }

    // MARK: Windows

    /// Rows of both sides have windows, and the condition says that they are the same.
    private func windowJoin(_ join: LogicalJoin, _ left: PhysicalNode, _ right: PhysicalNode) throws -> PhysicalNode? {
        guard let leftWindows = WindowColumns(of: join.left), let rightWindows = WindowColumns(of: join.right) else { return nil }
        let parts = JoinCondition(join.condition, width: join.left.schema.count)
        func pair(_ left: Set<Int>, _ right: Set<Int>) -> Int? {
            parts.leftKeys.indices.first { left.contains(parts.leftKeys[$0]) && right.contains(parts.rightKeys[$0]) }
        }
        guard pair(leftWindows.start, rightWindows.start) != nil, let end = pair(leftWindows.end, rightWindows.end) else { return nil }
        let keys = parts.leftKeys.indices.filter { position in
            !leftWindows.contains(parts.leftKeys[position])
        }
        return PhysicalNode(
            PhysicalWindowJoin(
                kind: join.kind, condition: join.condition, parts: parts, ends: (parts.leftKeys[end], parts.rightKeys[end]),
                window: leftWindows.window, timeZone: try session.timeZone),
            [left.distributed(by: keys.map { parts.leftKeys[$0] }), right.distributed(by: keys.map { parts.rightKeys[$0] })],
            join.schema.uniqued)
    }

    // MARK: Intervals

    /// The condition bounds how far the rows' times are from each other.
    private func intervalJoin(_ join: LogicalJoin, _ left: PhysicalNode, _ right: PhysicalNode) throws -> PhysicalNode? {
        let width = join.left.schema.count
        guard !join.kind.isSemi, let bounds = IntervalBounds(join.condition, types: left.types + right.types, width: width) else {
            return nil
        }
        let parts = JoinCondition(.all(bounds.rest), width: width)
        return PhysicalNode(
            PhysicalIntervalJoin(
                kind: join.kind, condition: join.condition, parts: parts, times: (bounds.left, bounds.right), lower: bounds.lower,
                upper: bounds.upper, isRowtime: left.types[bounds.left].timeAttribute == .rowtime),
            [left.distributed(by: parts.leftKeys), right.distributed(by: parts.rightKeys)], join.schema.uniqued)
    }

    // MARK: Versions

    private func convertTemporalJoin(_ join: LogicalJoin, _ snapshot: LogicalSnapshot) throws -> PhysicalNode {
        guard isStreaming else { throw MartletError("FOR SYSTEM_TIME AS OF is supported in streaming only.", phase: .plan) }
        guard join.kind == .inner || join.kind == .left else {
            throw MartletError("Unsupported join type \(join.kind.rawValue.uppercased()) of a temporal join.", phase: .plan)
        }
        guard case .outer(snapshot.scope, let time) = snapshot.time.kind else {
            throw MartletError(
                "Temporal table join currently only supports 'FOR SYSTEM_TIME AS OF' left table's time attribute field", phase: .plan)
        }
        let left = try convert(join.left), right = try convert(snapshot.input)
        switch left.types[time].timeAttribute {
        case .rowtime: break
        case .proctime: throw MartletError("Processing-time temporal join is not supported yet.", phase: .plan)
        case nil:
            throw MartletError(
                "Temporal table join currently only supports 'FOR SYSTEM_TIME AS OF' left table's time attribute field", phase: .plan)
        }
        guard let rightTime = right.types.firstIndex(where: { $0.timeAttribute == .rowtime }) else {
            throw MartletError(
                "Event-Time Temporal Table Join requires both primary key and row time attribute in versioned table, but no row time attribute "
                    + "can be found.", hint: "Declare a WATERMARK for the versioned table.", phase: .validate)
        }
        let parts = JoinCondition(join.condition, width: left.schema.count)
        guard right.upsertKeys.contains(where: { !$0.isEmpty && $0.isSubset(of: Set(parts.rightKeys)) }) else {
            throw MartletError(
                "Temporal Table Join requires primary key in versioned table, but no primary key can be found. The physical plan is: "
                    + right.head(), hint: "Declare a PRIMARY KEY, and join on it.", phase: .validate)
        }
        return PhysicalNode(
            PhysicalTemporalJoin(kind: join.kind, condition: join.condition, parts: parts, times: (time, rightTime)),
            [left.distributed(by: parts.leftKeys), right.distributed(by: parts.rightKeys)], join.schema.uniqued)
    }
}
