import MartletCore

/// Says how far event time has come. Flink's `WatermarkGenerator`.
///
/// There is one for each subtask, so it may keep what it needs in plain variables.
public protocol WatermarkGenerator<Element> {
    associatedtype Element

    /// Called for every element. A watermark that is put out here follows this element.
    mutating func onEvent(_ element: Element, at timestamp: Timestamp, _ output: inout WatermarkOutput)

    /// Called every `pipeline.auto-watermark-interval` of processing time, and at the end of the input.
    mutating func onPeriodicEmit(_ output: inout WatermarkOutput)
}

extension WatermarkGenerator {
    public mutating func onPeriodicEmit(_ output: inout WatermarkOutput) {}
}

/// Where a generator puts its watermarks. Flink's `WatermarkOutput`.
public struct WatermarkOutput {
    /// The greatest watermark so far.
    @usableFromInline var current = Watermark.none
    @usableFromInline var hasAdvanced = false
    /// What the generator has said last about idleness, if it is news.
    @usableFromInline var status: StreamStatusChange?

    @usableFromInline enum StreamStatusChange { case idle, active }

    @inlinable init() {}

    /// Puts out a watermark. One that is no advance is dropped. The stream counts as active again.
    @inlinable public mutating func emit(_ watermark: Watermark) {
        guard watermark > current else { return }
        current = watermark
        hasAdvanced = true
        status = .active
    }

    /// Nobody is to wait for this stream until its next watermark.
    @inlinable public mutating func markIdle() { status = .idle }

    /// The stream counts again.
    @inlinable public mutating func markActive() { status = .active }
}

/// Watermarks that stay a fixed time behind the greatest timestamp. Flink's `BoundedOutOfOrdernessWatermarks`.
public struct BoundedOutOfOrdernessWatermarks<Element>: WatermarkGenerator {
    @usableFromInline let bound: Duration
    @usableFromInline var greatest: Timestamp?

    /// Elements come at most `bound` after elements with greater timestamps.
    @inlinable public init(_ bound: Duration) { self.bound = bound }

    @inlinable public mutating func onEvent(_ element: Element, at timestamp: Timestamp, _ output: inout WatermarkOutput) {
        if let greatest, timestamp <= greatest { return }
        greatest = timestamp
    }

    @inlinable public mutating func onPeriodicEmit(_ output: inout WatermarkOutput) {
        if let greatest { output.emit(Watermark(greatest - bound - .milliseconds(1))) }
    }
}

/// No watermarks, but the last. Flink's `NoWatermarksGenerator`.
public struct NoWatermarks<Element>: WatermarkGenerator {
    /// A generator that stays silent.
    @inlinable public init() {}
    @inlinable public mutating func onEvent(_ element: Element, at timestamp: Timestamp, _ output: inout WatermarkOutput) {}
}
