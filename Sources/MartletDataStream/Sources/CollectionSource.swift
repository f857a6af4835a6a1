import MartletCore
import MartletRuntime

/// A bounded source of elements that are in memory already. Flink's `FromElementsGeneratorFunction`.
public struct CollectionSource<Element: Sendable>: Source {
    public typealias Split = [Element]
    public typealias Output = RecordBatch<Element>

    @usableFromInline let elements: [Element]
    @usableFromInline let makePolling: @Sendable (SourceReaderContext<[Element]>) -> () -> SourcePoll

    /// A source of these elements, in this order.
    @inlinable public init(_ elements: some Collection<Element>) {
        self.elements = Array(elements)
        makePolling = { context in
            var elements: [Element] = []
            var position = 0
            return {
                if position == elements.count {
                    guard let next = context.nextSplit() else { return .end }
                    elements = next
                    position = 0
                }
                let end = min(position + RecordBatch<Element>.defaultSize, elements.count)
                defer { position = end }
                return .batch(RecordBatch(Array(elements[position..<end])))
            }
        }
    }

    public var isBounded: Bool { true }
    public func enumerateSplits(parallelism: Int) -> [[Element]] { elements.isEmpty ? [] : [elements] }
    public func makeReader(_ context: SourceReaderContext<[Element]>) -> any SourceReader { ClosureReader(makePolling(context)) }
}
