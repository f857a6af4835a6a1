import MartletCore

/// What a query computes, not yet how: a tree of relational operators, each a value.
///
/// A new operator is a file here. Rules match with `as?`: `guard let filter = plan as? LogicalFilter`.
package protocol LogicalPlan: Sendable {
    /// The columns of the operator's rows.
    var schema: Schema { get }
    var inputs: [any LogicalPlan] { get }
    /// The operator over other inputs, which have the same columns.
    func replacingInputs(_ inputs: [any LogicalPlan]) -> any LogicalPlan
    /// The expressions that it computes over its inputs' rows.
    var expressions: [BoundExpression] { get }
    func mapExpressions(_ transform: (BoundExpression) throws -> BoundExpression) rethrows -> any LogicalPlan
    /// What EXPLAIN prints in parentheses behind the name.
    var attributes: [PlanAttribute] { get }
}

/// `name=[value]`, or the value alone.
package struct PlanAttribute: Sendable {
    package var name: String
    package var value: String

    package init(_ name: String, _ value: String) {
        self.name = name
        self.value = value
    }
}

extension LogicalPlan {
    package var expressions: [BoundExpression] { [] }
    package func mapExpressions(_ transform: (BoundExpression) throws -> BoundExpression) rethrows -> any LogicalPlan { self }

    /// The operator's name in plans.
    package var name: String { "\(Self.self)" }

    /// `LogicalFilter(condition=[=($0, 1)])`
    package var head: String {
        "\(name)(\(attributes.map { $0.name.isEmpty ? $0.value : "\($0.name)=[\($0.value)]" }.joined(separator: ", ")))"
    }

    /// The tree, an operator a line, inputs indented.
    package var treeDescription: String {
        var text = ""
        describe(into: &text, prefix: "", childPrefix: "")
        return text
    }

    /// The tree as it stands inside of an expression: inputs indented by two spaces.
    var indentedDescription: String {
        "\(head)\n" + inputs.map { $0.indentedDescription.split(separator: "\n").map { "  \($0)\n" }.joined() }.joined()
    }

    private func describe(into text: inout String, prefix: String, childPrefix: String) {
        text += "\(prefix)\(head)\n"
        for (index, input) in inputs.enumerated() {
            let isLast = index == inputs.count - 1
            input.describe(into: &text, prefix: childPrefix + (isLast ? "+- " : ":- "), childPrefix: childPrefix + (isLast ? "   " : ":  "))
        }
    }

    /// The same tree with each operator rewritten, inputs first.
    package func rewriting(_ rewrite: (any LogicalPlan) throws -> any LogicalPlan) rethrows -> any LogicalPlan {
        try rewrite(inputs.isEmpty ? self : replacingInputs(try inputs.map { try $0.rewriting(rewrite) }))
    }

    /// Calls `body` for every operator of the tree, subqueries' included.
    package func forEach(_ body: (any LogicalPlan) -> Void) {
        body(self)
        for input in inputs { input.forEach(body) }
        for expression in expressions {
            expression.forEach { if case .subquery(let subquery) = $0.kind { subquery.plan.forEach(body) } }
        }
    }

    /// The columns of the rows of an enclosing scope that the tree reads.
    package func outerColumns(of scope: Int) -> Set<Int> {
        var columns: Set<Int> = []
        forEach { plan in
            for expression in plan.expressions {
                expression.forEach { if case .outer(scope, let column) = $0.kind { columns.insert(column) } }
            }
        }
        return columns
    }

    /// Whether the tree reads rows of an enclosing query.
    package var isCorrelated: Bool {
        var inner: Set<Int> = [], used: Set<Int> = []
        forEach { plan in
            if let correlate = plan as? LogicalCorrelate { inner.insert(correlate.scope) }
            for expression in plan.expressions {
                expression.forEach { if case .outer(let scope, _) = $0.kind { used.insert(scope) } }
            }
        }
        return !used.subtracting(inner).isEmpty
    }

    /// The tree with the columns of an enclosing scope replaced, in subqueries too.
    package func replacingOuter(of scope: Int, _ replace: (Int, DataType) throws -> BoundExpression) rethrows -> any LogicalPlan {
        try rewriting { plan in
            try plan.mapExpressions { try $0.replacingOuter(of: scope, replace) }
        }
    }
}

extension BoundExpression {
    /// The expression with the columns of an enclosing scope replaced, in subqueries too.
    package func replacingOuter(of scope: Int, _ replace: (Int, DataType) throws -> BoundExpression) rethrows -> BoundExpression {
        try rewriting { expression in
            switch expression.kind {
            case .outer(scope, let column): return try replace(column, expression.type)
            case .subquery(var subquery):
                subquery.plan = try subquery.plan.replacingOuter(of: scope, replace)
                return BoundExpression(.subquery(subquery), expression.type, at: expression.range)
            default: return expression
            }
        }
    }
}

extension BoundSubquery {
    package static func == (left: BoundSubquery, right: BoundSubquery) -> Bool {
        left.kind == right.kind && left.plan.treeDescription == right.plan.treeDescription
    }
}
