/// A record as a tree, between the text of a file and a `Codable` type.
package indirect enum RecordNode: Sendable {
    case null
    case boolean(Bool)
    /// A number as it is written.
    case number(String)
    case text(String)
    case list([RecordNode])
    case object([Member])
    /// A line of CSV: texts without names, which are asked for in the order of the type's keys.
    case cells([RecordNode])

    /// A named part of an object.
    package struct Member: Sendable {
        package var name: String
        package var value: RecordNode

        package init(_ name: String, _ value: RecordNode) {
            self.name = name
            self.value = value
        }
    }

    /// What a mistake calls it.
    var description: String {
        switch self {
        case .null: "null"
        case .boolean(let value): String(value)
        case .number(let text): text
        case .text(let text): "\"\(text.prefix(60))\""
        case .list: "a list"
        case .object, .cells: "an object"
        }
    }
}
