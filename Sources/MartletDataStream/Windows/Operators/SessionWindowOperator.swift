import MartletCore
import MartletRuntime
import MartletState

/// Session windows: Flink's `WindowOperator` with its merging assigners and its `MergingWindowSet`.
///
/// Each key has its own windows, seldom more than one. A window has one timer at a time; when it fires and the window has grown since, it is
/// set again, so that an element that only prolongs a session costs no timer.
public final class SessionWindowOperator<Key: StableKey, Element: Sendable, Accumulator: Sendable, Result: Sendable>: StreamOperator {
    @usableFromInline struct Session {
        @usableFromInline var window: TimeWindow
        @usableFromInline var accumulator: Accumulator
        /// Whether the window has fired at the end that it has now.
        @usableFromInline var hasFired = false
        /// When its timer fires.
        @usableFromInline var timer: Timestamp

        @inlinable init(window: TimeWindow, accumulator: Accumulator, timer: Timestamp) {
            self.window = window
            self.accumulator = accumulator
            self.timer = timer
        }
    }

    @usableFromInline let settings: WindowSettings<Key, Element, Accumulator, Result>
    @usableFromInline let gap: (Element) -> Duration
    @usableFromInline let table = KeyTable<Key, [Session]>()
    @usableFromInline var timers = TimeHeap<Key>()
    @usableFromInline var clock = WindowClock()
    @usableFromInline var context: OperatorContext?
    @usableFromInline var lateRecordsDropped: Counter?

    @inlinable init(_ settings: WindowSettings<Key, Element, Accumulator, Result>, gap: @escaping (Element) -> Duration) {
        self.settings = settings
        self.gap = gap
    }

    @inlinable public func open(_ context: OperatorContext) throws {
        self.context = context
        lateRecordsDropped = context.metrics.counter(MetricNames.lateRecordsDropped)
    }

    @inlinable public func process(_ batch: any Batch, from input: Int, into output: OperatorOutput) throws {
        let batch = RecordBatch<Element>(batch)
        var results = Output<Result>()
        if settings.isEventTime {
            let times = try settings.times(of: batch)
            for index in batch.records.indices { try add(batch.records[index], at: times[index], &results) }
        } else if let now = context?.clock.now {
            clock.now = now
            for record in batch.records { try add(record, at: now, &results) }
        }
        try results.flush(into: output)
    }

    @inlinable func add(_ record: Element, at time: Timestamp, _ results: inout Output<Result>) throws {
        let own = try TimeWindow(sessionOf: gap(record), at: time)
        let key = settings.key(record)
        let hash = key.stableHash(seed: 0)
        guard let entry = table.entry(of: key, hash: hash) else {
            guard !settings.isOver(own, clock.watermark) else {
                return settings.setAside(record, at: time, clock.watermark, dropped: lateRecordsDropped, &results)
            }
            let entry = table.insert(key, hash: hash, value: [])
            return try start(record, own, key, entry, &results)
        }
        guard let number = table[entry].firstIndex(where: { $0.window.intersects(own) }) else {
            guard !settings.isOver(own, clock.watermark) else {
                return settings.setAside(record, at: time, clock.watermark, dropped: lateRecordsDropped, &results)
            }
            return try start(record, own, key, entry, &results)
        }
        try mergeOthers(own, into: number, entry)
        let window = table[entry][number].window.union(own)
        if window != table[entry][number].window {
            table[entry][number].window = window
            table[entry][number].hasFired = false
        }
        try settings.aggregation.add(&table[entry][number].accumulator, record)
        try fireIfReached(key, entry, number, &results)
    }

    /// Opens a window for an element that is near no other.
    @inlinable func start(_ record: Element, _ window: TimeWindow, _ key: Key, _ entry: Int, _ results: inout Output<Result>) throws {
        table[entry].append(
            Session(window: window, accumulator: try settings.aggregation.create(record), timer: window.maxTimestamp))
        setTimer(key, at: window.maxTimestamp)
        try fireIfReached(key, entry, table[entry].count - 1, &results)
    }

    /// Merges all other windows of the key that `window` touches into the one of this number.
    @inlinable func mergeOthers(_ window: TimeWindow, into number: Int, _ entry: Int) throws {
        var other = table[entry].count - 1
        while other > number {
            if table[entry][other].window.intersects(window) {
                let merged = table[entry].remove(at: other)
                guard let merge = settings.aggregation.merge else { preconditionFailure("session windows without a merge function") }
                try merge(&table[entry][number].accumulator, merged.accumulator)
                table[entry][number].window = table[entry][number].window.union(merged.window)
                table[entry][number].hasFired = false
                // The earlier of both timers serves the merged window.
                table[entry][number].timer = min(table[entry][number].timer, merged.timer)
            }
            other -= 1
        }
    }

    /// Fires a window at once if its end has been reached already: an element within the allowed lateness.
    @inlinable func fireIfReached(_ key: Key, _ entry: Int, _ number: Int, _ results: inout Output<Result>) throws {
        guard table[entry][number].window.maxTimestamp <= clock.now else { return }
        table[entry][number].hasFired = true
        try emit(key, table[entry][number], &results)
    }

    @inlinable func setTimer(_ key: Key, at time: Timestamp) {
        timers.insert(key, at: time)
        if !settings.isEventTime { context?.registerTimer(at: time) }
    }

    @inlinable func emit(_ key: Key, _ session: Session, _ results: inout Output<Result>) throws {
        results.timestamp = session.window.maxTimestamp
        try settings.emit(key, clock.context(session.window, context), session.accumulator, &results)
    }

    @inlinable func fire(through now: Timestamp, into output: OperatorOutput) throws {
        clock.now = now
        var results = Output<Result>()
        while let (time, key) = timers.removeFirst(through: now) {
            guard let entry = table.entry(of: key, hash: key.stableHash(seed: 0)),
                let number = table[entry].firstIndex(where: { $0.timer == time })
            else { continue }
            let window = table[entry][number].window
            if window.maxTimestamp <= time, !table[entry][number].hasFired {
                table[entry][number].hasFired = true
                try emit(key, table[entry][number], &results)
                try results.flushIfFull(into: output)
            }
            // A window that has grown waits for its new end, one that has fired for the end of the allowed lateness.
            let next = table[entry][number].hasFired ? settings.cleanupTime(window) : window.maxTimestamp
            if next > time {
                table[entry][number].timer = next
                setTimer(key, at: next)
            } else {
                table[entry].remove(at: number)
                if table[entry].isEmpty { table.remove(entry) }
            }
        }
        try results.flush(into: output)
    }

    @inlinable public func advance(to watermark: Watermark, into output: OperatorOutput) throws {
        clock.watermark = watermark
        if settings.isEventTime { try fire(through: watermark.timestamp, into: output) }
        try output.emit(watermark)
    }

    @inlinable public func onProcessingTime(_ time: Timestamp, into output: OperatorOutput) throws { try fire(through: time, into: output) }

    /// In batch mode all windows are complete at the end; streaming, those of processing time whose ends have not come are dropped, as in Flink.
    @inlinable public func finish(into output: OperatorOutput) throws {
        if !settings.isEventTime, context?.runtimeMode == .batch { try fire(through: .max, into: output) }
    }
}
