import MartletColumns
import MartletRuntime

extension OperatorOutput {
    /// Passes on rows in batches of the usual size.
    func emit(inParts rows: ColumnBatch) throws {
        for start in stride(from: 0, to: rows.count, by: ColumnBatch.defaultSize) {
            try emit(rows.slice(start..<min(rows.count, start + ColumnBatch.defaultSize)))
        }
    }
}
