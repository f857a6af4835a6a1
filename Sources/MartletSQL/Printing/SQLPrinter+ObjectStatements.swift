// CREATE and ALTER of everything but tables, and DROP of everything.
extension SQLPrinter {
    // MARK: CREATE

    mutating func print(_ view: CreateView) {
        write("CREATE ")
        write("OR REPLACE ", if: view.orReplace)
        write("TEMPORARY ", if: view.isTemporary)
        write("VIEW ")
        write("IF NOT EXISTS ", if: view.ifNotExists)
        print(view.name)
        columnList(view.columns)
        comment(view.comment)
        write("\nAS\n")
        print(view.query)
    }

    /// `CREATE [TEMPORARY [SYSTEM]] kind [IF NOT EXISTS] name`
    private mutating func create(_ kind: String, _ scope: ObjectScope, ifNotExists: Bool, _ name: QualifiedName) {
        write("CREATE ")
        self.scope(scope)
        write(kind + " ")
        write("IF NOT EXISTS ", if: ifNotExists)
        print(name)
    }

    private mutating func scope(_ scope: ObjectScope) {
        if scope != .permanent { write(scope.rawValue + " ") }
    }

    mutating func print(_ function: CreateFunction) {
        create("FUNCTION", function.scope, ifNotExists: function.ifNotExists, function.name)
        words(" AS", string: function.implementation)
        if let language = function.language { write(" LANGUAGE " + language.rawValue) }
        if !function.resources.isEmpty {
            write(" USING ")
            list(function.resources) { $0.words($1.kind.rawValue, string: $1.uri) }
        }
        with(function.options)
    }

    mutating func print(_ model: CreateModel) {
        create("MODEL", model.isTemporary ? .temporary : .permanent, ifNotExists: model.ifNotExists, model.name)
        columns("INPUT", model.input)
        columns("OUTPUT", model.output)
        comment(model.comment)
        with(model.options)
        if let query = model.query {
            write("\nAS\n")
            print(query)
        }
    }

    private mutating func columns(_ word: String, _ columns: [ColumnDefinition]) {
        guard !columns.isEmpty else { return }
        write("\n\(word) ")
        block(columns) { $0.print($1) }
    }

    mutating func print(_ catalog: CreateCatalog) {
        create("CATALOG", .permanent, ifNotExists: catalog.ifNotExists, QualifiedName(catalog.name))
        comment(catalog.comment)
        with(catalog.options)
    }

    mutating func print(_ database: CreateDatabase) {
        create("DATABASE", .permanent, ifNotExists: database.ifNotExists, database.name)
        comment(database.comment)
        with(database.options)
    }

    mutating func print(_ connection: CreateConnection) {
        create("CONNECTION", connection.scope, ifNotExists: connection.ifNotExists, connection.name)
        comment(connection.comment)
        write("\nWITH ")
        parenthesizedList(connection.options) { $0.print($1) }
    }

    // MARK: ALTER

    mutating func print(_ view: AlterView) {
        words("ALTER VIEW", view.name)
        switch view.action {
        case .rename(let name): words(" RENAME TO", name)
        case .as(let query):
            write("\nAS\n")
            print(query)
        }
    }

    mutating func print(_ function: AlterFunction) {
        write("ALTER ")
        scope(function.scope)
        words(function.ifExists ? "FUNCTION IF EXISTS" : "FUNCTION", function.name)
        words(" AS", string: function.implementation)
        if let language = function.language { write(" LANGUAGE " + language.rawValue) }
    }

    mutating func print(_ model: AlterModel) {
        words(model.ifExists ? "ALTER MODEL IF EXISTS" : "ALTER MODEL", model.name)
        switch model.action {
        case .rename(let name): words(" RENAME TO", name)
        case .setOptions(let options): set(options)
        case .resetOptions(let keys): reset(keys)
        }
    }

    mutating func print(_ catalog: AlterCatalog) {
        words("ALTER CATALOG", catalog.name)
        switch catalog.action {
        case .setOptions(let options): set(options)
        case .resetOptions(let keys): reset(keys)
        case .comment(let comment): words(" COMMENT", string: comment)
        }
    }

    mutating func print(_ database: AlterDatabase) {
        words("ALTER DATABASE", database.name)
        set(database.options)
    }

    mutating func print(_ connection: AlterConnection) {
        words(connection.ifExists ? "ALTER CONNECTION IF EXISTS" : "ALTER CONNECTION", connection.name)
        switch connection.action {
        case .rename(let name): words(" RENAME TO", name)
        case .setOptions(let options): set(options)
        case .resetOptions(let keys): reset(keys)
        }
    }

    // MARK: DROP

    mutating func print(_ drop: Drop) {
        write("DROP ")
        scope(drop.scope)
        words(drop.ifExists ? "\(drop.kind.rawValue) IF EXISTS" : drop.kind.rawValue, drop.name)
        if let cascade = drop.cascade { write(cascade ? " CASCADE" : " RESTRICT") }
    }
}
