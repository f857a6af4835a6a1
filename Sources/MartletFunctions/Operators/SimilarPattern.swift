import MartletCore

/// Patterns of SIMILAR TO, as regular expressions of Java: what Flink runs them as.
///
/// What SQL does not define, such as `.`, keeps Java's meaning. Source of the rules: Calcite's `Like.sqlToRegexSimilar`.
enum SimilarPattern {
    /// Characters with a meaning in SQL's patterns.
    private static let special = Set("[]()|^-+*_%?{}")
    /// Those of them, and more, that have one in Java's.
    private static let specialInJava = Set("[]()|^-+*?{}$\\.")

    private static let classes: [(sql: String, java: String)] = [
        ("[:ALPHA:]", "\\p{Alpha}"), ("[:alpha:]", "\\p{Alpha}"), ("[:UPPER:]", "\\p{Upper}"), ("[:upper:]", "\\p{Upper}"),
        ("[:LOWER:]", "\\p{Lower}"), ("[:lower:]", "\\p{Lower}"), ("[:DIGIT:]", "\\d"), ("[:digit:]", "\\d"), ("[:SPACE:]", " "),
        ("[:space:]", " "), ("[:WHITESPACE:]", "\\s"), ("[:whitespace:]", "\\s"), ("[:ALNUM:]", "\\p{Alnum}"), ("[:alnum:]", "\\p{Alnum}"),
    ]

    static func translated(_ pattern: String, escape: String?) throws -> String {
        if let escape, escape.count != 1 { throw MartletError("Invalid escape character '\(escape)'") }
        let escape = escape?.first
        var rest = Substring(pattern)
        var result = ""
        var isInBrackets = false
        func invalid() -> MartletError { MartletError("Invalid regular expression '\(pattern)'") }
        func escaped() throws -> String {
            guard let next = rest.popFirst(), special.contains(next) || next == escape else {
                throw MartletError("Invalid escape sequence '\(pattern)'")
            }
            return specialInJava.contains(next) && special.contains(next) ? "\\\(next)" : "\(next)"
        }
        while let character = rest.popFirst() {
            if character == escape {
                result += try escaped()
                continue
            }
            switch character {
            case "_" where !isInBrackets: result += "."
            case "%" where !isInBrackets: result += "(?s:.*)"
            case "[" where !isInBrackets:
                result += "["
                isInBrackets = true
            case "[":
                guard let found = classes.first(where: { rest.hasPrefix($0.sql.dropFirst()) }) else { throw invalid() }
                rest = rest.dropFirst(found.sql.count - 1)
                result += found.java
            case "]":
                guard isInBrackets else { throw invalid() }
                result += "]"
                isInBrackets = false
            case "-" where isInBrackets, "^" where isInBrackets: result.append(character)
            case _ where isInBrackets && special.contains(character): throw invalid()
            case "\\" where !isInBrackets: result += "\\\\"
            case "$" where !isInBrackets: result += "\\$"
            default: result.append(character)
            }
        }
        if isInBrackets { throw invalid() }
        return result
    }
}
