import MartletCore
import MartletSQL

extension Binder {
    /// What stands in FROM.
    ///
    /// - Parameters:
    ///   - outer: the names of the query around the SELECT.
    ///   - lateral: the names of the tables before this one, for what may use them.
    func bind(_ reference: TableReference, outer: Scope?, lateral: Scope? = nil) throws -> FromPlan {
        let alias = reference.alias
        switch reference.kind {
        case .table(let name, let hints): return try bindTable(name, hints: hints, alias: alias)
        case .query(let query, let isLateral):
            return try renamed(bind(query, outer: isLateral ? lateral ?? outer : outer), alias)
        case .function(let call, _): return try bindTableFunction(call, alias: alias, outer: outer, lateral: lateral)
        case .unnest(let expressions, let withOrdinality):
            return try bindUnnest(expressions, withOrdinality: withOrdinality, alias: alias, at: reference.range, outer: lateral ?? outer)
        case .join(let join): return try bind(join, outer: outer, lateral: lateral)
        case .snapshot(let input, let time): return try bindSnapshot(input, at: time, alias: alias, outer: outer, lateral: lateral)
        case .matchRecognize:
            throw MartletError("MATCH_RECOGNIZE is not supported yet.", phase: .plan)
        case .sample: throw MartletError("TABLESAMPLE is not supported.", phase: .plan)
        case .pivot, .unpivot: throw MartletError("PIVOT and UNPIVOT are not supported.", phase: .plan)
        }
    }

    /// A plan under an alias, its columns renamed where the alias says so.
    func renamed(_ plan: any LogicalPlan, _ alias: TableAlias?) throws -> FromPlan {
        guard let alias else { return FromPlan(plan, alias: nil) }
        let names = alias.columns.map(\.name)
        if !names.isEmpty, names.count != plan.schema.count {
            throw MartletError(
                "List of column aliases must have same degree as table; table has \(plan.schema.count) columns "
                    + "(\(plan.schema.names.map { "'\($0)'" }.joined(separator: ", "))), whereas alias list has \(names.count) columns",
                phase: .validate, at: alias.columns.dropFirst().reduce(alias.columns[0].range) { $0.union($1.range) })
        }
        return FromPlan(plan, alias: alias.name.name, names: names.isEmpty ? nil : names)
    }
}
