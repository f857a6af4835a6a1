import MartletCore

/// A database of a catalog: its tables, views, functions and models, by name.
package struct CatalogDatabase: Sendable {
    package var comment: String?
    package var options: [String: String]
    package var objects: [String: CatalogObject] = [:]
    package var functions: [String: CatalogFunction] = [:]
    package var models: [String: CatalogModel] = [:]
    /// The partitions that ALTER TABLE has added to a table, in their order, by the table's name.
    package var partitions: [String: [CatalogPartition]] = [:]

    package init(comment: String? = nil, options: [String: String] = [:]) {
        self.comment = comment
        self.options = options
    }

    package var isEmpty: Bool { objects.isEmpty && functions.isEmpty && models.isEmpty }
}

/// One partition of a table: a value for each of some or all partition keys.
package struct CatalogPartition: Sendable, Hashable {
    package struct Entry: Sendable, Hashable {
        package var key: String
        package var value: String

        package init(key: String, value: String) {
            self.key = key
            self.value = value
        }
    }

    /// In the order of the table's partition keys.
    package var entries: [Entry]

    package init(_ entries: [Entry]) { self.entries = entries }

    /// `k=v/l=w`, as directories are named.
    package var path: String { entries.map { "\($0.key)=\($0.value)" }.joined(separator: "/") }

    /// Whether every entry of `other` is among this partition's.
    package func matches(_ other: CatalogPartition) -> Bool { Set(other.entries).isSubset(of: entries) }
}
