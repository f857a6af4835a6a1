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

    /// The types of a call's arguments, to which they are cast, and of its result.
    package struct Typing: Sendable {
        package var arguments: [DataType]
        package var result: DataType

        package init(_ arguments: [DataType], _ result: DataType) {
            self.arguments = arguments
            self.result = result
        }
    }

    package let parameters: [Parameter]
    /// How many of the parameters, from the end, may be left out.
    package let optional: Int
    /// Whether the last parameter may repeat.
    package let isVariadic: Bool
    package let nulls: Nulls
    /// The types of a call with these arguments, or nil if this overload does not take them; under `strict` the result's nullability is that
    /// of the arguments.
    package let typing: @Sendable ([Argument]) throws -> Typing?
    package let kernel: @Sendable ([Argument], DataType) throws -> ScalarKernel

    /// An overload whose parameters each stand alone; `result` is given the arguments already coerced.
    ///
    /// - Parameter unify: what the arguments together are cast to, where that of one depends on the others; nil if they do not fit together.
    package init(
        _ parameters: [Parameter], optional: Int = 0, isVariadic: Bool = false, nulls: Nulls = .strict,
        unify: (@Sendable ([DataType]) -> [DataType]?)? = nil,
        result: @escaping @Sendable ([Argument]) throws -> DataType,
        kernel: @escaping @Sendable ([Argument], DataType) throws -> ScalarKernel
    ) {
        self.parameters = parameters
        self.optional = optional
        self.isVariadic = isVariadic
        self.nulls = nulls
        self.kernel = kernel
        typing = { arguments in
            guard arguments.count >= parameters.count - optional, isVariadic || arguments.count <= parameters.count else { return nil }
            var types: [DataType] = []
            for (index, argument) in arguments.enumerated() {
                guard let type = parameters[min(index, parameters.count - 1)].accepts(argument) else { return nil }
                types.append(type.nullable(argument.type.isNullable))
            }
            if let unify {
                guard let unified = unify(types) else { return nil }
                types = unified
            }
            return Typing(types, try result(Self.coerced(arguments, to: types)))
        }
    }

    /// An overload whose argument types depend on each other. `signature` says how the parameters are shown.
    package init(
        signature: [String], nulls: Nulls = .strict, typing: @escaping @Sendable ([Argument]) throws -> Typing?,
        kernel: @escaping @Sendable ([Argument], DataType) throws -> ScalarKernel
    ) {
        parameters = signature.map { Parameter($0) { $0.type } }
        optional = 0
        isVariadic = false
        self.nulls = nulls
        self.typing = typing
        self.kernel = kernel
    }

    package func resolve(_ arguments: [Argument]) throws -> ResolvedCall? {
        guard let typing = try typing(arguments) else { return nil }
        let coerced = Self.coerced(arguments, to: typing.arguments)
        var resultType = typing.result
        if nulls == .strict { resultType.isNullable = resultType.isNullable || coerced.contains { $0.type.isNullable } }
        var call = ResolvedCall(argumentTypes: coerced.map(\.type), resultType: resultType, kernel: try kernel(coerced, resultType))
        let constants = coerced.map { argument in argument.literal.flatMap { try? ColumnBuilder.column([$0], argument.type) } }
        if constants.contains(where: { $0 != nil }) {
            call.kernel = { [kernel = call.kernel] in try kernel($0.with(constants: constants)) }
        }
        return call
    }

    /// The arguments as they are after their casts, literals included; their nullability is kept.
    private static func coerced(_ arguments: [Argument], to types: [DataType]) -> [Argument] {
        zip(arguments, types).map { argument, type in
            Argument(
                type.nullable(argument.type.isNullable),
                literal: argument.literal.flatMap { Cast.constant($0, from: argument.type, to: type) },
                callee: argument.callee)
        }
    }
}
