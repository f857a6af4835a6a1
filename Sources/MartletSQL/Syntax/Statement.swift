/// One statement of SQL.
package struct Statement: SyntaxNode {
    package var kind: Kind
    package var location: Location

    package init(_ kind: Kind, at location: Location) {
        self.kind = kind
        self.location = location
    }

    package indirect enum Kind: Sendable, Equatable {
        case query(Query)

        case insert(Insert)
        case update(Update)
        case delete(Delete)
        case merge(Merge)
        case truncateTable(QualifiedName)
        case statementSet(StatementSet)
        /// `BEGIN STATEMENT SET`: what follows up to `END` belongs together.
        case beginStatementSet
        /// `END`
        case endStatementSet
        /// `EXECUTE INSERT ..`, `EXECUTE SELECT ..`: the same as the statement alone.
        case execute(Statement)

        case createTable(CreateTable)
        case createView(CreateView)
        case createMaterializedTable(CreateMaterializedTable)
        case createFunction(CreateFunction)
        case createModel(CreateModel)
        case createCatalog(CreateCatalog)
        case createDatabase(CreateDatabase)
        case createConnection(CreateConnection)

        case alterTable(AlterTable)
        case alterView(AlterView)
        case alterMaterializedTable(AlterMaterializedTable)
        case alterFunction(AlterFunction)
        case alterModel(AlterModel)
        case alterCatalog(AlterCatalog)
        case alterDatabase(AlterDatabase)
        case alterConnection(AlterConnection)

        case drop(Drop)

        case explain(Explain)
        case describe(Describe)
        case show(Show)
        case use(Use)

        case compilePlan(CompilePlan)
        /// `EXECUTE PLAN 'file'`
        case executePlan(file: String)

        case loadModule(LoadModule)
        case unloadModule(Identifier)
        /// `SET 'key' = 'value'`; without both, all settings are shown.
        case set(Option?)
        /// `RESET 'key'`; without, all settings.
        case reset(key: String?)
        case addJar(String)
        case removeJar(String)
        case stopJob(StopJob)
        /// `CALL procedure(..)`
        case call(FunctionCall)
        case analyzeTable(AnalyzeTable)
    }
}
