import MartletColumns
import MartletCore
import MartletFormats
import MartletRuntime

/// The settings of a file format for records.
public struct RecordFileSettings: Sendable {
    private let formatName: String
    private let options: [String: String]
    private let hasHeader: Bool
    let skipsMistakes: Bool
    private let delimiter: Character
    private let quote: Character?
    private let escape: Character?

    @usableFromInline static func csv(
        delimiter: Character, quote: Character?, escape: Character?, hasHeader: Bool, null: String?, allowsComments: Bool,
        skipsMistakes: Bool
    ) -> RecordFileSettings {
        var options = ["field-delimiter": String(delimiter), "allow-comments": String(allowsComments)]
        if let quote { options["quote-character"] = String(quote) } else { options["disable-quote-character"] = "true" }
        options["escape-character"] = escape.map { String($0) }
        options["null-literal"] = null
        options["ignore-parse-errors"] = String(skipsMistakes)
        return RecordFileSettings(
            formatName: "csv", options: options, hasHeader: hasHeader, skipsMistakes: skipsMistakes, delimiter: delimiter, quote: quote,
            escape: escape)
    }

    @usableFromInline static func json(timestamps: TimestampStandard, skipsMistakes: Bool) -> RecordFileSettings {
        RecordFileSettings(
            formatName: "json",
            options: ["timestamp-format.standard": timestamps.rawValue, "ignore-parse-errors": String(skipsMistakes)], hasHeader: false,
            skipsMistakes: skipsMistakes, delimiter: ",", quote: nil, escape: nil)
    }

    private init(
        formatName: String, options: [String: String], hasHeader: Bool, skipsMistakes: Bool, delimiter: Character, quote: Character?,
        escape: Character?
    ) {
        self.formatName = formatName
        self.options = options
        self.hasHeader = hasHeader
        self.skipsMistakes = skipsMistakes
        self.delimiter = delimiter
        self.quote = quote
        self.escape = escape
    }

    private func resolved() throws -> (any Format, DeclaredOptions) {
        let format = try FormatRegistry.builtIn.format(named: formatName)
        return (format, try DeclaredOptions(options, declarations: format.options, owner: "format '\(formatName)'"))
    }

    func recordFinder() throws -> RecordFinder? {
        let (format, options) = try resolved()
        return try format.recordFinder(options: options)
    }

    // MARK: Reading

    /// A decoder for the records of one split, and how many bytes of it are a header.
    func makeDecoder(_ schema: Schema, for split: FileSplit) throws -> (decoder: any RowDecoder, skipping: Int) {
        let (format, options) = try resolved()
        guard hasHeader else { return (try format.makeDecoder(FormatSchema(fields: schema.fields), options: options), 0) }
        guard let header = try header(of: split) else {
            // A file without a header has no records either.
            return (try format.makeDecoder(FormatSchema(fields: schema.fields), options: options), 0)
        }
        let projection = try schema.fields.map { field in
            guard let index = header.names.firstIndex(of: field.name) else {
                throw MartletError(
                    "The file has no column '\(field.name)'.",
                    hint: (didYouMean(field.name, among: header.names).map { $0 + " " } ?? "")
                        + "Its columns are: \(header.names.joined(separator: ", ")).", context: ["file '\(split.path)'"])
            }
            return index
        }
        let fields = header.names.map { name in schema.fields.first { $0.name == name } ?? Field(name, .string) }
        let isAtStart = split.range.map { $0.lowerBound == 0 } ?? true
        return (
            try format.makeDecoder(FormatSchema(fields: fields, projection: projection), options: options), isAtStart ? header.length : 0
        )
    }

    /// A reader of trees for the records of one split, and how many bytes of it are a header.
    func makeNodeReader(for split: FileSplit) throws -> (reader: any RecordNodeReader, skipping: Int) {
        let (_, options) = try resolved()
        if formatName == "json" { return (JsonNodeReader(skipsMistakes: skipsMistakes), 0) }
        guard hasHeader, let header = try header(of: split) else { return (try CsvNodeReader(options, names: nil), 0) }
        let isAtStart = split.range.map { $0.lowerBound == 0 } ?? true
        return (try CsvNodeReader(options, names: header.names), isAtStart ? header.length : 0)
    }

    /// Reads the header of a split's file; nil: the file is empty.
    private func header(of split: FileSplit) throws -> CsvHeader? {
        let stream = try Compression(path: split.path).open(split.path, from: 0, to: nil)
        defer { stream.close() }
        var bytes: [UInt8] = []
        let block = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 16)
        defer { block.deallocate() }
        while true {
            let count = try stream.read(into: block)
            bytes.append(contentsOf: UnsafeRawBufferPointer(rebasing: block[..<count]))
            let header = bytes.withUnsafeBytes {
                CsvHeader(
                    $0, isEnd: count == 0, delimiter: delimiter.asciiValue ?? UInt8(ascii: ","), quote: quote?.asciiValue,
                    escape: escape?.asciiValue)
            }
            if let header { return header }
            if count == 0 {
                if bytes.isEmpty { return nil }
                throw MartletError("The file's header cannot be read.", context: ["file '\(split.path)', line 1"])
            }
        }
    }

    // MARK: Writing

    func makeEncoder(_ schema: Schema) throws -> any RowEncoder {
        let (format, options) = try resolved()
        return try format.makeEncoder(FormatSchema(fields: schema.fields), options: options)
    }

    func makeNodeWriter() throws -> CodableWriter {
        let (_, options) = try resolved()
        return CodableWriter(formatName == "json" ? .json : try .csv(options), hasHeader: hasHeader)
    }

    /// What stands before the records of each file.
    func header(_ schema: Schema) throws -> [UInt8] {
        guard hasHeader else { return [] }
        let (format, options) = try resolved()
        let names = schema.fields.map { Field($0.name, .string) }
        let columns = names.map { Column.bytes(BytesColumn([$0.name])) }
        var bytes: [UInt8] = []
        try format.makeEncoder(FormatSchema(fields: names), options: options).encode(ColumnBatch(columns, count: 1), into: &bytes)
        return bytes
    }
}
