import MartletCore

/// Says to which windows an element belongs. Flink's `WindowAssigner`s.
///
///     .tumbling(.minutes(5))    .sliding(.minutes(10), every: .minutes(1))    .session(gap: .minutes(30))
public struct WindowAssigner<Element: Sendable>: Sendable {
    @usableFromInline enum Kind: Sendable {
        /// Windows of a fixed size, one every `slide`; in milliseconds.
        case aligned(size: Int64, slide: Int64, offset: Int64)
        /// Windows that grow as long as elements follow each other closely enough.
        case session(gap: @Sendable (Element) -> Duration)
    }

    /// What time windows are of.
    public enum Time: Sendable {
        /// The elements' own.
        case event
        /// That of the machine when an element comes.
        case processing
    }

    @usableFromInline let kind: Kind
    @usableFromInline let time: Time
    /// What is wrong with the parameters.
    @usableFromInline let mistake: String?

    /// Windows of a fixed size, side by side, from multiples of the size after the epoch, moved by `offset`. Flink's
    /// `TumblingEventTimeWindows` and `TumblingProcessingTimeWindows`.
    public static func tumbling(_ size: Duration, offset: Duration = .zero, time: Time = .event) -> WindowAssigner {
        let isGood = size.inMilliseconds > 0 && abs(offset.inMilliseconds) < size.inMilliseconds
        return WindowAssigner(
            kind: .aligned(size: size.inMilliseconds, slide: size.inMilliseconds, offset: offset.inMilliseconds), time: time,
            mistake: isGood ? nil : "Tumbling windows must satisfy abs(offset) < size and size > 0; size is \(size), offset \(offset).")
    }

    /// Windows of a fixed size, one every `slide`; an element belongs to several. Flink's `SlidingEventTimeWindows` and
    /// `SlidingProcessingTimeWindows`.
    public static func sliding(_ size: Duration, every slide: Duration, offset: Duration = .zero, time: Time = .event) -> WindowAssigner {
        let isGood = size.inMilliseconds > 0 && slide.inMilliseconds > 0 && abs(offset.inMilliseconds) < slide.inMilliseconds
        return WindowAssigner(
            kind: .aligned(size: size.inMilliseconds, slide: slide.inMilliseconds, offset: offset.inMilliseconds), time: time,
            mistake: isGood
                ? nil
                : "Sliding windows must satisfy abs(offset) < slide, slide > 0 and size > 0; size is \(size), slide \(slide), offset \(offset)."
        )
    }

    /// Windows that end when no element has come for `gap`. Flink's `EventTimeSessionWindows` and `ProcessingTimeSessionWindows`.
    public static func session(gap: Duration, time: Time = .event) -> WindowAssigner {
        WindowAssigner(
            kind: .session { _ in gap }, time: time,
            mistake: gap.inMilliseconds > 0 ? nil : "Session windows must satisfy gap > 0; the gap is \(gap).")
    }

    /// Session windows in which every element says how long it waits for the next. Flink's `withDynamicGap`.
    public static func session(time: Time = .event, _ gap: @escaping @Sendable (Element) -> Duration) -> WindowAssigner {
        WindowAssigner(kind: .session(gap: gap), time: time, mistake: nil)
    }
}
