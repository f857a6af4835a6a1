import MartletCore
import MartletDataStream
import MartletRuntime
import MartletState

/// Finds the matches of a pattern among the elements of each key. Flink's `CepOperator`.
@usableFromInline final class PatternOperator<Key: StableKey, Function: PatternProcessFunction>: StreamOperator {
    @usableFromInline typealias Element = Function.Element

    @usableFromInline let settings: PatternSettings<Element>
    @usableFromInline let function: Function
    @usableFromInline let key: (Element) -> Key
    @usableFromInline let table = KeyTable<Key, KeyedEvents>()
    @usableFromInline var timers = KeyedTimers<Key>()
    @usableFromInline var watermark = Watermark.none
    @usableFromInline var context: OperatorContext?
    @usableFromInline var lateRecordsDropped: Counter?

    @inlinable init(_ settings: PatternSettings<Element>, _ function: Function, key: @escaping (Element) -> Key) {
        self.settings = settings
        self.function = function
        self.key = key
    }

    @inlinable func open(_ context: OperatorContext) throws {
        self.context = context
        lateRecordsDropped = context.metrics.counter(MetricNames.lateRecordsDropped)
        try function.open(context)
    }

    @inlinable func process(_ batch: any Batch, from input: Int, into output: OperatorOutput) throws {
        let batch = RecordBatch<Element>(batch)
        var results = Output<Function.Result>()
        if settings.isEventTime {
            guard let times = batch.timestamps else { throw Self.noTimestamps }
            for index in batch.records.indices { wait(batch.records[index], until: times[index], &results) }
        } else {
            let now = now
            for record in batch.records {
                let key = key(record), events = events(of: key), event = ElementEvent(record)
                if settings.order == nil {
                    try emit(try events.process(event, at: now), of: key, &results)
                } else if events.wait(event, until: now) {
                    register(key, at: now)
                }
            }
        }
        try results.flush(into: output)
    }

    @inlinable static var noTimestamps: MartletError {
        MartletError(
            "An element without a timestamp reached a pattern in event time.",
            hint: "Give the stream timestamps with assigningTimestampsAndWatermarks(), or match inProcessingTime().")
    }

    /// An element waits until the watermark has reached its time; if it has already, the element is late.
    @inlinable func wait(_ record: Element, until time: Timestamp, _ results: inout Output<Function.Result>) {
        if time > watermark.timestamp {
            let key = key(record)
            if events(of: key).wait(ElementEvent(record), until: time) { register(key, at: time) }
        } else if let tag = settings.lateTag {
            results.timestamp = time
            results.emit(record, to: tag)
        } else {
            lateRecordsDropped?.add()
        }
    }

    @inlinable func events(of key: Key) -> KeyedEvents {
        let hash = key.stableHash(seed: 0)
        if let entry = table.entry(of: key, hash: hash) { return table[entry] }
        let events = KeyedEvents(settings.automaton)
        table.insert(key, hash: hash, value: events)
        return events
    }

    @inlinable var now: Timestamp { context?.clock.now ?? .min }

    /// Has a key looked at when a time has come: in processing time, when it is over.
    @inlinable func register(_ key: Key, at time: Timestamp) {
        if settings.isEventTime { return timers.register(key, at: time) }
        let over = time + .milliseconds(1)
        if timers.next.map({ over < $0 }) ?? true { context?.registerTimer(at: over) }
        timers.register(key, at: over)
    }

    /// Looks at all keys of which something is due.
    @inlinable func fire(through now: Timestamp, into output: OperatorOutput) throws {
        var results = Output<Function.Result>()
        while let timer = timers.removeFirst(through: now) {
            try emit(try events(of: timer.key).advance(through: now, order: settings.order), of: timer.key, &results)
            try results.flushIfFull(into: output)
        }
        try results.flush(into: output)
    }

    @inlinable func emit(
        _ step: (outcomes: [KeyedEvents.Outcome], deadlines: [Timestamp]), of key: Key, _ results: inout Output<Function.Result>
    ) throws {
        for deadline in step.deadlines { register(key, at: deadline) }
        for outcome in step.outcomes {
            switch outcome {
            case .match(let found, let time): try function.process(match(found), context(at: time, &results), &results)
            case .timedOut(let found, let time): try function.processTimedOut(match(found), context(at: time, &results), &results)
            }
        }
    }

    @inlinable func match(_ found: FoundEvents) -> PatternMatch<Element> { PatternMatch(found, stageNames: settings.automaton.stageNames) }

    /// What the function may know at a time, which is also that of its results.
    @inlinable func context(at time: Timestamp, _ results: inout Output<Function.Result>) -> PatternContext {
        if settings.isEventTime { results.timestamp = time }
        return PatternContext(timestamp: time, currentProcessingTime: now)
    }

    @inlinable func advance(to watermark: Watermark, into output: OperatorOutput) throws {
        self.watermark = watermark
        if settings.isEventTime { try fire(through: watermark.timestamp, into: output) }
        try output.emit(watermark)
    }

    @inlinable func onProcessingTime(_ time: Timestamp, into output: OperatorOutput) throws {
        try fire(through: time, into: output)
        if let next = timers.next { context?.registerTimer(at: next) }
    }

    /// In batch mode the end of the input is the end of time also for patterns in processing time.
    @inlinable func finish(into output: OperatorOutput) throws {
        if !settings.isEventTime, context?.runtimeMode == .batch { try fire(through: .max, into: output) }
    }

    @inlinable func close() throws { try function.close() }
}
