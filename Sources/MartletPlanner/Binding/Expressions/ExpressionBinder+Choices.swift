import MartletCore
import MartletFunctions
import MartletSQL

extension ExpressionBinder {
    /// `CASE WHEN c THEN r .. ELSE e END`, and `CASE x WHEN v THEN r ..`, which compares.
    func bind(_ expression: CaseExpression, at range: SourceRange) throws -> BoundExpression {
        let operand = try expression.operand.map(bind)
        var branches: [(BoundExpression, BoundExpression)] = []
        for branch in expression.branches {
            let result = try bind(branch.result)
            for condition in branch.conditions {
                if let operand {
                    branches.append((try compare(.equal, operand, bind(condition), at: range), result))
                } else {
                    let condition = try bind(condition)
                    guard condition.type.kind.isBooleanOrNull else {
                        throw MartletError("Expected a boolean type", phase: .validate, at: range)
                    }
                    branches.append((condition.type.kind == .null ? .null(.boolean) : condition, result))
                }
            }
        }
        let otherwise = try expression.otherwise.map(bind) ?? .null(.null)
        let results = branches.map(\.1) + [otherwise]
        if results.allSatisfy({ $0.type.kind == .null }) {
            throw MartletError("ELSE clause or at least one THEN clause must be non-NULL", phase: .validate, at: range)
        }
        return try choice(branches, otherwise: otherwise, at: range)
    }

    /// A choice whose results are cast to their common type.
    func choice(
        _ branches: [(condition: BoundExpression, result: BoundExpression)], otherwise: BoundExpression, at range: SourceRange
    ) throws -> BoundExpression {
        let results = branches.map(\.result) + [otherwise]
        guard var type = Coercion.commonType(results.map(\.type)) else {
            throw MartletError(
                "Illegal mixing of types in CASE or COALESCE statement",
                hint: "The results are \(results.map { "\($0.type)" }.joined(separator: ", ")).", phase: .validate, at: range)
        }
        type.isNullable = results.contains { $0.type.isNullable }
        return BoundExpression(
            .choice(
                try branches.map { .init(condition: $0.condition, result: try cast($0.result, to: type, at: range)) },
                otherwise: try cast(otherwise, to: type, at: range)),
            type)
    }
}
