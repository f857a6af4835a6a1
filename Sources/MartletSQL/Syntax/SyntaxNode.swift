import MartletCore

/// A part of a parsed text that knows where it stood.
package protocol SyntaxNode: Equatable, Sendable {
    var location: Location { get }
}

extension SyntaxNode {
    /// From the node's first to its last character, both included.
    package var range: SourceRange { location.range }
}

/// Where a node stood in the text it was parsed from.
///
/// Any two locations are equal: comparing two trees compares what they say, not where they say it. So `SELECT a` and
/// `select  a` parse to equal trees, and printing a tree and parsing it again gives an equal one. Compare `range` to compare places.
package struct Location: Equatable, Sendable {
    package var range: SourceRange

    package init(_ range: SourceRange) {
        self.range = range
    }

    package init(_ start: SourcePosition, _ end: SourcePosition) {
        self.range = SourceRange(start, end)
    }

    /// The smallest location that covers both.
    package func union(_ other: Location) -> Location {
        Location(range.union(other.range))
    }

    package static func == (left: Location, right: Location) -> Bool { true }
}
