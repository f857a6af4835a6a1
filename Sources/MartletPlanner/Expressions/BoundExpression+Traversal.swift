import MartletCore

extension BoundExpression {
    /// The expressions that this one is made of directly; plans of subqueries are not entered.
    package var children: [BoundExpression] {
        switch kind {
        case .column, .outer, .literal: []
        case .call(let call): call.arguments
        case .cast(let operand, _): [operand]
        case .and(let operands), .or(let operands), .coalesce(let operands): operands
        case .choice(let branches, let otherwise): branches.flatMap { [$0.condition, $0.result] } + [otherwise]
        case .field(let row, _): [row]
        case .subquery(let subquery):
            if case .membership(let values) = subquery.kind { values } else { [] }
        case .aggregate(let aggregate): aggregate.arguments + (aggregate.filter.map { [$0] } ?? [])
        case .over(let over): over.children
        }
    }

    /// The same expression over other children: `transform` is given each direct child.
    package func mapChildren(_ transform: (BoundExpression) throws -> BoundExpression) rethrows -> BoundExpression {
        var copy = self
        switch kind {
        case .column, .outer, .literal: return self
        case .call(var call):
            call.arguments = try call.arguments.map(transform)
            copy.kind = .call(call)
        case .cast(let operand, let isTry): copy.kind = .cast(try transform(operand), isTry: isTry)
        case .and(let operands): copy.kind = .and(try operands.map(transform))
        case .or(let operands): copy.kind = .or(try operands.map(transform))
        case .coalesce(let operands): copy.kind = .coalesce(try operands.map(transform))
        case .choice(let branches, let otherwise):
            copy.kind = .choice(
                try branches.map { Branch(condition: try transform($0.condition), result: try transform($0.result)) },
                otherwise: try transform(otherwise))
        case .field(let row, let index): copy.kind = .field(try transform(row), index)
        case .subquery(var subquery):
            if case .membership(let values) = subquery.kind { subquery.kind = .membership(try values.map(transform)) }
            copy.kind = .subquery(subquery)
        case .aggregate(let aggregate): copy.kind = .aggregate(try aggregate.mapChildren(transform))
        case .over(let over): copy.kind = .over(try over.mapChildren(transform))
        }
        return copy
    }

    /// Replaces from the top: where `replace` answers, its answer stands; elsewhere the children are looked at.
    package func replacing(_ replace: (BoundExpression) throws -> BoundExpression?) rethrows -> BoundExpression {
        if let replacement = try replace(self) { return replacement }
        return try mapChildren { try $0.replacing(replace) }
    }

    /// Replaces from the leaves up.
    package func rewriting(_ rewrite: (BoundExpression) throws -> BoundExpression) rethrows -> BoundExpression {
        try rewrite(try mapChildren { try $0.rewriting(rewrite) })
    }

    /// Whether `condition` holds for this expression or any below it.
    package func contains(where condition: (BoundExpression) -> Bool) -> Bool {
        condition(self) || children.contains { $0.contains(where: condition) }
    }

    /// Calls `body` for this expression and all below it, from the top.
    package func forEach(_ body: (BoundExpression) -> Void) {
        body(self)
        for child in children { child.forEach(body) }
    }

    /// The columns of the input that are read, by subqueries too.
    package var columns: Set<Int> {
        var columns: Set<Int> = []
        forEach { expression in
            switch expression.kind {
            case .column(let index): columns.insert(index)
            case .subquery(let subquery): columns.formUnion(subquery.plan.outerColumns(of: subquery.scope))
            default: break
            }
        }
        return columns
    }

    /// The same expression over rows in which columns have moved.
    package func mapColumns(_ transform: (Int) -> Int) -> BoundExpression {
        replacing { expression in
            switch expression.kind {
            case .column(let index): return BoundExpression(.column(transform(index)), expression.type, at: expression.range)
            case .subquery(var subquery):
                let scope = subquery.scope
                if case .membership(let values) = subquery.kind { subquery.kind = .membership(values.map { $0.mapColumns(transform) }) }
                subquery.plan = subquery.plan.replacingOuter(of: scope) { column, type in
                    BoundExpression(.outer(scope: scope, column: transform(column)), type)
                }
                return BoundExpression(.subquery(subquery), expression.type, at: expression.range)
            default: return nil
            }
        }
    }

    /// The same expression with columns replaced by what computes them.
    package func substituting(_ columns: [BoundExpression]) -> BoundExpression {
        replacing { expression in
            guard case .column(let index) = expression.kind else { return nil }
            return columns[index]
        }
    }

    package func at(_ range: SourceRange?) -> BoundExpression {
        var copy = self
        copy.range = range
        return copy
    }
}

extension BoundAggregate {
    package func mapChildren(_ transform: (BoundExpression) throws -> BoundExpression) rethrows -> BoundAggregate {
        var copy = self
        copy.arguments = try arguments.map(transform)
        copy.filter = try filter.map(transform)
        return copy
    }
}

extension BoundOver {
    var children: [BoundExpression] {
        var children = arguments
        if case .aggregate(let aggregate) = function { children += aggregate.arguments + (aggregate.filter.map { [$0] } ?? []) }
        return children + window.partitionBy + window.orderBy.map(\.expression)
    }

    func mapChildren(_ transform: (BoundExpression) throws -> BoundExpression) rethrows -> BoundOver {
        var copy = self
        copy.arguments = try arguments.map(transform)
        if case .aggregate(let aggregate) = function { copy.function = .aggregate(try aggregate.mapChildren(transform)) }
        copy.window.partitionBy = try window.partitionBy.map(transform)
        copy.window.orderBy = try window.orderBy.map { key in
            var key = key
            key.expression = try transform(key.expression)
            return key
        }
        return copy
    }
}
