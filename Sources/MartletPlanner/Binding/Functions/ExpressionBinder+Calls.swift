import MartletCore
import MartletFunctions
import MartletSQL

extension ExpressionBinder {
    /// A call in the text: one of the special forms, a window function, an aggregate, or a scalar function.
    func bind(_ call: FunctionCall, at range: SourceRange) throws -> BoundExpression {
        guard let name = call.name.simpleName?.uppercased() else { return try bindUserFunction(call, at: range) }
        if call.over != nil { return try bindOver(call, named: name, at: range) }
        if let form = SpecialForm.named(name) { return try form.bind(self, call, range) }
        if let function = AggregateCatalog.function(named: name) { return .aggregate(try bindAggregate(function, call, at: range)) }
        if let ranking = BoundOver.Ranking(rawValue: name) {
            throw MartletError(
                "OVER clause is necessary for window functions", hint: "\(ranking.rawValue) ranks rows of a window.", phase: .validate,
                at: range)
        }
        if Self.withoutArguments.contains(name) && !call.arguments.isEmpty || Self.translations.contains(name) && call.arguments.count == 2
        {
            // The grammar has CURRENT_TIMESTAMP(3) and TRANSLATE(x USING y); Flink cannot compute them.
            throw MartletError("Unsupported call: \(name)", phase: .plan)
        }
        guard let function = ScalarFunctionCatalog.function(named: name) else { return try bindUserFunction(call, at: range) }
        return try self.call(function, bindArguments(call), at: range, spelling: name)
    }

    private static let withoutArguments: Set<String> = ["CURRENT_TIMESTAMP", "LOCALTIME", "LOCALTIMESTAMP", "CURRENT_TIME"]
    private static let translations: Set<String> = ["TRANSLATE", "CONVERT"]

    private func bindUserFunction(_ call: FunctionCall, at range: SourceRange) throws -> BoundExpression {
        if let function = binder.catalog.function(named: call.name.names) {
            return try self.call(function, bindArguments(call), at: range)
        }
        let last = call.name.parts[call.name.parts.count - 1]
        let shown = call.name.parts.count > 1 ? SourceRange(last.range.start, range.end) : range
        throw noMatch(last.name, try bindArguments(call), at: shown)
    }

    /// The arguments as values: words of the function's own syntax and units of time become texts.
    func bindArguments(_ call: FunctionCall) throws -> [BoundExpression] {
        try call.arguments.map(bindArgument)
    }

    func bindArgument(_ argument: CallArgument) throws -> BoundExpression {
        switch argument.value {
        case .expression(let expression): return try bind(expression)
        case .star: throw MartletError("Unknown identifier '*'", phase: .validate, at: argument.range)
        case .keyword(let word): return .text(word, at: argument.range)
        case .unit(.named(let name)):
            throw MartletError("'\(name)' is not a valid time frame", phase: .validate, at: argument.range)
        case .unit(let unit): return .text(unit.spelling, at: argument.range)
        case .interval: throw MartletError("A unit of time is not a value.", phase: .validate, at: argument.range)
        case .query(let query): return try bindScalar(query, at: argument.range)
        case .default: throw MartletError("DEFAULT is only allowed for optional parameters", phase: .validate, at: argument.range)
        case .table, .model, .descriptor:
            throw MartletError("A table, model or descriptor is not a value.", phase: .validate, at: argument.range)
        }
    }

    /// What a function may know of an argument when it is bound: its value if it is a literal, and whose result it is.
    func argument(_ operand: BoundExpression) throws -> Argument {
        let callee: String? = if case .call(let call) = operand.kind { call.name } else { nil }
        return Argument(operand.type, literal: operand.isConstantLiteral ? try binder.folding.value(of: operand) : nil, callee: callee)
    }

    /// A call of a function that SQL has.
    func call(_ name: String, _ operands: [BoundExpression], at range: SourceRange?, spelling: String? = nil) throws -> BoundExpression {
        guard let function = ScalarFunctionCatalog.function(named: name) else { throw noMatch(spelling ?? name, operands, at: range) }
        return try call(function, operands, at: range, spelling: spelling)
    }

    /// A call with its arguments cast to what the function takes.
    func call(_ function: ScalarFunction, _ operands: [BoundExpression], at range: SourceRange?, spelling: String? = nil) throws
        -> BoundExpression
    {
        try refuseBareNulls(function, operands, spelling, at: range)
        let resolved: ResolvedCall
        do {
            guard let call = try function.resolve(operands.map { try argument($0) }) else {
                throw mismatch(function, operands, spelling, at: range)
            }
            resolved = call
        } catch var error as MartletError {
            if error.range == nil { error.range = range }
            if error.phase == .runtime { error.phase = .validate }
            throw error
        }
        let arguments = try zip(operands, resolved.argumentTypes).map { try cast($0, to: $1, at: range) }
        var type = resolved.resultType
        if Self.keepingTime.contains(function.name), let time = operands.first(where: { $0.type.timeAttribute != nil }),
            time.type.kind == type.kind
        {
            // Moved or rounded, a time attribute keeps its type, as in Calcite.
            type.timeAttribute = time.type.timeAttribute
        }
        return BoundExpression(.call(BoundCall(function, arguments, kernel: resolved.kernel, spelling: spelling)), type, at: range)
    }

    private static let keepingTime: Set<String> = ["+", "-", "FLOOR", "CEIL"]
}

extension BoundExpression {
    /// A literal, with or without a cast, or a collection of them.
    fileprivate var isConstantLiteral: Bool {
        switch kind {
        case .literal: true
        case .cast(let operand, _): operand.isConstantLiteral
        case .call(let call): ["ARRAY", "MAP", "ROW"].contains(call.name) && call.arguments.allSatisfy(\.isConstantLiteral)
        default: false
        }
    }

    static func text(_ text: String, at range: SourceRange? = nil) -> BoundExpression {
        BoundExpression(.literal(.string(text)), DataType.char(text.utf16.count).notNull, at: range)
    }

    static func aggregate(_ aggregate: (BoundAggregate, DataType)) -> BoundExpression {
        BoundExpression(.aggregate(aggregate.0), aggregate.1)
    }
}
