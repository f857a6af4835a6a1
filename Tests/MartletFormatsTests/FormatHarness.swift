import MartletColumns
import MartletCore
import MartletFormats
import MartletRuntime

/// Decodes and encodes with a format by its name, as a table would.
struct FormatHarness {
    let format: any Format
    let options: DeclaredOptions
    let schema: FormatSchema

    init(_ name: String, _ fields: [Field], _ options: [String: String] = [:], projection: [Int]? = nil) throws {
        format = try FormatRegistry.builtIn.format(named: name)
        self.options = try DeclaredOptions(options, declarations: format.options, owner: "format '\(name)'")
        schema = FormatSchema(fields: fields, projection: projection)
    }

    var types: [DataType] { schema.projection.map { schema.fields[$0].type } }

    /// The rows of `text`, given to the decoder `chunk` bytes at a time.
    func decode(_ text: String, chunk: Int = .max) throws -> [Row] {
        let decoder = try format.makeDecoder(schema, options: options)
        let rows = RowBuilder(types)
        let bytes = Array(text.utf8)
        var start = 0, end = 0
        repeat {
            end = min(bytes.count, end + min(chunk, bytes.count))
            while true {
                let taken = try bytes[start..<end].withUnsafeBytes {
                    try decoder.decode($0, isEnd: end == bytes.count, limit: 3, into: rows)
                }
                if taken == 0 { break }
                start += taken
            }
        } while end < bytes.count
        let batch = rows.finish()
        return (0..<batch.count).map { row in
            Row(types.indices.map { batch.columns[$0].value(row, types[$0]) }, kind: batch.kind(row))
        }
    }

    /// The message of the error that `text` gives, and where it is.
    func complaint(_ text: String) -> String? {
        do {
            _ = try decode(text)
            return nil
        } catch let record as MalformedRecord {
            return "\(record.offset): \(record.message)"
        } catch {
            return String(describing: error)
        }
    }

    func encode(_ rows: [[Value]]) throws -> String {
        let columns = try schema.fields.enumerated().map { index, field in try ColumnBuilder.column(rows.map { $0[index] }, field.type) }
        var bytes: [UInt8] = []
        try format.makeEncoder(schema, options: options).encode(ColumnBatch(columns, count: rows.count), into: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }
}

extension Row {
    static func of(_ values: Value...) -> Row { Row(values) }
}
