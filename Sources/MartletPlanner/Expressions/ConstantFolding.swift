import MartletColumns
import MartletCore
import MartletFunctions
import MartletTableRuntime

/// Computes expressions that are the same for every row while planning.
package enum ConstantFolding {
    /// The value of a constant expression; nil if it is not constant, or computing it fails: then it is left to fail when it runs.
    package static func value(of expression: BoundExpression) -> Value? {
        if case .literal(let value) = expression.kind { return value }
        return expression.isConstant ? try? evaluate(expression) : nil
    }

    /// The value of a constant expression.
    package static func evaluate(_ expression: BoundExpression) throws -> Value {
        let evaluation = try ExpressionCompiler().compile(expression)
        let context = EvaluationContext(timeZone: .utc, now: LocalDateTime(milliseconds: 0))
        let column = try evaluation(EvaluationFrame([], count: 1, context: context))
        return column.value(0, expression.type)
    }
}
