import MartletSQL

extension QueryExpander {
    func expanded(_ expression: Expression) -> Expression {
        Expression(expanded(expression.kind), at: expression.location)
    }

    private func expanded(_ kind: Expression.Kind) -> Expression.Kind {
        switch kind {
        case .column(let name): return .column(expanded(column: name))
        case .unary(let symbol, let operand): return .unary(symbol, expanded(operand))
        case .binary(let symbol, let left, let right): return .binary(symbol, expanded(left), expanded(right))
        case .isTest(let operand, let test, let negated): return .isTest(expanded(operand), test, negated: negated)
        case .between(var between):
            between.operand = expanded(between.operand)
            between.low = expanded(between.low)
            between.high = expanded(between.high)
            return .between(between)
        case .like(var like):
            like.operand = expanded(like.operand)
            like.pattern = expanded(like.pattern)
            like.escape = like.escape.map(expanded)
            return .like(like)
        case .inList(let operand, let list, let negated): return .inList(expanded(operand), list.map(expanded), negated: negated)
        case .inQuery(let operand, let query, let negated): return .inQuery(expanded(operand), expanded(query), negated: negated)
        case .quantified(var comparison):
            comparison.operand = expanded(comparison.operand)
            switch comparison.against {
            case .query(let query): comparison.against = .query(expanded(query))
            case .list(let list): comparison.against = .list(list.map(expanded))
            }
            return .quantified(comparison)
        case .exists(let query): return .exists(expanded(query))
        case .unique(let query): return .unique(expanded(query))
        case .subquery(let query): return .subquery(expanded(query))
        case .case(var choice):
            choice.operand = choice.operand.map(expanded)
            for index in choice.branches.indices {
                choice.branches[index].conditions = choice.branches[index].conditions.map(expanded)
                choice.branches[index].result = expanded(choice.branches[index].result)
            }
            choice.otherwise = choice.otherwise.map(expanded)
            return .case(choice)
        case .cast(var cast):
            cast.operand = expanded(cast.operand)
            return .cast(cast)
        case .call(let call): return .call(expanded(call))
        case .row(let values): return .row(values.map(expanded))
        case .array(let elements): return .array(elements.map(expanded))
        case .map(let entries): return .map(entries.map(expanded))
        case .multiset(let elements): return .multiset(elements.map(expanded))
        case .collected(let constructor, let query): return .collected(constructor, expanded(query))
        case .period(let start, let end): return .period(expanded(start), expanded(end))
        case .item(let operand, let index): return .item(expanded(operand), index: expanded(index))
        case .field(let operand, let name): return .field(expanded(operand), name)
        case .running(let operand): return .running(expanded(operand))
        case .final(let operand): return .final(expanded(operand))
        case .literal, .parameter, .default, .sequenceValue: return kind
        }
    }

    func expanded(_ call: FunctionCall) -> FunctionCall {
        var copy = call
        copy.arguments = call.arguments.map(expanded)
        copy.orderBy = expanded(call.orderBy)
        copy.withinDistinct = call.withinDistinct?.map(expanded)
        copy.withinGroup = call.withinGroup.map(expanded)
        copy.filter = call.filter.map(expanded)
        if case .specification(let window) = call.over { copy.over = .specification(expanded(window)) }
        return copy
    }

    func expanded(_ window: WindowSpecification) -> WindowSpecification {
        var copy = window
        copy.partitionBy = window.partitionBy.map(expanded)
        copy.orderBy = expanded(window.orderBy)
        return copy
    }

    func expanded(_ items: [SortItem]) -> [SortItem] {
        items.map { item in
            var copy = item
            copy.expression = expanded(item.expression)
            return copy
        }
    }
}
