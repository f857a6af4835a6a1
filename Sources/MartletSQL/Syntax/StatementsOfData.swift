/// `INSERT INTO t (a, b.c) query`, and what may stand between.
package struct Insert: SyntaxNode {
    package enum ConflictAction: String, Sendable { case nothing = "NOTHING", error = "ERROR", deduplicate = "DEDUPLICATE" }

    /// `UPSERT INTO`: parsed, not executable.
    package var isUpsert = false
    /// `INSERT OVERWRITE`
    package var isOverwrite: Bool
    package var target: QualifiedName
    /// `/*+ OPTIONS(..) */` after the target.
    package var hints: [Hint] = []
    /// `PARTITION (k = v, ..)`
    package var partition: [PartitionEntry] = []
    /// Empty for all columns in their order. A name with dots is a field of a row.
    package var columns: [QualifiedName] = []
    package var source: Query
    /// `ON CONFLICT DO ..`
    package var onConflict: ConflictAction?
    package var location: Location
}

extension Insert {
    /// `INSERT INTO target (columns) source`
    package init(into target: QualifiedName, columns: [QualifiedName] = [], _ source: Query, at location: Location) {
        self.init(isOverwrite: false, target: target, columns: columns, source: source, location: location)
    }
}

/// `k = v` of a PARTITION clause; ANALYZE TABLE allows a key without value.
package struct PartitionEntry: SyntaxNode {
    package var key: Identifier
    package var value: Expression?
    package var location: Location
}

/// `UPDATE t SET a = 1 WHERE ..`
package struct Update: SyntaxNode {
    package var target: QualifiedName
    package var hints: [Hint] = []
    package var alias: Identifier?
    package var assignments: [Assignment]
    package var condition: Expression?
    package var location: Location
}

/// `column = value`
package struct Assignment: SyntaxNode {
    package var column: QualifiedName
    package var value: Expression
    package var location: Location
}

/// `DELETE FROM t WHERE ..`
package struct Delete: SyntaxNode {
    package var target: QualifiedName
    package var hints: [Hint] = []
    package var alias: Identifier?
    package var condition: Expression?
    package var location: Location
}

/// `MERGE INTO t USING s ON .. WHEN ..`: parsed, not executable.
package struct Merge: SyntaxNode {
    package struct Insertion: Sendable, Equatable {
        package var columns: [QualifiedName]
        package var values: Values
    }

    package var target: QualifiedName
    package var hints: [Hint] = []
    package var alias: Identifier?
    package var source: TableReference
    package var condition: Expression
    package var whenMatched: [Assignment]?
    package var whenNotMatched: Insertion?
    package var location: Location
}

/// `[EXECUTE] STATEMENT SET BEGIN insert; .. END`: inserts that run as one job.
package struct StatementSet: SyntaxNode {
    /// At least one.
    package var inserts: [Insert]
    package var location: Location
}
