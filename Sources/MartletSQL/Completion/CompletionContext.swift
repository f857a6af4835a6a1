/// What could stand at a place of a statement that is being typed: the word so far, keywords that continue it, and kinds of names.
///
/// A pure function of the text. Which tables and columns there are, only a catalog knows; `tables` tells which ones to ask about.
package struct CompletionContext: Sendable, Equatable {
    /// What a name may be the name of.
    package enum NameKind: Sendable, Hashable {
        case table, view, column, function, catalog, database, model, module
    }

    /// A table that the statement names, and what it calls it.
    package struct Table: Sendable, Equatable {
        package var name: [String]
        package var alias: String?
    }

    /// The part of a word that stands before the cursor, without its quote.
    package var word = ""
    /// Where that part is, in UTF-8: what a completion replaces.
    package var replaced: Range<Int>
    /// Whether a backquote is open: only names may follow, and one must close it.
    package var isQuoted = false
    /// The names with dots behind them before the word.
    package var qualifier: [String] = []
    /// Keywords that begin with the word, the likelier ones first, in capitals. Some are several words.
    package var keywords: [String] = []
    /// What may be named here.
    package var names: Set<NameKind> = []
    /// The tables of the statement, also of what stands behind the cursor.
    package var tables: [Table] = []

    /// - Parameter cursor: a place in the text in UTF-8; what stands behind it counts for `tables` alone.
    package init(in text: String, at cursor: Int) {
        let source = Array(text.utf8)
        let cursor = min(max(0, cursor), source.count)
        replaced = cursor..<cursor
        guard let statement = OpenStatement(source, cursor: cursor) else { return }
        word = statement.word
        replaced = statement.replaced
        isQuoted = statement.isQuoted
        qualifier = statement.qualifier
        tables = statement.tables
        let expected = Parser.expectations(behind: statement.before, of: source)
        if !isQuoted, qualifier.isEmpty { keywords = Self.keywords(in: expected, beginningWith: word) }
        names = Self.names(in: expected, behind: statement.before, isQualified: !qualifier.isEmpty)
    }

    // MARK: Keywords

    private static func keywords(in expected: [String], beginningWith word: String) -> [String] {
        let prefix = word.uppercased()
        var result: [String] = []
        for expectation in expected {
            for keyword in words(of: expectation) where keyword.hasPrefix(prefix) && !result.contains(keyword) { result.append(keyword) }
        }
        return result
    }

    /// The words that an expectation stands for.
    private static func words(of expectation: String) -> [String] {
        switch expectation {
        case Parser.expressionExpectation:
            [
                "CASE", "CAST", "TRY_CAST", "NULL", "TRUE", "FALSE", "NOT", "EXISTS", "INTERVAL", "DATE", "TIME", "TIMESTAMP", "ARRAY",
                "MAP", "ROW",
                "CURRENT_DATE", "CURRENT_TIME", "CURRENT_TIMESTAMP", "LOCALTIME", "LOCALTIMESTAMP",
            ]
        case Parser.statementExpectation: Keyword.beginningStatements.map(\.spelling)
        case Parser.queryExpectation: ["SELECT", "WITH", "VALUES", "TABLE"]
        case Parser.tableExpectation: ["LATERAL", "TABLE", "UNNEST"]
        case Parser.typeExpectation:
            [
                "STRING", "INT", "BIGINT", "DOUBLE", "DECIMAL", "BOOLEAN", "DATE", "TIME", "TIMESTAMP", "TIMESTAMP_LTZ", "TINYINT",
                "SMALLINT",
                "FLOAT", "CHAR", "VARCHAR", "BINARY", "VARBINARY", "BYTES", "ARRAY", "MAP", "MULTISET", "ROW", "RAW", "STRUCTURED",
                "VARIANT", "BITMAP",
            ]
        case Parser.unitExpectation: ["SECOND", "MINUTE", "HOUR", "DAY", "WEEK", "MONTH", "QUARTER", "YEAR"]
        default: expectation.split(separator: " ").allSatisfy { Keyword($0) != nil } ? [expectation] : []
        }
    }

    // MARK: Names

    private static func names(in expected: [String], behind tokens: [Token], isQualified: Bool) -> Set<NameKind> {
        if expected.contains(Parser.tableExpectation) { return [.table, .view, .function] }
        let isValue = expected.contains(Parser.expressionExpectation)
        if isValue { return isQualified ? [.column] : [.column, .function] }
        guard expected.contains(Token.Kind.word.rawValue) else { return [] }
        return kinds(behind: tokens)
    }

    /// What a name is the name of, by the words before it.
    private static func kinds(behind tokens: [Token]) -> Set<NameKind> {
        var words = tokens.dropLast().reversed().prefix { $0.kind == .word }.compactMap(\.keyword)[...]
        // `IF EXISTS`, `EXTENDED` and their kin stand between a name and the word for its kind.
        words = words.drop { [.IF, .NOT, .EXISTS, .EXTENDED].contains($0) }
        // The name of something new is nobody's guess.
        let makes = words.contains(.CREATE) && !words.contains(.SHOW)
        switch words.first {
        case .TABLE where !makes: return [.table]
        case .INTO, .OVERWRITE, .UPDATE, .LIKE, .PARTITIONS: return [.table]
        case .DESCRIBE, .DESC, .COLUMNS: return [.table, .view]
        case .FROM, .IN:
            return words.contains(.COLUMNS) ? [.table, .view] : words.contains(.SHOW) ? [.catalog, .database] : [.table, .view]
        case .VIEW where !makes: return [.view]
        case .FUNCTION where !makes: return [.function]
        case .CATALOG where !makes: return [.catalog]
        case .DATABASE where !makes: return [.database]
        case .USE: return [.catalog, .database]
        case .MODEL where !makes: return [.model]
        case .MODULE, .MODULES: return [.module]
        case .SET, .BY, .WATERMARK, .FOR, .DROP, .RENAME, .MODIFY, .AFTER: return [.column]
        default:
            // Inside of parentheses, names are columns: `PRIMARY KEY (`, `PARTITIONED BY (a, `, `USING (`.
            let last = tokens.dropLast().last?.kind
            return last == .leftParenthesis || last == .comma ? [.column] : []
        }
    }
}
