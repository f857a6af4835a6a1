import MartletCore
import MartletRuntime

/// What all functions with keyed state and timers have in common: `KeyedProcessFunction`, `KeyedCoProcessFunction` and
/// `KeyedBroadcastProcessFunction`.
///
/// A function is an object of one subtask, so it needs no locks and no `Sendable`. State is declared as properties (`ValueState`, `ListState`,
/// `MapState`, `ReducingState`, `AggregatingState`) and speaks of the current key: that of the element or timer that is being processed. A function
/// that wants to know the key itself declares its type, `typealias Key = String`, and asks `context.key`.
public protocol KeyedFunction<Key>: RichFunction {
    /// The type of the stream's key, if the function wants to know it.
    associatedtype Key = UndeclaredKey
    /// What the function may know and ask for.
    typealias Context = KeyedContext<Self>
}

/// The key of a function that does not say which type its keys have.
public struct UndeclaredKey: Sendable {
    @usableFromInline init() {}
}

/// What a function on a keyed stream may know and ask for. Flink's `KeyedProcessFunction.Context` and `OnTimerContext`.
public final class KeyedContext<Function> {
    /// The time of the element or timer; nil: the stream has no times.
    public private(set) var timestamp: Timestamp?
    /// The clock that the timer went by; nil: an element is processed.
    public private(set) var timeDomain: TimeDomain?
    /// The time, and timers for the current key.
    public let timers: TimerService
    /// A `CurrentKey` of the function's key type. That type cannot stand here: the compiler finds it by what the function does with its context.
    @usableFromInline let current: AnyObject

    @usableFromInline init(current: AnyObject, timers: TimerService) {
        self.current = current
        self.timers = timers
    }

    @usableFromInline func select(_ timestamp: Timestamp?, _ timeDomain: TimeDomain?) {
        self.timestamp = timestamp
        self.timeDomain = timeDomain
    }
}

extension KeyedContext where Function: KeyedFunction {
    /// The key of the element or timer. Flink's `getCurrentKey`.
    @inlinable public var key: Function.Key { unsafeDowncast(current, to: CurrentKey<Function.Key>.self).key }
}

/// The key that a function sees.
@usableFromInline final class CurrentKey<Key> {
    @usableFromInline var key: Key

    @inlinable init(_ key: Key) { self.key = key }
}
