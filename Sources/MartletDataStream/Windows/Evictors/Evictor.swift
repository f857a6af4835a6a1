import MartletCore

/// Takes elements out of a window when it fires. Flink's `Evictor`s.
///
///     .evictor(.count(10))    .evictor(.time(.seconds(30), .after))    .evictor(Evictor(before: { elements, context in … }))
///
/// Elements that are taken out are gone for later firings too. A window with an evictor keeps all its elements, also for `reduce` and
/// `aggregate`.
public struct Evictor<Element: Sendable>: Sendable {
    /// Takes elements out of the window that the context tells of. They are in the order in which they came.
    public typealias Eviction = @Sendable (_ elements: inout [TimestampedElement<Element>], _ context: WindowContext) throws -> Void

    /// When elements are taken out.
    public enum Moment: Sendable {
        /// Before the window's function sees them.
        case before
        /// After it has seen them.
        case after
    }

    @usableFromInline let before: Eviction?
    @usableFromInline let after: Eviction?

    /// An evictor of the program's own. Flink's `evictBefore` and `evictAfter`.
    public init(before: Eviction? = nil, after: Eviction? = nil) {
        self.before = before
        self.after = after
    }

    private init(_ moment: Moment, _ eviction: @escaping Eviction) {
        self.init(before: moment == .before ? eviction : nil, after: moment == .after ? eviction : nil)
    }

    /// Keeps the last `count` elements. Flink's `CountEvictor`.
    public static func count(_ count: Int, _ moment: Moment = .before) -> Evictor {
        Evictor(moment) { elements, _ in elements.removeFirst(max(0, elements.count - max(0, count))) }
    }

    /// Keeps the elements that differ by less than `threshold` from the last. Flink's `DeltaEvictor`.
    public static func delta(
        _ threshold: Double, _ moment: Moment = .before, _ delta: @escaping @Sendable (_ element: Element, _ last: Element) -> Double
    ) -> Evictor {
        Evictor(moment) { elements, _ in
            guard let last = elements.last?.element else { return }
            elements.removeAll { delta($0.element, last) >= threshold }
        }
    }

    /// Keeps the elements that are younger than the newest less `span`; all of them if they have no times. Flink's `TimeEvictor`.
    public static func time(_ span: Duration, _ moment: Moment = .before) -> Evictor {
        Evictor(moment) { elements, _ in
            guard elements.first?.timestamp != nil, let newest = elements.lazy.compactMap(\.timestamp).max() else { return }
            let limit = newest - span
            elements.removeAll { timed in timed.timestamp.map { $0 <= limit } ?? false }
        }
    }
}

/// An element of a window with its time. Flink's `TimestampedValue`.
public struct TimestampedElement<Element: Sendable>: Sendable {
    /// The element.
    public let element: Element
    /// Its time; nil: the stream has no times.
    public let timestamp: Timestamp?

    @usableFromInline init(_ element: Element, at timestamp: Timestamp?) {
        self.element = element
        self.timestamp = timestamp
    }
}
