import MartletCore

/// A model as the catalog holds it: what it takes, what it gives, and where it is to be found.
package struct CatalogModel: Sendable {
    package var identifier: TableIdentifier
    package var input: Schema
    package var output: Schema
    package var options: [String: String]
    package var comment: String?
    package var isTemporary: Bool

    package init(
        identifier: TableIdentifier, input: Schema, output: Schema, options: [String: String] = [:], comment: String? = nil,
        isTemporary: Bool = false
    ) {
        self.identifier = identifier
        self.input = input
        self.output = output
        self.options = options
        self.comment = comment
        self.isTemporary = isTemporary
    }
}
