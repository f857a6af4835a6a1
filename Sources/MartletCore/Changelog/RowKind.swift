/// What a row of a changelog says: Flink's `RowKind`.
@frozen public enum RowKind: UInt8, Sendable, CaseIterable, CustomStringConvertible {
    /// A row that is new: `+I`.
    case insert = 0
    /// The content of a row before an update; the `updateAfter` of the same row follows it.
    case updateBefore = 1
    /// The content of a row after an update: `+U`.
    case updateAfter = 2
    /// A row that is gone, with its last content: `-D`.
    case delete = 3

    /// `+I`, `-U`, `+U` or `-D`.
    public var description: String {
        switch self {
        case .insert: "+I"
        case .updateBefore: "-U"
        case .updateAfter: "+U"
        case .delete: "-D"
        }
    }

    /// Whether the row adds to the result (`+I`, `+U`) or takes away from it (`-U`, `-D`).
    @inlinable public var isAddition: Bool { self == .insert || self == .updateAfter }
}
