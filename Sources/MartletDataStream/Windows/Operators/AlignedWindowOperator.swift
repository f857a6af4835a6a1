import MartletCore
import MartletRuntime
import MartletState

/// Tumbling and sliding windows. Flink's `WindowOperator` with its aligned assigners.
///
/// The windows of all keys begin at the same times. So there is one pane for each window that is open, a table from keys to accumulators,
/// and one timer for a whole pane where Flink has one for each key.
public final class AlignedWindowOperator<Key: StableKey, Element: Sendable, Accumulator: Sendable, Result: Sendable>: StreamOperator {
    /// A window of all keys.
    @usableFromInline struct Pane {
        @usableFromInline let window: TimeWindow
        @usableFromInline let table: KeyTable<Key, Accumulator>
        /// Whether the window's end has been reached: an element that is added now fires its key's window at once.
        @usableFromInline var hasFired: Bool

        @inlinable init(window: TimeWindow, table: KeyTable<Key, Accumulator>, hasFired: Bool) {
            self.window = window
            self.table = table
            self.hasFired = hasFired
        }
    }

    @usableFromInline let settings: WindowSettings<Key, Element, Accumulator, Result>
    @usableFromInline let size: Int64
    @usableFromInline let slide: Int64
    @usableFromInline let offset: Int64
    /// The open windows, the earliest first.
    @usableFromInline var panes: [Pane] = []
    /// Tables that are empty again, for the next panes.
    @usableFromInline var spareTables: [KeyTable<Key, Accumulator>] = []
    @usableFromInline var clock = WindowClock()
    @usableFromInline var context: OperatorContext?
    @usableFromInline var lateRecordsDropped: Counter?

    @inlinable init(_ settings: WindowSettings<Key, Element, Accumulator, Result>, size: Int64, slide: Int64, offset: Int64) {
        self.settings = settings
        self.size = size
        self.slide = slide
        self.offset = offset
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
            if size == slide {
                try batch.records.withUnsafeBufferPointer { records in
                    try times.withUnsafeBufferPointer { try addToTumblingWindows(records, $0, &results) }
                }
            } else {
                for index in batch.records.indices { try add(batch.records[index], at: times[index], &results) }
            }
        } else if let now = context?.clock.now {
            clock.now = now
            for record in batch.records { try add(record, at: now, &results) }
        }
        try results.flush(into: output)
    }

    /// The loop for windows that do not overlap: successive elements mostly belong to the same pane, which is looked up once.
    @inlinable func addToTumblingWindows(
        _ records: UnsafeBufferPointer<Element>, _ times: UnsafeBufferPointer<Timestamp>, _ results: inout Output<Result>
    ) throws {
        let key = settings.key, aggregation = settings.aggregation
        var index = 0
        while index < records.count {
            let start = TimeWindow.start(of: times[index].milliseconds, size: size, offset: offset)
            let first = index
            index &+= 1
            guard let number = pane(start: start) else {
                settings.setAside(records[first], at: times[first], clock.watermark, dropped: lateRecordsDropped, &results)
                continue
            }
            let pane = panes[number]
            if pane.hasFired {
                try add(records[first], to: number, hash: key(records[first]).stableHash(seed: 0), &results)
                continue
            }
            let end = start &+ size
            while index < records.count, times[index].milliseconds >= start, times[index].milliseconds < end { index &+= 1 }
            let table = pane.table
            try table.visit(records, first..<index, key: key) { number, hash in
                let record = records[number]
                let key = key(record)
                if let entry = table.entry(of: key, hash: hash) {
                    try aggregation.add(&table[entry], record)
                } else {
                    table.insert(key, hash: hash, value: try aggregation.create(record))
                }
            }
        }
    }

    /// Adds an element to all windows that it belongs to.
    @inlinable func add(_ record: Element, at time: Timestamp, _ results: inout Output<Result>) throws {
        let hash = settings.key(record).stableHash(seed: 0)
        var start = TimeWindow.start(of: time.milliseconds, size: slide, offset: offset)
        var isSkipped = true
        while start > time.milliseconds &- size {
            if let number = pane(start: start) {
                isSkipped = false
                try add(record, to: number, hash: hash, &results)
            }
            start &-= slide
        }
        if isSkipped { settings.setAside(record, at: time, clock.watermark, dropped: lateRecordsDropped, &results) }
    }

    @inlinable func add(_ record: Element, to number: Int, hash: UInt64, _ results: inout Output<Result>) throws {
        let pane = panes[number]
        let key = settings.key(record)
        let entry: Int
        if let found = pane.table.entry(of: key, hash: hash) {
            entry = found
            try settings.aggregation.add(&pane.table[entry], record)
        } else {
            entry = pane.table.insert(key, hash: hash, value: try settings.aggregation.create(record))
        }
        if pane.hasFired { try emit(pane, entry..<entry + 1, &results) }
    }

    /// The number of the pane of the window that begins at `start`, which is opened if need be; nil: its time is over.
    @inlinable func pane(start: Int64) -> Int? {
        var low = 0, high = panes.count
        if let last = panes.last {
            if last.window.start.milliseconds == start { return high - 1 }
            if last.window.start.milliseconds < start { low = high }
        }
        while low < high {
            let middle = (low + high) / 2
            if panes[middle].window.start.milliseconds < start { low = middle + 1 } else { high = middle }
        }
        if low < panes.count, panes[low].window.start.milliseconds == start { return low }
        let window = TimeWindow(start: Timestamp(milliseconds: start), end: Timestamp(milliseconds: start &+ size))
        if settings.isOver(window, clock.watermark) { return nil }
        let table = spareTables.popLast() ?? KeyTable()
        panes.insert(Pane(window: window, table: table, hasFired: window.maxTimestamp <= clock.now), at: low)
        if !settings.isEventTime { context?.registerTimer(at: window.maxTimestamp) }
        return low
    }

    /// Fires the windows of some keys.
    @inlinable func emit(_ pane: Pane, _ entries: Range<Int>, _ results: inout Output<Result>) throws {
        results.timestamp = pane.window.maxTimestamp
        let context = clock.context(pane.window, context)
        for entry in entries { try settings.emit(pane.table.key(entry), context, pane.table[entry], &results) }
    }

    /// Fires the windows whose ends have been reached, the earliest first, and closes those whose time is over.
    @inlinable func fire(through now: Timestamp, into output: OperatorOutput) throws {
        clock.now = now
        var results = Output<Result>()
        var closed = 0
        for number in panes.indices {
            let pane = panes[number]
            if pane.window.maxTimestamp > now { break }
            if !pane.hasFired {
                let size = RecordBatch<Result>.defaultSize
                for start in stride(from: 0, to: pane.table.count, by: size) {
                    try emit(pane, start..<min(start + size, pane.table.count), &results)
                    try results.flush(into: output)
                }
                panes[number].hasFired = true
            }
            if settings.cleanupTime(pane.window) <= now { closed = number + 1 }
        }
        if closed > 0 {
            spareTables = panes.prefix(closed).map(\.table)
            for table in spareTables { table.removeAll() }
            panes.removeFirst(closed)
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
