import MartletCore
import MartletFunctions
import MartletSQL

extension ExpressionBinder {
    /// `f(..) OVER (..)`
    func bindOver(_ call: FunctionCall, named name: String, at range: SourceRange) throws -> BoundExpression {
        guard let over = call.over else { preconditionFailure("a call without OVER") }
        if call.filter != nil { throw MartletError("OVER must be applied to aggregate function", phase: .validate, at: range) }
        let function: BoundOver.Function
        var arguments: [BoundExpression] = []
        var type: DataType
        if let ranking = BoundOver.Ranking(rawValue: name) {
            arguments = try bindArguments(call)
            if let null = arguments.first(where: \.isBareNull) { throw illegalNull(at: null.range) }
            (arguments, type) = try bindRanking(ranking, arguments, at: range)
            function = .ranking(ranking)
        } else if let aggregate = AggregateCatalog.function(named: name) {
            let (bound, resultType) = try bindAggregate(aggregate, call, at: range)
            function = .aggregate(bound)
            type = resultType
        } else {
            if SpecialForm.named(name) == nil, ScalarFunctionCatalog.function(named: name) == nil {
                throw noMatch(name, try bindArguments(call), at: call.range)
            }
            throw MartletError("OVER must be applied to aggregate function", phase: .validate, at: range)
        }
        let specification = try resolve(over)
        let window = try bind(specification, for: function)
        let bound = BoundOver(function: function, arguments: arguments, window: window)
        return BoundExpression(.over(bound), type, at: range)
    }

    private func bindRanking(_ ranking: BoundOver.Ranking, _ arguments: [BoundExpression], at range: SourceRange) throws -> (
        [BoundExpression], DataType
    ) {
        func expect(_ counts: ClosedRange<Int>) throws {
            if !counts.contains(arguments.count) { throw wrongCount(ranking.rawValue, expected: counts.lowerBound, at: range) }
        }
        switch ranking {
        case .rowNumber, .rank, .denseRank:
            try expect(0...0)
            return ([], DataType.bigint.notNull)
        case .percentRank, .cumeDist:
            try expect(0...0)
            return ([], DataType.double.notNull)
        case .ntile:
            try expect(1...1)
            return (arguments, DataType.bigint.notNull)
        case .lag, .lead:
            try expect(1...3)
            var arguments = arguments
            guard arguments.count == 3 else { return (arguments, arguments[0].type.nullable) }
            guard let type = Coercion.commonType([arguments[0].type, arguments[2].type]) else {
                throw cannotApply(ranking.rawValue, arguments, at: range)
            }
            arguments[0] = try cast(arguments[0], to: type, at: range)
            arguments[2] = try cast(arguments[2], to: type, at: range)
            // As in Calcite, the default alone decides.
            return (arguments, type.nullable(arguments[2].type.isNullable))
        }
    }

    /// The specification that OVER names or gives, on top of the one it extends.
    private func resolve(_ over: FunctionCall.Over, extending: Set<String> = []) throws -> WindowSpecification {
        switch over {
        case .window(let name):
            // A window that extends itself is not there yet.
            guard let window = windows[name.name], !extending.contains(name.name) else {
                throw MartletError(
                    "Window '\(name.name)' not found", hint: didYouMean(name.name, among: windows.keys), phase: .validate, at: name.range)
            }
            return try resolve(.specification(window), extending: extending.union([name.name]))
        case .specification(var window):
            guard let base = window.base else { return window }
            let parent = try resolve(.window(base), extending: extending)
            if window.partitionBy.isEmpty { window.partitionBy = parent.partitionBy }
            if window.orderBy.isEmpty { window.orderBy = parent.orderBy }
            if window.frame == nil { window.frame = parent.frame }
            window.base = nil
            return window
        }
    }

    private func bind(_ window: WindowSpecification, for function: BoundOver.Function) throws -> BoundOver.Window {
        let partitionBy = try bind(window.partitionBy)
        let orderBy = try window.orderBy.map { try bindSortKey($0) }
        var frame: BoundOver.Frame
        if let syntax = window.frame {
            frame = BoundOver.Frame(
                countsRows: syntax.unit == .rows, start: try bind(syntax.start), end: try syntax.end.map(bind) ?? .currentRow)
            if frame.countsRows {
                try checkRows(frame)
            } else if let order = orderBy.first {
                try checkRange(frame, over: order.expression, at: syntax.range)
            }
        } else {
            frame = BoundOver.Frame(countsRows: false, start: .unboundedPreceding, end: orderBy.isEmpty ? .unboundedFollowing : .currentRow)
        }
        if case .ranking(let ranking) = function {
            frame = BoundOver.Frame(countsRows: ranking == .rowNumber, start: .unboundedPreceding, end: .currentRow)
        }
        return BoundOver.Window(partitionBy: partitionBy, orderBy: orderBy, frame: frame)
    }

    func bindSortKey(_ item: SortItem) throws -> BoundSortKey {
        BoundSortKey(expression: try bind(item.expression), isDescending: item.isDescending, nullsFirst: item.nullsFirst)
    }

    private func bind(_ bound: WindowFrame.Bound) throws -> BoundOver.Frame.Bound {
        switch bound {
        case .unboundedPreceding: .unboundedPreceding
        case .preceding(let distance): .preceding(try bind(distance))
        case .currentRow: .currentRow
        case .following(let distance): .following(try bind(distance))
        case .unboundedFollowing: .unboundedFollowing
        }
    }

    /// A distance in ROWS counts rows.
    private func checkRows(_ frame: BoundOver.Frame) throws {
        for distance in [frame.start, frame.end].compactMap(\.distance) {
            guard let count = ConstantFolding.plain.value(of: distance)?.wholeNumber, count >= 0 else {
                throw MartletError("ROWS value must be a non-negative integral constant", phase: .validate, at: distance.range)
            }
        }
    }

    /// A distance in a RANGE must be one that the order's values can be moved by.
    private func checkRange(_ frame: BoundOver.Frame, over order: BoundExpression, at range: SourceRange) throws {
        for distance in [frame.start, frame.end].compactMap(\.distance) {
            let fits =
                order.type.kind.isDateTime ? distance.type.kind.isInterval : order.type.kind.isNumeric && distance.type.kind.isNumeric
            if !fits { throw MartletError("Data Type mismatch between ORDER BY and RANGE clause", phase: .validate, at: distance.range) }
        }
    }
}

extension SortItem {
    /// As said, or Flink's default: NULL is the least value.
    var nullsFirst: Bool { nulls.map { $0 == .first } ?? !isDescending }
}
