import MartletCore

/// What a window function may know beside the key and the elements. Flink's `ProcessWindowFunction.Context`.
public struct WindowContext: Sendable {
    /// The window that fires.
    public let window: TimeWindow
    /// How far event time has come.
    public let currentWatermark: Watermark
    /// The machine's time.
    public let currentProcessingTime: Timestamp

    @usableFromInline init(window: TimeWindow, currentWatermark: Watermark, currentProcessingTime: Timestamp) {
        self.window = window
        self.currentWatermark = currentWatermark
        self.currentProcessingTime = currentProcessingTime
    }
}

/// A function of all elements of a window, as an object of one subtask. Flink's `ProcessWindowFunction`.
///
/// On a keyed stream it may declare state as properties (`ValueState`, `ListState`, ...), which all windows of a key share: Flink's `globalState`.
public protocol ProcessWindowFunction<Key, Element, Result> {
    associatedtype Key: StableKey
    associatedtype Element: Sendable
    associatedtype Result: Sendable

    /// Called when a window fires, with the elements in the order in which they came.
    func process(_ key: Key, _ context: WindowContext, _ elements: [Element], _ output: inout Output<Result>) throws
}

/// The value of a window, with the key and the window that it belongs to.
public struct WindowResult<Key: StableKey, Value: Sendable>: Sendable {
    /// The key whose elements are in the window.
    public let key: Key
    /// The window that fired.
    public let window: TimeWindow
    /// What was made of its elements.
    public let value: Value

    /// A value of a window.
    @inlinable public init(key: Key, window: TimeWindow, value: Value) {
        self.key = key
        self.window = window
        self.value = value
    }
}

extension WindowResult: Equatable where Value: Equatable {}
