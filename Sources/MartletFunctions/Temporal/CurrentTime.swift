import MartletColumns
import MartletCore

extension ScalarFunction {
    static let currentDate = now("CURRENT_DATE", DataType.date, "The date in the session's time zone.") { context, count in
        .int32(FixedColumn([Int32](repeating: context.localNow.date.days, count: count)))
    }

    static let currentTime = now("CURRENT_TIME", aliases: ["LOCALTIME"], DataType.time(0), "The time of day in the session's time zone.") {
        context, count in
        .int32(FixedColumn([Int32](repeating: context.localNow.time.milliseconds, count: count)))
    }

    static let currentTimestamp = now("CURRENT_TIMESTAMP", aliases: ["NOW"], DataType.timestampLTZ(3), "This instant.") { context, count in
        .int64(FixedColumn([Int64](repeating: context.now.milliseconds, count: count)))
    }

    static let localTimestamp = now("LOCALTIMESTAMP", DataType.timestamp(3), "The date and time in the session's time zone.") {
        context, count in
        .int64(FixedColumn([Int64](repeating: context.localNow.milliseconds, count: count)))
    }

    static let currentRowTimestamp = now(
        "CURRENT_ROW_TIMESTAMP", DataType.timestampLTZ(3), "The instant at which the row is computed, in batch mode too.",
        volatility: .perRow
    ) { context, count in .int64(FixedColumn([Int64](repeating: context.now.milliseconds, count: count))) }

    static let processingTime = now(
        "PROCTIME", DataType(.timestampLTZ(precision: 3), timeAttribute: .proctime), "The processing time, as a time attribute.",
        volatility: .perRow
    ) { context, count in .int64(FixedColumn([Int64](repeating: context.now.milliseconds, count: count))) }

    private static func now(
        _ name: String, aliases: [String] = [], _ type: DataType, _ summary: String, volatility: Volatility = .perQuery,
        _ column: @escaping @Sendable (EvaluationContext, Int) -> Column
    ) -> ScalarFunction {
        ScalarFunction(
            name, aliases: aliases, summary, volatility: volatility,
            overloads: [Overload([], result: { _ in type.notNull }) { _, _ in { call in column(call.context, call.count) } }])
    }

    static let currentWatermark = ScalarFunction(
        "CURRENT_WATERMARK", "The watermark of the rowtime attribute so far; NULL before the first.", volatility: .perRow,
        overloads: [
            Overload(
                [.family("<TIMESTAMP *ROWTIME*>", .timestamp(3)) { $0.isTimestamp }], nulls: .handled,
                result: { DataType($0[0].type.kind) }
            ) { arguments, _ in
                let isWide = (arguments[0].type.kind.timePrecision ?? 3) > 3
                return { call in
                    let mark = call.context.watermark.milliseconds
                    let validity = mark == .min ? Bitmap(repeating: false, count: call.count) : nil
                    return isWide
                        ? .int128(FixedColumn([Int128](repeating: Int128(mark) * 1_000_000, count: call.count), validity: validity))
                        : .int64(FixedColumn([Int64](repeating: mark, count: call.count), validity: validity))
                }
            }
        ])
}

extension EvaluationContext {
    /// The wall time of now in the session's time zone.
    var localNow: LocalDateTime { LocalDateTime(milliseconds: timeZone.local(now.milliseconds)) }
}
