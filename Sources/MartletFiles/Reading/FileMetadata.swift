import MartletColumns
import MartletCore

/// What a table can ask of the files that its rows come from.
enum FileMetadata: String, CaseIterable {
    case path = "file.path"
    case name = "file.name"
    case size = "file.size"
    case modificationTime = "file.modification-time"

    var type: DataType {
        switch self {
        case .path, .name: .string.notNull
        case .size: .bigint.notNull
        case .modificationTime: .timestampLTZ(3).notNull
        }
    }

    func value(of split: FileSplit) -> Value {
        switch self {
        case .path: .string(split.path)
        case .name: .string(String(split.name))
        case .size: .bigint(Int64(split.size))
        case .modificationTime: .instant(Instant(Timestamp(milliseconds: split.modificationTime)))
        }
    }
}
