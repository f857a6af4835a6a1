import MartletCore

/// One statement of a script, without its comments and its semicolon.
///
/// Places in `text` are counted from its first character, which is 1:1. `placeInScript` tells where that is in the script.
package struct ScriptStatement: Sendable, Equatable {
    /// A place of the text and the place of the script it comes from. Up to the next anchor, both move on in step.
    struct Anchor: Sendable, Equatable {
        var text: SourcePosition
        var script: SourcePosition
    }

    /// What the parser takes.
    package var text: String
    /// Whether a semicolon ended the statement, or only the end of the script.
    package var isTerminated: Bool
    /// In order; the first one is at 1:1.
    var anchors: [Anchor]

    /// Where a place of the statement is in the script.
    package func placeInScript(_ place: SourcePosition) -> SourcePosition {
        guard let anchor = anchors.last(where: { $0.text <= place }) ?? anchors.first else { return place }
        let lines = place.line - anchor.text.line
        if lines > 0 { return SourcePosition(line: anchor.script.line + lines, column: place.column) }
        return SourcePosition(line: anchor.script.line, column: anchor.script.column + place.column - anchor.text.column)
    }

    /// Where a stretch of the statement is in the script.
    package func placeInScript(_ range: SourceRange) -> SourceRange {
        SourceRange(placeInScript(range.start), placeInScript(range.end))
    }
}
