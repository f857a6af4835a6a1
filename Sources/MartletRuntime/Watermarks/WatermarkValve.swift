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
    }

    private var inputs: [Input]
    private var emitted = Watermark.none
    private var isIdle = false

    init(inputs count: Int) { inputs = Array(repeating: Input(), count: count) }

    mutating func advance(_ input: Int, to watermark: Watermark) -> Action {
        guard watermark > inputs[input].watermark else { return .none }
        inputs[input].watermark = watermark
        return inputs[input].isIdle ? .none : combined()
    }

    /// An input that has ended holds nobody back.
    mutating func end(_ input: Int) -> Action {
        inputs[input].hasEnded = true
        return inputs.allSatisfy(\.hasEnded) ? .none : combined()
    }

    mutating func setStatus(_ input: Int, _ status: StreamStatus) -> [Action] {
        inputs[input].isIdle = status == .idle
        var actions: [Action] = []
        let idle = inputs.allSatisfy { $0.isIdle || $0.hasEnded }
        if idle != isIdle {
            isIdle = idle
            actions.append(idle ? .becomeIdle : .becomeActive)
        }
        if !idle {
            let action = combined()
            if action != .none { actions.append(action) }
        }
        return actions
    }

    private mutating func combined() -> Action {
        let least = inputs.lazy.filter { !$0.isIdle && !$0.hasEnded }.map(\.watermark).min()
        guard let least, least > emitted else { return .none }
        emitted = least
        return .advance(least)
    }
}
