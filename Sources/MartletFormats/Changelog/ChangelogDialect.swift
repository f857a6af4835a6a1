import MartletCore
import MartletRuntime

/// How a tool that captures changes writes them as JSON, a change a line.
enum ChangelogDialect: String, Sendable, CaseIterable {
    /// `{"before": …, "after": …, "op": "c"}`
    case debezium = "debezium-json"
    /// `{"data": […], "old": […], "type": "INSERT"}`
    case canal = "canal-json"
    /// `{"data": …, "old": …, "type": "insert"}`
    case maxwell = "maxwell-json"
    /// `{"before": …, "after": …, "op_type": "I"}`
    case ogg = "ogg-json"

    /// What a change does, by its word.
    enum Operation {
        case insert, update, delete
        /// Nothing to rows: a table has been made.
        case none
    }

    /// nil: the word is not known.
    func operation(_ word: String) -> Operation? {
        switch (self, word) {
        case (.debezium, "c"), (.debezium, "r"), (.canal, "INSERT"), (.maxwell, "insert"), (.ogg, "I"): .insert
        case (.debezium, "u"), (.canal, "UPDATE"), (.maxwell, "update"), (.ogg, "U"): .update
        case (.debezium, "d"), (.canal, "DELETE"), (.maxwell, "delete"), (.ogg, "D"): .delete
        case (.canal, "CREATE"): Operation.none
        default: nil
        }
    }

    /// The field that holds the operation's word.
    var operationField: String {
        switch self {
        case .debezium: "op"
        case .canal, .maxwell: "type"
        case .ogg: "op_type"
        }
    }

    /// The words that are written for rows that come and rows that go.
    var writtenWords: (addition: String, removal: String) {
        switch self {
        case .debezium: ("c", "d")
        case .canal: ("INSERT", "DELETE")
        case .maxwell: ("insert", "delete")
        case .ogg: ("I", "D")
        }
    }

    /// Whether the old content is a row of its own, else only what has changed.
    var hasWholeOldRows: Bool { self == .debezium || self == .ogg }
}
