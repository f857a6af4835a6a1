import MartletCore

/// What an operator that is driven by hand, outside a job, has emitted.
public final class CollectedOutput {
    /// What can be emitted.
    public enum Element: Sendable {
        /// A batch of the main output, or of the side output with this tag.
        case batch(any Batch, tag: String?)
        case watermark(Watermark)
        case status(StreamStatus)
    }

    /// All that was emitted, in order.
    public private(set) var elements: [Element] = []

    /// Nothing yet.
    public init() {}

    /// All that was emitted since the last call, in order.
    public func take() -> [Element] {
        defer { elements = [] }
        return elements
    }

    func append(_ element: Element) { elements.append(element) }
}

extension OperatorOutput {
    /// An output whose elements are kept: for tests, and wherever an operator runs outside a job.
    ///
    /// - Parameter tags: the side outputs that are kept as well.
    public convenience init(_ collected: CollectedOutput, sideOutputs tags: [String] = [], metrics: MetricGroup) {
        self.init(
            targets: [.collected(collected, tag: nil)],
            sideTargets: Dictionary(tags.map { ($0, [.collected(collected, tag: $0)]) }, uniquingKeysWith: { first, _ in first }),
            metrics: metrics)
    }
}
