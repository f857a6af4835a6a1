import MartletCore
import MartletSQL

/// The functions that assign windows to rows.
enum WindowTableFunction: String {
    case tumble = "TUMBLE"
    case hop = "HOP"
    case cumulate = "CUMULATE"
    case session = "SESSION"

    /// The parameters by name; the last, `OFFSET`, may be left out.
    var parameters: [String] {
        switch self {
        case .tumble: ["DATA", "TIMECOL", "SIZE", "OFFSET"]
        case .hop: ["DATA", "TIMECOL", "SLIDE", "SIZE", "OFFSET"]
        case .cumulate: ["DATA", "TIMECOL", "STEP", "SIZE", "OFFSET"]
        case .session: ["DATA", "TIMECOL", "GAP"]
        }
    }

    var requiredCount: Int { parameters.count - (self == .session ? 0 : 1) }
}

extension Binder {
    /// `TUMBLE(TABLE t, DESCRIPTOR(ts), INTERVAL '5' MINUTE)`
    func bind(_ function: WindowTableFunction, _ call: FunctionCall, outer: Scope?) throws -> any LogicalPlan {
        let name = function.rawValue
        let arguments = try ordered(call, of: function)
        guard let data = arguments[0], var table = try bindTableArgument(data, outer: outer) else {
            throw MartletError("\(name) takes a table as its first argument.", hint: "Write TABLE t.", phase: .validate, at: call.range)
        }
        // Of a UNION ALL that is written as the argument itself, Flink 2.3 reads the first input alone; of one in a view, all.
        if case .table = data.value {
        } else if let union = table.plan as? LogicalSetOperation, union.isUnionAll {
            table.plan = union.inputs[0]
        }
        let schema = table.plan.schema
        guard let descriptor = arguments[1], case .descriptor(let columns) = descriptor.value, columns.count == 1 else {
            throw MartletError("\(name) takes a DESCRIPTOR of one column as its second argument.", phase: .validate, at: call.range)
        }
        guard let time = schema.index(of: columns[0].name.name) else {
            throw MartletError(
                "Unknown identifier '\(columns[0].name.name)'", hint: didYouMean(columns[0].name.name, among: schema.names),
                phase: .validate,
                at: columns[0].name.range)
        }
        let timeType = schema.fields[time].type
        guard timeType.kind.isTimestamp else {
            throw MartletError(
                "The window function \(name) requires the timecol to be TIMESTAMP or TIMESTAMP_LTZ, but is \(timeType.kind).",
                phase: .validate)
        }
        let intervals = try arguments.dropFirst(2).map { try $0.map { try interval($0, of: name, call) } }
        if timeType.timeAttribute == nil, try session.isStreaming {
            throw MartletError(
                "The window function requires the timecol is a time attribute type, but is \(timeType).",
                hint: "Declare a WATERMARK for '\(columns[0].name.name)'.", phase: .plan)
        }
        let kind = try kind(of: function, intervals.compactMap { $0 }, partitionBy: partition(data, schema))
        let offset = function == .session ? 0 : intervals.last.flatMap { $0 } ?? 0
        return LogicalWindowTable(table.plan, kind: kind, offset: offset, time: time)
    }

    /// The arguments in the order of the parameters; given by place or by name.
    private func ordered(_ call: FunctionCall, of function: WindowTableFunction) throws -> [CallArgument?] {
        var ordered = [CallArgument?](repeating: nil, count: function.parameters.count)
        func wrongCount() -> MartletError {
            MartletError(
                "Invalid number of arguments to function '\(function.rawValue)'. Was expecting \(function.requiredCount) arguments",
                hint: "It takes \(function.parameters.joined(separator: ", ")).", phase: .validate, at: call.range)
        }
        guard call.arguments.count <= ordered.count else { throw wrongCount() }
        for (index, argument) in call.arguments.enumerated() {
            guard let name = argument.name else {
                ordered[index] = argument
                continue
            }
            guard let place = function.parameters.firstIndex(of: name.name.uppercased()) else {
                throw MartletError(
                    "Unknown parameter '\(name.name)' of \(function.rawValue)", hint: didYouMean(name.name, among: function.parameters),
                    phase: .validate, at: name.range)
            }
            ordered[place] = argument
        }
        if ordered.prefix(function.requiredCount).contains(where: { $0 == nil }) { throw wrongCount() }
        return ordered
    }

    /// A constant interval, in milliseconds.
    private func interval(_ argument: CallArgument, of name: String, _ call: FunctionCall) throws -> Int64 {
        guard case .expression(let expression) = argument.value else {
            throw MartletError("\(name) takes an interval here.", phase: .validate, at: argument.range)
        }
        let bound = try ExpressionBinder(self, scope: makeScope([], parent: nil), clause: .select).bind(expression)
        guard bound.type.kind.isInterval else {
            throw MartletError(
                "Cannot apply '\(name)' to arguments of type '\(bound.type.kind.plannerDescription)'.", hint: "It takes an interval.",
                phase: .validate, at: call.range)
        }
        guard case .milliseconds(let length)? = ConstantFolding.plain.value(of: bound) else {
            throw MartletError(
                "Window aggregate only support SECOND, MINUTE, HOUR, DAY as the time unit. MONTH and YEAR time unit are not supported yet.",
                phase: .plan)
        }
        return length
    }

    private func partition(_ argument: CallArgument, _ schema: Schema) throws -> [Int] {
        guard case .table(let table) = argument.value, let keys = table.partitionBy else { return [] }
        let scope = makeScope([Scope.Relation(alias: nil, identifier: nil, fields: schema.fields, offset: 0)], parent: nil)
        return try keys.map { key in
            let bound = try ExpressionBinder(self, scope: scope, clause: .select).bind(key)
            guard let column = bound.columnIndex else {
                throw MartletError("PARTITION BY takes columns here.", phase: .validate, at: key.range)
            }
            return column
        }
    }

    private func kind(of function: WindowTableFunction, _ lengths: [Int64], partitionBy: [Int]) throws -> LogicalWindowTable.Kind {
        let name = function.rawValue
        func positive(_ length: Int64, _ what: String) throws {
            if length <= 0 {
                throw MartletError(
                    "\(name) table function based aggregate requires \(what) to be positive, but got \(length) ms.", phase: .validate)
            }
        }
        func multiple(_ size: Int64, of step: Int64, _ whole: String, _ part: String) throws {
            if size % step != 0 {
                throw MartletError(
                    "\(name) table function based aggregate requires \(whole) must be an integral multiple of \(part), but got \(whole) "
                        + "\(size) ms and \(part) \(step) ms.", phase: .validate)
            }
        }
        switch function {
        case .tumble:
            try positive(lengths[0], "size")
            return .tumble(size: lengths[0])
        case .hop:
            try positive(lengths[0], "slide")
            try positive(lengths[1], "size")
            try multiple(lengths[1], of: lengths[0], "size", "slide")
            return .hop(slide: lengths[0], size: lengths[1])
        case .cumulate:
            try positive(lengths[0], "step")
            try positive(lengths[1], "maxSize")
            try multiple(lengths[1], of: lengths[0], "maxSize", "step")
            return .cumulate(step: lengths[0], size: lengths[1])
        case .session:
            try positive(lengths[0], "gap")
            return .session(gap: lengths[0], partitionBy: partitionBy)
        }
    }
}
