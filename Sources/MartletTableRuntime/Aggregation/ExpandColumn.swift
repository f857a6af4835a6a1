import MartletCore

/// A column of one projection of an Expand.
package enum ExpandColumn: Sendable {
    case input(Int)
    /// The same value in every row: NULL for a key that the grouping set leaves out, the set's number for `$e`.
    case literal(Value, DataType)
}
