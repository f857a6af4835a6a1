import MartletCore
import MartletRuntime

/// A function of the elements of a keyed stream that keeps state and sets timers. Flink's `KeyedProcessFunction`.
///
///     final class Changes: KeyedProcessFunction {
///         let last = ValueState<Double>("last")
///
///         func process(_ reading: Reading, _ context: Context, _ output: inout Output<Double>) {
///             if let before = last.value { output.emit(reading.celsius - before) }
///             last.value = reading.celsius
///         }
///     }
public protocol KeyedProcessFunction<Key, Element, Result>: KeyedFunction {
    /// The type of the elements.
    associatedtype Element: Sendable
    /// The type of the results.
    associatedtype Result: Sendable

    /// Called for each element.
    func process(_ element: Element, _ context: Context, _ output: inout Output<Result>) throws
    /// Called when a timer that was registered for the current key has come. The results have the timer's time.
    func onTimer(_ time: Timestamp, _ context: Context, _ output: inout Output<Result>) throws
}

extension KeyedProcessFunction {
    public func onTimer(_ time: Timestamp, _ context: Context, _ output: inout Output<Result>) throws {}
}
