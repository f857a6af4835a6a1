import MartletCore

/// Which kinds of rows a source yields or a sink takes.
public struct ChangelogMode: Sendable, Hashable {
    /// The kinds of rows.
    public var kinds: Set<RowKind>

    /// The mode with these kinds.
    public init(_ kinds: Set<RowKind>) { self.kinds = kinds }

    /// Rows are only ever added.
    public static let insertOnly = ChangelogMode([.insert])
    /// Updates by key, without the old content.
    public static let upsert = ChangelogMode([.insert, .updateAfter, .delete])
    /// Updates with their old content.
    public static let all = ChangelogMode(Set(RowKind.allCases))

    /// Whether rows are only ever added.
    public var isInsertOnly: Bool { kinds == [.insert] }
}
