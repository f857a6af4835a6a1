import MartletCore
import MartletRuntime

/// The name of a side output and the type of its elements. Flink's `OutputTag`.
public struct OutputTag<Element: Sendable>: Hashable, Sendable {
    /// The name that the program gave.
    public let id: String

    /// A tag with a name that no other side output of the operator has.
    public init(_ id: String) { self.id = id }

    /// What the side output is called in the graph. Tags of different types never meet.
    @usableFromInline var name: String { "\(id): \(Element.self)" }
}

extension DataStream {
    /// What the operator that gives this stream has put out beside it, under `tag`. Flink's `getSideOutput`.
    public func sideOutput<Side: Sendable>(_ tag: OutputTag<Side>) -> DataStream<Side> {
        if origins.count != 1 || origins[0].sideOutput != nil {
            environment.report(
                MartletError(
                    "sideOutput(\"\(tag.id)\") was asked of a stream that is not an operator's main output.",
                    hint: "Ask the stream that the operator with the side output gives.", phase: .validate))
        }
        return DataStream<Side>(environment, origins: origins.prefix(1).map { StreamEdge(from: $0.from, sideOutput: tag.name) })
    }
}
