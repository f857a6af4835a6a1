import MartletCore
import MartletRuntime

/// The options of the `json` format, read.
struct JsonOptions: Sendable {
    /// How timestamps are written.
    enum TimestampStandard: String, Sendable, CaseIterable {
        case sql = "SQL"
        case iso8601 = "ISO-8601"
    }

    /// What becomes of a map's entry whose key is NULL, when it is written.
    enum NullKeyMode: String, Sendable, CaseIterable {
        case fail = "FAIL"
        case drop = "DROP"
        case literal = "LITERAL"
    }

    var failsOnMissingField = false
    var ignoresParseErrors = false
    var timestampStandard = TimestampStandard.sql
    var nullKeyMode = NullKeyMode.fail
    var nullKeyLiteral = "null"
    var writesPlainDecimals = false
    var leavesOutNulls = false
    /// Whether values are converted as they are read, else from a tree of the whole text: Flink's two ways, which differ in details.
    var readsTokens = true

    init() {}

    /// Options that a format does not have keep their defaults.
    init(_ options: DeclaredOptions) throws {
        failsOnMissingField = options.boolean("fail-on-missing-field")
        ignoresParseErrors = options.boolean("ignore-parse-errors")
        if failsOnMissingField, ignoresParseErrors {
            throw MartletError("fail-on-missing-field and ignore-parse-errors shouldn't both be true.", phase: .validate)
        }
        timestampStandard = try Self.choice("timestamp-format.standard", options, default: .sql)
        nullKeyMode = try Self.choice("map-null-key.mode", options, default: .fail)
        nullKeyLiteral = options["map-null-key.literal"] ?? "null"
        writesPlainDecimals = options.boolean("encode.decimal-as-plain-number")
        leavesOutNulls = options.boolean("encode.ignore-null-fields")
        readsTokens = options["decode.json-parser.enabled"]?.lowercased() != "false"
    }

    private static func choice<Value: RawRepresentable<String> & CaseIterable>(
        _ key: String, _ options: DeclaredOptions, default defaultValue: Value
    ) throws -> Value {
        guard let text = options[key] else { return defaultValue }
        guard let value = Value.allCases.first(where: { $0.rawValue == text.uppercased() }) else {
            throw MartletError(
                "Unsupported value '\(text)' for \(key). Supported values are [\(Value.allCases.map(\.rawValue).joined(separator: ", "))].",
                phase: .validate)
        }
        return value
    }

    var dialect: TextConversion.Dialect {
        let isISO = timestampStandard == .iso8601
        let separator = isISO ? UInt8(ascii: "T") : UInt8(ascii: " ")
        return TextConversion.Dialect(
            hasSQLDates: false, hasShortTimes: false,
            timestamp: .init(separator: separator, hasZulu: false, secondsAreOptional: isISO, resolution: isISO ? .strict : .smart),
            instant: .init(separator: separator, hasZulu: true, secondsAreOptional: isISO, resolution: .smart), trimsTimestamps: false,
            trimsDecimals: readsTokens)
    }

    static let declarations: [OptionDeclaration] = [
        OptionDeclaration("fail-on-missing-field", .boolean, default: "false", "Whether a record without one of the fields is an error."),
        OptionDeclaration(
            "ignore-parse-errors", .boolean, default: "false", "Whether fields that cannot be read are NULL, and records skipped."),
        OptionDeclaration("timestamp-format.standard", .string, default: "SQL", "How timestamps are written: SQL or ISO-8601."),
        OptionDeclaration(
            "map-null-key.mode", .string, default: "FAIL", "What becomes of a NULL key of a map when it is written: FAIL, DROP or LITERAL."),
        OptionDeclaration("map-null-key.literal", .string, default: "null", "What a NULL key is written as in mode LITERAL."),
        OptionDeclaration(
            "encode.decimal-as-plain-number", .boolean, default: "false", "Whether DECIMAL is never written with an exponent."),
        OptionDeclaration("encode.ignore-null-fields", .boolean, default: "false", "Whether fields that are NULL are left out."),
        OptionDeclaration(
            "decode.json-parser.enabled", .boolean, default: "true",
            "Whether records are converted as they are read, which is faster, else from a tree of the whole record."),
    ]
}
