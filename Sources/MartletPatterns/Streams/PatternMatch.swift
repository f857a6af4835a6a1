/// The elements that match a pattern, by stage. Flink's `Map<String, List<IN>>`.
public struct PatternMatch<Element: Sendable>: Sendable {
    /// The stages that have elements, in the order of their first, and the elements of each in the order in which they were accepted.
    public let stages: [(name: String, elements: [Element])]

    @inlinable init(_ found: FoundEvents, stageNames: [String]) {
        stages = found.stages.map { (stageNames[$0.stage], $0.events.map { $0.element() }) }
    }

    /// The elements of the stage of this name; none if it was left out.
    public subscript(stage: String) -> [Element] { stages.first { $0.name == stage }?.elements ?? [] }
}
