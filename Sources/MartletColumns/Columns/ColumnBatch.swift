import MartletCore

/// A slice of a table or a changelog: what flows between table operators.
///
/// It is never changed once emitted. A `-U` is followed at once by the `+U` of the same row, in the same batch.
public struct ColumnBatch: Sendable {
    /// All as long as the batch.
    public var columns: [Column]
    /// What each row says; nil: every row is an insert.
    public var kinds: [RowKind]?
    /// The number of rows; it counts where there are no columns, too.
    public let count: Int

    /// The rows that a batch holds at most, unless an operator cannot know.
    public static let defaultSize = 4096

    /// A batch of `count` rows, which all columns and `kinds` have, too: debug builds check it.
    public init(_ columns: [Column], count: Int, kinds: [RowKind]? = nil) {
        assert(columns.allSatisfy { $0.count == count }, "columns of \(columns.map(\.count)) rows in a batch of \(count)")
        assert(kinds == nil || kinds?.count == count, "row kinds and columns differ in length")
        self.columns = columns
        self.count = count
        self.kinds = kinds
    }

    /// What a row says.
    @inlinable public func kind(_ row: Int) -> RowKind { kinds?[row] ?? .insert }
    /// Whether every row is an insert; takes a walk over `kinds` where there are any.
    public var isInsertOnly: Bool { kinds?.allSatisfy { $0 == .insert } ?? true }

    /// The rows at `indices`, in that order.
    public func gather(_ indices: [Int32]) -> ColumnBatch {
        ColumnBatch(columns.map { $0.gather(indices) }, count: indices.count, kinds: kinds.map { kinds in indices.map { kinds[Int($0)] } })
    }

    /// A run of rows.
    public func slice(_ range: Range<Int>) -> ColumnBatch {
        if range == 0..<count { return self }
        return ColumnBatch(columns.map { $0.slice(range) }, count: range.count, kinds: kinds.map { Array($0[range]) })
    }
}
