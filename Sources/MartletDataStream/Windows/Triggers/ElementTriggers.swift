import MartletCore

/// Fires when so many elements have come. Flink's `CountTrigger`.
struct CountTrigger<Element: Sendable>: WindowTrigger {
    let limit: Int
    private var count = 0

    init(limit: Int) { self.limit = limit }

    mutating func onElement(_ element: Element, at time: Timestamp, _ context: TriggerContext) -> TriggerResult {
        count += 1
        guard count >= limit else { return .continue }
        count = 0
        return .fire
    }

    var canMerge: Bool { true }
    mutating func merge(_ other: Self) { count += other.count }
    mutating func clear(_ context: TriggerContext) { count = 0 }
    var isIdle: Bool { count == 0 }
}

/// Fires when an element differs enough from the one that it fired for last. Flink's `DeltaTrigger`.
struct DeltaTrigger<Element: Sendable>: WindowTrigger {
    let threshold: Double
    let delta: @Sendable (Element, Element) -> Double
    private var last: Element?

    init(threshold: Double, delta: @escaping @Sendable (Element, Element) -> Double) {
        self.threshold = threshold
        self.delta = delta
    }

    mutating func onElement(_ element: Element, at time: Timestamp, _ context: TriggerContext) -> TriggerResult {
        guard let last else {
            self.last = element
            return .continue
        }
        guard delta(last, element) > threshold else { return .continue }
        self.last = element
        return .fire
    }

    mutating func clear(_ context: TriggerContext) { last = nil }
    var isIdle: Bool { last == nil }
}
