import MartletColumns
import MartletCore
import MartletFormats
import MartletRuntime

/// How the elements of a stream lie in files: as lines of text, CSV or JSON Lines. Flink's `StreamFormat` and `Encoder`.
///
///     FileSource<String>("books/", format: .text)
///     FileSource<Order>("orders/", format: .csv(hasHeader: true))
///     FileSource<Order>("orders/", format: .jsonLines)
public struct FileFormat<Element: Sendable>: Sendable {
    /// What the format is, apart from the element's type.
    @usableFromInline let content: FileFormatContent

    @usableFromInline init(_ content: FileFormatContent) { self.content = content }
}

extension FileFormat where Element == String {
    /// A line an element, in UTF-8, without its line end.
    public static var text: FileFormat { FileFormat(FileFormatContent(kind: .lines)) }
}

/// What is done with a record that cannot be read.
public enum MistakeHandling: Sendable {
    /// The job fails, with file, line and column.
    case fail
    /// It is passed over and counted.
    case skip
}

/// How timestamps are written in JSON.
public enum TimestampStandard: String, Sendable {
    /// `2024-02-29 12:34:56.789`, and a Z behind a `Timestamp`.
    case sql = "SQL"
    /// `2024-02-29T12:34:56.789`, and a Z behind a `Timestamp`.
    case iso8601 = "ISO-8601"
}

extension FileFormat where Element: Record {
    /// CSV whose columns are the record's fields, in order.
    @inlinable public static var csv: FileFormat { csv() }

    /// CSV.
    ///
    /// - Parameters:
    ///   - hasHeader: each file begins with the names of its columns. Then the record's fields are found by name, in any order, and columns
    ///     that are no fields are passed over. Else the columns are the fields, in order.
    ///   - null: the text that means nil. Without it, an empty text is not nil.
    @inlinable public static func csv(
        delimiter: Character = ",", quote: Character? = "\"", escape: Character? = nil, hasHeader: Bool = false, null: String? = nil,
        allowsComments: Bool = false, mistakes: MistakeHandling = .fail
    ) -> FileFormat {
        records(
            .csv(
                delimiter: delimiter, quote: quote, escape: escape, hasHeader: hasHeader, null: null, allowsComments: allowsComments,
                skipsMistakes: mistakes == .skip))
    }

    /// An object a line, whose names are those of the record's fields.
    @inlinable public static var jsonLines: FileFormat { jsonLines() }

    /// An object a line, whose names are those of the record's fields.
    @inlinable public static func jsonLines(timestamps: TimestampStandard = .sql, mistakes: MistakeHandling = .fail) -> FileFormat {
        records(.json(timestamps: timestamps, skipsMistakes: mistakes == .skip))
    }

    /// The closures are compiled here for the program's types.
    @inlinable static func records(_ settings: RecordFileSettings) -> FileFormat {
        FileFormat(
            FileFormatContent(
                kind: .records(
                    settings, Element.schema, makeRecords: { RecordBatch(try Element.records(from: $0)) },
                    makeColumns: { batch in
                        let records = RecordBatch<Element>(batch).records
                        return ColumnBatch(Element.columns(of: records), count: records.count)
                    })))
    }
}

/// A file format without its element's type.
@usableFromInline struct FileFormatContent: Sendable {
    @usableFromInline enum Kind: Sendable {
        case lines
        case records(
            RecordFileSettings, Schema, makeRecords: @Sendable (ColumnBatch) throws -> any Batch,
            makeColumns: @Sendable (any Batch) -> ColumnBatch)
        case codables(
            RecordFileSettings, makeCollector: @Sendable () -> CodableCollector, encode: @Sendable (any Batch, CodableWriter) throws -> Void
        )
    }

    @usableFromInline let kind: Kind

    @usableFromInline init(kind: Kind) { self.kind = kind }
}
