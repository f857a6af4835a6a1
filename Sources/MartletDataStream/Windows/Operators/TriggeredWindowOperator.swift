import MartletCore
import MartletRuntime
import MartletState

/// Windows of any kind, with triggers and evictors: Flink's `WindowOperator` and `EvictingWindowOperator`.
///
/// Each window of each key has its contents, its trigger and its timers. Where neither a trigger nor an evictor is given, the
/// `AlignedWindowOperator` and the `SessionWindowOperator` do the same with much less.
@usableFromInline
final class TriggeredWindowOperator<Key: StableKey, Element: Sendable, Accumulator: Sendable, Result: Sendable>: StreamOperator {
    @usableFromInline struct Window {
        @usableFromInline var contents = WindowContents<Element, Accumulator>()
        @usableFromInline var trigger: any WindowTrigger<Element>

        @inlinable init(trigger: any WindowTrigger<Element>) { self.trigger = trigger }
    }

    @usableFromInline let settings: WindowSettings<Key, Element, Accumulator, Result>
    @usableFromInline let assigner: WindowAssigner<Element>
    @usableFromInline let trigger: any WindowTrigger<Element>
    @usableFromInline let evictor: Evictor<Element>?
    @usableFromInline let windows = KeyTable<WindowKey<Key>, Window>()
    /// The windows of each key, where they are merged.
    @usableFromInline let merging = KeyTable<Key, [TimeWindow]>()
    @usableFromInline var clock = WindowClock()
    /// The window whose trigger is called.
    @usableFromInline let current = CurrentKey<WindowKey<Key>?>(nil)
    /// What `open` makes.
    @usableFromInline var running: (context: OperatorContext, timers: KeyedTimerQueues<WindowKey<Key>>, service: TimerService)?
    @usableFromInline var lateRecordsDropped: Counter?

    @inlinable init(
        _ settings: WindowSettings<Key, Element, Accumulator, Result>, _ assigner: WindowAssigner<Element>, trigger: Trigger<Element>,
        evictor: Evictor<Element>?
    ) {
        self.settings = settings
        self.assigner = assigner
        self.trigger = trigger.prototype
        self.evictor = evictor
    }

    @inlinable func open(_ context: OperatorContext) throws {
        let timers = KeyedTimerQueues<WindowKey<Key>>(context)
        let service = TimerService(clock: context.clock) { [current] change, time in
            if let window = current.key { timers.apply(change, window, time) }
        }
        running = (context, timers, service)
        lateRecordsDropped = context.metrics.counter(MetricNames.lateRecordsDropped)
    }

    @inlinable func process(_ batch: any Batch, from input: Int, into output: OperatorOutput) throws {
        guard let service = running?.service else { return }
        let batch = RecordBatch<Element>(batch)
        if settings.isEventTime { _ = try settings.times(of: batch) }
        var results = Output<Result>()
        for index in batch.records.indices {
            try add(batch.records[index], at: batch.timestamps?[index], service, &results)
            try results.flushIfFull(into: output)
        }
        try results.flush(into: output)
    }

    @inlinable func add(_ record: Element, at time: Timestamp?, _ service: TimerService, _ results: inout Output<Result>) throws {
        let key = settings.key(record)
        let windowTime = settings.isEventTime ? time ?? .min : service.currentProcessingTime
        var isSkipped = true
        try assigner.forEachWindow(of: record, at: windowTime) { own in
            guard let window = try assigner.isMerging ? merged(own, key, service) : own, !settings.isOver(window, clock.watermark) else {
                return
            }
            isSkipped = false
            try add(record, at: time, to: WindowKey(key, window), service, &results)
        }
        if isSkipped, let time { settings.setAside(record, at: time, clock.watermark, dropped: lateRecordsDropped, &results) }
    }

    @inlinable func add(
        _ record: Element, at time: Timestamp?, to window: WindowKey<Key>, _ service: TimerService, _ results: inout Output<Result>
    ) throws {
        let hash = window.stableHash(seed: 0)
        let entry = windows.entry(of: window, hash: hash) ?? windows.insert(window, hash: hash, value: Window(trigger: trigger))
        if evictor == nil {
            try windows[entry].contents.add(record, settings.aggregation)
        } else {
            windows[entry].contents.elements.append(TimestampedElement(record, at: time))
        }
        let result = try call(window, service) { try windows[entry].trigger.onElement(record, at: time ?? .min, $0) }
        try apply(result, to: window, entry, &results)
        if let end = cleanupTime(window.window) {
            current.key = window
            if settings.isEventTime { service.register(eventTime: end) } else { service.register(processingTime: end) }
        } else {
            forgetIfIdle(entry)
        }
    }

    /// Calls a trigger, which then sets timers for its window.
    @inlinable func call<Value>(_ window: WindowKey<Key>, _ service: TimerService, _ body: (TriggerContext) throws -> Value) rethrows
        -> Value
    {
        current.key = window
        return try body(TriggerContext(window: window.window, timers: service))
    }

    /// Does what a trigger has said.
    @inlinable func apply(_ result: TriggerResult, to window: WindowKey<Key>, _ entry: Int, _ results: inout Output<Result>) throws {
        if result.fires, !windows[entry].contents.isEmpty {
            results.timestamp = window.window.maxTimestamp
            let context = clock.context(window.window, running?.context)
            try windows[entry].contents.fire(context, evictor, settings.aggregation) { value in
                try settings.emit(window.key, context, value, &results)
            }
        }
        if result.purges { windows[entry].contents = WindowContents() }
    }

    /// Merges the windows of a key that touch `own` with it, and answers the window that comes of it; nil: `own` touches none and is over.
    @inlinable func merged(_ own: TimeWindow, _ key: Key, _ service: TimerService) throws -> TimeWindow? {
        let hash = key.stableHash(seed: 0)
        let entry = merging.entry(of: key, hash: hash)
        let touched = entry.map { merging[$0].filter { $0.intersects(own) } } ?? []
        if touched.isEmpty, settings.isOver(own, clock.watermark) { return nil }
        let union = touched.reduce(own) { $0.union($1) }
        if touched == [union] { return union }
        if let entry {
            merging[entry].removeAll { $0.intersects(own) }
            merging[entry].append(union)
        } else {
            merging.insert(key, hash: hash, value: [union])
        }
        var whole: Window?
        for window in touched {
            guard let part = try take(WindowKey(key, window), service) else { continue }
            guard var sum = whole.take() else {
                whole = part
                continue
            }
            try sum.contents.merge(part.contents, settings.aggregation)
            sum.trigger.absorb(part.trigger)
            whole = sum
        }
        guard let whole else { return union }
        let window = WindowKey(key, union)
        let number = windows.insert(window, hash: window.stableHash(seed: 0), value: whole)
        try call(window, service) { try windows[number].trigger.onMerge($0) }
        return union
    }

    /// Takes out a window, with the timers that its trigger has set.
    @inlinable func take(_ window: WindowKey<Key>, _ service: TimerService) throws -> Window? {
        guard let entry = windows.entry(of: window, hash: window.stableHash(seed: 0)) else { return nil }
        let removed = windows.remove(entry)
        var trigger = removed.trigger
        try call(window, service) { try trigger.clear($0) }
        return removed
    }

    /// Forgets a window that is over.
    @inlinable func close(_ window: WindowKey<Key>, _ service: TimerService) throws {
        _ = try take(window, service)
        guard assigner.isMerging, let entry = merging.entry(of: window.key, hash: window.key.stableHash(seed: 0)) else { return }
        merging[entry].removeAll { $0 == window.window }
        if merging[entry].isEmpty { merging.remove(entry) }
    }

    /// Forgets a window without end that is as good as new, so that keys that have gone take no memory.
    @inlinable func forgetIfIdle(_ entry: Int) {
        if !assigner.isMerging, windows[entry].contents.isEmpty, windows[entry].trigger.isIdle { windows.remove(entry) }
    }

    /// When a window is forgotten; nil: never.
    @inlinable func cleanupTime(_ window: TimeWindow) -> Timestamp? {
        let time = settings.cleanupTime(window)
        return time == .max ? nil : time
    }

    /// Calls the triggers whose timers are due, and closes windows that are over.
    @inlinable func fire(_ domain: TimeDomain, through now: Timestamp, into output: OperatorOutput) throws {
        guard let (_, timers, service) = running else { return }
        var results = Output<Result>()
        while let timer = timers.removeFirst(domain, through: now) {
            let window = timer.key, time = timer.time
            guard let entry = windows.entry(of: window, hash: window.stableHash(seed: 0)) else { continue }
            let result = try call(window, service) {
                domain == .eventTime
                    ? try windows[entry].trigger.onEventTime(time, $0) : try windows[entry].trigger.onProcessingTime(time, $0)
            }
            try apply(result, to: window, entry, &results)
            let end = cleanupTime(window.window)
            if end == nil { forgetIfIdle(entry) }
            if time == end, settings.isEventTime == (domain == .eventTime) { try close(window, service) }
            try results.flushIfFull(into: output)
        }
        try results.flush(into: output)
    }

    @inlinable func advance(to watermark: Watermark, into output: OperatorOutput) throws {
        clock.watermark = watermark
        running?.service.advance(to: watermark)
        try fire(.eventTime, through: watermark.timestamp, into: output)
        try output.emit(watermark)
    }

    @inlinable func onProcessingTime(_ time: Timestamp, into output: OperatorOutput) throws {
        try fire(.processingTime, through: time, into: output)
        running?.timers.wakeForNext()
    }

    /// In batch mode the end of the input is the end of time also for timers of processing time.
    @inlinable func finish(into output: OperatorOutput) throws {
        if running?.context.runtimeMode == .batch { try fire(.processingTime, through: .max, into: output) }
    }
}
