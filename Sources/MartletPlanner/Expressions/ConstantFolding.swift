import MartletColumns
import MartletCore
import MartletFunctions
import MartletTableRuntime

/// Computes expressions that are the same for every row while planning.
package struct ConstantFolding: Sendable {
    private let context: EvaluationContext
    private let compiler: ExpressionCompiler

    package init(_ session: PlannerSession) throws {
        context = try session.evaluationContext
        compiler = try session.expressionCompiler.folding
    }

    private init(context: EvaluationContext) {
        self.context = context
        compiler = ExpressionCompiler(isFolding: true)
    }

    /// For numbers and intervals, which are the same in every session.
    package static let plain = ConstantFolding(context: EvaluationContext(timeZone: .utc, now: LocalDateTime(milliseconds: 0)))

    /// The value of a constant expression; nil if it is not constant, or computing it fails: then it is left to fail when it runs.
    package func value(of expression: BoundExpression) -> Value? {
        if case .literal(let value) = expression.kind { return value }
        return expression.isConstant ? try? evaluate(expression) : nil
    }

    /// The value of a constant expression.
    package func evaluate(_ expression: BoundExpression) throws -> Value {
        let evaluation = try compiler.compile(expression.rewriting { comparison(of: $0) ?? $0 })
        let column = try evaluation(EvaluationFrame([], count: 1, context: context))
        return column.value(0, expression.type).withoutNegativeZero
    }
}

extension Value {
    /// Flink's literals know no negative zero.
    fileprivate var withoutNegativeZero: Value {
        switch self {
        case .double(0): .double(0)
        case .float(0): .float(0)
        default: self
        }
    }
}
