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
        let unit: IntervalUnit = qualifier.isYearMonth ? .month : .second
        let count = try binder.call("TIMESTAMPDIFF", [.text(unit == .month ? "MONTH" : "SECOND"), operands[1], operands[0]], at: range)
        return try binder.call("*", [unit.one, count], at: range)
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
