import MartletCore
import MartletRuntime

/// How the elements of a stream get timestamps, and the stream its watermarks. Flink's `WatermarkStrategy`.
///
///     .boundedOutOfOrderness(.seconds(5), timestamp: \.at).idle(after: .minutes(1))
///
/// Without a `timestamp`, elements keep those that their source gave them.
public struct WatermarkStrategy<Element: Sendable>: Sendable {
    /// What a strategy says beside how watermarks are made.
    @usableFromInline struct Settings: Sendable {
        @usableFromInline var idleAfter: Duration?
        @usableFromInline var alignment: WatermarkAlignment?

        @inlinable init() {}
    }

    @usableFromInline let makeOperator: @Sendable (Settings) -> any StreamOperator
    @usableFromInline var settings = Settings()

    /// A strategy with a generator of the program's own, of which each subtask makes one. Flink's `forGenerator`.
    @inlinable public static func generator<Generator: WatermarkGenerator<Element> & SendableMetatype>(
        timestamp: (@Sendable (Element) -> Timestamp)? = nil, _ makeGenerator: @escaping @Sendable () -> Generator
    ) -> WatermarkStrategy {
        WatermarkStrategy { settings in
            SpecializedOperator(
                WatermarkOperator<Element, Generator>(
                    timestamp: timestamp, generator: makeGenerator(), idleAfter: settings.idleAfter, alignment: settings.alignment))
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
        copy.settings.idleAfter = duration
        return copy
    }

    /// A source does not run ahead of others: it pauses while its watermark is more than `maxDrift` ahead of the least in `group`. Flink's
    /// `withWatermarkAlignment`.
    ///
    /// It is for strategies of sources: only a source can be made to wait.
    public func aligned(_ group: String, maxDrift: Duration, updateInterval: Duration = .seconds(1)) -> WatermarkStrategy {
        var copy = self
        copy.settings.alignment = WatermarkAlignment(group: group, maxDrift: maxDrift, updateInterval: updateInterval)
        return copy
    }

    @inlinable init(_ makeOperator: @escaping @Sendable (Settings) -> any StreamOperator) { self.makeOperator = makeOperator }
}

extension DataStream {
    /// Gives the elements timestamps and the stream watermarks. Flink's `assignTimestampsAndWatermarks`.
    public func assigningTimestampsAndWatermarks(_ strategy: WatermarkStrategy<Element>) -> DataStream {
        if strategy.settings.alignment != nil {
            environment.report(
                MartletError(
                    "Watermarks can only be aligned where they are made in a source.",
                    hint: "Give the strategy to the source: env.from(source, watermarks: …).", phase: .validate))
        }
        return withWatermarks(strategy)
    }

    /// The stream of an operator with this strategy.
    func withWatermarks(_ strategy: WatermarkStrategy<Element>) -> DataStream {
        if let idle = strategy.settings.idleAfter, idle <= .zero {
            environment.report("The idle timeout must be positive; it is \(idle).")
        }
        if let alignment = strategy.settings.alignment, alignment.maxDrift < .zero || alignment.updateInterval <= .zero {
            environment.report(
                "The drift of aligned watermarks cannot be negative, and the interval of updates must be positive; they are "
                    + "\(alignment.maxDrift) and \(alignment.updateInterval).")
        }
        return transformed("Timestamps/Watermarks") { strategy.makeOperator(strategy.settings) }
    }
}
