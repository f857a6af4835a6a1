// Statements that ask about or change the session, its catalogs, plans and jobs.

/// `EXPLAIN [PLAN FOR | detail, ..] statement`
package struct Explain: SyntaxNode {
    package enum Detail: String, Sendable, CaseIterable {
        case estimatedCost = "ESTIMATED_COST"
        case changelogMode = "CHANGELOG_MODE"
        case jsonExecutionPlan = "JSON_EXECUTION_PLAN"
        case planAdvice = "PLAN_ADVICE"
    }

    package var details: [Detail]
    /// A query, an insert, a statement set, or CREATE TABLE AS.
    package var statement: Statement
    package var location: Location
}

/// `DESCRIBE ..` and `DESC ..`
package struct Describe: SyntaxNode {
    package enum Subject: Sendable, Equatable {
        /// A table or view.
        case table(QualifiedName)
        /// `DESCRIBE TABLE t [column]`: parsed, not executable.
        case explicitTable(QualifiedName, column: Identifier?)
        case catalog(QualifiedName)
        case database(QualifiedName)
        case function(QualifiedName)
        case model(QualifiedName)
        case connection(QualifiedName)
        case job(String)
    }

    package var subject: Subject
    package var isExtended: Bool
    package var location: Location
}

/// `SHOW ..`
package struct Show: SyntaxNode {
    package enum Subject: Sendable, Equatable {
        case catalogs, currentCatalog
        case databases, currentDatabase
        case tables, views, materializedTables
        case models
        case functions(userOnly: Bool)
        case procedures
        case modules(full: Bool)
        case connections
        case jars
        case jobs
        /// `SHOW COLUMNS FROM t`
        case columns(of: QualifiedName)
        /// `SHOW PARTITIONS t PARTITION (..)`
        case partitions(of: QualifiedName, [PartitionEntry])
        case createTable(QualifiedName)
        case createView(QualifiedName)
        case createMaterializedTable(QualifiedName, orAlter: Bool)
        case createCatalog(QualifiedName)
        case createModel(QualifiedName)
        case createConnection(QualifiedName)
    }

    /// `[NOT] LIKE '..'`, `[NOT] ILIKE '..'`
    package struct Filter: Sendable, Equatable {
        package var isNegated: Bool
        /// ILIKE.
        package var ignoresCase: Bool
        package var pattern: String
    }

    package enum Preposition: String, Sendable { case from = "FROM", `in` = "IN" }

    package var subject: Subject
    /// Which of the two words stood before a name: Flink's answer repeats it.
    package var preposition: Preposition?
    /// The catalog or database after FROM or IN.
    package var container: QualifiedName?
    package var filter: Filter?
    package var location: Location
}

/// `USE ..`
package struct Use: SyntaxNode {
    package enum Subject: Sendable, Equatable {
        case catalog(Identifier)
        case database(QualifiedName)
        /// In the order in which functions are looked up.
        case modules([Identifier])
    }

    package var subject: Subject
    package var location: Location
}

/// `COMPILE PLAN 'file' [IF NOT EXISTS] FOR ..`, `COMPILE AND EXECUTE PLAN 'file' FOR ..`
package struct CompilePlan: SyntaxNode {
    package var file: String
    package var ifNotExists: Bool
    /// COMPILE AND EXECUTE.
    package var executes: Bool
    /// An insert or a statement set.
    package var statement: Statement
    package var location: Location
}

/// `LOAD MODULE m [WITH (..)]`
package struct LoadModule: SyntaxNode {
    package var name: Identifier
    package var options: [Option]
    package var location: Location
}

/// `STOP JOB 'id' [WITH SAVEPOINT] [WITH DRAIN]`
package struct StopJob: SyntaxNode {
    package var job: String
    package var withSavepoint: Bool
    package var withDrain: Bool
    package var location: Location
}

/// `ANALYZE TABLE t [PARTITION (..)] COMPUTE STATISTICS [FOR ..]`
package struct AnalyzeTable: SyntaxNode {
    package enum Columns: Sendable, Equatable {
        case none
        case all
        case some([Identifier])
    }

    package var name: QualifiedName
    package var partition: [PartitionEntry]
    package var columns: Columns
    package var location: Location
}
