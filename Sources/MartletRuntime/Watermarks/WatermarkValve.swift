import MartletCore

/// Combines the watermarks of several inputs: the least of those that are active. Flink's `StatusWatermarkValve`.
///
/// A value without clock or channel: events go in, what is to be passed on comes out.
struct WatermarkValve {
    /// What follows from an event.
    enum Action: Equatable {
        case none
        case advance(Watermark)
        case becomeIdle
        case becomeActive
    }

    private struct Input {
        var watermark = Watermark.none
        var isIdle = false
        var hasEnded = false
        /// Whether the input's watermark counts. That of one that comes back from idleness does when it has caught up with the others.
        var isAligned = true
    }

    private var inputs: [Input]
    private var emitted = Watermark.none
    private var isIdle = false

    init(inputs count: Int) { inputs = Array(repeating: Input(), count: count) }

    mutating func advance(_ input: Int, to watermark: Watermark) -> Action {
        guard !inputs[input].isIdle, watermark > inputs[input].watermark else { return .none }
        inputs[input].watermark = watermark
        if watermark >= emitted { inputs[input].isAligned = true }
        return combined()
    }

    /// An input that has ended holds nobody back.
    mutating func end(_ input: Int) -> Action {
        inputs[input].hasEnded = true
        inputs[input].isAligned = false
        return inputs.allSatisfy(\.hasEnded) ? .none : combined()
    }

    mutating func setStatus(_ input: Int, _ status: StreamStatus) -> [Action] {
        guard inputs[input].isIdle != (status == .idle) else { return [] }
        inputs[input].isIdle = status == .idle
        switch status {
        case .idle:
            inputs[input].isAligned = false
            guard inputs.allSatisfy({ $0.isIdle || $0.hasEnded }) else { return [combined()].filter { $0 != .none } }
            isIdle = true
            // The last one held the others back until now; what they had reached, the stream has reached.
            let greatest = inputs[input].watermark == emitted ? inputs.map(\.watermark).max() : nil
            return [emit(greatest)].filter { $0 != .none } + [.becomeIdle]
        case .active:
            inputs[input].isAligned = inputs[input].watermark >= emitted
            guard isIdle else { return [] }
            isIdle = false
            return [.becomeActive]
        }
    }

    private mutating func combined() -> Action { emit(inputs.lazy.filter(\.isAligned).map(\.watermark).min()) }

    private mutating func emit(_ watermark: Watermark?) -> Action {
        guard let watermark, watermark > emitted else { return .none }
        emitted = watermark
        return .advance(watermark)
    }
}
