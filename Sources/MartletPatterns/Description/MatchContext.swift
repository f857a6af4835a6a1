import MartletCore

/// What a condition may know beside the element: the time, and what the partial match has accepted so far. Flink's `IterativeCondition.Context`.
public struct MatchContext<Element: Sendable> {
    @usableFromInline let context: TestContext

    @inlinable init(_ context: TestContext) { self.context = context }

    /// The elements that the stage of this name has accepted, in order; the present one is not among them.
    @inlinable public func events(of stage: String) -> [Element] { context.events(of: stage).map { $0.element() } }

    /// The time of the element.
    @inlinable public var timestamp: Timestamp { context.timestamp }
}
