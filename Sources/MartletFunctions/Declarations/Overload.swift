import MartletColumns
import MartletCore

/// One form of a function: what it takes, what it gives, and how it is computed.
package struct Overload: Sendable {
    /// What an argument may be.
    package struct Parameter: Sendable {
        /// As it is shown in a signature: `<NUMERIC>`, `<STRING>`.
        package let description: String
        /// The type that the argument is cast to, or nil if it is not acceptable.
        package let accepts: @Sendable (Argument) -> DataType?

        package init(_ description: String, accepts: @escaping @Sendable (Argument) -> DataType?) {
            self.description = description
            self.accepts = accepts
        }
    }

    /// How NULL arguments are treated.
    package enum Nulls: Sendable {
        /// NULL in, NULL out: the result is NULL where any argument is, and is nullable if any argument is.
        case strict
        /// The kernel sees NULLs and decides; the result type says whether there can be any.
        case handled
    }

    package let parameters: [Parameter]
    /// How many of the parameters, from the end, may be left out.
    package let optional: Int
    /// Whether the last parameter may repeat.
    package let isVariadic: Bool
    package let nulls: Nulls
    /// The result type for arguments already coerced; under `strict` its nullability is that of the arguments.
    package let result: @Sendable ([Argument]) throws -> DataType
    package let kernel: @Sendable ([Argument], DataType) throws -> ScalarKernel

    package init(
        _ parameters: [Parameter], optional: Int = 0, isVariadic: Bool = false, nulls: Nulls = .strict,
        result: @escaping @Sendable ([Argument]) throws -> DataType,
        kernel: @escaping @Sendable ([Argument], DataType) throws -> ScalarKernel
    ) {
        self.parameters = parameters
        self.optional = optional
        self.isVariadic = isVariadic
        self.nulls = nulls
        self.result = result
        self.kernel = kernel
    }

    package func resolve(_ arguments: [Argument]) throws -> ResolvedCall? {
        guard arguments.count >= parameters.count - optional, isVariadic || arguments.count <= parameters.count else { return nil }
        var coerced: [Argument] = []
        for (index, argument) in arguments.enumerated() {
            guard let type = parameters[min(index, parameters.count - 1)].accepts(argument) else { return nil }
            coerced.append(Argument(type.nullable(argument.type.isNullable), literal: argument.literal))
        }
        var resultType = try result(coerced)
        if nulls == .strict { resultType.isNullable = resultType.isNullable || coerced.contains { $0.type.isNullable } }
        var call = ResolvedCall(argumentTypes: coerced.map(\.type), resultType: resultType, kernel: try kernel(coerced, resultType))
        let constants = coerced.map { argument in argument.literal.flatMap { try? ColumnBuilder.column([$0], argument.type) } }
        if constants.contains(where: { $0 != nil }) { call.kernel = { [kernel = call.kernel] in try kernel($0.with(constants: constants)) } }
        return call
    }
}
