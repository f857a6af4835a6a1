import MartletCore

// CREATE, ALTER and DROP of everything.
extension Parser {
    // MARK: CREATE

    mutating func createStatement() throws(ParseFailure) -> Statement.Kind {
        let start = index
        try expect(.CREATE)
        var orReplace = false
        if accept(.OR) {
            if accept(.ALTER) { return .createMaterializedTable(try createMaterializedTable(orAlter: true, from: start)) }
            try expect(.REPLACE)
            orReplace = true
        }
        let scope = try objectScope()
        return try createObject(scope, orReplace: orReplace, from: start)
    }

    /// `[TEMPORARY [SYSTEM]]`
    private mutating func objectScope() throws(ParseFailure) -> ObjectScope {
        let isTemporary = accept(.TEMPORARY)
        guard at(.SYSTEM) else { return isTemporary ? .temporary : .permanent }
        let isCreate = tokens[0].keyword == .CREATE
        if isCreate, !isTemporary, keyword(ahead: 1) == .FUNCTION || keyword(ahead: 1) == .CONNECTION {
            throw mistake(
                "What belongs to the system can only be made as TEMPORARY.", hint: "Write CREATE TEMPORARY SYSTEM.", at: location(of: index)
            )
        }
        advance()
        guard at(.FUNCTION) || at(.CONNECTION) else { throw ParseFailure(at: index) }
        return .temporarySystem
    }

    private mutating func createObject(_ scope: ObjectScope, orReplace: Bool, from start: Int) throws(ParseFailure) -> Statement.Kind {
        let isTemporary = scope != .permanent
        if at(.TABLE) {
            return .createTable(try createTable(orReplace ? .createOrReplace : .create, isTemporary: isTemporary, from: start))
        }
        if at(.VIEW) { return .createView(try createView(orReplace: orReplace, isTemporary: isTemporary, from: start)) }
        if at(.FUNCTION) {
            return .createFunction(
                try looking(scope == .temporarySystem ? 0 : 2) { parser throws(ParseFailure) in
                    try parser.createFunction(scope, from: start)
                })
        }
        if at(.MATERIALIZED) {
            let word = isTemporary ? "TEMPORARY" : "REPLACE"
            if orReplace || isTemporary { throw mistake("A MATERIALIZED TABLE cannot be \(word).", at: location(of: index)) }
            return .createMaterializedTable(try createMaterializedTable(orAlter: false, from: start))
        }
        if at(.MODEL) { return .createModel(try createModel(isTemporary: isTemporary, from: start)) }
        if at(.CATALOG) { return .createCatalog(try createCatalog(from: start)) }
        if at(.DATABASE) { return .createDatabase(try createDatabase(from: start)) }
        if at(.CONNECTION) { return .createConnection(try createConnection(scope, from: start)) }
        throw ParseFailure(at: index)
    }

    private mutating func createView(orReplace: Bool, isTemporary: Bool, from start: Int) throws(ParseFailure) -> CreateView {
        try expect(.VIEW)
        let ifNotExists = ifNotExists()
        let name = try qualifiedName()
        let columns = at(.leftParenthesis) ? try identifierList() : []
        let comment = try comment()
        try expect(.AS)
        let query = try query()
        return CreateView(
            orReplace: orReplace, isTemporary: isTemporary, ifNotExists: ifNotExists, name: name, columns: columns, comment: comment,
            query: query, location: location(from: start))
    }

    private mutating func createFunction(_ scope: ObjectScope, from start: Int) throws(ParseFailure) -> CreateFunction {
        try expect(.FUNCTION)
        let ifNotExists = ifNotExists()
        let name = scope == .temporarySystem ? QualifiedName(try identifier()) : try qualifiedName()
        try expect(.AS)
        var function = CreateFunction(
            scope: scope, ifNotExists: ifNotExists, name: name, implementation: try plainString(), location: location(from: start))
        function.language = try functionLanguage()
        if accept(.USING) { function.resources = try list { parser throws(ParseFailure) in try parser.functionResource() } }
        if accept(.WITH) { function.options = try optionList() }
        function.location = location(from: start)
        return function
    }

    private mutating func functionLanguage() throws(ParseFailure) -> FunctionLanguage? {
        guard accept(.LANGUAGE) else { return nil }
        return try expectAny([.JAVA: FunctionLanguage.java, .SCALA: .scala, .SQL: .sql, .PYTHON: .python])
    }

    /// `JAR 'uri'`
    private mutating func functionResource() throws(ParseFailure) -> CreateFunction.Resource {
        let start = index
        let kind = try expectAny([.JAR: CreateFunction.Resource.Kind.jar, .ARTIFACT: .artifact])
        let uri = try plainString()
        return CreateFunction.Resource(kind: kind, uri: uri, location: location(from: start))
    }

    private mutating func createModel(isTemporary: Bool, from start: Int) throws(ParseFailure) -> CreateModel {
        try expect(.MODEL)
        let ifNotExists = ifNotExists()
        var model = CreateModel(
            isTemporary: isTemporary, ifNotExists: ifNotExists, name: try qualifiedName(), location: location(from: start))
        if accept(.INPUT) { model.input = try modelColumns() }
        if accept(.OUTPUT) { model.output = try modelColumns() }
        model.comment = try comment()
        if accept(.WITH) { model.options = try optionList() }
        if accept(.AS) { model.query = try query() }
        model.location = location(from: start)
        return model
    }

    /// The columns of INPUT and OUTPUT. As in Flink, constraints are read there and mean nothing.
    private mutating func modelColumns() throws(ParseFailure) -> [ColumnDefinition] {
        let elements = try parenthesizedList { parser throws(ParseFailure) in try parser.tableElement() }
        return elements.compactMap { if case .column(let column) = $0 { column } else { nil } }
    }

    private mutating func createCatalog(from start: Int) throws(ParseFailure) -> CreateCatalog {
        try expect(.CATALOG)
        let ifNotExists = ifNotExists()
        let name = try identifier()
        let comment = try comment()
        let options = accept(.WITH) ? try optionList() : []
        return CreateCatalog(ifNotExists: ifNotExists, name: name, comment: comment, options: options, location: location(from: start))
    }

    private mutating func createDatabase(from start: Int) throws(ParseFailure) -> CreateDatabase {
        try expect(.DATABASE)
        let ifNotExists = ifNotExists()
        let name = try qualifiedName()
        let comment = try comment()
        let options = accept(.WITH) ? try optionList() : []
        return CreateDatabase(ifNotExists: ifNotExists, name: name, comment: comment, options: options, location: location(from: start))
    }

    private mutating func createConnection(_ scope: ObjectScope, from start: Int) throws(ParseFailure) -> CreateConnection {
        try expect(.CONNECTION)
        let ifNotExists = ifNotExists()
        let name = try qualifiedName()
        let comment = try comment()
        try expect(.WITH)
        let options = try optionList()
        return CreateConnection(
            scope: scope, ifNotExists: ifNotExists, name: name, comment: comment, options: options, location: location(from: start))
    }

    // MARK: ALTER

    mutating func alterStatement() throws(ParseFailure) -> Statement.Kind {
        let start = index
        try expect(.ALTER)
        if at(.TABLE) { return .alterTable(try alterTable(from: start)) }
        if at(.MATERIALIZED) { return .alterMaterializedTable(try alterMaterializedTable(from: start)) }
        if at(.VIEW) { return .alterView(try alterView(from: start)) }
        if at(.DATABASE) { return .alterDatabase(try alterDatabase(from: start)) }
        if at(.CATALOG) { return .alterCatalog(try alterCatalog(from: start)) }
        if at(.FUNCTION) || at(.TEMPORARY) { return .alterFunction(try alterFunction(from: start)) }
        if at(.MODEL) { return .alterModel(try alterModel(from: start)) }
        if at(.CONNECTION) { return .alterConnection(try alterConnection(from: start)) }
        if accept(.SYSTEM) || accept(.SESSION) { return try alterSetting(from: start) }
        throw ParseFailure(at: index)
    }

    /// `ALTER SYSTEM SET x = 1` of Calcite's grammar, which Flink does not run.
    private mutating func alterSetting(from start: Int) throws(ParseFailure) -> Statement.Kind {
        if accept(.RESET) {
            if !accept(.ALL) { _ = try qualifiedName() }
        } else {
            try expect(.SET)
            _ = try qualifiedName()
            try expect(.equal)
            if isIdentifier(ahead: 0) {
                _ = try identifier()
            } else if !accept(.ON) {
                _ = try constant()
            }
        }
        refuse(
            "ALTER SYSTEM and ALTER SESSION are not supported.", hint: "Write SET 'key' = 'value'.", phase: .plan, at: location(from: start)
        )
        return .set(nil)
    }

    private mutating func alterView(from start: Int) throws(ParseFailure) -> AlterView {
        try expect(.VIEW)
        let name = try qualifiedName()
        let action: AlterView.Action
        if accept(.RENAME) {
            try expect(.TO)
            action = .rename(to: try qualifiedName())
        } else {
            try expect(.AS)
            action = .as(try query())
        }
        return AlterView(name: name, action: action, location: location(from: start))
    }

    private mutating func alterDatabase(from start: Int) throws(ParseFailure) -> AlterDatabase {
        try expect(.DATABASE)
        let name = try qualifiedName()
        try expect(.SET)
        let options = try optionList()
        return AlterDatabase(name: name, options: options, location: location(from: start))
    }

    private mutating func alterCatalog(from start: Int) throws(ParseFailure) -> AlterCatalog {
        try expect(.CATALOG)
        let name = try identifier()
        let action: AlterCatalog.Action
        if accept(.SET) {
            action = .setOptions(try optionList())
        } else if accept(.RESET) {
            action = .resetOptions(try optionKeys())
        } else {
            try expect(.COMMENT)
            action = .comment(try plainString())
        }
        return AlterCatalog(name: QualifiedName(name), action: action, location: location(from: start))
    }

    private mutating func alterFunction(from start: Int) throws(ParseFailure) -> AlterFunction {
        var scope = ObjectScope.permanent
        if accept(.TEMPORARY) { scope = accept(.SYSTEM) ? .temporarySystem : .temporary }
        try expect(.FUNCTION)
        let ifExists = ifExists()
        let name = try qualifiedName()
        try expect(.AS)
        let implementation = try plainString()
        let language = try functionLanguage()
        return AlterFunction(
            scope: scope, ifExists: ifExists, name: name, implementation: implementation, language: language,
            location: location(from: start))
    }

    private mutating func alterModel(from start: Int) throws(ParseFailure) -> AlterModel {
        try expect(.MODEL)
        let ifExists = ifExists()
        let name = try qualifiedName()
        let action: AlterModel.Action
        if accept(.RENAME, .TO) {
            action = .rename(to: try qualifiedName())
        } else if accept(.SET) {
            action = .setOptions(try optionList())
        } else {
            try expect(.RESET)
            action = .resetOptions(try optionKeys())
        }
        return AlterModel(ifExists: ifExists, name: name, action: action, location: location(from: start))
    }

    private mutating func alterConnection(from start: Int) throws(ParseFailure) -> AlterConnection {
        try expect(.CONNECTION)
        let ifExists = ifExists()
        let name = try qualifiedName()
        let action: AlterConnection.Action
        if accept(.RENAME, .TO) {
            action = .rename(to: try qualifiedName())
        } else if accept(.SET) {
            action = .setOptions(try optionList())
        } else {
            try expect(.RESET)
            action = .resetOptions(try optionKeys())
        }
        return AlterConnection(ifExists: ifExists, name: name, action: action, location: location(from: start))
    }

    // MARK: DROP

    mutating func drop() throws(ParseFailure) -> Drop {
        let start = index
        try expect(.DROP)
        let scope = try objectScope()
        let kind: Drop.Kind
        if at(.MATERIALIZED) {
            if scope != .permanent { throw mistake("No MATERIALIZED TABLE is TEMPORARY.", at: location(of: index)) }
            advance()
            try expect(.TABLE)
            kind = .materializedTable
        } else {
            kind = try expectAny([
                .TABLE: Drop.Kind.table, .VIEW: .view, .FUNCTION: .function, .MODEL: .model, .CATALOG: .catalog, .DATABASE: .database,
                .CONNECTION: .connection,
            ])
        }
        let ifExists = ifExists()
        let name = try qualifiedName()
        let cascade = kind == .database ? acceptAny([.CASCADE: true, .RESTRICT: false]) : nil
        return Drop(kind: kind, scope: scope, ifExists: ifExists, name: name, cascade: cascade, location: location(from: start))
    }
}
