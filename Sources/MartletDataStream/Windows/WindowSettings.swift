import MartletCore
import MartletRuntime

/// What all window operators have in common: how long a window waits for late elements, what becomes of those that come later still, and
/// what is made of a window that fires.
@usableFromInline struct WindowSettings<Key: StableKey, Element: Sendable, Accumulator: Sendable, Result: Sendable> {
    @usableFromInline let key: (Element) -> Key
    @usableFromInline let aggregation: WindowAggregation<Element, Accumulator>
    @usableFromInline let allowedLateness: Duration
    /// The side output that gets late elements; nil: they are dropped and counted.
    @usableFromInline let lateOutput: String?
    @usableFromInline let isEventTime: Bool
    @usableFromInline let emit: (Key, WindowContext, Accumulator, inout Output<Result>) throws -> Void

    @inlinable init(
        key: @escaping (Element) -> Key, aggregation: WindowAggregation<Element, Accumulator>, allowedLateness: Duration,
        lateOutput: String?,
        isEventTime: Bool, emit: @escaping (Key, WindowContext, Accumulator, inout Output<Result>) throws -> Void
    ) {
        self.key = key
        self.aggregation = aggregation
        self.allowedLateness = allowedLateness
        self.lateOutput = lateOutput
        self.isEventTime = isEventTime
        self.emit = emit
    }

    /// The time after which nothing is added to a window and its state is dropped.
    @inlinable func cleanupTime(_ window: TimeWindow) -> Timestamp {
        isEventTime ? window.maxTimestamp + allowedLateness : window.maxTimestamp
    }

    /// Whether nothing is added to a window any more.
    @inlinable func isOver(_ window: TimeWindow, _ watermark: Watermark) -> Bool {
        isEventTime && cleanupTime(window) <= watermark.timestamp
    }

    /// What becomes of an element that belongs to no open window: the side output gets it, else it is dropped and counted.
    ///
    /// One that belongs to no window at all, between windows that are further apart than their size, is late only if its own time is over.
    @inlinable func setAside(
        _ record: Element, at time: Timestamp, _ watermark: Watermark, dropped: Counter?, _ results: inout Output<Result>
    ) {
        guard isEventTime, time + allowedLateness <= watermark.timestamp else { return }
        if let lateOutput { results.emit(record, at: time, toSide: lateOutput) } else { dropped?.add() }
    }

    /// The times of a batch's elements, in event time. Throws if they have none.
    @inlinable func times(of batch: RecordBatch<Element>) throws -> [Timestamp] {
        if let times = batch.timestamps { return times }
        throw MartletError(
            "An element without a timestamp reached an event-time window.",
            hint: "Give the stream timestamps with assigningTimestampsAndWatermarks(), or use windows of processing time.")
    }
}

/// The clock of a window operator: event time by watermarks, or the machine's time.
@usableFromInline struct WindowClock {
    /// How far event time has come.
    @usableFromInline var watermark = Watermark.none
    /// How far the time has come that windows are made of.
    @usableFromInline var now = Timestamp.min

    @inlinable init() {}

    @inlinable func context(_ window: TimeWindow, _ context: OperatorContext?) -> WindowContext {
        WindowContext(window: window, currentWatermark: watermark, currentProcessingTime: context?.clock.now ?? .min)
    }
}
