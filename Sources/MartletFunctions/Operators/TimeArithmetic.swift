import MartletColumns
import MartletCore

// Times and intervals. An interval of days and seconds is added to a DATE as whole days; months keep the day of the month, or take the last one.

extension Overload {
    static let timePlusInterval = timeAndInterval(intervalIndex: 1, sign: 1)
    static let intervalPlusTime = timeAndInterval(intervalIndex: 0, sign: 1)
    static let timeMinusInterval = timeAndInterval(intervalIndex: 1, sign: -1)

    private static func timeAndInterval(intervalIndex: Int, sign: Int32) -> Overload {
        let signature = ["<DATETIME>", "<DATETIME_INTERVAL>"]
        return Overload(
            signature: intervalIndex == 1 ? signature : signature.reversed(),
            typing: { arguments in
                guard arguments.count == 2 else { return nil }
                let time = arguments[1 - intervalIndex].type.withoutTimeAttribute, interval = arguments[intervalIndex].type
                guard time.kind.isDateTime, interval.kind.isInterval else { return nil }
                return Typing(intervalIndex == 1 ? [time, interval] : [interval, time], time.notNull)
            },
            kernel: { arguments, result in
                let byMonths = arguments[intervalIndex].type.kind == .intervalYearMonth
                let kernel = byMonths ? plusMonths(result, sign) : plusMilliseconds(result, Int64(sign))
                if intervalIndex == 1 { return kernel }
                return { call in try kernel(call.swapped()) }
            })
    }

    private static func plusMilliseconds(_ type: DataType, _ sign: Int64) -> ScalarKernel {
        switch type.kind {
        case .date: Strict.total { (date: Int32, interval: Int64) in date &+ Int32(truncatingIfNeeded: sign * (interval / 86_400_000)) }
        case .time:
            Strict.total { (time: Int32, interval: Int64) in
                Int32((Int64(time) + sign * (interval % 86_400_000)).flooredDivision(by: 86_400_000).remainder)
            }
        case _ where type.physicalType == .int64: Strict.total { (time: Int64, interval: Int64) in time &+ sign &* interval }
        default: Strict.total { (time: Int128, interval: Int64) in time &+ Int128(sign &* interval) &* 1_000_000 }
        }
    }

    private static func plusMonths(_ type: DataType, _ sign: Int32) -> ScalarKernel {
        switch type.kind {
        case .date:
            Strict.partial { (date: Int32, months: Int32) in
                CivilCalendar.days(Int64(date), plusMonths: Int64(sign) * Int64(months)).map { Int32(truncatingIfNeeded: $0) }
            }
        case .time: Strict.total { (time: Int32, _: Int32) in time }
        case _ where type.physicalType == .int64:
            Strict.partial { (time: Int64, months: Int32) in
                let (days, rest) = time.flooredDivision(by: 86_400_000)
                return CivilCalendar.days(days, plusMonths: Int64(sign) * Int64(months)).map { $0 * 86_400_000 + rest }
            }
        default:
            Strict.partial { (time: Int128, months: Int32) in
                let (days, rest) = time.flooredDivision(by: 86_400_000_000_000)
                return CivilCalendar.days(Int64(days), plusMonths: Int64(sign) * Int64(months)).map {
                    Int128($0) * 86_400_000_000_000 + rest
                }
            }
        }
    }

    /// Two intervals of one kind.
    @inline(__always)
    static func intervals<Operation: ArithmeticOperation>(_: Operation.Type) -> Overload {
        Overload(
            signature: ["<DATETIME_INTERVAL>", "<DATETIME_INTERVAL>"],
            typing: { arguments in
                let types = arguments.map(\.type)
                guard types.count == 2, types[0].kind.isInterval, types[0].kind == types[1].kind else { return nil }
                return Typing(types, types[0].notNull)
            },
            kernel: { _, result in
                if result.kind == .intervalYearMonth { return Strict.total { (a: Int32, b: Int32) in Operation.integer(a, b) } }
                return Strict.total { (a: Int64, b: Int64) in Operation.integer(a, b) }
            })
    }

    static let intervalTimesNumber = interval(at: 0)
    static let numberTimesInterval = interval(at: 1)

    /// An interval so many times.
    private static func interval(at index: Int) -> Overload {
        let signature = ["<DATETIME_INTERVAL>", "<NUMERIC>"]
        return Overload(
            signature: index == 0 ? signature : signature.reversed(),
            typing: { arguments in
                guard arguments.count == 2 else { return nil }
                let interval = arguments[index].type, number = arguments[1 - index].type
                guard interval.kind.isInterval, number.kind.isNumeric else { return nil }
                guard number.kind.isInteger else {
                    throw MartletError("An interval can be multiplied by an integer only, not by \(number).", phase: .plan)
                }
                let factor = DataType(interval.kind == .intervalYearMonth ? .int : .bigint)
                return Typing(index == 0 ? [interval, factor] : [factor, interval], interval.notNull)
            },
            kernel: { _, result in
                if result.kind == .intervalYearMonth { return Strict.total { (a: Int32, b: Int32) in a &* b } }
                return Strict.total { (a: Int64, b: Int64) in a &* b }
            })
    }
}

extension KernelArguments {
    /// The same two arguments in the other order.
    fileprivate func swapped() -> KernelArguments {
        KernelArguments(count: count, context: context) { try self[1 - $0] }.with(constants: [constant(1), constant(0)])
    }
}
