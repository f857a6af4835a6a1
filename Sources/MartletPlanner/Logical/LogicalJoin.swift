import MartletCore

/// Pairs of rows of two inputs for which a condition holds.
package struct LogicalJoin: LogicalPlan {
    package enum Kind: String, Sendable, CaseIterable {
        case inner, left, right, full, semi, anti

        /// Whether rows of the left input may come without a partner.
        package var keepsLeft: Bool { self == .left || self == .full }
        package var keepsRight: Bool { self == .right || self == .full }
        /// Whether only columns of the left input come out.
        package var isSemi: Bool { self == .semi || self == .anti }

        /// `LeftOuterJoin`, as physical plans say.
        package var planName: String {
            switch self {
            case .inner: "InnerJoin"
            case .left: "LeftOuterJoin"
            case .right: "RightOuterJoin"
            case .full: "FullOuterJoin"
            case .semi: "LeftSemiJoin"
            case .anti: "LeftAntiJoin"
            }
        }
    }

    package var left: any LogicalPlan
    package var right: any LogicalPlan
    package var kind: Kind
    /// Over the left columns and behind them the right ones.
    package var condition: BoundExpression

    package init(_ left: any LogicalPlan, _ right: any LogicalPlan, _ kind: Kind, _ condition: BoundExpression) {
        self.left = left
        self.right = right
        self.kind = kind
        self.condition = condition
    }

    package var schema: Schema {
        if kind.isSemi { return left.schema }
        return Schema(
            left.schema.fields.map { $0.nullable(or: kind.keepsRight) } + right.schema.fields.map { $0.nullable(or: kind.keepsLeft) })
    }

    package var inputs: [any LogicalPlan] { [left, right] }
    package func replacingInputs(_ inputs: [any LogicalPlan]) -> any LogicalPlan {
        LogicalJoin(inputs[0], inputs[1], kind, condition)
    }

    package var expressions: [BoundExpression] { [condition] }
    package func mapExpressions(_ transform: (BoundExpression) throws -> BoundExpression) rethrows -> any LogicalPlan {
        LogicalJoin(left, right, kind, try transform(condition))
    }

    package var attributes: [PlanAttribute] {
        [PlanAttribute("condition", ExpressionPrinter(.tree).text(condition)), PlanAttribute("joinType", kind.rawValue)]
    }
}

extension Field {
    /// The same column, nullable if it was or if `also`.
    package func nullable(or also: Bool) -> Field {
        var copy = self
        copy.type.isNullable = type.isNullable || also
        return copy
    }
}
