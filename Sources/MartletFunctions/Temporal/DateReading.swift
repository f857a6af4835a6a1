import MartletColumns
import MartletCore

// Dates and times read from texts, by patterns.
extension ScalarFunction {
    static let toDate = ScalarFunction(
        "TO_DATE", "The date of a text `yyyy-MM-dd`, or by a pattern of Java's `SimpleDateFormat`; NULL if it cannot be read.",
        examples: [.init("TO_DATE('29/02/2024', 'dd/MM/yyyy')", "2024-02-29")],
        overloads: [
            Overload([.characterString], result: { _ in .date }) { arguments, _ in try cast(arguments[0].type, to: .date, isTry: true) },
            Overload([.characterString, .characterString], result: { _ in .date }) { arguments, _ in
                let literal = arguments[1].literalText.flatMap { try? SimpleDateFormat($0) }
                return { call in
                    var cache = PatternCache(literal: literal) { try SimpleDateFormat($0) }
                    return try Strict.read(call) { (texts: OperandReader<Utf8>, patterns: OperandReader<Utf8>, validity: Bitmap?) in
                        try Int32.partial(call.count, validity) { row in
                            // As in Flink, a text that cannot be read means the day of the least instant, of which 32 bits are left.
                            let instant = try cache.compiled(patterns[row]).parse(texts[row].string, in: .utc) ?? .min
                            return Int32(truncatingIfNeeded: instant / 86_400_000)
                        }
                    }
                }
            },
        ])

    static let toTimestamp = ScalarFunction(
        "TO_TIMESTAMP",
        "The timestamp of a text `yyyy-MM-dd HH:mm:ss[.SSS…]`, or by a pattern of Java's `DateTimeFormatter`; NULL if it cannot be read.",
        examples: [.init("TO_TIMESTAMP('29.02.2024 01:02', 'dd.MM.yyyy HH:mm')", "2024-02-29 01:02:00.000")],
        overloads: [
            Overload([.characterString], result: { _ in .timestamp(3) }) { arguments, _ in
                try cast(arguments[0].type, to: .timestamp(3), isTry: true)
            },
            Overload([.characterString, .characterString], result: { _ in .timestamp(3) }) { arguments, _ in
                reading(arguments, .timestamp(3)) { _ in { _ in .utc } }
            },
        ])

    private static func cast(_ type: DataType, to target: DataType, isTry: Bool) throws -> ScalarKernel {
        guard let kernel = try Cast.kernel(from: type, to: target, isTry: isTry) else {
            preconditionFailure("no cast from \(type) to \(target)")
        }
        return kernel
    }

    /// Reads the first argument by the pattern in the second, as the time of each row's zone.
    private static func reading(
        _ arguments: [Argument], _ result: DataType, zones: @escaping @Sendable (KernelArguments) throws -> (Int) throws -> TimeZoneRules
    ) -> ScalarKernel {
        let literal = arguments[1].literalText.flatMap { try? DateTimeFormatter($0) }
        let isWide = result.physicalType == .int128
        return { call in
            var cache = PatternCache(literal: literal) { try DateTimeFormatter($0) }
            let zone = try zones(call)
            return try Strict.read(call) { (texts: OperandReader<Utf8>, patterns: OperandReader<Utf8>, validity: Bitmap?) in
                func at(_ row: Int) throws -> LocalDateTime? {
                    guard let time = try cache.compiled(patterns[row]).parse(texts[row]) else { return nil }
                    return LocalDateTime(
                        milliseconds: try zone(row).instant(local: time.milliseconds),
                        nanosecondsOfMillisecond: time.nanosecondsOfMillisecond)
                }
                return isWide
                    ? try Int128.partial(call.count, validity) { try at($0)?.nanoseconds }
                    : try Int64.partial(call.count, validity) { try at($0)?.milliseconds }
            }
        }
    }

    /// How many digits behind the second a literal pattern reads, at least 3.
    private static func fractionDigits(_ pattern: Argument) -> Int {
        let elements = pattern.literalText.flatMap { try? DateTimeFormatter($0) }?.elements ?? []
        return elements.reduce(3) { digits, element in if case .field("S", let count) = element { max(digits, count) } else { digits } }
    }

    /// The zone of that name; also a bare offset, `+05:30`.
    private static func zone(_ name: String) throws -> TimeZoneRules {
        try TimeZoneRules(named: name.first == "+" || name.first == "-" ? "GMT" + name : name)
    }

    static let toTimestampLTZ = ScalarFunction(
        "TO_TIMESTAMP_LTZ",
        "The instant so many units after 1970, of seconds (precision 0), milliseconds (3, the default) and so on, or of a text by a pattern in a time zone (by default UTC).",
        examples: [.init("TO_TIMESTAMP_LTZ(44, 0)", "1970-01-01 00:00:44.000")],
        overloads: [
            Overload([.numeric], result: { _ in .timestampLTZ(3) }) { arguments, result in
                fromNumber(arguments[0].type, result) { _ in nil }
            },
            Overload(
                [.numeric, .int],
                result: { arguments in
                    // A precision that is no literal is not known here: then 3 digits are kept.
                    guard let precision = arguments[1].literalInteger else { return .timestampLTZ(3) }
                    try check(Int32(truncatingIfNeeded: precision), phase: .validate)
                    return .timestampLTZ(max(3, Int(precision)))
                }
            ) { arguments, result in fromNumber(arguments[0].type, result) { try $0[1].int32 } },
            // Other than by a pattern, what cannot be read is an error.
            Overload([.characterString], result: { _ in .timestampLTZ(3) }) { arguments, _ in
                try cast(arguments[0].type, to: .timestamp(3), isTry: false)
            },
            Overload([.characterString, .characterString], result: { .timestampLTZ(fractionDigits($0[1])) }) { arguments, result in
                reading(arguments, result) { _ in { _ in .utc } }
            },
            Overload([.characterString, .characterString, .characterString], result: { .timestampLTZ(fractionDigits($0[1])) }) {
                arguments, result in
                let literal = try arguments[2].literalText.map(zone)
                let inZone = reading(arguments, result) { call in
                    if let literal { return { _ in literal } }
                    let names = try call[2].bytes
                    return { row in try zone(names.string(row) ?? "UTC") }
                }
                return { call in
                    let zones = try call[2]
                    let result = try inZone(call)
                    return result.withValidity(Bitmap.intersection(result.validity, zones.validity))
                }
            },
        ])

    private static func check(_ precision: Int32, phase: MartletError.Phase = .runtime) throws {
        if !(0...9).contains(precision) {
            throw MartletError("Precision for TO_TIMESTAMP_LTZ must be between 0 and 9 but was \(precision).", phase: phase)
        }
    }

    /// Nanoseconds since 1970 of a number of units of 10^−`precision` seconds; nil before the year 0 and after 9999, where Flink's TIMESTAMP ends.
    private static func nanoseconds(_ number: Int128, _ precision: Int32) -> Int128? {
        let (product, overflow) = number.multipliedReportingOverflow(by: Decimal128.powerOfTen(9 - Int(precision)))
        let range: ClosedRange<Int128> = -62_167_219_200_000_000_000...253_402_300_799_999_999_999
        return !overflow && range.contains(product) ? product : nil
    }

    private static func fromNumber(
        _ type: DataType, _ result: DataType, precisions: @escaping @Sendable (KernelArguments) throws -> FixedColumn<Int32>?
    ) -> ScalarKernel {
        let isWide = result.physicalType == .int128
        return { call in
            let column = try call[0]
            let precisions = try precisions(call)
            let validity = Bitmap.intersection(column.validity, precisions?.validity)
            func read<T: ColumnElement>(_ convert: (T, Int32) -> Int128?) throws -> Column {
                func at(_ view: T.View, _ row: Int) throws -> Int128? {
                    let precision = precisions?.values[row] ?? 3
                    try check(precision)
                    return convert(T.read(view, row), precision)
                }
                return try T.withView(column) { view in
                    isWide
                        ? try Int128.partial(call.count, validity) { try at(view, $0) }
                        : try Int64.partial(call.count, validity) { row in
                            try at(view, row).map { Int64(truncatingIfNeeded: $0.flooredDivision(by: 1_000_000).quotient) }
                        }
                }
            }
            /// Of seconds the milliseconds count, of smaller units whole ones.
            func ofDouble(_ number: Double, _ precision: Int32) -> Int128? {
                precision == 0
                    ? nanoseconds(Int128(Int64(javaTruncating: number * 1_000)), 3)
                    : nanoseconds(Int128(Int64(javaTruncating: number)), precision)
            }
            switch type.kind {
            case .tinyint: return try read { (number: Int8, precision) in nanoseconds(Int128(number), precision) }
            case .smallint: return try read { (number: Int16, precision) in nanoseconds(Int128(number), precision) }
            case .int: return try read { (number: Int32, precision) in nanoseconds(Int128(number), precision) }
            case .bigint: return try read { (number: Int64, precision) in nanoseconds(Int128(number), precision) }
            case .float: return try read { (number: Float, precision) in ofDouble(Double(number), precision) }
            case .decimal(_, let scale):
                let power = Decimal128.powerOfTen(scale)
                return try read { (number: Int128, precision) in nanoseconds(number / power, precision) }
            default: return try read { (number: Double, precision) in ofDouble(number, precision) }
            }
        }
    }
}
