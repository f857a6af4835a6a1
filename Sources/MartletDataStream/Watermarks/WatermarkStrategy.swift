import MartletCore
import MartletRuntime

/// How the elements of a stream get timestamps, and the stream its watermarks. Flink's `WatermarkStrategy`.
///
///     .boundedOutOfOrderness(.seconds(5), timestamp: \.at).idle(after: .minutes(1))
///
/// Without a `timestamp`, elements keep those that their source gave them.
public struct WatermarkStrategy<Element: Sendable>: Sendable {
    @usableFromInline let makeOperator: @Sendable (_ idleAfter: Duration?) -> any StreamOperator
    @usableFromInline var idleAfter: Duration?

    /// A strategy with a generator of the program's own, of which each subtask makes one. Flink's `forGenerator`.
    @inlinable public static func generator<Generator: WatermarkGenerator<Element> & SendableMetatype>(
        timestamp: (@Sendable (Element) -> Timestamp)? = nil, _ makeGenerator: @escaping @Sendable () -> Generator
    ) -> WatermarkStrategy {
        WatermarkStrategy { idleAfter in
            SpecializedOperator(
                WatermarkOperator<Element, Generator>(timestamp: timestamp, generator: makeGenerator(), idleAfter: idleAfter))
        }
    }

    /// Elements come at most `bound` after elements with greater timestamps. Flink's `forBoundedOutOfOrderness`.
    @inlinable public static func boundedOutOfOrderness(
        _ bound: Duration, timestamp: (@Sendable (Element) -> Timestamp)? = nil
    ) -> WatermarkStrategy {
        generator(timestamp: timestamp) { BoundedOutOfOrdernessWatermarks(bound) }
    }

    /// Timestamps never fall. Flink's `forMonotonousTimestamps`.
    @inlinable public static func monotonous(timestamp: (@Sendable (Element) -> Timestamp)? = nil) -> WatermarkStrategy {
        boundedOutOfOrderness(.zero, timestamp: timestamp)
    }

    /// Timestamps without watermarks: event time stands still until the end of the input. Flink's `noWatermarks`.
    @inlinable public static func withoutWatermarks(timestamp: (@Sendable (Element) -> Timestamp)? = nil) -> WatermarkStrategy {
        generator(timestamp: timestamp) { NoWatermarks() }
    }

    /// A subtask that has had no element for so long is not waited for. Flink's `withIdleness`.
    public func idle(after duration: Duration) -> WatermarkStrategy {
        var copy = self
        copy.idleAfter = duration
        return copy
    }

    @inlinable init(_ makeOperator: @escaping @Sendable (_ idleAfter: Duration?) -> any StreamOperator) { self.makeOperator = makeOperator }
}

extension DataStream {
    /// Gives the elements timestamps and the stream watermarks. Flink's `assignTimestampsAndWatermarks`.
    public func assigningTimestampsAndWatermarks(_ strategy: WatermarkStrategy<Element>) -> DataStream {
        if let idle = strategy.idleAfter, idle <= .zero {
            environment.report(MartletError("The idle timeout must be positive; it is \(idle).", phase: .validate))
        }
        return transformed("Timestamps/Watermarks") { strategy.makeOperator(strategy.idleAfter) }
    }
}
