import MartletColumns
import MartletCore

extension ScalarFunction {
    static let abs = ScalarFunction(
        "ABS", "The magnitude of a number or an interval, in its own type: of the least integer it is that itself.",
        examples: [.init("ABS(-5)", "5")],
        overloads: [
            Overload([.numeric], result: { $0[0].type }) { arguments, _ in
                switch arguments[0].type.physicalType {
                case .int8: integerAbs(Int8.self)
                case .int16: integerAbs(Int16.self)
                case .int32: integerAbs(Int32.self)
                case .int64: integerAbs(Int64.self)
                case .int128: integerAbs(Int128.self)
                case .float: Strict.total { (value: Float) -> Float in value.magnitude }
                default: Strict.total { (value: Double) -> Double in value.magnitude }
                }
            },
            Overload([.interval], result: { $0[0].type }) { arguments, _ in
                arguments[0].type.kind == .intervalDayTime ? integerAbs(Int64.self) : integerAbs(Int32.self)
            },
        ])

    @inline(__always)
    private static func integerAbs<T: FixedElement & FixedWidthInteger & SignedInteger>(_ type: T.Type) -> ScalarKernel {
        Strict.total { (value: T) -> T in value < 0 ? 0 &- value : value }
    }

    static let sign = ScalarFunction(
        "SIGN", "-1, 0 or 1 for a negative number, 0 or a positive one, in the number's own type.", examples: [.init("SIGN(-2.5)", "-1.0")],
        overloads: [
            Overload([.numeric], result: { $0[0].type }) { arguments, _ in
                switch arguments[0].type.kind {
                case .tinyint: Strict.total { (value: Int8) -> Int8 in value.signum() }
                case .smallint: Strict.total { (value: Int16) -> Int16 in value.signum() }
                case .int: Strict.total { (value: Int32) -> Int32 in value.signum() }
                case .bigint: Strict.total { (value: Int64) -> Int64 in value.signum() }
                case .float: Strict.total { (value: Float) -> Float in value.isNaN || value == 0 ? value : value < 0 ? -1 : 1 }
                case .decimal(_, let scale):
                    { power in Strict.total { (value: Int128) -> Int128 in value.signum() &* power } }(Decimal128.powerOfTen(scale))
                default: Strict.total { (value: Double) -> Double in value.isNaN || value == 0 ? value : value < 0 ? -1 : 1 }
                }
            }
        ])
}
