import MartletCore
import MartletRuntime

extension StreamExecutionEnvironment {
    /// A stream of the elements of a source. Flink's `fromSource`.
    @inlinable public func from<Element: Sendable, S: Source<RecordBatch<Element>>>(
        _ source: S, watermarks: WatermarkStrategy<Element>? = nil, name: String? = nil
    ) -> DataStream<Element> {
        assigning(watermarks, DataStream(self, addSource(name ?? "Source: \(S.self)", source)))
    }

    /// A stream of these elements, read by one subtask. Flink's `fromData`.
    @inlinable public func from<Element: Sendable>(
        _ elements: some Collection<Element>, watermarks: WatermarkStrategy<Element>? = nil
    ) -> DataStream<Element> {
        assigning(watermarks, DataStream(self, addSource("Source: Collection", CollectionSource(elements), parallelism: 1)))
    }

    /// A stream of whole numbers, read by as many subtasks as the job has. Flink's `fromSequence`.
    @inlinable public func from(_ numbers: ClosedRange<Int>, watermarks: WatermarkStrategy<Int>? = nil) -> DataStream<Int> {
        assigning(watermarks, DataStream(self, addSource("Source: Sequence", GeneratorSource(numbers: Range(numbers)) { $0 })))
    }

    /// The stream of a source, with its watermarks, which are made in the source's own subtasks.
    @usableFromInline func assigning<Element: Sendable>(
        _ watermarks: WatermarkStrategy<Element>?, _ source: DataStream<Element>
    ) -> DataStream<Element> {
        guard let watermarks else { return source }
        let stream = source.withWatermarks(watermarks)
        build { $0[stream.origins[0].from].isPartOfInput = true }
        return stream
    }
}
