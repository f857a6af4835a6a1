import MartletCore

// SHOW and DESCRIBE.
extension Parser {
    // MARK: SHOW

    mutating func show() throws(ParseFailure) -> Show {
        let start = index
        try expect(.SHOW)
        var show = Show(subject: .jars, location: location(of: start))
        if accept(.CREATE) {
            show.subject = try showCreateSubject()
        } else if accept(.CURRENT) {
            show.subject = try expectAny([.CATALOG: Show.Subject.currentCatalog, .DATABASE: .currentDatabase])
        } else if accept(.COLUMNS) {
            show.preposition = try expectAny([.FROM: Show.Preposition.from, .IN: .in])
            show.subject = .columns(of: try qualifiedName())
            show.filter = try showFilter(allowsIlike: false)
        } else if accept(.PARTITIONS) {
            let table = try qualifiedName()
            show.subject = .partitions(of: table, accept(.PARTITION) ? try partitionEntries() : [])
        } else {
            try showList(&show)
        }
        show.location = location(from: start)
        return show
    }

    private mutating func showCreateSubject() throws(ParseFailure) -> Show.Subject {
        if accept(.TABLE) { return .createTable(try qualifiedName()) }
        if accept(.VIEW) { return .createView(try qualifiedName()) }
        if accept(.CATALOG) { return .createCatalog(try qualifiedName()) }
        if accept(.MODEL) { return .createModel(try qualifiedName()) }
        if accept(.CONNECTION) { return .createConnection(try qualifiedName()) }
        let orAlter = accept(.OR)
        if orAlter { try expect(.ALTER) }
        try expect(.MATERIALIZED, .TABLE)
        return .createMaterializedTable(try qualifiedName(), orAlter: orAlter)
    }

    /// The statements that list objects, most of them with FROM and LIKE.
    private mutating func showList(_ show: inout Show) throws(ParseFailure) {
        var hasContainer = true
        var allowsIlike = false
        if accept(.CATALOGS) {
            show.subject = .catalogs
            (hasContainer, allowsIlike) = (false, true)
        } else if accept(.DATABASES) {
            show.subject = .databases
            allowsIlike = true
        } else if accept(.FUNCTIONS) {
            show.subject = .functions(userOnly: false)
            allowsIlike = true
        } else if accept(.USER) {
            try expect(.FUNCTIONS)
            show.subject = .functions(userOnly: true)
            allowsIlike = true
        } else if accept(.PROCEDURES) {
            show.subject = .procedures
            allowsIlike = true
        } else if accept(.MATERIALIZED) {
            try expect(.TABLES)
            show.subject = .materializedTables
        } else if let subject = acceptAny([
            .TABLES: Show.Subject.tables, .VIEWS: .views, .MODELS: .models, .CONNECTIONS: .connections,
        ]) {
            show.subject = subject
        } else {
            return show.subject = try showPlainList()
        }
        if hasContainer, let preposition = acceptAny([.FROM: Show.Preposition.from, .IN: .in]) {
            show.preposition = preposition
            let container = try qualifiedName()
            if show.subject == .databases, container.parts.count > 1 {
                throw mistake("A catalog is a name of one part.", at: container.location)
            }
            show.container = container
        }
        show.filter = try showFilter(allowsIlike: allowsIlike)
    }

    private mutating func showPlainList() throws(ParseFailure) -> Show.Subject {
        if accept(.FULL) {
            try expect(.MODULES)
            return .modules(full: true)
        }
        return try expectAny([.MODULES: Show.Subject.modules(full: false), .JARS: .jars, .JOBS: .jobs])
    }

    /// `[NOT] LIKE '..'`, `[NOT] ILIKE '..'`
    private mutating func showFilter(allowsIlike: Bool) throws(ParseFailure) -> Show.Filter? {
        let isNegated = accept(.NOT)
        let ignoresCase = allowsIlike && accept(.ILIKE)
        if !ignoresCase, !accept(.LIKE) {
            if isNegated { throw ParseFailure(at: index) }
            return nil
        }
        return Show.Filter(isNegated: isNegated, ignoresCase: ignoresCase, pattern: try plainString())
    }

    // MARK: DESCRIBE

    /// DESC is a name too: it begins a statement only before something that can be described.
    func beginsDescribe() -> Bool {
        isIdentifier(ahead: 1) || keyword(ahead: 1) == .EXTENDED || keyword(ahead: 1) == .FUNCTION
    }

    mutating func describe() throws(ParseFailure) -> Describe {
        let start = index
        if !accept(.DESC) { try expect(.DESCRIBE) }
        var isExtended = false
        let subject: Describe.Subject
        switch token.keyword {
        case .CATALOG, .DATABASE, .FUNCTION, .MODEL, .CONNECTION:
            let keyword = token.keyword
            advance()
            isExtended = accept(.EXTENDED)
            let name = keyword == .CATALOG ? QualifiedName(try identifier()) : try qualifiedName()
            switch keyword {
            case .CATALOG: subject = .catalog(name)
            case .DATABASE: subject = .database(name)
            case .FUNCTION: subject = .function(name)
            case .MODEL: subject = .model(name)
            default: subject = .connection(name)
            }
        case .JOB:
            advance()
            subject = .job(try plainString())
        case .TABLE:
            advance()
            let name = try qualifiedName()
            subject = .explicitTable(name, column: isIdentifier(ahead: 0) ? try identifier() : nil)
        case .SELECT, .WITH, .VALUES, .STATEMENT, .INSERT, .UPSERT, .UPDATE, .DELETE, .MERGE:
            _ = accept(.STATEMENT)
            let statement = try statement()
            refuse("DESCRIBE of a statement is not supported.", hint: "Write EXPLAIN.", phase: .plan, at: location(of: start))
            subject = .table(QualifiedName(Identifier("", at: statement.location)))
        default:
            isExtended = accept(.EXTENDED)
            subject = .table(try qualifiedName())
        }
        return Describe(subject: subject, isExtended: isExtended, location: location(from: start))
    }
}
