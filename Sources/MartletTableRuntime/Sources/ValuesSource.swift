import MartletColumns
import MartletRuntime

/// The rows of VALUES, read once by one subtask.
package struct ValuesSource: Source {
    package typealias Split = Range<Int>
    package typealias Output = ColumnBatch

    private let rows: ColumnBatch

    package init(rows: ColumnBatch) { self.rows = rows }

    package var isBounded: Bool { true }

    package func enumerateSplits(parallelism: Int) -> [Split] { rows.count == 0 ? [] : [0..<rows.count] }

    package func makeReader(_ context: SourceReaderContext<Split>) -> any SourceReader { Reader(rows, context) }

    private final class Reader: SourceReader {
        private let rows: ColumnBatch
        private let context: SourceReaderContext<Split>
        private var rest: Range<Int> = 0..<0

        init(_ rows: ColumnBatch, _ context: SourceReaderContext<Split>) {
            self.rows = rows
            self.context = context
        }

        func poll() -> SourcePoll {
            if rest.isEmpty {
                guard let split = context.nextSplit() else { return .end }
                rest = split
            }
            let part = rest.prefix(ColumnBatch.defaultSize)
            rest = part.upperBound..<rest.upperBound
            return .batch(rows.slice(part))
        }
    }
}
