import MartletCore

/// What the names in a query's text stand for, noted while it is bound: by where they stand.
package final class ResolvedNames {
    /// Of a column: the name of its table, its own, and those of fields behind it.
    var columns: [SourceRange: [String]] = [:]
    /// Of a star: its columns, as above.
    var stars: [SourceRange: [[String]]] = [:]
    /// Of a table or view: its full name.
    var tables: [SourceRange: TableIdentifier] = [:]
}
