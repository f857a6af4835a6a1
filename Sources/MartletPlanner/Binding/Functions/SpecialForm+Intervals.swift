import MartletCore
import MartletSQL

// Intervals that are computed.
extension SpecialForm {
    /// `INTERVAL n DAY`: the unit, so many times.
    static let interval = SpecialForm(name: "INTERVAL") { binder, call, range in
        guard call.arguments.count == 2, case .interval(let qualifier) = call.arguments[1].value, let unit = qualifier.units.first else {
            throw MartletError("An interval takes a number and a unit of time.", phase: .validate, at: range)
        }
        var number = call
        number.arguments = [call.arguments[0]]
        return try binder.call("*", [unit.one] + binder.bindArguments(number), at: range)
    }

    /// `(a - b) DAY`: the time between them.
    static let minusDate = SpecialForm(name: "MINUS_DATE") { binder, call, range in
        guard call.arguments.count == 3, case .interval(let qualifier) = call.arguments[2].value else {
            throw MartletError("A difference takes two times and a unit.", phase: .validate, at: range)
        }
        var times = call
        times.arguments = Array(call.arguments.prefix(2))
        let operands = try binder.bindArguments(times)
        guard operands[0].type.kind.isTime(as: operands[1].type.kind) else {
            throw MartletError("Parameters must be of the same type", phase: .validate, at: range)
        }
        guard qualifier.isYearMonth else { return try binder.call("MINUS_DATE", operands, at: range, spelling: "-") }
        let months = try binder.call("TIMESTAMPDIFF", [.text("MONTH"), operands[1], operands[0]], at: range)
        return try binder.call("*", [IntervalUnit.month.one, months], at: range)
    }
}

extension DataType.Kind {
    /// Whether both are dates, times or timestamps of one kind, whatever their precision.
    fileprivate func isTime(as other: DataType.Kind) -> Bool {
        switch (self, other) {
        case (.date, .date), (.time, .time), (.timestamp, .timestamp), (.timestampLTZ, .timestampLTZ): true
        default: false
        }
    }
}

extension IntervalUnit {
    /// One of the unit, as a literal.
    var one: BoundExpression {
        switch self {
        case .year, .quarter, .month: .literal(.months(Int32(length)), DataType(.intervalYearMonth, nullable: false))
        default: .literal(.milliseconds(self == .second ? 1_000 : length), DataType(.intervalDayTime, nullable: false))
        }
    }
}
