import MartletCore
import MartletFunctions

/// Joins queries to the rows of a plan, one after the other, so that their values become columns behind the plan's own.
struct SubqueryJoin {
    private let source: any LogicalPlan
    private(set) var plan: any LogicalPlan

    init(_ plan: any LogicalPlan) {
        source = plan
        self.plan = plan
    }

    /// The query's value as an expression over the joined rows.
    mutating func value(of subquery: BoundSubquery, _ type: DataType) throws -> BoundExpression {
        switch subquery.kind {
        case .scalar: try scalar(subquery, type)
        case .exists: try exists(subquery)
        case .membership(let values): try membership(values, subquery)
        }
    }

    // MARK: Kinds of queries

    /// More than one row for an outer one is an error when it runs.
    private mutating func scalar(_ subquery: BoundSubquery, _ type: DataType) throws -> BoundExpression {
        var result = try Decorrelator(scope: subquery.scope, source: source).decorrelate(subquery.plan)
        if !subquery.plan.hasExactlyOneRow {
            let grouped = LogicalAggregate(
                result.plan, keys: result.keys.map(\.column), calls: [try .made("SINGLE_VALUE", [0], of: result.plan.schema)])
            let count = result.keys.count
            let fields = grouped.schema.fields
            let places = [count] + Array(0..<count)
            result.plan = LogicalProject(grouped, places.map { .column($0, fields[$0].type) }, names: places.map { fields[$0].name })
            result.keys = result.keys.enumerated().map {
                Decorrelator.Key(outer: $0.element.outer, column: $0.offset + 1, isNullSafe: $0.element.isNullSafe)
            }
            result.valuesOfNothing = nil
        }
        let places = try join(result, kind: .left)
        return try value(0, of: result, places).nullable(type.isNullable)
    }

    /// Rows are counted; without a row for the outer one there is no count.
    private mutating func exists(_ subquery: BoundSubquery) throws -> BoundExpression {
        if subquery.plan.hasExactlyOneRow { return .true }
        let count = try counted(subquery, [])
        return try .builtIn(">", count[0], .literal(.bigint(0), DataType.bigint.notNull))
    }

    /// `CASE WHEN no rows THEN FALSE WHEN x IS NULL THEN NULL WHEN found THEN TRUE WHEN some row is NULL THEN NULL ELSE FALSE END`
    private mutating func membership(_ values: [BoundExpression], _ subquery: BoundSubquery) throws -> BoundExpression {
        let zero = BoundExpression.literal(.bigint(0), DataType.bigint.notNull)
        let columns = subquery.plan.schema.fields
        let values = try values.map { value in
            try value.replacing { part -> BoundExpression? in
                guard case .subquery(let inner) = part.kind else { return nil }
                return try self.value(of: inner, part.type)
            }
        }
        let isNullable = values.contains(where: \.type.isNullable) || columns.contains(where: \.type.isNullable)
        let counts = isNullable ? try counted(subquery, Array(columns.indices)) : []

        // The distinct rows, with a mark.
        let result = try Decorrelator(scope: subquery.scope, source: source).decorrelate(subquery.plan)
        var keys = Array(columns.indices)
        keys += result.keys.map(\.column).filter { !keys.contains($0) }
        let distinct = LogicalAggregate(result.plan, keys: keys, calls: [])
        let fields = distinct.schema.fields
        let marked = LogicalProject(distinct, BoundExpression.columns(fields) + [.true], names: fields.map(\.name) + ["$found"])
        let width = plan.schema.count
        var conditions = try result.keys.map { key in
            try Decorrelator.Key(outer: key.outer, column: keys.firstIndex(of: key.column) ?? 0, isNullSafe: key.isNullSafe)
                .condition(plan.schema, fields, width: width)
        }
        for (index, value) in values.enumerated() {
            conditions.append(try .builtIn("=", value, .column(width + index, fields[index].type)))
        }
        plan = LogicalJoin(plan, marked, .left, .all(conditions))
        let found = try BoundExpression.builtIn("IS NOT NULL", .column(width + fields.count, .boolean))
        guard isNullable else { return found }

        var branches = [BoundExpression.Branch(condition: try .builtIn("=", counts[0], zero), result: .false)]
        for value in values where value.type.isNullable {
            branches.append(.init(condition: try .builtIn("IS NULL", value), result: .null(.boolean)))
        }
        branches.append(.init(condition: found, result: .true))
        for (index, column) in columns.enumerated() where column.type.isNullable {
            branches.append(.init(condition: try .builtIn("<", counts[1 + index], counts[0]), result: .null(.boolean)))
        }
        return BoundExpression(.choice(branches, otherwise: .false), .boolean)
    }

    /// For each outer row: how many rows the query has, and how many of them have a value in each of the columns.
    private mutating func counted(_ subquery: BoundSubquery, _ columns: [Int]) throws -> [BoundExpression] {
        let result = try Decorrelator(scope: subquery.scope, source: source).decorrelate(subquery.plan)
        let schema = result.plan.schema
        let calls = try [LogicalAggregateCall.made("COUNT", [], of: schema)] + columns.map { try .made("COUNT", [$0], of: schema) }
        let grouped = LogicalAggregate(result.plan, keys: result.keys.map(\.column), calls: calls)
        let fields = grouped.schema.fields
        let count = result.keys.count
        let places = calls.indices.map { count + $0 } + Array(0..<count)
        let zero = BoundExpression.literal(.bigint(0), DataType.bigint.notNull)
        let counted = Decorrelator.Result(
            plan: LogicalProject(grouped, places.map { .column($0, fields[$0].type) }, names: places.map { fields[$0].name }),
            keys: result.keys.enumerated().map {
                Decorrelator.Key(outer: $0.element.outer, column: calls.count + $0.offset, isNullSafe: $0.element.isNullSafe)
            }, valuesOfNothing: calls.map { _ in zero })
        // Rows of the outer query may come before there is any count.
        let joined = try join(counted, kind: .left, isLate: true)
        return try calls.indices.map { try value($0, of: counted, joined) }
    }

    // MARK: Joining

    /// Where a joined query's columns are: its first, and the mark that tells whether there is a row.
    struct Places {
        var first: Int
        var mark: Int?
    }

    /// Joins a query on its keys.
    ///
    /// - Parameter isLate: whether a row may be missing even of a query that always has one.
    mutating func join(_ result: Decorrelator.Result, kind: LogicalJoin.Kind, isLate: Bool = false) throws -> Places {
        let width = plan.schema.count
        let fields = result.plan.schema.fields
        var right = result.plan
        var places = Places(first: width, mark: nil)
        if result.valuesOfNothing != nil, isLate || !result.keys.isEmpty {
            right = LogicalProject(right, BoundExpression.columns(fields) + [.true], names: fields.map(\.name) + ["$mark"])
            places.mark = width + fields.count
        }
        let conditions = try result.keys.map { try $0.condition(plan.schema, fields, width: width) }
        plan = LogicalJoin(plan, right, kind, .all(conditions))
        return places
    }

    /// A column of a joined query: where the query has no row for an outer one, what it is of nothing.
    func value(_ index: Int, of result: Decorrelator.Result, _ places: Places) throws -> BoundExpression {
        let column = BoundExpression.column(places.first + index, plan.schema.fields[places.first + index].type)
        guard let mark = places.mark, let nothing = result.valuesOfNothing?[index], nothing.literal != .null else { return column }
        let isMissing = try BoundExpression.builtIn("IS NULL", .column(mark, .boolean))
        return BoundExpression(
            .choice([.init(condition: isMissing, result: try nothing.cast(to: column.type))], otherwise: column), column.type)
    }
}

extension LogicalAggregateCall {
    /// A call that a rule makes, over columns.
    static func made(_ name: String, _ arguments: [Int], of schema: Schema) throws -> LogicalAggregateCall {
        guard let function = AggregateCatalog.function(named: name),
            let resolved = try function.resolve(arguments.map { Argument(schema.fields[$0].type) })
        else { throw MartletError("\(name) does not take columns \(arguments).", phase: .plan) }
        return LogicalAggregateCall(
            name: name, function: .aggregate(resolved), arguments: arguments, isDistinct: false, filter: nil,
            type: resolved.resultType.nullable(resolved.resultType.isNullable || resolved.isNullWithoutRows), outputName: "$\(name)")
    }
}
