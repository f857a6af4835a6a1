import MartletCore

/// Compares the key by which a query's changes are known with the primary key of the table that they are written to.
///
/// A sink that is given updates without their old content finds the row by its key. Where that is not the query's key, several rows of the
/// query fall on one row of the table, and what is written depends on how that conflict is resolved: ON CONFLICT says.
enum SinkKeys {
    static func check(_ node: PhysicalNode, configuration: Configuration) throws -> PhysicalNode {
        guard var sink = node.operator as? PhysicalSink else { return node }
        let kinds = node.input.modifyKinds
        let name = sink.sink.table.identifier.plainDescription
        let isRetract = sink.accepted(kinds).kinds.contains(.updateBefore)
        if let action = sink.sink.conflictAction, isRetract || sink.primaryKey.isEmpty {
            throw MartletError(
                "ON CONFLICT clause is only allowed for upsert sinks. The sink '\(name)' is not an upsert sink because it "
                    + (sink.primaryKey.isEmpty ? "has no primary key." : "requires UPDATE_BEFORE (retract mode)."),
                hint: "Leave out ON CONFLICT DO \(action.rawValue).", phase: .validate)
        }
        guard !sink.primaryKey.isEmpty, !kinds.isInsertOnly, !isRetract else { return node }
        let keys = node.input.upsertKeys
        if keys.contains(where: { $0.isSubset(of: Set(sink.primaryKey)) }) { return node }
        switch try configuration[PlannerOptions.upsertMaterialize].uppercased() {
        case "NONE": return node
        default: break
        }
        if sink.sink.conflictAction == nil, try configuration[PlannerOptions.requireOnConflict] {
            let query =
                keys.isEmpty
                ? "none" : keys.map { "[\($0.sorted().map { node.names[$0] }.joined(separator: ", "))]" }.joined(separator: " or ")
            throw MartletError(
                "The query has an upsert key that differs from the primary key of the sink table '\(name)'. Primary key: "
                    + "[\(sink.primaryKey.map { node.names[$0] }.joined(separator: ", "))], upsert key: \(query). This can lead to "
                    + "non-deterministic results when multiple records with different upsert keys map to the same primary key.",
                hint: "Say how conflicts are to be handled: ON CONFLICT DO DEDUPLICATE, ON CONFLICT DO ERROR, or ON CONFLICT DO NOTHING.",
                phase: .validate)
        }
        sink.materializes = true
        var copy = node
        copy.operator = sink
        return copy
    }
}
