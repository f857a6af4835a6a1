import MartletCore
import MartletSQL

/// TUMBLE, HOP and SESSION in GROUP BY, and what tells the bounds of such a window in SELECT.
enum GroupWindowFunction: String, CaseIterable, Sendable {
    case tumble = "TUMBLE"
    case hop = "HOP"
    case session = "SESSION"

    /// What a call tells of the window.
    private enum Property: String, CaseIterable {
        case start = "START"
        case end = "END"
        case rowtime = "ROWTIME"
        case proctime = "PROCTIME"
    }

    /// TUMBLE_START and its kin.
    static let forms: [SpecialForm] = allCases.flatMap { function in
        [SpecialForm(name: function.rawValue) { binder, call, range in throw function.misplaced(call, binder, at: range) }]
            + Property.allCases.map { property in
                SpecialForm(name: "\(function.rawValue)_\(property.rawValue)") { binder, call, range in
                    try function.bind(property, binder, call, at: range)
                }
            }
    }

    private func bind(_ property: Property, _ binder: ExpressionBinder, _ call: FunctionCall, at range: SourceRange) throws
        -> BoundExpression
    {
        let arguments = try binder.bindArguments(call)
        guard let window = binder.groupWindow, window.function == self, window.arguments == arguments else {
            throw MartletError(
                "Call to auxiliary group function '\(rawValue)_\(property.rawValue)' must have matching call to group function '$\(rawValue)' "
                    + "in GROUP BY clause", phase: .validate, at: range)
        }
        let bound = DataType(.timestamp(precision: 3), nullable: false)
        switch property {
        case .start: return .column(window.start, bound)
        case .end: return .column(window.start + 1, bound)
        case .rowtime: return .column(window.start + 2, window.timeType.nullable)
        case .proctime: return try binder.call("PROCTIME", [], at: range)
        }
    }

    /// The window of a call in GROUP BY.
    func kind(_ arguments: [BoundExpression], _ binder: ExpressionBinder, at range: SourceRange) throws -> LogicalWindowTable.Kind {
        let counts = self == .hop ? 3...4 : 2...3
        guard counts.contains(arguments.count) else { throw binder.wrongCount(rawValue, expected: counts.lowerBound, at: range) }
        guard arguments[0].type.kind.isTimestamp, arguments.dropFirst().allSatisfy(\.type.kind.isInterval) else {
            throw binder.cannotApply("$\(rawValue)", arguments, at: range)
        }
        let lengths = try arguments.dropFirst().map { argument -> Int64 in
            guard case .milliseconds(let length)? = ConstantFolding.plain.value(of: argument) else {
                throw MartletError("Only constant window intervals with millisecond resolution are supported.", phase: .plan)
            }
            return length
        }
        if let length = lengths.first(where: { $0 <= 0 }) {
            throw MartletError("The length of a window must be positive, but is \(length) ms.", phase: .plan)
        }
        return switch self {
        case .tumble: .tumble(size: lengths[0])
        case .hop: .hop(slide: lengths[0], size: lengths[1])
        case .session: .session(gap: lengths[0], partitionBy: [])
        }
    }

    private func misplaced(_ call: FunctionCall, _ binder: ExpressionBinder, at range: SourceRange) -> MartletError {
        MartletError("Group function '$\(rawValue)' can only appear in GROUP BY clause", phase: .validate, at: range)
    }
}
