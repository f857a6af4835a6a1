import MartletColumns
import MartletCore
import MartletFormats

/// The columns that are the same for all rows of a file: partition values and metadata.
struct FileConstants {
    private enum Part {
        case decoded(Int)
        /// A run of the same value, cut to each batch's length.
        case constant(Column)
    }

    private let parts: [Part]

    init(_ columns: [FileTableSource.ColumnOrigin], _ split: FileSplit) throws {
        parts = try columns.map { origin in
            switch origin {
            case .decoded(let index): return .decoded(index)
            case .partition(let key, let type):
                let text = split.partition.values.first { $0.key == key }?.value
                let column = try text.map { try ScalarText.column(of: $0, as: type) } ?? .nulls(type, count: 1)
                return .constant(column.gather([Int32](repeating: 0, count: ColumnBatch.defaultSize)))
            case .metadata(let metadata):
                return .constant(try .constant(metadata.value(of: split), metadata.type, count: ColumnBatch.defaultSize))
            }
        }
    }

    func completing(_ batch: ColumnBatch) -> ColumnBatch {
        let columns = parts.map { part in
            switch part {
            case .decoded(let index): return batch.columns[index]
            case .constant(let column):
                if batch.count <= column.count { return column.slice(0..<batch.count) }
                return column.gather([Int32](repeating: 0, count: batch.count))
            }
        }
        return ColumnBatch(columns, count: batch.count, kinds: batch.kinds)
    }
}
