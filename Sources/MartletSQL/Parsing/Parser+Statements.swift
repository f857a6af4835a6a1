import MartletCore

// What a statement begins with, and the statements that are too small for a file of their own.
extension Parser {
    /// One statement.
    mutating func statement() throws(ParseFailure) -> Statement {
        let start = index
        let kind = try statementKind()
        return Statement(kind, at: location(from: start))
    }

    private mutating func statementKind() throws(ParseFailure) -> Statement.Kind {
        if let kind = try looking(2, { parser throws(ParseFailure) in try parser.flinkStatement() }) { return kind }
        switch token.keyword {
        case .CREATE: return try createStatement()
        case .ALTER: return try alterStatement()
        case .DROP: return .drop(try drop())
        case .EXPLAIN: return .explain(try explain())
        case .DESCRIBE: return .describe(try describe())
        case .INSERT, .UPSERT: return .insert(try insert())
        case .UPDATE: return .update(try update())
        case .DELETE: return .delete(try delete())
        case .MERGE: return .merge(try merge())
        case .CALL: return .call(try procedureCall())
        case .SET, .RESET: return try setting()
        default:
            note(Self.statementExpectation)
            return .query(try query())
        }
    }

    /// Statements that are chosen by their first two words; nil where these words begin something else.
    private mutating func flinkStatement() throws(ParseFailure) -> Statement.Kind? {
        switch (token.keyword, keyword(ahead: 1)) {
        case (.BEGIN, _):
            try expect(.BEGIN, .STATEMENT, .SET)
            return .beginStatementSet
        case (.END, _):
            advance()
            return .endStatementSet
        case (.SHOW, _): return .show(try show())
        case (.USE, _): return .use(try use())
        case (.EXECUTE, _): return try execute()
        case (.LOAD, .MODULE): return .loadModule(try loadModule())
        case (.UNLOAD, .MODULE):
            index += 2
            return .unloadModule(try identifier())
        case (.REPLACE, .TABLE), (.REPLACE, .TEMPORARY): return .createTable(try replaceTable())
        case (.COMPILE, .PLAN), (.COMPILE, .AND): return .compilePlan(try compilePlan())
        case (.ADD, .JAR):
            index += 2
            return .addJar(try plainString())
        case (.REMOVE, .JAR):
            index += 2
            return .removeJar(try plainString())
        case (.ANALYZE, .TABLE): return .analyzeTable(try analyzeTable())
        case (.STOP, .JOB): return .stopJob(try stopJob())
        case (.TRUNCATE, _):
            try expect(.TRUNCATE, .TABLE)
            return .truncateTable(try qualifiedName())
        case (.DESC, _) where beginsDescribe(): return .describe(try describe())
        default: return nil
        }
    }

    // MARK: SET and RESET

    /// `SET 'key' = 'value'`, `SET`, `RESET 'key'`, `RESET`
    private mutating func setting() throws(ParseFailure) -> Statement.Kind {
        let start = index
        if accept(.RESET) {
            if unquotedSetting(from: start) { return .reset(key: nil) }
            return .reset(key: atSettingsEnd() ? nil : try anyString())
        }
        try expect(.SET)
        if unquotedSetting(from: start) { return .set(nil) }
        if atSettingsEnd() { return .set(nil) }
        return .set(try option())
    }

    private mutating func atSettingsEnd() -> Bool { at(.end) || token.kind == .semicolon }

    /// `SET key = value` without quotes: Flink's shell takes it, its tables do not, and say so after parsing.
    private mutating func unquotedSetting(from start: Int) -> Bool {
        guard isIdentifier(ahead: 0) else { return false }
        var end = 1
        while token(ahead: end).kind == .dot || token(ahead: end).kind == .minus { end += 2 }
        let isReset = tokens[start].keyword == .RESET
        guard token(ahead: end).kind == (isReset ? .end : .equal) else { return false }
        let key = String(decoding: source[token.bytes.lowerBound..<token(ahead: end - 1).bytes.upperBound], as: UTF8.self)
        index = tokens.count - 1
        refuse(
            "\(isReset ? "RESET" : "SET") takes texts in quotes.", hint: isReset ? "Write RESET '\(key)'." : "Write SET '\(key)' = '..'.",
            phase: .plan, at: location(from: start))
        return true
    }

    // MARK: Small statements

    private mutating func use() throws(ParseFailure) -> Use {
        let start = index
        advance()
        let subject: Use.Subject
        if accept(.CATALOG) {
            subject = .catalog(try identifier())
        } else if accept(.MODULES) {
            subject = .modules(try list { parser throws(ParseFailure) in try parser.identifier() })
        } else {
            subject = .database(try qualifiedName())
        }
        return Use(subject: subject, location: location(from: start))
    }

    private mutating func loadModule() throws(ParseFailure) -> LoadModule {
        let start = index
        index += 2
        let name = try identifier()
        let options = accept(.WITH) ? try optionList() : []
        return LoadModule(name: name, options: options, location: location(from: start))
    }

    /// `ANALYZE TABLE t PARTITION (a, b = 1) COMPUTE STATISTICS FOR ..`
    private mutating func analyzeTable() throws(ParseFailure) -> AnalyzeTable {
        let start = index
        index += 2
        let name = try qualifiedName()
        let partition = accept(.PARTITION) ? try partitionEntries(allowsKeysAlone: true) : []
        try expect(.COMPUTE, .STATISTICS)
        var columns = AnalyzeTable.Columns.none
        if accept(.FOR) {
            if accept(.COLUMNS) {
                columns = .some(try list { parser throws(ParseFailure) in try parser.identifier() })
            } else {
                try expect(.ALL, .COLUMNS)
                columns = .all
            }
        }
        return AnalyzeTable(name: name, partition: partition, columns: columns, location: location(from: start))
    }

    /// `STOP JOB 'id' [WITH SAVEPOINT [WITH DRAIN]]`
    private mutating func stopJob() throws(ParseFailure) -> StopJob {
        let start = index
        index += 2
        let job = try plainString()
        let withSavepoint = accept(.WITH, .SAVEPOINT)
        let drain = index
        let withDrain = accept(.WITH, .DRAIN)
        if withDrain, !withSavepoint { throw mistake("WITH DRAIN stands behind WITH SAVEPOINT.", at: location(from: drain)) }
        return StopJob(job: job, withSavepoint: withSavepoint, withDrain: withDrain, location: location(from: start))
    }

    private mutating func procedureCall() throws(ParseFailure) -> FunctionCall {
        advance()
        let start = index
        let name = try qualifiedName()
        var call = FunctionCall(name: name, location: name.location)
        call.arguments = try callArguments(.subquery)
        call.location = location(from: start)
        return call
    }

    // MARK: Parts of statements

    /// `('k' = 'v', ..)`
    mutating func optionList() throws(ParseFailure) -> [Option] {
        try parenthesizedList(allowsNone: true) { parser throws(ParseFailure) in try parser.option() }
    }

    /// `'k' = 'v'`
    mutating func option() throws(ParseFailure) -> Option {
        let start = index
        let key = try anyString()
        try expect(.equal)
        let value = try anyString()
        return Option(key: key, value: value, location: location(from: start))
    }

    /// `('k1', 'k2')`
    mutating func optionKeys() throws(ParseFailure) -> [String] {
        try parenthesizedList(allowsNone: true) { parser throws(ParseFailure) in try parser.anyString() }
    }

    /// `COMMENT '..'`
    mutating func comment() throws(ParseFailure) -> String? {
        accept(.COMMENT) ? try plainString() : nil
    }

    /// `(k = v, ..)`
    mutating func partitionEntries(allowsKeysAlone: Bool = false) throws(ParseFailure) -> [PartitionEntry] {
        try parenthesizedList { parser throws(ParseFailure) in
            let start = parser.index
            let key = try parser.identifier()
            var value: Expression?
            if parser.accept(.equal) {
                value = try parser.constant()
            } else if !allowsKeysAlone {
                throw ParseFailure(at: parser.index)
            }
            return PartitionEntry(key: key, value: value, location: parser.location(from: start))
        }
    }

    /// The words that a constant may begin with.
    private static let beginningConstants: Set<Keyword> = [
        .NULL, .TRUE, .FALSE, .UNKNOWN, .DATE, .TIME, .TIMESTAMP, .DATETIME, .INTERVAL, .DECIMAL,
    ]

    /// A constant, possibly with a sign.
    mutating func constant() throws(ParseFailure) -> Expression {
        note("a constant")
        switch token.kind {
        case .plus, .minus, .integer, .decimal, .approximate: return try number()
        case .string, .prefixedString, .unicodeString, .escapedString, .binaryString: return try literalExpression()
        default:
            let start = index
            let isConstant = token.keyword.map(Self.beginningConstants.contains) ?? false
            guard isConstant, let keyword = token.keyword, let literal = try wordLiteral(keyword), case .literal = literal.kind
            else { throw ParseFailure(at: start) }
            return literal
        }
    }
}
