import MartletCore
import MartletSQL

extension ExpressionBinder {
    /// A constant, with the type that Flink gives its spelling.
    func bind(_ literal: Literal, at range: SourceRange, isNegative: Bool = false) throws -> BoundExpression {
        switch literal {
        case .null:
            return .null(.null)
        case .unknown: return .literal(.null, .boolean)
        case .boolean(let value): return .literal(.boolean(value), DataType.boolean.notNull)
        case .integer(let digits): return try integer((isNegative ? "-" : "") + digits, at: range)
        case .decimal(let digits): return try decimal(digits, isNegative: isNegative, at: range)
        case .approximate(let text):
            guard let value = Double(text), value.isFinite else { throw outOfRange(text.uppercased(), at: range) }
            // Flink's literals know no negative zero.
            return .literal(.double(isNegative && value != 0 ? -value : value), DataType.double.notNull)
        case .string(let text, _): return .literal(.string(text), DataType.char(text.utf16.count).notNull)
        case .binary(let hexadecimal): return try binary(hexadecimal, at: range)
        case .date(let text):
            guard let date = TemporalLiteral.date(text) else { throw illegal("DATE", text, "yyyy-MM-dd", at: range) }
            return .literal(.date(date), DataType.date.notNull)
        case .time(let text):
            guard let (time, precision) = TemporalLiteral.time(text) else { throw illegal("TIME", text, "HH:mm:ss", at: range) }
            return .literal(.time(time), DataType.time(precision).notNull)
        case .timestamp(let text):
            guard let (time, precision) = TemporalLiteral.timestamp(text) else {
                throw illegal("TIMESTAMP", text, "yyyy-MM-dd HH:mm:ss", at: range)
            }
            return .literal(.timestamp(time), DataType.timestamp(precision).notNull)
        case .timestampWithLocalTimeZone(let text):
            guard let (time, precision) = TemporalLiteral.timestamp(text) else {
                throw illegal("TIMESTAMP WITH LOCAL TIME ZONE", text, "yyyy-MM-dd HH:mm:ss", at: range)
            }
            return .literal(.instant(Instant(utc: time)), DataType.timestampLTZ(precision).notNull)
        case .interval(let interval): return try bind(interval, at: range)
        }
    }

    private func integer(_ text: String, at range: SourceRange) throws -> BoundExpression {
        if let value = Int32(text) { return .literal(.int(value), DataType.int.notNull) }
        guard let value = Int64(text) else { throw outOfRange(text, at: range) }
        return .literal(.bigint(value), DataType.bigint.notNull)
    }

    /// `1.50` has three digits, two behind the point; `1.` is an integer. The digits must fit into 64 bits, as in Calcite.
    private func decimal(_ digits: String, isNegative: Bool, at range: SourceRange) throws -> BoundExpression {
        let text = (isNegative ? "-" : "") + digits
        guard let point = digits.firstIndex(of: ".") else { return try integer(text, at: range) }
        let scale = digits.distance(from: point, to: digits.endIndex) - 1
        if scale == 0 { return try integer(String(text.dropLast()), at: range) }
        guard let value = Decimal128(text), Int64(exactly: value.unscaled) != nil else { throw outOfRange(text, at: range) }
        let precision = max(digits.count - 1, scale)
        return .literal(.decimal(value), DataType.decimal(min(precision, 38), scale).notNull)
    }

    private func binary(_ hexadecimal: String, at range: SourceRange) throws -> BoundExpression {
        let digits = hexadecimal.utf8.compactMap { Character(UnicodeScalar($0)).hexDigitValue }
        guard digits.count % 2 == 0, digits.count == hexadecimal.utf8.count else {
            throw MartletError("Binary literal string must contain an even number of hexits", phase: .validate, at: range)
        }
        let bytes = stride(from: 0, to: digits.count, by: 2).map { UInt8(digits[$0] * 16 + digits[$0 + 1]) }
        return .literal(.bytes(bytes), DataType(.binary(bytes.count), nullable: false))
    }

    private func bind(_ interval: IntervalLiteral, at range: SourceRange) throws -> BoundExpression {
        let unit = interval.qualifier.start.spelling, precision = interval.qualifier.startPrecision ?? 2
        guard (1...10).contains(precision) else {
            throw MartletError(
                "Interval leading field precision '\(precision)' out of range for INTERVAL \(unit)(\(precision))", phase: .validate,
                at: range)
        }
        let leading = interval.text.drop { !$0.isNumber }.prefix(while: \.isNumber).drop { $0 == "0" }
        guard leading.count <= precision else {
            throw MartletError(
                "Interval field value \(leading) exceeds precision of \(unit)(\(precision)) field", phase: .validate, at: range)
        }
        guard let value = TemporalLiteral.interval(interval) else {
            throw MartletError(
                "Illegal interval literal format '\(interval.text)' for INTERVAL \(interval.qualifier.spelling)", phase: .validate,
                at: range)
        }
        return .literal(value, DataType(interval.qualifier.isYearMonth ? .intervalYearMonth : .intervalDayTime, nullable: false))
    }

    private func outOfRange(_ text: String, at range: SourceRange) -> MartletError {
        MartletError("Numeric literal '\(text)' out of range", phase: .validate, at: range)
    }

    private func illegal(_ type: String, _ text: String, _ format: String, at range: SourceRange) -> MartletError {
        MartletError("Illegal \(type) literal '\(text)': not in format '\(format)'", phase: .validate, at: range)
    }
}
