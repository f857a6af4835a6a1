import MartletCore
import MartletFunctions

extension ExpressionBinder {
    /// There is a function of this name, but not for these arguments.
    func mismatch(_ function: ScalarFunction, _ operands: [BoundExpression], _ spelling: String?, at range: SourceRange?) -> MartletError {
        let counts = function.overloads.map { ($0.parameters.count - $0.optional)...($0.isVariadic ? .max : $0.parameters.count) }
        if !counts.contains(where: { $0.contains(operands.count) }) {
            return wrongCount(spelling ?? function.name, expected: counts.map(\.lowerBound).min() ?? 0, at: range)
        }
        var error = cannotApply(spelling ?? function.name, operands, at: range)
        error.hint =
            "Supported form(s): "
            + function.overloads.map { overload in
                let parameters = overload.parameters.map { "<\($0.description)>" }
                return Self.symbols.contains(function.name) && parameters.count == 2
                    ? parameters.joined(separator: " \(function.name) ")
                    : "\(spelling ?? function.name)(\(parameters.joined(separator: ", ")))"
            }.joined(separator: ", ")
        return error
    }

    func wrongCount(_ name: String, expected: Int, at range: SourceRange?) -> MartletError {
        MartletError("Invalid number of arguments to function '\(name)'. Was expecting \(expected) arguments", phase: .validate, at: range)
    }

    private static let symbols: Set<String> = ["+", "-", "*", "/", "%", "||", "=", "<>", "<", "<=", ">", ">=", "AND", "OR"]

    /// `Cannot apply '+' to arguments of type '<INTEGER> + <BOOLEAN>'.`
    func cannotApply(_ name: String, _ operands: [BoundExpression], at range: SourceRange?) -> MartletError {
        let types = operands.map { "<\($0.type.kind.plannerDescription.uppercased())>" }
        let form =
            Self.symbols.contains(name) && types.count == 2
            ? types.joined(separator: " \(name) ") : "\(name)(\(types.joined(separator: ", ")))"
        return MartletError("Cannot apply '\(name)' to arguments of type '\(form)'.", phase: .validate, at: range)
    }

    /// There is no function of this name.
    func noMatch(_ name: String, _ operands: [BoundExpression], at range: SourceRange?) -> MartletError {
        let families = operands.map { "<\($0.type.kind.family)>" }.joined(separator: ", ")
        let names = ScalarFunctionCatalog.builtIn.map(\.name) + AggregateCatalog.builtIn.map(\.name)
        return MartletError(
            "No match found for function signature \(name)(\(families))", hint: didYouMean(name, among: names), phase: .validate, at: range)
    }
}

extension DataType.Kind {
    /// The family of types, as Calcite's messages name it.
    var family: String {
        if isNumeric { return "NUMERIC" }
        if isCharacterString { return "CHARACTER" }
        return plannerDescription
    }
}
