import MartletCore
import MartletRuntime

/// Flink's `csv` format: a record a line, fields in the order of the table's columns, no header.
struct CsvFormat: Format {
    let identifier = "csv"

    let options: [OptionDeclaration] = [
        OptionDeclaration(
            "field-delimiter", .string, default: ",", "The character between fields; Java escapes such as \\t are understood."),
        OptionDeclaration("disable-quote-character", .boolean, default: "false", "Whether quotes are characters like all others."),
        OptionDeclaration("quote-character", .string, default: "\"", "The character around fields that hold delimiters or line ends."),
        OptionDeclaration("allow-comments", .boolean, default: "false", "Whether lines that begin with # are passed over, and blank ones."),
        OptionDeclaration(
            "ignore-parse-errors", .boolean, default: "false", "Whether fields that cannot be read are NULL, and records skipped."),
        OptionDeclaration(
            "array-element-delimiter", .string, default: ";", "The text between the elements of an array, and the fields of a row."),
        OptionDeclaration("escape-character", .string, "The character that takes its meaning from the next one. None by default."),
        OptionDeclaration("null-literal", .string, "The text that means NULL. None by default; then NULL is written as nothing."),
        OptionDeclaration(
            "write-bigdecimal-in-scientific-notation", .boolean, default: "true",
            "Whether DECIMAL is written as 1E+5 where that is shorter. As in Flink, it has no effect on files."),
        OptionDeclaration("trim-spaces", .boolean, default: "false", "Whether spaces around fields without quotes are cut off."),
        OptionDeclaration("ignore-trailing-unmappable", .boolean, default: "false", "Whether fields behind the last column are ignored."),
        OptionDeclaration("allow-trailing-comma", .boolean, default: "true", "Whether a delimiter may follow the last field."),
        OptionDeclaration("fail-on-missing-columns", .boolean, default: "false", "Whether a record of too few fields is an error."),
        OptionDeclaration("empty-string-as-null", .boolean, default: "false", "Whether an empty field is NULL."),
    ]

    func makeDecoder(_ schema: FormatSchema, options: DeclaredOptions) throws -> any RowDecoder {
        try CsvFieldType.check(schema.fields)
        return try CsvDecoder(schema, CsvSyntax(options))
    }

    func makeEncoder(_ schema: FormatSchema, options: DeclaredOptions) throws -> any RowEncoder {
        try CsvFieldType.check(schema.fields)
        return try CsvEncoder(schema, CsvSyntax(options))
    }

    func recordFinder(options: DeclaredOptions) throws -> RecordFinder? {
        let syntax = try CsvSyntax(options)
        return { bytes, known, target in CsvRecordFinder.find(in: bytes, known: known, target: target, syntax) }
    }
}

/// What CSV can hold: scalars, and arrays and rows of scalars.
enum CsvFieldType {
    static let dialect = TextConversion.Dialect(
        hasSQLDates: true, hasShortTimes: true,
        timestamp: .init(separator: UInt8(ascii: " "), hasZulu: false, secondsAreOptional: false, resolution: .smart),
        instant: .init(separator: UInt8(ascii: " "), hasZulu: true, secondsAreOptional: false, resolution: .smart), trimsTimestamps: true,
        trimsDecimals: false)

    /// Throws if one of the fields cannot be in a CSV file.
    static func check(_ fields: [Field]) throws {
        for field in fields {
            let nested: [DataType]
            switch field.type.kind {
            case .array(let element): nested = [element]
            case .row(let fields), .structured(_, let fields): nested = fields.map(\.type)
            default:
                guard isScalar(field.type) else {
                    throw unsupported("Unsupported type '\(field.type.nullable)' for field '\(field.name)'.")
                }
                nested = []
            }
            for type in nested where !isScalar(type) {
                throw unsupported(
                    "Only simple types are supported in the second level nesting of fields '\(field.name)' but was: \(type.nullable)")
            }
            for type in nested + [field.type] {
                if case .time(let precision) = type.kind, precision > 3 {
                    throw unsupported("Csv does not support TIME type with precision: \(precision), it only supports precision 0 ~ 3.")
                }
            }
        }
    }

    private static func isScalar(_ type: DataType) -> Bool { TextConversion(type, dialect) != nil }

    private static func unsupported(_ message: String) -> MartletError { MartletError(message, phase: .plan) }
}
