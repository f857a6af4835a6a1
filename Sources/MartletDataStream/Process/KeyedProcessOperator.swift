import MartletColumns
import MartletCore
import MartletRuntime
import MartletState

/// Calls a `KeyedProcessFunction`. Flink's `KeyedProcessOperator`.
@usableFromInline final class KeyedProcessOperator<Key: StableKey & FieldValue, Function: KeyedProcessFunction>: StreamOperator {
    @usableFromInline let key: (Function.Element) -> Key
    @usableFromInline let shown: (Key) -> Function.Key
    @usableFromInline let function: Function
    @usableFromInline var calls: KeyedCalls<Key, Function, Function.Result>?

    @inlinable init(_ function: Function, key: @escaping (Function.Element) -> Key, shown: @escaping (Key) -> Function.Key) {
        self.function = function
        self.key = key
        self.shown = shown
    }

    @inlinable func open(_ context: OperatorContext) throws {
        calls = try KeyedCalls(context, function: function, shown: shown) { [function] in try function.onTimer($0, $1, &$2) }
    }

    @inlinable func process(_ batch: any Batch, from input: Int, into output: OperatorOutput) throws {
        guard let calls else { return }
        try RecordBatch<Function.Element>(batch).forEach(into: output) { record, time, results in
            try calls.call(key(record), at: time) { try function.process(record, $0, &results) }
        }
    }

    @inlinable func advance(to watermark: Watermark, into output: OperatorOutput) throws { try calls?.advance(to: watermark, into: output) }
    @inlinable func onProcessingTime(_ time: Timestamp, into output: OperatorOutput) throws {
        try calls?.onProcessingTime(time, into: output)
    }
    @inlinable func finish(into output: OperatorOutput) throws { try calls?.finish(into: output) }
    @inlinable func close() throws { try function.close() }
}
