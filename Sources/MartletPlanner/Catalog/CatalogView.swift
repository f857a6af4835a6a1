import MartletCore
import MartletSQL

/// A view: a query under a name. It is bound anew each time it is used.
package struct CatalogView: Sendable {
    package var identifier: TableIdentifier
    /// The query, all names in it written out.
    package var query: Query
    /// The query as text, as SHOW CREATE VIEW prints it.
    package var text: String
    /// The columns' names and types when the view was made.
    package var schema: Schema
    package var comment: String?
    package var isTemporary: Bool

    package init(
        identifier: TableIdentifier, query: Query, text: String, schema: Schema, comment: String? = nil, isTemporary: Bool = false
    ) {
        self.identifier = identifier
        self.query = query
        self.text = text
        self.schema = schema
        self.comment = comment
        self.isTemporary = isTemporary
    }
}
