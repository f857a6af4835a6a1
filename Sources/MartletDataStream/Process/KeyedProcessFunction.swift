import MartletCore
import MartletRuntime

/// A function of the elements of a keyed stream that keeps state and sets timers. Flink's `KeyedProcessFunction`.
///
/// It is an object of one subtask, so it needs no locks and no `Sendable`. State is declared as properties (`ValueState`, `ListState`, `MapState`,
/// `ReducingState`, `AggregatingState`) and speaks of the current key.
///
///     final class Changes: KeyedProcessFunction {
///         let last = ValueState<Double>("last")
///
///         func process(_ reading: Reading, _ context: Context, _ output: inout Output<Double>) {
///             if let before = last.value { output.emit(reading.celsius - before) }
///             last.value = reading.celsius
///         }
///     }
///
/// A function that wants to know the key declares its type: `typealias Key = String`, and asks `context.key`.
public protocol KeyedProcessFunction<Key, Element, Result>: AnyObject, SendableMetatype {
    /// The type of the stream's key, if the function wants to know it.
    associatedtype Key = UndeclaredKey
    /// The type of the elements.
    associatedtype Element: Sendable
    /// The type of the results.
    associatedtype Result: Sendable
    /// What the function may know and ask for.
    typealias Context = KeyedContext<Key>

    /// Called once, before any element.
    func open(_ context: OperatorContext) throws
    /// Called for each element.
    func process(_ element: Element, _ context: Context, _ output: inout Output<Result>) throws
    /// Called when a timer that was registered for the current key has come. The results have the timer's time.
    func onTimer(_ time: Timestamp, _ context: Context, _ output: inout Output<Result>) throws
    /// Called once at the end, also after a failure.
    func close() throws
}

extension KeyedProcessFunction {
    public func open(_ context: OperatorContext) throws {}
    public func onTimer(_ time: Timestamp, _ context: Context, _ output: inout Output<Result>) throws {}
    public func close() throws {}
}

/// The key of a function that does not say which type its keys have.
public struct UndeclaredKey: Sendable {
    @usableFromInline init() {}
}

/// What a function on a keyed stream may know and ask for. Flink's `KeyedProcessFunction.Context` and `OnTimerContext`.
public final class KeyedContext<Key> {
    /// The key of the element or timer.
    public private(set) var key: Key
    /// The time of the element or timer; nil: the stream has no times.
    public private(set) var timestamp: Timestamp?
    /// The clock that the timer went by; nil: an element is processed.
    public private(set) var timeDomain: TimeDomain?
    /// The time, and timers for the current key.
    public let timers: TimerService

    @usableFromInline init(_ key: Key, timers: TimerService) {
        self.key = key
        self.timers = timers
    }

    @usableFromInline func select(_ key: Key, _ timestamp: Timestamp?, _ timeDomain: TimeDomain?) {
        self.key = key
        self.timestamp = timestamp
        self.timeDomain = timeDomain
    }
}
