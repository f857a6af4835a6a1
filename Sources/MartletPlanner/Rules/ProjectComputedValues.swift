import MartletCore
import MartletFunctions

/// Project(f, Values(rows that were computed)) → Values(f(rows))
///
/// Flink plans such rows as projections of one row each, into which the projection above is merged; so its casts are casts of literals, which
/// differ from casts of columns in a few corners. Rows that were written as literals stay columns.
struct ProjectComputedValues: RewriteRule {
    let folding: ConstantFolding

    func apply(to plan: any LogicalPlan) throws -> (any LogicalPlan)? {
        guard let project = plan as? LogicalProject, let values = project.input as? LogicalValues, values.isComputed else { return nil }
        var rows: [[Value]] = []
        for row in values.rows {
            let literals = zip(row, values.schema.types).map { BoundExpression.literal($0, $1) }
            let expressions = project.expressions.map { $0.substituting(literals) }
            try expressions.forEach(check)
            // What fails is left to fail when it runs.
            let cells = expressions.compactMap { folding.value(of: $0) }
            guard cells.count == project.expressions.count else { return nil }
            rows.append(cells)
        }
        return LogicalValues(project.schema, rows: rows, isComputed: true)
    }

    /// Functions see literals now, and may refuse them, as the index 0 of an array.
    private func check(_ expression: BoundExpression) throws {
        _ = try expression.rewriting { part in
            if case .call(let call) = part.kind {
                do {
                    _ = try call.function.resolve(call.arguments.map { Argument($0.type, literal: $0.literal) })
                } catch let error as MartletError {
                    if error.phase == .validate { throw error }
                }
            }
            return part
        }
    }
}
