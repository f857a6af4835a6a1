import MartletColumns
import MartletCore
import MartletRuntime
import MartletState

/// What operators that call a function with the state and the timers of a key have in common.
@usableFromInline final class KeyedCalls<Key: StableKey & FieldValue, Function: KeyedFunction, Result: Sendable> {
    @usableFromInline typealias TimerAction = (Timestamp, KeyedContext<Function>, inout Output<Result>) throws -> Void

    @usableFromInline let onTimer: TimerAction
    /// The key as the function sees it.
    @usableFromInline let shown: (Key) -> Function.Key
    @usableFromInline let states = KeyedStates<Key>()
    @usableFromInline let timers: KeyedTimerQueues<Key>
    @usableFromInline let service: TimerService
    /// The current key, and the function's context: the same objects for every call. Made for the first key.
    @usableFromInline var current: (key: CurrentKey<Function.Key>, context: KeyedContext<Function>)?
    @usableFromInline let isStreaming: Bool

    /// Finds the function's state handles, and opens it.
    @inlinable init(
        _ context: OperatorContext, function: Function, shown: @escaping (Key) -> Function.Key, onTimer: @escaping TimerAction
    ) throws {
        self.shown = shown
        self.onTimer = onTimer
        isStreaming = context.runtimeMode == .streaming
        timers = KeyedTimerQueues(context)
        service = TimerService(clock: context.clock) { [states, timers] change, time in
            if let key = states.currentKey { timers.apply(change, key, time) }
        }
        try states.register(handlesOf: function)
        try function.open(context)
    }

    /// Calls a function for an element or a timer of a key.
    @inlinable @inline(__always) func call(
        _ key: Key, at timestamp: Timestamp?, timer domain: TimeDomain? = nil, _ body: (KeyedContext<Function>) throws -> Void
    ) throws {
        states.select(key, hash: key.stableHash(seed: 0))
        try body(context(of: key, at: timestamp, timer: domain))
        try states.deselect()
    }

    /// The function's context, now that of a key.
    @inlinable func context(of key: Key, at timestamp: Timestamp?, timer domain: TimeDomain?) -> KeyedContext<Function> {
        if let current {
            current.key.key = shown(key)
            current.context.select(timestamp, domain)
            return current.context
        }
        let current = CurrentKey(shown(key)), context = KeyedContext<Function>(current: current, timers: service)
        context.select(timestamp, domain)
        self.current = (current, context)
        return context
    }

    /// Calls `body` for every key that has state.
    @inlinable func forEachKey(_ body: (KeyedContext<Function>) throws -> Void) throws {
        try states.forEachKey { try body(context(of: $0, at: nil, timer: nil)) }
    }

    /// Fires the timers that are due.
    @inlinable func fire(_ domain: TimeDomain, through now: Timestamp, into output: OperatorOutput) throws {
        var results = Output<Result>()
        while let timer = timers.removeFirst(domain, through: now) {
            results.timestamp = timer.time
            try call(timer.key, at: timer.time, timer: domain) { try onTimer(timer.time, $0, &results) }
            try results.flushIfFull(into: output)
        }
        try results.flush(into: output)
    }

    @inlinable func advance(to watermark: Watermark, into output: OperatorOutput) throws {
        service.advance(to: watermark)
        try fire(.eventTime, through: watermark.timestamp, into: output)
        try output.emit(watermark)
    }

    @inlinable func onProcessingTime(_ time: Timestamp, into output: OperatorOutput) throws {
        try fire(.processingTime, through: time, into: output)
        timers.wakeForNext()
    }

    /// In batch mode the end of the input is the end of time also for timers of processing time.
    @inlinable func finish(into output: OperatorOutput) throws {
        if !isStreaming { try fire(.processingTime, through: .max, into: output) }
    }
}

extension RecordBatch {
    /// Calls `body` for each record, with the output for its results, which is passed on.
    @inlinable @inline(__always) func forEach<Result>(
        into output: OperatorOutput, _ body: (Record, Timestamp?, inout Output<Result>) throws -> Void
    ) throws {
        var results = Output<Result>(for: self)
        for index in records.indices {
            results.moveOn(to: index, of: self)
            try body(records[index], timestamps?[index], &results)
            try results.flushIfFull(into: output)
        }
        try results.flush(into: output)
    }
}
