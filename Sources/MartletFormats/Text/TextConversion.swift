import MartletColumns
import MartletCore

/// How the text of a field becomes a value of one scalar type; chosen once, when a decoder is made.
struct TextConversion {
    /// What is made of the text.
    enum Target: UInt8 {
        case boolean, int8, int16, int32, int64, float, double, decimal, string, base64, date, time
        /// Milliseconds or nanoseconds since 1970-01-01 00:00:00.
        case milliseconds, nanoseconds
        case null
    }

    /// How a format writes dates and times.
    struct Dialect {
        /// Whether dates are as of `java.sql.Date.valueOf`, else as of ISO 8601.
        var hasSQLDates: Bool
        /// Whether a TIME may lack seconds, and is cut to its precision.
        var hasShortTimes: Bool
        var timestamp: DateTimeText.TimestampSyntax
        var instant: DateTimeText.TimestampSyntax
        /// Whether spaces around timestamps are ignored.
        var trimsTimestamps: Bool
        /// Whether spaces around decimals are ignored.
        var trimsDecimals: Bool
    }

    let target: Target
    private let precision: Int
    private let scale: Int
    private let dialect: Dialect
    private let timestampSyntax: DateTimeText.TimestampSyntax

    /// nil: the type is none of scalars.
    init?(_ type: DataType, _ dialect: Dialect) {
        self.dialect = dialect
        var precision = 0, scale = 0
        var timestampSyntax = dialect.timestamp
        switch type.kind {
        case .boolean: target = .boolean
        case .tinyint: target = .int8
        case .smallint: target = .int16
        case .int, .intervalYearMonth: target = .int32
        case .bigint, .intervalDayTime: target = .int64
        case .float: target = .float
        case .double: target = .double
        case .decimal(let p, let s):
            target = .decimal
            (precision, scale) = (p, s)
        case .char, .varchar: target = .string
        case .binary, .varbinary: target = .base64
        case .date: target = .date
        case .time(let p):
            target = .time
            precision = p
        case .timestamp: target = type.physicalType == .int64 ? .milliseconds : .nanoseconds
        case .timestampLTZ:
            target = type.physicalType == .int64 ? .milliseconds : .nanoseconds
            timestampSyntax = dialect.instant
        case .null: target = .null
        case .array, .map, .multiset, .row, .structured, .variant, .bitmap, .descriptor: return nil
        }
        self.precision = precision
        self.scale = scale
        self.timestampSyntax = timestampSyntax
    }

    /// Whether the column's values are byte strings.
    var isBytes: Bool { target == .string || target == .base64 }

    /// Appends the value of `text`; false: it is none, and nothing has been appended.
    ///
    /// - Parameter end: up to where memory behind the text can be read.
    @inline(__always) func append(
        _ text: ByteRange, to memory: UnsafeMutablePointer<ColumnMemory>, readableTo end: ByteRange.Position? = nil
    ) -> Bool {
        switch target {
        case .int32:
            guard let value = integer(text, end), let fitted = Int32(exactly: value) else { return false }
            memory.pointee.append(fitted)
        case .int64:
            guard let value = integer(text, end) else { return false }
            memory.pointee.append(value)
        case .double:
            guard let value = DoubleText.parse(text.trimmed) else { return false }
            memory.pointee.append(value)
        case .string:
            memory.pointee.write(text.start, count: text.count)
            memory.pointee.finishBytes()
        default: return appendRarer(text, to: memory)
        }
        return true
    }

    @inline(__always) private func integer(_ text: ByteRange, _ end: ByteRange.Position?) -> Int64? {
        if let end, let value = IntegerText.parseShort(text, readableTo: end) { return value }
        return IntegerText.parse(text.trimmed)
    }

    @inline(never) private func appendRarer(_ text: ByteRange, to memory: UnsafeMutablePointer<ColumnMemory>) -> Bool {
        switch target {
        case .boolean:
            memory.pointee.append(isTrue(text.trimmed) ? 1 as UInt8 : 0)
        case .int8:
            guard let value = IntegerText.parse(text.trimmed), let fitted = Int8(exactly: value) else { return false }
            memory.pointee.append(fitted)
        case .int16:
            guard let value = IntegerText.parse(text.trimmed), let fitted = Int16(exactly: value) else { return false }
            memory.pointee.append(fitted)
        case .float:
            guard let value = DoubleText.parseFloat(text.trimmed) else { return false }
            memory.pointee.append(value)
        case .decimal:
            switch BigDecimalText.parse(dialect.trimsDecimals ? text.trimmed : text, precision: precision, scale: scale) {
            case .malformed: return false
            case .tooLarge: memory.pointee.appendNullScalar(isBytes: false)
            case .unscaled(let value): memory.pointee.append(value)
            }
        case .base64:
            var bytes: [UInt8] = []
            guard Base64.decode(text, into: &bytes) else { return false }
            bytes.withUnsafeBytes { if let base = $0.baseAddress { memory.pointee.write(base, count: $0.count) } }
            memory.pointee.finishBytes()
        case .date:
            guard let days = dialect.hasSQLDates ? DateTimeText.sqlDate(text) : DateTimeText.isoDate(text) else { return false }
            memory.pointee.append(days)
        case .time:
            guard let nanoseconds = DateTimeText.time(text, secondsAreOptional: dialect.hasShortTimes) else { return false }
            var milliseconds = Int32(truncatingIfNeeded: nanoseconds / 1_000_000)
            if dialect.hasShortTimes {
                let unit: Int32 = precision >= 3 ? 1 : precision == 2 ? 10 : precision == 1 ? 100 : 1_000
                milliseconds -= milliseconds % unit
            }
            memory.pointee.append(milliseconds)
        case .milliseconds, .nanoseconds:
            guard let (days, nanoseconds) = DateTimeText.timestamp(dialect.trimsTimestamps ? text.trimmed : text, timestampSyntax) else {
                return false
            }
            if target == .milliseconds {
                memory.pointee.append(Int64(days) * 86_400_000 + nanoseconds / 1_000_000)
            } else {
                memory.pointee.append(Int128(days) * 86_400_000_000_000 + Int128(nanoseconds))
            }
        case .null: memory.pointee.appendNullScalar(isBytes: false)
        case .int32, .int64, .double, .string: preconditionFailure("converted by `append`")
        }
        return true
    }

    /// Java's `Boolean.parseBoolean`: TRUE in any case; everything else is FALSE.
    private func isTrue(_ text: ByteRange) -> Bool {
        text.count == 4 && text.start[0] | 0x20 == UInt8(ascii: "t") && text.start[1] | 0x20 == UInt8(ascii: "r")
            && text.start[2] | 0x20 == UInt8(ascii: "u") && text.start[3] | 0x20 == UInt8(ascii: "e")
    }

    /// What is wrong with a text that `append` refused.
    func complaint(_ text: ByteRange) -> String {
        let shown = String(text.string.prefix(60))
        return switch target {
        case .boolean, .string, .null: "'\(shown)' cannot be read."
        case .int8, .int16, .int32, .int64, .float, .double, .decimal: "For input string: \"\(shown)\""
        case .base64: "'\(shown)' is not Base64."
        case .date: "'\(shown)' is not a date of the form yyyy-MM-dd."
        case .time: "'\(shown)' is not a time of the form HH:mm:ss."
        case .milliseconds, .nanoseconds:
            "'\(shown)' is not a timestamp of the form yyyy-MM-dd\(timestampSyntax.separator == UInt8(ascii: "T") ? "T" : " ")HH:mm:ss"
                + (timestampSyntax.hasZulu ? "Z." : ".")
        }
    }
}
