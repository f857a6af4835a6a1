import MartletCore

/// Spells expressions as Flink's plans do.
package struct ExpressionPrinter: Sendable {
    package enum Style: Sendable {
        /// `>(+($0, 1), 5)`: the abstract syntax tree.
        case tree
        /// `>(+(a, 1), 5)`: the optimized physical plan.
        case physical
        /// `((a + 1) > 5)`: the execution plan.
        case execution
    }

    package var style: Style
    /// The names of the columns.
    package var names: [String]

    package init(_ style: Style, names: [String] = []) {
        self.style = style
        self.names = names
    }

    package func text(_ expression: BoundExpression) -> String {
        switch expression.kind {
        case .column(let index): return column(index)
        case .outer(let scope, let column): return "$cor\(scope).$\(column)"
        case .literal(let value): return literal(value, expression.type)
        case .call(let call): return self.call(call.spelling ?? call.name, call.arguments)
        case .cast(let operand, let isTry):
            let name = isTry ? "TRY_CAST" : "CAST"
            return style == .execution
                ? "\(name)(\(text(operand)) AS \(expression.type.nullable.kind.plannerDescription))"
                : "\(name)(\(text(operand))):\(expression.type.plannerDescription)"
        case .and(let operands): return self.call("AND", operands)
        case .or(let operands): return self.call("OR", operands)
        case .choice(let branches, let otherwise):
            return "CASE(\(list(branches.flatMap { [$0.condition, $0.result] } + [otherwise])))"
        case .coalesce(let operands): return "COALESCE(\(list(operands)))"
        case .field(let row, let index): return "\(text(row)).\(row.type.kind.fields?[index].name ?? "$\(index)")"
        case .subquery(let subquery): return text(subquery)
        case .aggregate(let aggregate): return text(aggregate)
        case .over(let over): return text(over)
        }
    }

    package func list(_ expressions: [BoundExpression]) -> String { expressions.map(text).joined(separator: ", ") }

    func column(_ index: Int) -> String {
        style == .tree || index >= names.count ? "$\(index)" : names[index]
    }

    private static let infix: Set<String> = [
        "+", "-", "*", "/", "%", "=", "<>", "<", "<=", ">", ">=", "||", "AND", "OR", "IS DISTINCT FROM", "IS NOT DISTINCT FROM",
    ]

    private static let postfix: Set<String> = [
        "IS NULL", "IS NOT NULL", "IS TRUE", "IS NOT TRUE", "IS FALSE", "IS NOT FALSE", "IS UNKNOWN", "IS NOT UNKNOWN",
    ]

    private func call(_ name: String, _ operands: [BoundExpression]) -> String {
        if style == .execution {
            if Self.infix.contains(name), operands.count > 1 { return "(" + operands.map(text).joined(separator: " \(name) ") + ")" }
            if Self.postfix.contains(name), let operand = operands.first { return "\(text(operand)) \(name)" }
        }
        return "\(name)(\(list(operands)))"
    }

    private func literal(_ value: Value, _ type: DataType) -> String {
        switch value {
        case .null: "null:\(type.nullable.kind.plannerDescription)"
        case .string(let text): (style == .tree ? "_UTF-16LE" : "") + "'\(text.escapingQuotes)'"
        case .boolean(let value): value ? "true" : "false"
        case .tinyint(let value): style == .execution ? "\(value)" : "\(value):TINYINT"
        case .smallint(let value): style == .execution ? "\(value)" : "\(value):SMALLINT"
        case .int(let value): "\(value)"
        case .bigint(let value): style == .execution ? "\(value)" : "\(value):BIGINT"
        case .float(let value): "\(value)"
        case .double(let value): "\(value)"
        case .decimal(let value): style == .execution ? "\(value)" : "\(value):\(type.kind)"
        case .bytes(let bytes): "X'" + bytes.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined() + "'"
        case .date(let value): "\(value)"
        case .time(let value): "\(value)"
        case .timestamp(let value): "\(value)"
        case .instant(let value): "\(value.utc)"
        case .months(let value): "\(value):INTERVAL MONTH"
        case .milliseconds(let value): "\(value):INTERVAL SECOND"
        case .array, .map, .row: "\(value)"
        }
    }

    private func text(_ subquery: BoundSubquery) -> String {
        let plan = "\n" + subquery.plan.indentedDescription
        return switch subquery.kind {
        case .scalar: "$SCALAR_QUERY({\(plan)})"
        case .exists: "EXISTS({\(plan)})"
        case .membership(let values): "IN(\(list(values)), {\(plan)})"
        }
    }

    package func text(_ aggregate: BoundAggregate) -> String {
        let arguments = aggregate.arguments.isEmpty && aggregate.name == "COUNT" ? "" : list(aggregate.arguments)
        return "\(aggregate.name)(\(aggregate.isDistinct ? "DISTINCT " : "")\(arguments))"
            + (aggregate.filter.map { " FILTER \(text($0))" } ?? "")
    }

    private func text(_ over: BoundOver) -> String {
        let head =
            switch over.function {
            case .aggregate(let aggregate): text(aggregate)
            case .ranking(let ranking): "\(ranking.rawValue)(\(list(over.arguments)))"
            }
        var window: [String] = []
        if !over.window.partitionBy.isEmpty { window.append("PARTITION BY \(list(over.window.partitionBy))") }
        if !over.window.orderBy.isEmpty { window.append("ORDER BY \(over.window.orderBy.map(text).joined(separator: ", "))") }
        window.append(text(over.window.frame))
        return "\(head) OVER (\(window.joined(separator: " ")))"
    }

    package func text(_ key: BoundSortKey) -> String {
        "\(text(key.expression))\(key.isDescending ? " DESC" : "")\(key.nullsFirst != key.isDescending ? "" : key.nullsFirst ? " NULLS FIRST" : " NULLS LAST")"
    }

    func text(_ frame: BoundOver.Frame) -> String {
        "\(frame.countsRows ? "ROWS" : "RANGE") BETWEEN \(text(frame.start)) AND \(text(frame.end))"
    }

    private func text(_ bound: BoundOver.Frame.Bound) -> String {
        switch bound {
        case .unboundedPreceding: "UNBOUNDED PRECEDING"
        case .preceding(let distance): "\(text(distance)) PRECEDING"
        case .currentRow: "CURRENT ROW"
        case .following(let distance): "\(text(distance)) FOLLOWING"
        case .unboundedFollowing: "UNBOUNDED FOLLOWING"
        }
    }
}
