// SHOW, DESCRIBE and USE.
extension SQLPrinter {
    mutating func print(_ show: Show) {
        write("SHOW ")
        switch show.subject {
        case .catalogs: write("CATALOGS")
        case .currentCatalog: write("CURRENT CATALOG")
        case .databases: write("DATABASES")
        case .currentDatabase: write("CURRENT DATABASE")
        case .tables: write("TABLES")
        case .views: write("VIEWS")
        case .materializedTables: write("MATERIALIZED TABLES")
        case .models: write("MODELS")
        case .functions(let userOnly): write(userOnly ? "USER FUNCTIONS" : "FUNCTIONS")
        case .procedures: write("PROCEDURES")
        case .modules(let full): write(full ? "FULL MODULES" : "MODULES")
        case .connections: write("CONNECTIONS")
        case .jars: write("JARS")
        case .jobs: write("JOBS")
        case .columns(let table): words("COLUMNS \((show.preposition ?? .from).rawValue)", table)
        case .partitions(let table, let partition):
            words("PARTITIONS", table)
            if !partition.isEmpty {
                write(" PARTITION ")
                print(partition)
            }
        case .createTable(let name): words("CREATE TABLE", name)
        case .createView(let name): words("CREATE VIEW", name)
        case .createMaterializedTable(let name, let orAlter):
            words(orAlter ? "CREATE OR ALTER MATERIALIZED TABLE" : "CREATE MATERIALIZED TABLE", name)
        case .createCatalog(let name): words("CREATE CATALOG", name)
        case .createModel(let name): words("CREATE MODEL", name)
        case .createConnection(let name): words("CREATE CONNECTION", name)
        }
        if let container = show.container { words(" " + (show.preposition ?? .from).rawValue, container) }
        guard let filter = show.filter else { return }
        words((filter.isNegated ? " NOT " : " ") + (filter.ignoresCase ? "ILIKE" : "LIKE"), string: filter.pattern)
    }

    mutating func print(_ describe: Describe) {
        write("DESCRIBE ")
        let extended = describe.isExtended ? " EXTENDED" : ""
        switch describe.subject {
        case .table(let name):
            write("EXTENDED ", if: describe.isExtended)
            print(name)
        case .explicitTable(let name, let column):
            words("TABLE", name)
            guard let column else { return }
            write(" ")
            print(column)
        case .catalog(let name): words("CATALOG" + extended, name)
        case .database(let name): words("DATABASE" + extended, name)
        case .function(let name): words("FUNCTION" + extended, name)
        case .model(let name): words("MODEL" + extended, name)
        case .connection(let name): words("CONNECTION" + extended, name)
        case .job(let job): words("JOB", string: job)
        }
    }

    mutating func print(_ use: Use) {
        switch use.subject {
        case .catalog(let name): words("USE CATALOG", QualifiedName(name))
        case .database(let name): words("USE", name)
        case .modules(let names):
            write("USE MODULES ")
            list(names) { $0.print($1) }
        }
    }
}
