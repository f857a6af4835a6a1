import MartletCore
import MartletSQL

extension Binder {
    /// A query with its WITH, ORDER BY, OFFSET and FETCH.
    ///
    /// - Parameter outer: the names of the query that it stands in.
    func bind(_ query: Query, outer: Scope?) throws -> any LogicalPlan {
        commonTables.append([:])
        defer { commonTables.removeLast() }
        if let with = query.with { try bind(with, outer: outer) }

        let offset = try query.offset.map { try rowCount($0, "OFFSET") }
        let fetch = try query.fetch.map { try rowCount($0, "FETCH") }
        if case .select(let select) = query.body {
            return try bind(select, orderBy: query.orderBy, offset: offset, fetch: fetch, outer: outer)
        }
        let plan = try bind(query.body, outer: outer)
        if query.orderBy.isEmpty, offset == nil, fetch == nil { return plan }
        let keys = try query.orderBy.map { try sortKey($0, among: plan.schema, outer: outer) }
        return LogicalSort(plan, keys: keys, offset: offset, fetch: fetch)
    }

    /// A table of WITH hides those of the same name further out, and earlier ones of the same clause.
    private func bind(_ with: WithClause, outer: Scope?) throws {
        if with.isRecursive, let table = with.tables.first(where: { $0.query.mentions($0.name.name) }) {
            throw MartletError("Recursive queries are not supported: '\(table.name.name)' is defined by itself.", phase: .plan)
        }
        for table in with.tables {
            let plan = try bind(table.query, outer: outer)
            let names = table.columns.map(\.name)
            if !names.isEmpty, names.count != plan.schema.count {
                throw MartletError(
                    "Number of columns must match number of query columns", hint: "The query has \(plan.schema.count).", phase: .validate,
                    at: table.columns[0].range)
            }
            commonTables[commonTables.count - 1][table.name.name] = CommonTablePlan(
                plan: plan, names: names.isEmpty ? plan.schema.names : names)
        }
    }

    func bind(_ body: QueryBody, outer: Scope?) throws -> any LogicalPlan {
        switch body {
        case .select(let select): try bind(select, orderBy: [], offset: nil, fetch: nil, outer: outer)
        case .values(let values): try bind(values, outer: outer)
        case .table(let table): try bind(table)
        case .setOperation(let operation): try bind(operation, outer: outer)
        case .parenthesized(let query): try bind(query, outer: outer)
        }
    }

    /// A number of rows: a literal.
    private func rowCount(_ expression: Expression, _ clause: String) throws -> Int {
        guard case .literal(.integer(let digits)) = expression.kind, let count = Int(digits) else {
            throw MartletError("\(clause) must be a whole number that is written out.", phase: .validate, at: expression.range)
        }
        // Flink counts rows in 32 bits.
        return min(count, Int(Int32.max))
    }

    /// ORDER BY over a query's result alone: by a column's name or place, or an expression of them.
    private func sortKey(_ item: SortItem, among schema: Schema, outer: Scope?) throws -> LogicalSort.Key {
        func key(_ column: Int) -> LogicalSort.Key {
            LogicalSort.Key(column: column, isDescending: item.isDescending, nullsFirst: item.nullsFirst)
        }
        if let ordinal = try ordinal(item.expression, count: schema.count) { return key(ordinal) }
        let scope = makeScope([Scope.Relation(alias: nil, identifier: nil, fields: schema.fields, offset: 0)], parent: outer)
        let bound = try ExpressionBinder(self, scope: scope, clause: .orderBy).bind(item.expression)
        guard let column = bound.columnIndex else {
            throw MartletError(
                "Only columns of the result can be sorted by here.", hint: "Put the query into FROM (..) and sort that.", phase: .validate,
                at: item.range)
        }
        return key(column)
    }

    /// The column that ORDER BY 2 means, counted from 0.
    func ordinal(_ expression: Expression, count: Int) throws -> Int? {
        guard case .literal(.integer(let digits)) = expression.kind else { return nil }
        guard let ordinal = Int(digits), (1...count).contains(ordinal) else {
            throw MartletError("Ordinal out of range", phase: .validate, at: expression.range)
        }
        return ordinal - 1
    }
}

extension Query {
    /// Whether the query reads a table of this name.
    fileprivate func mentions(_ name: String) -> Bool { body.mentions(name) }
}

extension QueryBody {
    fileprivate func mentions(_ name: String) -> Bool {
        switch self {
        case .select(let select): select.from?.mentions(name) ?? false
        case .values: false
        case .table(let table): table.name.simpleName == name
        case .setOperation(let operation): operation.left.mentions(name) || operation.right.mentions(name)
        case .parenthesized(let query): query.mentions(name)
        }
    }
}

extension TableReference {
    fileprivate func mentions(_ name: String) -> Bool {
        switch kind {
        case .table(let table, _): table.simpleName == name
        case .query(let query, _): query.mentions(name)
        case .join(let join): join.left.mentions(name) || join.right.mentions(name)
        case .snapshot(let input, _): input.mentions(name)
        default: false
        }
    }
}
