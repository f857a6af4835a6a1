/// Which rows a join gives.
package enum JoinKind: Sendable, Hashable {
    case inner, left, right, full
    /// Rows of the left that have a match.
    case semi
    /// Rows of the left that have none.
    case anti

    /// Whether rows of the left that match nothing are given, with NULLs for the right.
    var keepsLeft: Bool { self == .left || self == .full }
    /// Whether rows of the right that match nothing are given, with NULLs for the left.
    var keepsRight: Bool { self == .right || self == .full }
    /// Whether only rows of the left are given.
    var isSemiOrAnti: Bool { self == .semi || self == .anti }
}
