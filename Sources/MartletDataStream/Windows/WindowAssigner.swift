import MartletCore

/// Says to which windows an element belongs. Flink's `WindowAssigner`s.
///
///     .tumbling(.minutes(5))    .sliding(.minutes(10), every: .minutes(1))    .session(gap: .minutes(30))    .global
public struct WindowAssigner<Element: Sendable>: Sendable {
    @usableFromInline enum Kind: Sendable {
        /// Windows of a fixed size, one every `slide`; in milliseconds.
        case aligned(size: Int64, slide: Int64, offset: Int64)
        /// Windows that grow as long as elements follow each other closely enough.
        case session(gap: @Sendable (Element) -> Duration)
        /// One window for all of time.
        case global
        /// Windows that the program names; those that touch each other become one if they are merged.
        case custom(isMerging: Bool, windows: @Sendable (Element, Timestamp) throws -> [TimeWindow])
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

    /// One window for all elements of a key. It never fires by itself: give it a trigger. Flink's `GlobalWindows`.
    public static var global: WindowAssigner { WindowAssigner(kind: .global, time: .processing, mistake: nil) }

    /// Windows of the program's own, from an element and its time. Flink's own `WindowAssigner`s and `MergingWindowAssigner`s.
    /// - Parameter isMerging: whether windows of one key that touch each other become one.
    public static func custom(
        time: Time = .event, isMerging: Bool = false, _ windows: @escaping @Sendable (Element, Timestamp) throws -> [TimeWindow]
    ) -> WindowAssigner {
        WindowAssigner(kind: .custom(isMerging: isMerging, windows: windows), time: time, mistake: nil)
    }
}

extension WindowAssigner {
    /// Whether windows of one key that touch each other become one.
    @inlinable var isMerging: Bool {
        switch kind {
        case .session: true
        case .custom(let isMerging, _): isMerging
        case .aligned, .global: false
        }
    }

    /// The trigger of windows that were not given another.
    @usableFromInline var defaultTrigger: Trigger<Element> {
        if case .global = kind { return .never }
        return time == .event ? .eventTime : .processingTime
    }

    /// Calls `body` with each window that an element of this time belongs to, the latest first.
    @inlinable @inline(__always) func forEachWindow(
        of element: Element, at time: Timestamp, _ body: (TimeWindow) throws -> Void
    ) throws {
        switch kind {
        case .aligned(let size, let slide, let offset):
            var start = TimeWindow.start(of: time.milliseconds, size: slide, offset: offset)
            while start > time.milliseconds &- size {
                try body(TimeWindow(start: Timestamp(milliseconds: start), end: Timestamp(milliseconds: start &+ size)))
                start &-= slide
            }
        case .session(let gap): try body(TimeWindow(sessionOf: gap(element), at: time))
        case .global: try body(.global)
        case .custom(_, let windows): for window in try windows(element, time) { try body(window) }
        }
    }
}
