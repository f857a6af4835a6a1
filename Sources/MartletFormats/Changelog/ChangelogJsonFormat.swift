import MartletCore
import MartletRuntime

/// Flink's `debezium-json`, `canal-json`, `maxwell-json` and `ogg-json` formats: the changes of a table as JSON Lines.
struct ChangelogJsonFormat: Format {
    let dialect: ChangelogDialect

    var identifier: String { dialect.rawValue }
    let changelogMode = ChangelogMode.all

    var options: [OptionDeclaration] {
        let own: [OptionDeclaration] =
            switch dialect {
            case .debezium:
                [OptionDeclaration("schema-include", .boolean, default: "false", "Whether each message has its schema around the change.")]
            case .canal:
                [
                    OptionDeclaration("database.include", .string, "What the name of a change's database must match to be read."),
                    OptionDeclaration("table.include", .string, "What the name of a change's table must match to be read."),
                ]
            case .maxwell, .ogg: []
            }
        let shared = JsonOptions.declarations.filter { $0.key != "fail-on-missing-field" && $0.key != "decode.json-parser.enabled" }
        return own + shared
    }

    func makeDecoder(_ schema: FormatSchema, options: DeclaredOptions) throws -> any RowDecoder {
        try ChangelogJsonDecoder(schema, dialect, json(options), options)
    }

    func makeEncoder(_ schema: FormatSchema, options: DeclaredOptions) throws -> any RowEncoder {
        if options.boolean("schema-include") {
            throw MartletError(
                "Debezium JSON serialization doesn't support 'debezium-json.schema-include' option been set to true.", phase: .validate)
        }
        return try ChangelogJsonEncoder(schema, dialect, json(options))
    }

    func recordFinder(options: DeclaredOptions) throws -> RecordFinder? { LineFinder.find }

    /// As in Flink, changes are taken from trees.
    private func json(_ options: DeclaredOptions) throws -> JsonOptions {
        var json = try JsonOptions(options)
        json.readsTokens = false
        return json
    }
}
