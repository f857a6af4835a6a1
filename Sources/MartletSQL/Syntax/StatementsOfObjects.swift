// CREATE and ALTER of everything but tables, and DROP of everything.

/// `CREATE [OR REPLACE] [TEMPORARY] VIEW [IF NOT EXISTS] v (a, b) COMMENT '..' AS query`
package struct CreateView: SyntaxNode {
    package var orReplace: Bool
    package var isTemporary: Bool
    package var ifNotExists: Bool
    package var name: QualifiedName
    package var columns: [Identifier] = []
    package var comment: String?
    package var query: Query
    package var location: Location
}

/// `ALTER VIEW v RENAME TO w`, `ALTER VIEW v AS query`
package struct AlterView: SyntaxNode {
    package enum Action: Sendable, Equatable {
        case rename(to: QualifiedName)
        case `as`(Query)
    }

    package var name: QualifiedName
    package var action: Action
    package var location: Location
}

/// How long an object lives and who sees it.
package enum ObjectScope: String, Sendable {
    case permanent = ""
    case temporary = "TEMPORARY"
    case temporarySystem = "TEMPORARY SYSTEM"
}

/// The language a function is written in.
package enum FunctionLanguage: String, Sendable { case java = "JAVA", scala = "SCALA", sql = "SQL", python = "PYTHON" }

/// `CREATE [TEMPORARY [SYSTEM]] FUNCTION [IF NOT EXISTS] f AS 'id' LANGUAGE .. USING .. WITH (..)`
package struct CreateFunction: SyntaxNode {
    package struct Resource: SyntaxNode {
        package enum Kind: String, Sendable { case jar = "JAR", artifact = "ARTIFACT" }

        package var kind: Kind
        package var uri: String
        package var location: Location
    }

    package var scope: ObjectScope
    package var ifNotExists: Bool
    package var name: QualifiedName
    /// The class or the Python name that implements it.
    package var implementation: String
    package var language: FunctionLanguage?
    package var resources: [Resource] = []
    package var options: [Option] = []
    package var location: Location
}

/// `ALTER [TEMPORARY [SYSTEM]] FUNCTION [IF EXISTS] f AS 'id' LANGUAGE ..`
package struct AlterFunction: SyntaxNode {
    package var scope: ObjectScope
    package var ifExists: Bool
    package var name: QualifiedName
    package var implementation: String
    package var language: FunctionLanguage?
    package var location: Location
}

/// `CREATE [TEMPORARY] MODEL [IF NOT EXISTS] m INPUT (..) OUTPUT (..) COMMENT '..' WITH (..)`
package struct CreateModel: SyntaxNode {
    package var isTemporary: Bool
    package var ifNotExists: Bool
    package var name: QualifiedName
    package var input: [ColumnDefinition] = []
    package var output: [ColumnDefinition] = []
    package var comment: String?
    package var options: [Option] = []
    /// `AS query`: parsed, not executable.
    package var query: Query?
    package var location: Location
}

/// `ALTER MODEL [IF EXISTS] m ..`
package struct AlterModel: SyntaxNode {
    package enum Action: Sendable, Equatable {
        case rename(to: QualifiedName)
        case setOptions([Option])
        case resetOptions([String])
    }

    package var ifExists: Bool
    package var name: QualifiedName
    package var action: Action
    package var location: Location
}

/// `CREATE CATALOG [IF NOT EXISTS] c COMMENT '..' WITH (..)`
package struct CreateCatalog: SyntaxNode {
    package var ifNotExists: Bool
    package var name: Identifier
    package var comment: String?
    package var options: [Option] = []
    package var location: Location
}

/// `ALTER CATALOG c ..`
package struct AlterCatalog: SyntaxNode {
    package enum Action: Sendable, Equatable {
        case setOptions([Option])
        case resetOptions([String])
        case comment(String)
    }

    package var name: QualifiedName
    package var action: Action
    package var location: Location
}

/// `CREATE DATABASE [IF NOT EXISTS] d COMMENT '..' WITH (..)`
package struct CreateDatabase: SyntaxNode {
    package var ifNotExists: Bool
    package var name: QualifiedName
    package var comment: String?
    package var options: [Option] = []
    package var location: Location
}

/// `ALTER DATABASE d SET (..)`
package struct AlterDatabase: SyntaxNode {
    package var name: QualifiedName
    package var options: [Option]
    package var location: Location
}

/// `CREATE [TEMPORARY [SYSTEM]] CONNECTION ..`: parsed, not executable.
package struct CreateConnection: SyntaxNode {
    package var scope: ObjectScope
    package var ifNotExists: Bool
    package var name: QualifiedName
    package var comment: String?
    package var options: [Option] = []
    package var location: Location
}

/// `ALTER CONNECTION [IF EXISTS] c ..`: parsed, not executable.
package struct AlterConnection: SyntaxNode {
    package enum Action: Sendable, Equatable {
        case rename(to: QualifiedName)
        case setOptions([Option])
        case resetOptions([String])
    }

    package var ifExists: Bool
    package var name: QualifiedName
    package var action: Action
    package var location: Location
}

/// `DROP [TEMPORARY [SYSTEM]] kind [IF EXISTS] name [RESTRICT | CASCADE]`
package struct Drop: SyntaxNode {
    package enum Kind: String, Sendable {
        case table = "TABLE"
        case view = "VIEW"
        case materializedTable = "MATERIALIZED TABLE"
        case function = "FUNCTION"
        case model = "MODEL"
        case catalog = "CATALOG"
        case database = "DATABASE"
        case connection = "CONNECTION"
    }

    package var kind: Kind
    package var scope: ObjectScope
    package var ifExists: Bool
    package var name: QualifiedName
    /// Of a database: `CASCADE` (`true`) or `RESTRICT` (`false`); `nil` where nothing is said.
    package var cascade: Bool?
    package var location: Location
}
