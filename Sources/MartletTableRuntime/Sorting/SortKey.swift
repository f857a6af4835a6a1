/// A column to sort by, and how.
package struct SortKey: Sendable, Hashable {
    package var column: Int
    package var isDescending: Bool
    package var nullsFirst: Bool

    /// - Parameter nullsFirst: nil: Flink's default, by which NULL is less than every value.
    package init(_ column: Int, isDescending: Bool = false, nullsFirst: Bool? = nil) {
        self.column = column
        self.isDescending = isDescending
        self.nullsFirst = nullsFirst ?? !isDescending
    }
}
