import MartletCore
import MartletSQL

/// Writes out the names in a query: tables in full, columns with their table before them, stars as lists. So it means the same wherever
/// it is read: the form in which the catalog keeps a view, Flink's `expandedQuery`.
package struct QueryExpander {
    let names: ResolvedNames

    /// The query with its names written out. It is bound for that, so what is wrong with it is thrown.
    package static func expand(_ query: Query, in session: PlannerSession) throws -> Query {
        let names = ResolvedNames()
        let binder = Binder(session: session)
        binder.resolvedNames = names
        _ = try binder.bind(query)
        return QueryExpander(names: names).expanded(query)
    }

    func expanded(_ query: Query) -> Query {
        var copy = query
        if var with = query.with {
            for index in with.tables.indices { with.tables[index].query = expanded(with.tables[index].query) }
            copy.with = with
        }
        copy.body = expanded(query.body)
        // Sort keys may be names of the select list, which are no columns of a table.
        copy.orderBy = expanded(query.orderBy)
        copy.offset = query.offset.map(expanded)
        copy.fetch = query.fetch.map(expanded)
        return copy
    }

    private func expanded(_ body: QueryBody) -> QueryBody {
        switch body {
        case .select(let select): return .select(expanded(select))
        case .values(var values):
            for index in values.rows.indices { values.rows[index].values = values.rows[index].values.map(expanded) }
            return .values(values)
        case .table(var table):
            table.name = expanded(table: table.name)
            return .table(table)
        case .setOperation(var operation):
            operation.left = expanded(operation.left)
            operation.right = expanded(operation.right)
            return .setOperation(operation)
        case .parenthesized(let query): return .parenthesized(expanded(query))
        }
    }

    private func expanded(_ select: Select) -> Select {
        var copy = select
        copy.items = select.items.flatMap(expanded)
        copy.from = select.from.map(expanded)
        copy.where = select.where.map(expanded)
        if var groupBy = select.groupBy {
            groupBy.elements = groupBy.elements.map(expanded)
            copy.groupBy = groupBy
        }
        copy.having = select.having.map(expanded)
        for index in copy.windows.indices { copy.windows[index].specification = expanded(copy.windows[index].specification) }
        copy.qualify = select.qualify.map(expanded)
        return copy
    }

    private func expanded(_ item: SelectItem) -> [SelectItem] {
        var copy = item
        switch item.kind {
        case .expression(let expression, let alias):
            copy.kind = .expression(expanded(expression), alias: alias)
            return [copy]
        case .star, .qualifiedStar:
            guard let columns = names.stars[item.range] else { return [item] }
            return columns.map { column in
                copy.kind = .expression(Expression(.column(name(column, at: item.location)), at: item.location), alias: nil)
                return copy
            }
        }
    }

    private func expanded(_ element: GroupBy.Element) -> GroupBy.Element {
        switch element {
        case .expression(let expression): .expression(expanded(expression))
        case .set(let expressions): .set(expressions.map(expanded))
        case .rollup(let elements): .rollup(elements.map(expanded))
        case .cube(let elements): .cube(elements.map(expanded))
        case .groupingSets(let elements): .groupingSets(elements.map(expanded))
        }
    }

    // MARK: Names

    /// The name of a table or view, in full; that of a table of WITH as it is.
    func expanded(table name: QualifiedName) -> QualifiedName {
        names.tables[name.range].map { self.name($0.names, at: name.location) } ?? name
    }

    func expanded(column name: QualifiedName) -> QualifiedName {
        names.columns[name.range].map { self.name($0, at: name.location) } ?? name
    }

    private func name(_ parts: [String], at location: Location) -> QualifiedName {
        QualifiedName(parts.map { Identifier($0, at: location) }, at: location)
    }
}
