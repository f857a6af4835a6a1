import MartletColumns
import MartletCore
import MartletRuntime

/// Prints a result in a format of the engine's own, for other programs.
final class EncodedPrinter: ResultPrinter {
    private let console: Console
    private let format: any Format
    /// Whether the columns' names are printed before the rows.
    private let hasHeader: Bool
    private var encoder: (any RowEncoder)?
    private var isInsertOnly = true

    init(_ format: any Format, hasHeader: Bool, on console: Console) {
        self.format = format
        self.hasHeader = hasHeader
        self.console = console
    }

    /// The name of the column that says what a row is, where rows are not only added.
    private static let kindColumn = "op"

    func begin(_ heading: ResultHeading) throws {
        isInsertOnly = heading.isInsertOnly
        let fields = (isInsertOnly ? [] : [Field(Self.kindColumn, .string.notNull)]) + heading.schema.fields
        let options = try DeclaredOptions([:], declarations: format.options, owner: "format '\(format.identifier)'")
        let encoder = try format.makeEncoder(FormatSchema(fields: fields), options: options)
        self.encoder = encoder
        if hasHeader {
            let names = try format.makeEncoder(FormatSchema(fields: fields.map { Field($0.name, .string) }), options: options)
            try write(ColumnBatch(fields.map { .bytes(BytesColumn([$0.name])) }, count: 1), with: names)
        }
    }

    func write(_ batch: ColumnBatch) throws {
        guard let encoder else { preconditionFailure("rows before the heading") }
        var batch = batch
        if !isInsertOnly {
            let kinds = BytesColumn((0..<batch.count).map { batch.kind($0).description })
            batch = ColumnBatch([.bytes(kinds)] + batch.columns, count: batch.count)
        }
        try write(batch, with: encoder)
    }

    private func write(_ batch: ColumnBatch, with encoder: any RowEncoder) throws {
        var bytes: [UInt8] = []
        try encoder.encode(batch, into: &bytes)
        console.write(String(decoding: bytes, as: UTF8.self))
    }

    func end() {}
}
