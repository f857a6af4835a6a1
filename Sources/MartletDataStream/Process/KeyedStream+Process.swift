import MartletColumns
import MartletCore
import MartletRuntime

extension KeyedStream where Key: FieldValue {
    /// A function with state and timers, made for each subtask. Flink's `process` with a `KeyedProcessFunction`.
    ///
    ///     transactions.keyed(by: \.account).process { FraudDetector() }
    @inlinable public func process<Function: KeyedProcessFunction>(
        _ makeFunction: @escaping @Sendable () throws -> Function
    ) -> DataStream<Function.Result> where Function.Element == Element, Function.Key == UndeclaredKey {
        process(makeFunction) { _ in UndeclaredKey() }
    }

    /// A function with state and timers that knows the type of the key. Flink's `process` with a `KeyedProcessFunction`.
    @inlinable public func process<Function: KeyedProcessFunction>(
        _ makeFunction: @escaping @Sendable () throws -> Function
    ) -> DataStream<Function.Result> where Function.Element == Element, Function.Key == Key {
        process(makeFunction) { $0 }
    }

    @inlinable func process<Function: KeyedProcessFunction>(
        _ makeFunction: @escaping @Sendable () throws -> Function, shown: @escaping @Sendable (Key) -> Function.Key
    ) -> DataStream<Function.Result> where Function.Element == Element {
        stream.transformed("KeyedProcess") { [key] in
            SpecializedOperator(KeyedProcessOperator(try makeFunction(), key: key, shown: shown))
        }
    }
}
