import MartletCore

/// Says when a window fires. Flink's `Trigger`, for triggers of a program's own; those that there are already are members of `Trigger`.
///
/// Each window of each key has a trigger of its own, a copy of the one that the program gave: what it must remember it keeps in its fields.
///
///     struct OnMarker: WindowTrigger {
///         mutating func onElement(_ order: Order, at time: Timestamp, _ context: TriggerContext) -> TriggerResult {
///             order.isLast ? .fireAndPurge : .continue
///         }
///     }
///     orders.keyed(by: \.customer).window(.global).trigger(OnMarker())
public protocol WindowTrigger<Element>: Sendable {
    /// The type of the elements.
    associatedtype Element: Sendable

    /// Called for each element, after it has been added to the window.
    mutating func onElement(_ element: Element, at time: Timestamp, _ context: TriggerContext) throws -> TriggerResult
    /// Called when the watermark has reached a time that was registered.
    mutating func onEventTime(_ time: Timestamp, _ context: TriggerContext) throws -> TriggerResult
    /// Called when the machine's time has reached a time that was registered.
    mutating func onProcessingTime(_ time: Timestamp, _ context: TriggerContext) throws -> TriggerResult

    /// Whether the trigger can serve windows that are merged, such as sessions.
    var canMerge: Bool { get }
    /// Takes over what the trigger of a window remembers that is merged into this one's.
    mutating func merge(_ other: Self)
    /// Called when windows have been merged into the context's window, which has no timers yet.
    mutating func onMerge(_ context: TriggerContext) throws

    /// Called when the window is over, or has been merged into another: takes back its timers.
    mutating func clear(_ context: TriggerContext) throws
    /// Whether the trigger remembers nothing, so that its window can be forgotten when it is empty.
    var isIdle: Bool { get }
}

extension WindowTrigger {
    public mutating func onEventTime(_ time: Timestamp, _ context: TriggerContext) throws -> TriggerResult { .continue }
    public mutating func onProcessingTime(_ time: Timestamp, _ context: TriggerContext) throws -> TriggerResult { .continue }
    public var canMerge: Bool { false }
    public mutating func merge(_ other: Self) {}
    public mutating func onMerge(_ context: TriggerContext) throws {}
    public mutating func clear(_ context: TriggerContext) throws {}
    public var isIdle: Bool { false }

    /// Takes over what a trigger of the same type remembers.
    @usableFromInline mutating func absorb(_ other: any WindowTrigger<Element>) {
        guard let other = other as? Self else { preconditionFailure("windows of one operator have triggers of one type") }
        merge(other)
    }
}

/// What becomes of a window. Flink's `TriggerResult`.
public enum TriggerResult: Sendable {
    /// Nothing.
    case `continue`
    /// Its function is called; the elements stay.
    case fire
    /// Its elements are dropped.
    case purge
    /// Its function is called, then its elements are dropped.
    case fireAndPurge

    /// Whether the window's function is called.
    @inlinable public var fires: Bool { self == .fire || self == .fireAndPurge }
    /// Whether the window's elements are dropped.
    @inlinable public var purges: Bool { self == .purge || self == .fireAndPurge }
}

/// What a trigger may know and ask for. Flink's `Trigger.TriggerContext`.
public struct TriggerContext {
    /// The window that the trigger belongs to.
    public let window: TimeWindow
    /// The time, and timers for the window.
    public let timers: TimerService

    @usableFromInline init(window: TimeWindow, timers: TimerService) {
        self.window = window
        self.timers = timers
    }
}
