import SwiftSyntax
import SwiftSyntaxBuilder

/// The members that make a struct a record.
struct RecordCode {
    let type: String
    let access: String
    let fields: [RecordField]

    @MemberBlockItemListBuilder var members: MemberBlockItemListSyntax {
        schema
        columnReader
        initFromColumns
        initFromBytes
        encode
        stableHash
        append
    }

    /// One line a field, indented by `depth` steps.
    private func lines(_ depth: Int = 1, _ line: (Int, RecordField) -> String) -> String {
        fields.enumerated().map { String(repeating: "    ", count: depth) + line($0, $1) }.joined(separator: "\n")
    }

    private var schema: DeclSyntax {
        """
        \(raw: access)static let schema = Martlet.Schema([
        \(raw: lines { "Martlet.Field(\"\($1.columnName)\", of: \($1.type).self)," })])
        """
    }

    private var columnReader: DeclSyntax {
        """
        \(raw: access)struct ColumnReader: Martlet.FieldReader {
        \(raw: lines { "fileprivate let field\($0): Martlet.ColumnReaderOf<\($1.type)>" })

            \(raw: access)init(_ column: Martlet.Column) throws {
                let columns = try column.fields(of: schema)
        \(raw: lines(2) { index, _ in "field\(index) = try Martlet.Column.reader(of: columns, \(index), schema)" })
            }

            \(raw: access)func value(at row: Int) throws -> \(raw: type) {
                try \(raw: type)(columns: self, row: row)
            }
        }
        """
    }

    private var initFromColumns: DeclSyntax {
        """
        private init(columns: ColumnReader, row: Int) throws {
        \(raw: lines { "self.\($1.name) = try columns.field\($0).value(at: row)" })
        }
        """
    }

    private var initFromBytes: DeclSyntax {
        """
        \(raw: access)init(decoding reader: inout Martlet.ByteReader) throws {
            let nulls = try reader.beginRow(fields: \(raw: fields.count))
        \(raw: lines { "self.\($1.name) = try reader.readField(\($0), nulls: nulls)" })
        }
        """
    }

    private var encode: DeclSyntax {
        """
        \(raw: access)func encode(into writer: inout Martlet.ByteWriter) {
            let nulls = writer.beginRow(fields: \(raw: fields.count))
        \(raw: lines { "writer.writeField(self.\($1.name), \($0), nulls: nulls)" })
        }
        """
    }

    private var stableHash: DeclSyntax {
        """
        \(raw: access)func stableHash(seed: UInt64) -> UInt64 {
            var hash = seed
        \(raw: lines { "hash = self.\($1.name).stableHash(seed: hash)" })
            return hash
        }
        """
    }

    private var append: DeclSyntax {
        """
        \(raw: access)static func append(_ records: [\(raw: type)], to builders: [Martlet.ColumnBuilder]) {
        \(raw: lines { "for record in records { \($1.typeExpression).append(record.\($1.name), to: builders[\($0)]) }" })
        }
        """
    }
}
