import MartletColumns
import MartletCore
import MartletRuntime
import MartletState

/// Calls a `KeyedProcessFunction`, with the state and the timers of the current key. Flink's `KeyedProcessOperator`.
@usableFromInline final class KeyedProcessOperator<Key: StableKey & FieldValue, Function: KeyedProcessFunction>: StreamOperator {
    @usableFromInline let key: (Function.Element) -> Key
    /// The key as the function sees it.
    @usableFromInline let shown: (Key) -> Function.Key
    @usableFromInline let function: Function
    @usableFromInline let states = KeyedStates<Key>()
    @usableFromInline var timers: KeyedTimerQueues<Key>?
    @usableFromInline var timerService: TimerService?
    @usableFromInline var context: KeyedContext<Function.Key>?
    @usableFromInline var isStreaming = true

    @inlinable init(_ function: Function, key: @escaping (Function.Element) -> Key, shown: @escaping (Key) -> Function.Key) {
        self.function = function
        self.key = key
        self.shown = shown
    }

    @inlinable func open(_ context: OperatorContext) throws {
        isStreaming = context.runtimeMode == .streaming
        let timers = KeyedTimerQueues<Key>(context)
        self.timers = timers
        timerService = TimerService(clock: context.clock) { [states] change, time in
            if let key = states.currentKey { timers.apply(change, key, time) }
        }
        try states.register(handlesOf: function)
        try function.open(context)
    }

    @inlinable func process(_ batch: any Batch, from input: Int, into output: OperatorOutput) throws {
        let batch = RecordBatch<Function.Element>(batch)
        var results = Output<Function.Result>(for: batch)
        for index in batch.records.indices {
            results.moveOn(to: index, of: batch)
            let record = batch.records[index]
            let key = key(record)
            states.select(key, hash: key.stableHash(seed: 0))
            try function.process(record, context(for: key, batch.timestamps?[index]), &results)
            try states.deselect()
            try results.flushIfFull(into: output)
        }
        try results.flush(into: output)
    }

    /// The function's context, which is the same object for every call.
    @inlinable func context(for key: Key, _ timestamp: Timestamp?, _ domain: TimeDomain? = nil) throws -> KeyedContext<Function.Key> {
        if let context {
            context.select(shown(key), timestamp, domain)
            return context
        }
        guard let timerService else { throw MartletError("An operator was given elements before it was opened.") }
        let context = KeyedContext(shown(key), timers: timerService)
        self.context = context
        context.select(shown(key), timestamp, domain)
        return context
    }

    @inlinable func fire(_ timer: KeyTimer<Key>, _ domain: TimeDomain, _ results: inout Output<Function.Result>) throws {
        states.select(timer.key, hash: timer.key.stableHash(seed: 0))
        results.timestamp = timer.time
        try function.onTimer(timer.time, context(for: timer.key, timer.time, domain), &results)
        try states.deselect()
    }

    @inlinable func advance(to watermark: Watermark, into output: OperatorOutput) throws {
        timerService?.advance(to: watermark)
        var results = Output<Function.Result>()
        while let timer = timers?.eventTime.removeFirst(through: watermark.timestamp) {
            try fire(timer, .eventTime, &results)
            try results.flushIfFull(into: output)
        }
        try results.flush(into: output)
        try output.emit(watermark)
    }

    @inlinable func onProcessingTime(_ time: Timestamp, into output: OperatorOutput) throws {
        var results = Output<Function.Result>()
        while let timer = timers?.processingTime.removeFirst(through: time) {
            try fire(timer, .processingTime, &results)
            try results.flushIfFull(into: output)
        }
        try results.flush(into: output)
        if let timers, let next = timers.processingTime.next { timers.context.registerTimer(at: next) }
    }

    /// In batch mode the end of the input is the end of time also for timers of processing time.
    @inlinable func finish(into output: OperatorOutput) throws {
        if !isStreaming { try onProcessingTime(.max, into: output) }
    }

    @inlinable func close() throws { try function.close() }
}
