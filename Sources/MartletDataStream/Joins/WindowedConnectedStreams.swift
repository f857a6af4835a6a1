import MartletCore
import MartletRuntime

/// Two keyed streams whose elements are divided into the same windows, to be joined there. Flink's `JoinedStreams` and `CoGroupedStreams`.
///
///     orders.keyed(by: \.customer).connect(payments.keyed(by: \.customer))
///         .window(.tumbling(.minutes(5)))
///         .join { order, payment in Paid(order, payment) }
public struct WindowedConnectedStreams<Key: StableKey, First: Sendable, Second: Sendable>: Sendable {
    /// The type of the elements of both streams together: that of triggers and evictors.
    public typealias Element = ConnectedElement<First, Second>

    @usableFromInline let windowed: WindowedStream<Key, Element>

    @inlinable init(_ windowed: WindowedStream<Key, Element>) { self.windowed = windowed }

    /// Fires the windows by this trigger instead of the one that they have by themselves. Flink's `trigger`.
    public func trigger(_ trigger: Trigger<Element>) -> Self { Self(windowed.trigger(trigger)) }

    /// Fires the windows by a trigger of the program's own. Flink's `trigger`.
    public func trigger(_ trigger: some WindowTrigger<Element>) -> Self { self.trigger(Trigger(trigger)) }

    /// Takes elements out of windows that fire. Flink's `evictor`.
    public func evictor(_ evictor: Evictor<Element>) -> Self { Self(windowed.evictor(evictor)) }

    /// How long after its end a window still takes late elements, each of which fires it again. Flink's `allowedLateness`.
    public func allowedLateness(_ lateness: Duration) -> Self { Self(windowed.allowedLateness(lateness)) }

    /// A result for each pair of elements of a key in a window; none if one of the streams has no elements there. Flink's `join` with a
    /// `JoinFunction`.
    @inlinable public func join<Result: Sendable>(_ transform: @escaping @Sendable (First, Second) throws -> Result) -> DataStream<Result> {
        join { first, second, output in output.emit(try transform(first, second)) }
    }

    /// Any number of results for each pair of elements of a key in a window. Flink's `join` with a `FlatJoinFunction`.
    @inlinable public func join<Result: Sendable>(
        _ body: @escaping @Sendable (First, Second, inout Output<Result>) throws -> Void
    ) -> DataStream<Result> {
        grouped("Window Join") { firsts, seconds, output in
            for first in firsts { for second in seconds { try body(first, second, &output) } }
        }
    }

    /// A function of both streams' elements of a key in a window, also where one stream has none. Flink's `coGroup`.
    @inlinable public func coGroup<Result: Sendable>(
        _ body: @escaping @Sendable ([First], [Second], inout Output<Result>) throws -> Void
    ) -> DataStream<Result> { grouped("CoGroup", body) }

    @inlinable func grouped<Result: Sendable>(
        _ name: String, _ body: @escaping @Sendable ([First], [Second], inout Output<Result>) throws -> Void
    ) -> DataStream<Result> {
        windowed.windowed(name, .sorting()) { { _, _, group, output in try body(group.firsts, group.seconds, &output) } }
    }
}

extension KeyedConnectedStreams {
    /// The elements of each key of both streams divided into windows. Flink's `window` of joined and of co-grouped streams.
    @inlinable public func window(
        _ assigner: WindowAssigner<ConnectedElement<First, Second>>
    ) -> WindowedConnectedStreams<Key, First, Second> {
        let firstKey = first.key, secondKey = second.key
        let both = first.beforeExchange.map(ConnectedElement<First, Second>.first).union(second.beforeExchange.map { .second($0) })
        let keyed = both.keyed { element in
            switch element {
            case .first(let element): firstKey(element)
            case .second(let element): secondKey(element)
            }
        }
        return WindowedConnectedStreams(keyed.window(assigner))
    }
}

/// An element of either of two streams. Flink's `TaggedUnion`.
public enum ConnectedElement<First: Sendable, Second: Sendable>: Sendable {
    /// An element of the first stream.
    case first(First)
    /// An element of the second stream.
    case second(Second)
}

/// The elements of a window, by the streams that they came from.
@usableFromInline struct ConnectedGroup<First: Sendable, Second: Sendable>: Sendable {
    @usableFromInline var firsts: [First] = []
    @usableFromInline var seconds: [Second] = []

    @inlinable init() {}

    @inlinable mutating func add(_ element: ConnectedElement<First, Second>) {
        switch element {
        case .first(let element): firsts.append(element)
        case .second(let element): seconds.append(element)
        }
    }
}

extension WindowAggregation {
    /// Keeps the elements of two streams apart.
    @inlinable static func sorting<First, Second>() -> Self
    where Element == ConnectedElement<First, Second>, Accumulator == ConnectedGroup<First, Second> {
        WindowAggregation(
            create: { element in
                var group = ConnectedGroup<First, Second>()
                group.add(element)
                return group
            }, add: { $0.add($1) },
            merge: {
                $0.firsts.append(contentsOf: $1.firsts)
                $0.seconds.append(contentsOf: $1.seconds)
            }, ofNothing: ConnectedGroup())
    }
}
