import MartletColumns
import MartletCore

extension ScalarFunction {
    static let negate = ScalarFunction(
        "unary -", "The number or interval with the other sign.", examples: [.init("-(1.5)", "-1.5")],
        overloads: [
            Overload([signed], result: { $0[0].type.notNull }) { _, result in
                switch result.kind {
                case .tinyint: Strict.total { (a: Int8) in 0 &- a }
                case .smallint: Strict.total { (a: Int16) in 0 &- a }
                case .int, .intervalYearMonth: Strict.total { (a: Int32) in 0 &- a }
                case .bigint, .intervalDayTime: Strict.total { (a: Int64) in 0 &- a }
                case .float: Strict.total { (a: Float) in -a }
                case .double: Strict.total { (a: Double) in -a }
                default: Strict.total { (a: Int128) in 0 &- a }
                }
            }
        ])

    static let affirm = ScalarFunction(
        "unary +", "The number or interval as it is.", examples: [.init("+(1.5)", "1.5")],
        overloads: [Overload([signed], result: { $0[0].type.notNull }) { _, _ in { try $0[0] } }])

    private static let signed = Overload.Parameter.family("<NUMERIC OR INTERVAL>", .int) { $0.isNumeric || $0.isInterval }
}
