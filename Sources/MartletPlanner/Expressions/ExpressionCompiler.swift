import MartletColumns
import MartletCore
import MartletFunctions
import MartletTableRuntime

/// Turns bound expressions into what operators compute for whole batches.
package struct ExpressionCompiler: Sendable {
    /// Whether casts follow Flink's legacy rules.
    package var usesLegacyCasts = false
    /// Whether what is compiled is constant, and computed while planning.
    package var isFolding = false

    package init(usesLegacyCasts: Bool = false, isFolding: Bool = false) {
        self.usesLegacyCasts = usesLegacyCasts
        self.isFolding = isFolding
    }

    /// The same for what is computed while planning.
    var folding: ExpressionCompiler { ExpressionCompiler(usesLegacyCasts: usesLegacyCasts, isFolding: true) }

    package func compile(_ expressions: [BoundExpression]) throws -> [Evaluation] { try expressions.map(compile) }

    package func compile(_ expression: BoundExpression) throws -> Evaluation {
        switch expression.kind {
        case .column(let index): return Evaluations.column(index)
        case .literal(let value): return try Evaluations.literal(value, expression.type)
        case .call(let call): return Evaluations.call(call.kernel, try compile(call.arguments))
        case .cast(let operand, let isTry): return try cast(operand, to: expression.type, isTry: isTry)
        case .and(let operands): return try chain(operands, Evaluations.and)
        case .or(let operands): return try chain(operands, Evaluations.or)
        case .choice(let branches, let otherwise):
            return Evaluations.choice(
                try branches.map { (condition: try compile($0.condition), result: try compile($0.result)) },
                otherwise: try compile(otherwise))
        case .coalesce(let operands): return Evaluations.coalesce(try compile(operands))
        case .field(let row, let index): return Evaluations.field(try compile(row), index)
        case .outer, .subquery, .aggregate, .over:
            throw MartletError(
                "The expression \(ExpressionPrinter(.execution).text(expression)) cannot be computed row by row.", phase: .plan)
        }
    }

    private func chain(
        _ operands: [BoundExpression], _ connect: (@escaping Evaluation, @escaping Evaluation) -> Evaluation
    ) throws -> Evaluation {
        let evaluations = try compile(operands)
        return evaluations.dropFirst().reduce(evaluations[0]) { connect($0, $1) }
    }

    private func cast(_ operand: BoundExpression, to type: DataType, isTry: Bool) throws -> Evaluation {
        if operand.type.kind == type.kind { return try compile(operand) }
        if case .literal(.null) = operand.kind { return try Evaluations.literal(.null, type) }
        guard let kernel = try Cast.kernel(from: operand.type, to: type, isTry: isTry, legacy: usesLegacyCasts, ofLiteral: isFolding) else {
            throw MartletError("Unsupported cast from '\(operand.type)' to '\(type)'.", phase: .plan)
        }
        return Evaluations.call(kernel, [try compile(operand)])
    }
}
