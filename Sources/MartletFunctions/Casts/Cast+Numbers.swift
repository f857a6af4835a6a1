import MartletColumns
import MartletCore

// Conversions of numbers are Java's: integers are cut to their low bits, floating-point numbers stop at the ends of INT and BIGINT.

extension Cast {
    func boolean() -> ScalarKernel {
        switch source.kind {
        case .char, .varchar: return reading { text throws(TextFailure) in try NumberText.boolean(text) }
        case .tinyint: return Strict.total { (value: Int8) in value != 0 }
        case .smallint: return Strict.total { (value: Int16) in value != 0 }
        case .int: return Strict.total { (value: Int32) in value != 0 }
        case .bigint: return Strict.total { (value: Int64) in value != 0 }
        case .decimal: return Strict.total { (value: Int128) in value != 0 }
        case .float: return Strict.total { (value: Float) in value != 0 }
        case .double: return Strict.total { (value: Double) in value != 0 }
        default: missing()
        }
    }

    @inline(__always)
    func integer<Target: FixedElement & FixedWidthInteger & SignedInteger>(_: Target.Type) -> ScalarKernel {
        switch source.kind {
        case .char, .varchar:
            return reading { text throws(TextFailure) -> Target in try NumberText.integer(text.withoutOuterSpaces) }
        case .boolean: return Strict.total { (value: Bool) in value ? 1 as Target : 0 }
        case .tinyint: return Strict.total { (value: Int8) in Target(truncatingIfNeeded: value) }
        case .smallint: return Strict.total { (value: Int16) in Target(truncatingIfNeeded: value) }
        case .int: return Strict.total { (value: Int32) in Target(truncatingIfNeeded: value) }
        case .bigint: return Strict.total { (value: Int64) in Target(truncatingIfNeeded: value) }
        case .float: return Strict.total { (value: Float) in Target(java: Double(value)) }
        case .double: return Strict.total { (value: Double) in Target(java: value) }
        case .decimal(_, let scale):
            return Strict.total { (value: Int128) in Target(truncatingIfNeeded: value / Decimal128.powerOfTen(scale)) }
        default: missing()
        }
    }

    func float() -> ScalarKernel {
        switch source.kind {
        case .char, .varchar: return reading { text throws(TextFailure) in try NumberText.float(text) }
        case .boolean: return Strict.total { (value: Bool) in value ? 1 as Float : 0 }
        case .tinyint: return Strict.total { (value: Int8) in Float(value) }
        case .smallint: return Strict.total { (value: Int16) in Float(value) }
        case .int: return Strict.total { (value: Int32) in Float(value) }
        case .bigint: return Strict.total { (value: Int64) in Float(value) }
        case .double: return Strict.total { (value: Double) in Float(value) }
        case .decimal(_, let scale):
            return Strict.total { (value: Int128) in Float(Decimal128(unscaled: value, scale: scale).doubleValue) }
        default: missing()
        }
    }

    func double() -> ScalarKernel {
        switch source.kind {
        case .char, .varchar: return reading { text throws(TextFailure) in try NumberText.double(text) }
        case .boolean: return Strict.total { (value: Bool) in value ? 1 as Double : 0 }
        case .tinyint: return Strict.total { (value: Int8) in Double(value) }
        case .smallint: return Strict.total { (value: Int16) in Double(value) }
        case .int: return Strict.total { (value: Int32) in Double(value) }
        case .bigint: return Strict.total { (value: Int64) in Double(value) }
        case .float where ofLiteral: return Strict.total { (value: Float) in Self.written(value) }
        case .float: return Strict.total { (value: Float) in Double(value) }
        case .decimal(_, let scale): return Strict.total { (value: Int128) in Decimal128(unscaled: value, scale: scale).doubleValue }
        default: missing()
        }
    }

    /// A number that does not fit is NULL, of CAST and TRY_CAST alike; only a text that does not fit is an error.
    func decimal(precision: Int, scale: Int) -> ScalarKernel {
        switch source.kind {
        case .char, .varchar:
            return reading { text throws(TextFailure) in try DecimalText.unscaled(text, precision: precision, scale: scale) }
        case .boolean:
            return Strict.partial { (value: Bool) in Decimal128(value ? 1 : 0).fitted(precision: precision, scale: scale)?.unscaled }
        case .tinyint: return Strict.partial { (value: Int8) in Decimal128(value).fitted(precision: precision, scale: scale)?.unscaled }
        case .smallint: return Strict.partial { (value: Int16) in Decimal128(value).fitted(precision: precision, scale: scale)?.unscaled }
        case .int: return Strict.partial { (value: Int32) in Decimal128(value).fitted(precision: precision, scale: scale)?.unscaled }
        case .bigint: return Strict.partial { (value: Int64) in Decimal128(value).fitted(precision: precision, scale: scale)?.unscaled }
        case .float:
            let ofLiteral = ofLiteral
            return Strict.partial { (value: Float) throws -> Int128? in
                try Self.decimal(ofLiteral ? Self.written(value) : Double(value), precision: precision, scale: scale)
            }
        case .double: return Strict.partial { (value: Double) throws in try Self.decimal(value, precision: precision, scale: scale) }
        case .decimal(_, let sourceScale):
            return Strict.partial { (value: Int128) in
                Decimal128(unscaled: value, scale: sourceScale).fitted(precision: precision, scale: scale)?.unscaled
            }
        default: missing()
        }
    }

    /// The number that a FLOAT is spelt as: 0.1 and not 0.10000000149.
    private static func written(_ value: Float) -> Double {
        FloatingPointText.withText(of: value) { (try? NumberText.double($0)) ?? Double(value) }
    }

    /// The number that `value` is spelt as, rounded; nil if it does not fit.
    private static func decimal(_ value: Double, precision: Int, scale: Int) throws -> Int128? {
        guard value.isFinite else { throw MartletError("\(value.sqlText) cannot be represented as a DECIMAL.") }
        return FloatingPointText.withText(of: value) { try? DecimalText.exact($0, precision: precision, scale: scale) }
    }
}

extension FixedWidthInteger {
    /// As Java casts a DOUBLE: towards zero, NaN to 0, stopping at the ends of INT or BIGINT, from where narrower types are cut.
    @inline(__always)
    init(java value: Double) {
        if Self.bitWidth == 64 {
            self = Self(truncatingIfNeeded: value.isNaN ? 0 : value >= 0x1p63 ? Int64.max : value < -0x1p63 ? .min : Int64(value))
        } else {
            self = Self(truncatingIfNeeded: value.isNaN ? 0 : value >= 0x1p31 ? Int32.max : value < -0x1p31 ? .min : Int32(value))
        }
    }
}
