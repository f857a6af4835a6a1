import MartletColumns
import MartletCore
import MartletFormats
import MartletRuntime

/// Turns batches into what is appended to part files.
protocol PartEncoder: AnyObject {
    /// What each file begins with.
    var header: [UInt8] { get }

    /// Calls `write` with records and the directory that they belong into, from the sink's own on; empty: there.
    func encode(_ batch: any Batch, _ write: (_ directory: String, _ records: [UInt8]) throws -> Void) throws
}

/// Lines of text.
final class LinePartEncoder: PartEncoder {
    let header: [UInt8] = []

    func encode(_ batch: any Batch, _ write: (String, [UInt8]) throws -> Void) throws {
        var bytes: [UInt8] = []
        for line in RecordBatch<String>(batch).records {
            bytes.append(contentsOf: line.utf8)
            bytes.append(UInt8(ascii: "\n"))
        }
        try write("", bytes)
    }
}

/// The records of a program, by way of columns.
final class RecordPartEncoder: PartEncoder {
    let header: [UInt8]
    private let encoder: any RowEncoder
    private let makeColumns: (any Batch) -> ColumnBatch

    init(_ encoder: any RowEncoder, header: [UInt8], makeColumns: @escaping (any Batch) -> ColumnBatch) {
        self.encoder = encoder
        self.header = header
        self.makeColumns = makeColumns
    }

    func encode(_ batch: any Batch, _ write: (String, [UInt8]) throws -> Void) throws {
        var bytes: [UInt8] = []
        try encoder.encode(makeColumns(batch), into: &bytes)
        try write("", bytes)
    }
}

/// The rows of a table, each partition in directories of its own.
final class TablePartEncoder: PartEncoder {
    private let encoder: any RowEncoder
    let header: [UInt8]
    private let fields: [Field]
    /// Indices of the partition keys into `fields`, in the order of their directories.
    private let partitionKeys: [Int]
    private let stored: [Int]
    private let defaultPartitionName: String

    init(_ encoder: any RowEncoder, fields: [Field], partitionKeys: [Int], defaultPartitionName: String) throws {
        self.encoder = encoder
        self.fields = fields
        self.partitionKeys = partitionKeys
        self.defaultPartitionName = defaultPartitionName
        stored = fields.indices.filter { !partitionKeys.contains($0) }
        var header: [UInt8] = []
        try encoder.header(into: &header)
        self.header = header
    }

    func encode(_ batch: any Batch, _ write: (String, [UInt8]) throws -> Void) throws {
        guard let batch = batch as? ColumnBatch else { preconditionFailure("a file sink was given a batch of \(type(of: batch))") }
        if partitionKeys.isEmpty { return try write("", encode(batch)) }
        for (path, rows) in rowsByPartition(batch) {
            try write(path, encode(rows.count == batch.count ? batch : batch.gather(rows)))
        }
    }

    private func encode(_ batch: ColumnBatch) throws -> [UInt8] {
        var bytes: [UInt8] = []
        try encoder.encode(ColumnBatch(stored.map { batch.columns[$0] }, count: batch.count, kinds: batch.kinds), into: &bytes)
        return bytes
    }

    /// The rows of each partition in a batch, in order.
    private func rowsByPartition(_ batch: ColumnBatch) -> [(path: String, rows: [Int32])] {
        let keys = partitionKeys.map { index in
            (name: fields[index].name, texts: ScalarText.texts(of: batch.columns[index], fields[index].type))
        }
        var groups: [(path: String, rows: [Int32])] = []
        var groupOf: [String: Int] = [:]
        for row in 0..<batch.count {
            let entries = keys.map { key in
                let text = key.texts[row]
                return FilePartition.Entry(key.name, text.isEmpty ? nil : text)
            }
            let path = FilePartition(entries).path(defaultName: defaultPartitionName)
            if let group = groupOf[path] {
                groups[group].rows.append(Int32(row))
            } else {
                groupOf[path] = groups.count
                groups.append((path, [Int32(row)]))
            }
        }
        return groups
    }
}
