import MartletCore

// INSERT, UPDATE, DELETE, MERGE, and what runs them.
extension Parser {
    // MARK: INSERT

    mutating func insert() throws(ParseFailure) -> Insert {
        let start = index
        let isUpsert = token.keyword == .UPSERT
        if !isUpsert, !at(.INSERT) { throw ParseFailure(at: index) }
        advance()
        let isOverwrite = accept(.OVERWRITE)
        if isOverwrite, isUpsert { throw mistake("UPSERT cannot overwrite.", at: location(of: index - 1)) }
        if !isOverwrite { try expect(.INTO) }
        let target = try qualifiedName()
        let hints = try hints()
        let partition = accept(.PARTITION) ? try partitionEntries() : []
        var columns: [QualifiedName] = []
        if at(.leftParenthesis), isIdentifier(ahead: 1) {
            columns = try parenthesizedList { parser throws(ParseFailure) in try parser.insertedColumn() }
        }
        let source = try query()
        var onConflict: Insert.ConflictAction?
        if accept(.ON) {
            try expect(.CONFLICT, .DO)
            onConflict = try expectAny([.NOTHING: Insert.ConflictAction.nothing, .ERROR: .error, .DEDUPLICATE: .deduplicate])
        }
        return Insert(
            isUpsert: isUpsert, isOverwrite: isOverwrite, target: target, hints: hints, partition: partition, columns: columns,
            source: source, onConflict: onConflict, location: location(from: start))
    }

    /// A column of an INSERT. Calcite's grammar lets a type follow, for columns that the table does not have.
    private mutating func insertedColumn() throws(ParseFailure) -> QualifiedName {
        let isFirst = tokens[index - 1].kind == .leftParenthesis
        let name = try qualifiedName()
        if token.kind == .word {
            let type = try type()
            let message = "A column of an INSERT has no type."
            guard isFirst else { throw mistake(message, at: type.location) }
            refuse(message, at: type.location)
        }
        return name
    }

    /// `STATEMENT SET BEGIN insert; .. END`
    mutating func statementSet() throws(ParseFailure) -> StatementSet {
        let start = index
        try expect(.STATEMENT, .SET, .BEGIN)
        var inserts: [Insert] = []
        repeat {
            inserts.append(try insert())
            try expect(.semicolon)
        } while !accept(.END)
        return StatementSet(inserts: inserts, location: location(from: start))
    }

    /// `EXECUTE STATEMENT SET ..`, `EXECUTE PLAN ..`, `EXECUTE INSERT ..`, `EXECUTE query`
    mutating func execute() throws(ParseFailure) -> Statement.Kind {
        try expect(.EXECUTE)
        switch token.keyword {
        case .STATEMENT: return .statementSet(try statementSet())
        case .PLAN where token(ahead: 1).kind != .leftParenthesis:
            advance()
            return .executePlan(file: try anyString())
        default:
            let start = index
            let kind: Statement.Kind = at(.INSERT) || at(.UPSERT) ? .insert(try insert()) : .query(try query())
            return .execute(Statement(kind, at: location(from: start)))
        }
    }

    // MARK: UPDATE, DELETE, MERGE

    /// The table that a statement changes, with its hints and name.
    private mutating func changedTable() throws(ParseFailure) -> (QualifiedName, [Hint], Identifier?) {
        (try qualifiedName(), try hints(), try optionalAlias())
    }

    mutating func update() throws(ParseFailure) -> Update {
        let start = index
        try expect(.UPDATE)
        let (target, hints, alias) = try changedTable()
        let assignments = try assignments()
        let condition = accept(.WHERE) ? try expression() : nil
        return Update(
            target: target, hints: hints, alias: alias, assignments: assignments, condition: condition, location: location(from: start))
    }

    /// `SET a = 1, b = 2`
    private mutating func assignments() throws(ParseFailure) -> [Assignment] {
        try expect(.SET)
        return try list { parser throws(ParseFailure) in
            let start = parser.index
            let column = QualifiedName(try parser.identifier())
            try parser.expect(.equal)
            let value = try parser.expression()
            return Assignment(column: column, value: value, location: parser.location(from: start))
        }
    }

    mutating func delete() throws(ParseFailure) -> Delete {
        let start = index
        try expect(.DELETE, .FROM)
        let (target, hints, alias) = try changedTable()
        let condition = accept(.WHERE) ? try expression() : nil
        return Delete(target: target, hints: hints, alias: alias, condition: condition, location: location(from: start))
    }

    mutating func merge() throws(ParseFailure) -> Merge {
        let start = index
        try expect(.MERGE, .INTO)
        let (target, hints, alias) = try changedTable()
        try expect(.USING)
        let source = try tableReference()
        try expect(.ON)
        let condition = try expression()
        var merge = Merge(
            target: target, hints: hints, alias: alias, source: source, condition: condition, location: location(from: start))
        try expect(.WHEN)
        if accept(.MATCHED) {
            try expect(.THEN, .UPDATE)
            merge.whenMatched = try assignments()
            guard accept(.WHEN) else {
                merge.location = location(from: start)
                return merge
            }
        }
        try expect(.NOT, .MATCHED, .THEN, .INSERT)
        merge.whenNotMatched = try insertion()
        merge.location = location(from: start)
        return merge
    }

    /// `[(a, b)] VALUES (1, 2)`
    private mutating func insertion() throws(ParseFailure) -> Merge.Insertion {
        var columns: [QualifiedName] = []
        if at(.leftParenthesis), isIdentifier(ahead: 1) { columns = try identifierList().map(QualifiedName.init) }
        let isParenthesized = accept(.leftParenthesis)
        let start = index
        try expect(.VALUES)
        let row = try valuesRow()
        let values = Values(rows: [row], location: location(from: start))
        if isParenthesized { try expect(.rightParenthesis) }
        return Merge.Insertion(columns: columns, values: values)
    }

    // MARK: Plans

    /// `COMPILE PLAN 'file' [IF NOT EXISTS] FOR ..`, `COMPILE AND EXECUTE PLAN 'file' FOR ..`
    mutating func compilePlan() throws(ParseFailure) -> CompilePlan {
        let start = index
        try expect(.COMPILE)
        let executes = accept(.AND)
        if executes { try expect(.EXECUTE) }
        try expect(.PLAN)
        let file = try anyString()
        let ifNotExists = executes ? false : ifNotExists()
        try expect(.FOR)
        let statementStart = index
        let kind: Statement.Kind = at(.STATEMENT) ? .statementSet(try statementSet()) : .insert(try insert())
        return CompilePlan(
            file: file, ifNotExists: ifNotExists, executes: executes, statement: Statement(kind, at: location(from: statementStart)),
            location: location(from: start))
    }

    mutating func explain() throws(ParseFailure) -> Explain {
        let start = index
        try expect(.EXPLAIN)
        let details = try explainDetails()
        let statementStart = index
        let kind: Statement.Kind
        switch token.keyword {
        case .STATEMENT: kind = .statementSet(try statementSet())
        case .INSERT, .UPSERT: kind = .insert(try insert())
        case .EXECUTE: kind = try execute()
        case .CREATE: kind = try explained(try createStatement(), from: statementStart)
        case .REPLACE where keyword(ahead: 1) == .TABLE:
            kind = try explained(.createTable(try replaceTable()), from: statementStart)
        default: kind = .query(try query())
        }
        let statement = Statement(kind, at: location(from: statementStart))
        return Explain(details: details, statement: statement, location: location(from: start))
    }

    /// A statement that makes something, if it makes a table from a query.
    private func explained(_ kind: Statement.Kind, from start: Int) throws(ParseFailure) -> Statement.Kind {
        if case .createTable(let table) = kind, table.query != nil { return kind }
        throw mistake("EXPLAIN takes CREATE TABLE only with AS and a query.", at: location(from: start))
    }

    /// `PLAN FOR`, or details with commas between them.
    private mutating func explainDetails() throws(ParseFailure) -> [Explain.Detail] {
        if accept(.PLAN, .FOR) { return [] }
        var details: [Explain.Detail] = []
        while let detail = token.keyword.flatMap({ Explain.Detail(rawValue: $0.spelling) }) {
            if details.contains(detail) { throw mistake("\(detail.rawValue) is said twice.", at: location(of: index)) }
            details.append(detail)
            advance()
            guard accept(.comma) else { break }
            let isDetail = token.keyword.flatMap { Explain.Detail(rawValue: $0.spelling) } != nil
            if !isDetail {
                for detail in Explain.Detail.allCases { note(detail.rawValue) }
                throw ParseFailure(at: index)
            }
        }
        return details
    }
}
