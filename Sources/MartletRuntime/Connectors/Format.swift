import MartletColumns
import MartletCore

/// How rows are written as bytes, found by a table's `'format'` option.
public protocol Format: Sendable {
    /// The value of the `'format'` option, and the prefix of the format's own options.
    var identifier: String { get }
    /// Its options, without the prefix.
    var options: [OptionDeclaration] { get }
    /// What its rows say: insert-only, or a changelog.
    var changelogMode: ChangelogMode { get }

    /// A decoder for some columns of a table; one reader owns it.
    func makeDecoder(_ schema: FormatSchema, options: DeclaredOptions) throws -> any RowDecoder
    func makeEncoder(_ schema: FormatSchema, options: DeclaredOptions) throws -> any RowEncoder
    /// How a file of such records is cut into parts that several readers read; nil: it is read as a whole.
    func recordFinder(options: DeclaredOptions) throws -> RecordFinder?
}

extension Format {
    public var changelogMode: ChangelogMode { .insertOnly }
    public func recordFinder(options: DeclaredOptions) throws -> RecordFinder? { nil }
}

/// Finds, in the bytes of a whole file, where the first record begins that starts at or after `target`; the file's end, if there is none.
/// At `known`, which is not behind `target`, a record is known to begin.
public typealias RecordFinder = @Sendable (_ bytes: UnsafeRawBufferPointer, _ known: Int, _ target: Int) -> Int

/// The columns of a format's rows.
public struct FormatSchema: Sendable {
    /// All columns that a row has in bytes.
    public var fields: [Field]
    /// Decoding: the columns wanted, as indices into `fields`.
    public var projection: [Int]
    /// The session's time zone, for TIMESTAMP_LTZ.
    public var timeZone: TimeZoneRules

    public init(fields: [Field], projection: [Int]? = nil, timeZone: TimeZoneRules = .utc) {
        self.fields = fields
        self.projection = projection ?? Array(fields.indices)
        self.timeZone = timeZone
    }
}

/// Turns a run of bytes into rows. It keeps what it knows between calls, so it serves one stream of bytes.
public protocol RowDecoder: AnyObject {
    /// Decodes whole records from the front of `bytes`, at most about `limit`, and appends them to `rows`.
    ///
    /// - Returns: how many bytes the records took; what is left begins a record that is not whole yet.
    /// - Parameter isEnd: nothing comes after `bytes`; what is there is the last record, whole or not.
    /// - Throws: `MalformedRecord`, unless the options say to skip such records.
    func decode(_ bytes: UnsafeRawBufferPointer, isEnd: Bool, limit: Int, into rows: RowBuilder) throws -> Int

    /// Records that were skipped as malformed since the decoder was made.
    var skippedRecords: Int { get }
}

/// A record that cannot be decoded. Whoever reads it knows where it comes from, and makes a `MartletError` of it.
public struct MalformedRecord: Error, Sendable {
    /// What is wrong with it.
    public var message: String
    /// Where in the bytes given to the decoder, as near as is known.
    public var offset: Int

    /// A complaint about the bytes at `offset`.
    public init(_ message: String, at offset: Int) {
        self.message = message
        self.offset = offset
    }
}

/// The rows that a decoder makes: a builder for each projected column, and their kinds where the format is a changelog.
public final class RowBuilder {
    /// A builder for each projected column.
    public let columns: [ColumnBuilder]
    /// As many as rows, for formats that are changelogs; else empty.
    public var kinds: [RowKind] = []
    /// How many rows there are.
    public var count = 0

    public init(_ types: [DataType], capacity: Int = ColumnBatch.defaultSize) {
        columns = types.map { ColumnBuilder($0, capacity: capacity) }
    }

    /// The rows as a batch; the builder is empty again.
    public func finish() -> ColumnBatch {
        defer {
            count = 0
            kinds = []
        }
        return ColumnBatch(columns.map { $0.finish() }, count: count, kinds: kinds.isEmpty ? nil : kinds)
    }
}

/// Turns rows into bytes.
public protocol RowEncoder: AnyObject {
    /// What stands before the first row of a file.
    func header(into bytes: inout [UInt8]) throws
    /// Appends the rows of a batch; kinds count only where the format is a changelog.
    func encode(_ batch: ColumnBatch, into bytes: inout [UInt8]) throws
}

extension RowEncoder {
    public func header(into bytes: inout [UInt8]) throws {}
}
