import MartletColumns
import MartletCore

// Texts of dates and times, by patterns.
extension ScalarFunction {
    static let dateFormat = ScalarFunction(
        "DATE_FORMAT", "The text of a timestamp (or of a text `yyyy-MM-dd HH:mm:ss`) by a pattern of Java's `DateTimeFormatter`.",
        examples: [.init("DATE_FORMAT(TIMESTAMP '2024-02-29 13:05:09', 'dd.MM.yyyy HH:mm')", "29.02.2024 13:05")],
        overloads: [
            Overload([.timestamp, .characterString], result: { _ in .string }) { arguments, _ in
                let literal = arguments[1].literalText.flatMap { try? DateTimeFormatter($0) }
                let isLocal: Bool = if case .timestampLTZ = arguments[0].type.kind { true } else { false }
                return { call in
                    var cache = PatternCache(literal: literal) { try DateTimeFormatter($0) }
                    let zone = isLocal ? call.context.timeZone : .utc
                    return try Strict.read(call) {
                        (times: OperandReader<LocalDateTime>, patterns: OperandReader<Utf8>, validity: Bitmap?) in
                        try Utf8Writer.column(call.count, validity) { row, out in
                            let time = times[row]
                            let local = LocalDateTime(
                                milliseconds: zone.local(time.milliseconds), nanosecondsOfMillisecond: time.nanosecondsOfMillisecond)
                            try cache.compiled(patterns[row]).format(local, into: &out)
                        }
                    }
                }
            },
            Overload([.characterString, .characterString], result: { _ in .string }) { arguments, _ in
                let literal = arguments[1].literalText.flatMap { try? SimpleDateFormat($0) }
                let standard = try SimpleDateFormat("yyyy-MM-dd HH:mm:ss")
                return { call in
                    var cache = PatternCache(literal: literal) { try SimpleDateFormat($0) }
                    return try Strict.read(call) { (texts: OperandReader<Utf8>, patterns: OperandReader<Utf8>, validity: Bitmap?) in
                        try Utf8Writer.column(call.count, validity) { row, out in
                            let format = try cache.compiled(patterns[row])
                            guard let instant = standard.parse(texts[row].string, in: .utc) else { return out.setNull() }
                            format.format(instant, in: .utc, into: &out)
                        }
                    }
                }
            },
        ])

    static let fromUnixTime = ScalarFunction(
        "FROM_UNIXTIME",
        "The text of an instant, given in seconds since 1970, in the session's time zone: `yyyy-MM-dd HH:mm:ss`, or by a pattern.",
        examples: [.init("FROM_UNIXTIME(44)", "1970-01-01 00:00:44")],
        overloads: [
            Overload([.wholeSeconds], result: { _ in .string }) { _, _ in
                let standard = try SimpleDateFormat("yyyy-MM-dd HH:mm:ss")
                return { call in
                    let seconds = try call[0].int64
                    return try Utf8Writer.column(call.count, seconds.validity) { row, out in
                        standard.format(seconds.values[row] &* 1_000, in: call.context.timeZone, into: &out)
                    }
                }
            },
            Overload([.wholeSeconds, .characterString], result: { _ in .string }) { arguments, _ in
                let literal = arguments[1].literalText.flatMap { try? SimpleDateFormat($0) }
                return { call in
                    var cache = PatternCache(literal: literal) { try SimpleDateFormat($0) }
                    return try Strict.read(call) { (seconds: OperandReader<Int64>, patterns: OperandReader<Utf8>, validity: Bitmap?) in
                        try Utf8Writer.column(call.count, validity) { row, out in
                            try cache.compiled(patterns[row]).format(seconds[row] &* 1_000, in: call.context.timeZone, into: &out)
                        }
                    }
                }
            },
        ])

    static let unixTimestamp = ScalarFunction(
        "UNIX_TIMESTAMP",
        "The seconds since 1970 now, or at a time in the session's time zone, given as `yyyy-MM-dd HH:mm:ss` or by a pattern; the least BIGINT if it cannot be read.",
        examples: [.init("UNIX_TIMESTAMP('1970-01-01 00:00:44')", "44")], volatility: .perQuery,
        overloads: [
            Overload([], result: { _ in DataType.bigint.notNull }) { _, _ in
                { call in
                    let seconds = call.context.now.milliseconds.flooredDivision(by: 1_000).quotient
                    return .int64(FixedColumn([Int64](repeating: seconds, count: call.count)))
                }
            },
            Overload([.characterString], result: { _ in DataType.bigint.notNull }) { _, _ in
                let standard = try SimpleDateFormat("yyyy-MM-dd HH:mm:ss")
                return { call in
                    let column = try call[0]
                    return Utf8.withView(column) { texts in
                        Int64.partial(call.count, column.validity) {
                            seconds(standard.parse(Utf8.read(texts, $0).string, in: call.context.timeZone))
                        }
                    }
                }
            },
            Overload([.characterString, .characterString], result: { _ in DataType.bigint.notNull }) { arguments, _ in
                let literal = arguments[1].literalText.flatMap { try? SimpleDateFormat($0) }
                return { call in
                    var cache = PatternCache(literal: literal) { try SimpleDateFormat($0) }
                    return try Strict.read(call) { (texts: OperandReader<Utf8>, patterns: OperandReader<Utf8>, validity: Bitmap?) in
                        try Int64.partial(call.count, validity) { row in
                            seconds(try cache.compiled(patterns[row]).parse(texts[row].string, in: call.context.timeZone))
                        }
                    }
                }
            },
        ])

    private static func seconds(_ instant: Int64?) -> Int64 { instant.map { $0 / 1_000 } ?? .min }

    static let convertTimeZone = ScalarFunction(
        "CONVERT_TZ", "A time `yyyy-MM-dd HH:mm:ss` of one time zone as that of another; NULL if it cannot be read.",
        examples: [.init("CONVERT_TZ('1970-01-01 00:00:00', 'UTC', 'America/Los_Angeles')", "1969-12-31 16:00:00")],
        overloads: [
            Overload([.characterString, .characterString, .characterString], result: { _ in .string }) { _, _ in
                let standard = try SimpleDateFormat("yyyy-MM-dd HH:mm:ss")
                return { call in
                    var zones = PatternCache(literal: nil) { try TimeZoneRules(javaName: $0) }
                    return try Strict.read(call) {
                        (texts: OperandReader<Utf8>, from: OperandReader<Utf8>, to: OperandReader<Utf8>, validity: Bitmap?) in
                        try Utf8Writer.column(call.count, validity) { row, out in
                            guard let instant = standard.parse(texts[row].string, in: try zones.compiled(from[row])) else {
                                return out.setNull()
                            }
                            standard.format(instant, in: try zones.compiled(to[row]), into: &out)
                        }
                    }
                }
            }
        ])
}

extension Overload.Parameter {
    fileprivate static let wholeSeconds = cast("<NUMERIC>", to: .bigint) { $0.isNumeric }
}
