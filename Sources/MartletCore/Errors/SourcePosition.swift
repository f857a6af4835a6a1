/// A place in a text that a user wrote: line and column, both from 1.
///
/// Columns count UTF-16 code units, as Flink's error messages do, so that the two systems point at the same character.
public struct SourcePosition: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// The line, from 1.
    public var line: Int
    /// The UTF-16 code unit in the line, from 1.
    public var column: Int

    /// A place by line and column, both from 1.
    public init(line: Int, column: Int) {
        self.line = line
        self.column = column
    }

    public static func < (left: SourcePosition, right: SourcePosition) -> Bool {
        (left.line, left.column) < (right.line, right.column)
    }

    /// `line:column`.
    public var description: String { "\(line):\(column)" }
}

/// A stretch of a text, from its first to its last character, both included.
public struct SourceRange: Hashable, Sendable, CustomStringConvertible {
    /// The place of the first character.
    public var start: SourcePosition
    /// The place of the last character: that of `start` for a single one.
    public var end: SourcePosition

    /// The stretch from `start` to `end`, both included.
    public init(_ start: SourcePosition, _ end: SourcePosition) {
        self.start = start
        self.end = end
    }

    /// The smallest range that covers both.
    public func union(_ other: SourceRange) -> SourceRange {
        SourceRange(min(start, other.start), max(end, other.end))
    }

    /// `line:column-line:column`.
    public var description: String { "\(start)-\(end)" }
}
