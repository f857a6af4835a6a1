import MartletColumns
import MartletCore
import MartletRuntime

/// Writes each row that comes or goes as a change of its own: an update as a row that goes and one that comes, as Flink does.
final class ChangelogJsonEncoder: RowEncoder {
    private let dialect: ChangelogDialect
    private let fields: [Field]
    private let writer: JsonWriter
    private let leavesOutNulls: Bool

    init(_ schema: FormatSchema, _ dialect: ChangelogDialect, _ options: JsonOptions) throws {
        self.dialect = dialect
        fields = schema.fields
        for field in fields { _ = try JsonConversion(field.type, options) }
        writer = JsonWriter(options)
        leavesOutNulls = options.leavesOutNulls
    }

    func encode(_ batch: ColumnBatch, into bytes: inout [UInt8]) throws {
        let rows = try writer.objects(batch.columns, fields, count: batch.count)
        let words = dialect.writtenWords
        for index in 0..<batch.count {
            let isAddition = batch.kind(index).isAddition
            let row = String(decoding: rows[index], as: UTF8.self)
            let content: String
            switch dialect {
            case .debezium, .ogg:
                let (before, after) = isAddition ? (nil, row) : (row, nil)
                content = [("before", before), ("after", after)]
                    .filter { $0.1 != nil || !leavesOutNulls }.map { "\"\($0.0)\":\($0.1 ?? "null")," }.joined()
            case .canal: content = "\"data\":[\(row)],"
            case .maxwell: content = "\"data\":\(row),"
            }
            bytes.append(contentsOf: "{\(content)\"\(dialect.operationField)\":\"\(isAddition ? words.addition : words.removal)\"}\n".utf8)
        }
    }
}
