/// A Java regular expression in PCRE2's spelling.
///
/// The two languages agree on nearly everything. What differs: Java's classes nest and intersect (`[a-z&&[^aeiou]]`), it has other names of
/// properties (`\p{Alpha}`, `\p{IsAlphabetic}`), `\uXXXX`, and refuses a `{` that begins no repetition.
struct JavaPattern {
    /// The pattern is no regular expression of Java's.
    struct Malformed: Error {}

    private var rest: Substring.UnicodeScalarView
    private var output = ""
    /// For each group that is open, whether case counts for none but ASCII letters: `i` without `u`.
    private var ignoresASCIICase: [(i: Bool, u: Bool)] = [(false, false)]

    /// The pattern in PCRE2's spelling.
    static func translated(_ pattern: String) throws -> String {
        var parser = JavaPattern(rest: Substring(pattern).unicodeScalars)
        try parser.parse()
        return parser.output
    }

    private init(rest: Substring.UnicodeScalarView) { self.rest = rest }

    private mutating func parse() throws {
        var mayRepeat = false
        while let scalar = rest.popFirst() {
            switch scalar {
            case "\\":
                output += try escape(inClass: false)
                mayRepeat = true
            case "[":
                output += try characterClass().expression
                mayRepeat = true
            case "{":
                guard mayRepeat, let repetition = repetition() else { throw Malformed() }
                output += repetition
            case "(":
                output += "("
                ignoresASCIICase.append(ignoresASCIICase[ignoresASCIICase.count - 1])
                if rest.first == "?" { output += groupFlags() }
                mayRepeat = false
            case ")":
                output += ")"
                if ignoresASCIICase.count > 1 { ignoresASCIICase.removeLast() }
                mayRepeat = true
            case "|":
                output += "|"
                mayRepeat = false
            case _ where !scalar.isASCII && scalar.properties.isCased:
                let flags = ignoresASCIICase[ignoresASCIICase.count - 1]
                output += flags.i && !flags.u ? "(?-i:\(scalar))" : String(scalar)
                mayRepeat = true
            default:
                output.unicodeScalars.append(scalar)
                mayRepeat = scalar != "^" && scalar != "$"
            }
        }
    }

    /// `2}`, `2,}` or `2,3}`; nil for anything else.
    private mutating func repetition() -> String? {
        var text = "{"
        var hasDigits = false, hasComma = false
        while let scalar = rest.popFirst() {
            text.unicodeScalars.append(scalar)
            switch scalar {
            case "0"..."9": hasDigits = true
            case "," where hasDigits && !hasComma: hasComma = true
            case "}" where hasDigits: return text
            default: return nil
            }
        }
        return nil
    }

    /// The `?…` of a group; of inline flags those that PCRE2 has or that change nothing here.
    private mutating func groupFlags() -> String {
        var ahead = rest.dropFirst()
        var flags = "?"
        var isOn = true
        var cases = ignoresASCIICase[ignoresASCIICase.count - 1]
        while let scalar = ahead.first, "idmsuxU-".unicodeScalars.contains(scalar) {
            ahead.removeFirst()
            if scalar == "-" { isOn = false }
            if scalar == "i" { cases.i = isOn }
            if scalar == "u" { cases.u = isOn }
            if !"duU".unicodeScalars.contains(scalar) { flags.unicodeScalars.append(scalar) }
        }
        guard ahead.first == ":" || ahead.first == ")" else { return "" }
        rest = ahead
        // `(?i)` holds to the end of the group around it, `(?i:…)` in its own.
        if ahead.first == ")" { ignoresASCIICase[max(0, ignoresASCIICase.count - 2)] = cases }
        ignoresASCIICase[ignoresASCIICase.count - 1] = cases
        return flags
    }

    // MARK: Escapes

    /// What stands behind a backslash.
    private mutating func escape(inClass: Bool) throws -> String {
        guard let scalar = rest.popFirst() else { throw Malformed() }
        switch scalar {
        case "u":
            var digits = ""
            for _ in 0..<4 {
                guard let digit = rest.popFirst(), digit.properties.isASCIIHexDigit else { throw Malformed() }
                digits.unicodeScalars.append(digit)
            }
            return "\\x{\(digits)}"
        case "p", "P":
            var name = ""
            guard let first = rest.popFirst() else { throw Malformed() }
            if first == "{" {
                while let next = rest.popFirst(), next != "}" { name.unicodeScalars.append(next) }
            } else {
                name.unicodeScalars.append(first)
            }
            return try Self.property(name, isNegated: scalar == "P", inClass: inClass)
        case "Q":
            var literal = ""
            while let next = rest.popFirst() {
                if next == "\\", rest.first == "E" {
                    rest.removeFirst()
                    break
                }
                literal += Self.quoted(next)
            }
            return literal
        case "a"..."z", "A"..."Z":
            // Letters without a meaning are errors in both languages; PCRE2 knows some that Java does not.
            if "CgiIjJKlLmMNoOqTVyY".unicodeScalars.contains(scalar) { throw Malformed() }
            return "\\" + String(scalar)
        case "0"..."9": return "\\" + String(scalar)
        default: return Self.quoted(scalar)
        }
    }

    private static func quoted(_ scalar: Unicode.Scalar) -> String {
        switch scalar {
        case "a"..."z", "A"..."Z", "0"..."9", "_": String(scalar)
        case _ where scalar.isASCII && scalar.value > 0x20: "\\" + String(scalar)
        default: String(scalar)
        }
    }

    private static let properties: [String: String] = [
        "Lower": "a-z", "Upper": "A-Z", "ASCII": "\\x{00}-\\x{7F}", "Alpha": "a-zA-Z", "Digit": "0-9", "Alnum": "a-zA-Z0-9",
        "Punct": "!-\\/:-@\\[-`{-~", "Graph": "!-~", "Print": "\\x{20}-~", "Blank": " \\t", "Cntrl": "\\x{00}-\\x{1F}\\x{7F}",
        "XDigit": "0-9a-fA-F", "Space": " \\t\\n\\x{0B}\\f\\r",
        "javaLowerCase": "\\p{Ll}", "javaUpperCase": "\\p{Lu}", "javaWhitespace": "\\p{Z}\\t-\\r\\x{1C}-\\x{1F}", "javaLetter": "\\p{L}",
        "javaDigit": "\\p{Nd}", "javaLetterOrDigit": "\\p{L}\\p{Nd}",
        "IsAlphabetic": "\\p{L}\\p{Nl}", "IsLetter": "\\p{L}", "IsDigit": "\\p{Nd}", "IsUppercase": "\\p{Lu}", "IsLowercase": "\\p{Ll}",
        "IsPunctuation": "\\p{P}", "IsWhite_Space": "\\p{Z}\\t-\\r\\x{85}", "IsControl": "\\p{Cc}", "IsTitlecase": "\\p{Lt}",
    ]

    private static func property(_ name: String, isNegated: Bool, inClass: Bool) throws -> String {
        if let members = properties[name] {
            if !inClass { return "[\(isNegated ? "^" : "")\(members)]" }
            if isNegated { throw Malformed() }
            return members
        }
        var plain = name
        if plain.hasPrefix("Is") { plain.removeFirst(2) }
        if let equals = plain.firstIndex(of: "=") { plain = String(plain[plain.index(after: equals)...]) }
        return "\\\(isNegated ? "P" : "p"){\(plain)}"
    }

    // MARK: Classes

    /// A set of characters.
    private struct CharacterClass {
        /// What stands between the brackets of a class without nesting; nil if there is none such.
        var members: String?
        /// Matches one character of the set.
        var expression: String
    }

    /// What stands behind `[`, up to its `]`.
    private mutating func characterClass() throws -> CharacterClass {
        let isNegated = rest.first == "^"
        if isNegated { rest.removeFirst() }
        // An intersection of unions.
        var unions: [[CharacterClass]] = [[]]
        var members = ""
        func flush() {
            if !members.isEmpty { unions[unions.count - 1].append(CharacterClass(members: members, expression: "[\(members)]")) }
            members = ""
        }
        var isFirst = true
        loop: while true {
            guard let scalar = rest.popFirst() else { throw Malformed() }
            switch scalar {
            case "]" where !isFirst: break loop
            case "[":
                let nested = try characterClass()
                if let plain = nested.members {
                    members += plain
                } else {
                    flush()
                    unions[unions.count - 1].append(nested)
                }
            case "&" where rest.first == "&":
                rest.removeFirst()
                flush()
                unions.append([])
            case "\\": members += try escape(inClass: true)
            case "-": members += rest.first == "]" || members.isEmpty ? "\\-" : "-"
            case "^", "]": members += "\\" + String(scalar)
            default: members.unicodeScalars.append(scalar)
            }
            isFirst = false
        }
        flush()
        unions.removeAll { $0.isEmpty }
        if unions.count == 1, unions[0].count == 1, let plain = unions[0][0].members {
            return isNegated
                ? CharacterClass(members: nil, expression: "[^\(plain)]") : CharacterClass(members: plain, expression: "[\(plain)]")
        }
        let alternatives = unions.map { union in
            union.count == 1 ? union[0].expression : "(?:" + union.map(\.expression).joined(separator: "|") + ")"
        }
        guard let last = alternatives.last else { throw Malformed() }
        let all = "(?:" + alternatives.dropLast().map { "(?=\($0))" }.joined() + last + ")"
        return CharacterClass(members: nil, expression: isNegated ? "(?:(?!\(all))(?s:.))" : all)
    }
}
