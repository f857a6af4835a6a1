import MartletCore

/// A join's condition, taken apart: columns that must be equal, and the rest.
package struct JoinCondition: Sendable {
    package var leftKeys: [Int] = []
    package var rightKeys: [Int] = []
    /// Whether NULL keys match each other: IS NOT DISTINCT FROM.
    package var nullsMatch: [Bool] = []
    /// Over the left columns and behind them the right ones.
    package var residual: BoundExpression?

    /// - Parameter width: the number of left columns.
    package init(_ condition: BoundExpression, width: Int) {
        var rest: [BoundExpression] = []
        for conjunct in condition.conjuncts {
            if let (left, right, nullsMatch) = Self.equality(conjunct, width: width) {
                leftKeys.append(left)
                rightKeys.append(right - width)
                self.nullsMatch.append(nullsMatch)
            } else {
                rest.append(conjunct)
            }
        }
        residual = rest.isEmpty ? nil : .all(rest)
    }

    private static func equality(_ condition: BoundExpression, width: Int) -> (left: Int, right: Int, nullsMatch: Bool)? {
        for name in ["=", "IS NOT DISTINCT FROM"] {
            guard let operands = condition.operands(of: name), let a = operands[0].columnIndex, let b = operands[1].columnIndex else {
                continue
            }
            guard (a < width) != (b < width) else { return nil }
            return (min(a, b), max(a, b), name != "=")
        }
        return nil
    }
}
