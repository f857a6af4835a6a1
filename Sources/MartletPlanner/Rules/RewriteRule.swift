/// Rewrites one shape of plan into a better one that gives the same rows.
package protocol RewriteRule: Sendable {
    /// The rewritten plan, or nil where the plan is not of the rule's shape.
    func apply(to plan: any LogicalPlan) throws -> (any LogicalPlan)?
}

/// Rules that are applied together, until none finds its shape any more.
package struct RuleSet: Sendable {
    package var name: String
    package var rules: [any RewriteRule]

    package init(_ name: String, _ rules: [any RewriteRule]) {
        self.name = name
        self.rules = rules
    }

    /// A plan that keeps changing after so many rounds is a fault of the rules.
    private static let limit = 200

    package func apply(to plan: any LogicalPlan) throws -> any LogicalPlan {
        var plan = plan
        for _ in 0..<Self.limit {
            var isChanged = false
            plan = try plan.rewriting { node in
                var node = node
                for rule in rules {
                    if let better = try rule.apply(to: node) {
                        node = better
                        isChanged = true
                    }
                }
                return node
            }
            if !isChanged { return plan }
        }
        preconditionFailure("the rules '\(name)' do not come to an end")
    }
}
