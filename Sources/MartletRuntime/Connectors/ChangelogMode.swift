import MartletCore

/// Which kinds of rows a source yields or a sink takes.
public struct ChangelogMode: Sendable, Hashable {
    public var kinds: Set<RowKind>

    public init(_ kinds: Set<RowKind>) { self.kinds = kinds }

    public static let insertOnly = ChangelogMode([.insert])
    /// Updates by key, without the old content.
    public static let upsert = ChangelogMode([.insert, .updateAfter, .delete])
    public static let all = ChangelogMode(Set(RowKind.allCases))

    public var isInsertOnly: Bool { kinds == [.insert] }
}
