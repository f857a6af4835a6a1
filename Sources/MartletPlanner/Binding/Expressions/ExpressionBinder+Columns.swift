import MartletCore
import MartletSQL

extension ExpressionBinder {
    /// A column; or a function called without parentheses, where there is no column of that name.
    func bindColumn(_ name: QualifiedName) throws -> BoundExpression {
        do {
            let column = try scope.resolve(name)
            binder.resolvedNames?.columns[name.range] = scope.qualified(name)
            return column
        } catch let error as MartletError {
            if name.parts.count == 1, name.parts[0].name == "DEFAULT" {
                throw MartletError("DEFAULT is only allowed for optional parameters", phase: .validate, at: name.range)
            }
            throw error
        }
    }
}
