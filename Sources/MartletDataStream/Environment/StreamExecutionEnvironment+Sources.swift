import MartletCore
import MartletRuntime

extension StreamExecutionEnvironment {
    /// A stream of the elements of a source. Flink's `fromSource`.
    @inlinable public func from<Element: Sendable, S: Source<RecordBatch<Element>>>(_ source: S, name: String? = nil) -> DataStream<Element> {
        DataStream(self, addSource(name ?? "Source: \(S.self)", source))
    }

    /// A stream of these elements, read by one subtask. Flink's `fromData`.
    @inlinable public func from<Element: Sendable>(_ elements: some Collection<Element>) -> DataStream<Element> {
        DataStream(self, addSource("Source: Collection", CollectionSource(elements), parallelism: 1))
    }

    /// A stream of whole numbers, read by as many subtasks as the job has. Flink's `fromSequence`.
    @inlinable public func from(_ numbers: ClosedRange<Int>) -> DataStream<Int> {
        DataStream(self, addSource("Source: Sequence", GeneratorSource(numbers: Range(numbers)) { $0 }))
    }
}
