import Glibc
import MartletColumns
import MartletCore

extension ScalarFunction {
    /// `FLOOR(t TO DAY)` calls it with t and the unit.
    static let floor = integral(
        "FLOOR", "The greatest whole number that is not greater; of a date or time, the start of the unit that it is in.", isUp: false,
        examples: [.init("FLOOR(-1.2)", "-2"), .init("FLOOR(TIMESTAMP '2024-05-15 13:47:59' TO HOUR)", "2024-05-15 13:00:00")])
    /// `CEIL(t TO DAY)` calls it with t and the unit.
    static let ceil = integral(
        "CEIL", aliases: ["CEILING"],
        "The least whole number that is not less; of a date or time, the start of the next unit, unless it is one.", isUp: true,
        examples: [.init("CEIL(-1.2)", "-1"), .init("CEIL(TIMESTAMP '2024-05-15 13:47:59' TO HOUR)", "2024-05-15 14:00:00")])

    private static func integral(_ name: String, aliases: [String] = [], _ summary: String, isUp: Bool, examples: [FunctionExample])
        -> ScalarFunction
    {
        ScalarFunction(
            name, aliases: aliases, summary, examples: examples,
            overloads: [
                Overload(
                    [.numeric],
                    result: { arguments in
                        if case .decimal(let precision, _) = arguments[0].type.kind {
                            return DataType.decimal(precision, 0).nullable(arguments[0].type.isNullable)
                        }
                        return arguments[0].type
                    }
                ) { arguments, _ in
                    switch arguments[0].type.kind {
                    case .decimal(_, let scale):
                        let power = Decimal128.powerOfTen(scale)
                        return Strict.total { (value: Int128) -> Int128 in
                            let (quotient, remainder) = value.flooredDivision(by: power)
                            return quotient &+ (isUp && remainder != 0 ? 1 : 0)
                        }
                    case .float: return Strict.total { (value: Float) -> Float in value.rounded(isUp ? .up : .down) }
                    case .double: return Strict.total { (value: Double) -> Double in value.rounded(isUp ? .up : .down) }
                    default: return { try $0[0] }
                    }
                }
            ] + TimeUnitRounding.overloads(isUp: isUp))
    }
}
