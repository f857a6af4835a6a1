import MartletCore

/// Reads paths: `$.a['b c'][0]..d[?(@.n > 1)]`.
struct JSONPathParser {
    private let text: String
    private var rest: Substring

    init(_ text: String) {
        // As in Jayway's library, a path that does not say from where goes from the root.
        let trimmed = text.trimmingSpaces
        self.text = trimmed.first == "$" || trimmed.first == "@" ? trimmed : "$." + trimmed
        rest = Substring(self.text)
    }

    private func malformed(_ what: String) -> MartletError { MartletError("The JSON path '\(text)' is malformed: \(what).") }

    private mutating func take(_ token: String) -> Bool {
        guard rest.hasPrefix(token) else { return false }
        rest.removeFirst(token.count)
        return true
    }

    private mutating func skipSpace() { rest = rest.drop { $0 == " " } }

    /// The whole text as a path.
    mutating func path() throws -> [JSONPath.Step] {
        rest.removeFirst()
        let steps = try steps()
        if !rest.isEmpty { throw malformed("'\(rest)' is no step") }
        return steps
    }

    /// The steps up to what can be none.
    private mutating func steps() throws -> [JSONPath.Step] {
        var steps: [JSONPath.Step] = []
        while true {
            if take("..") {
                steps.append(.scan)
                if rest.hasPrefix("[") { steps.append(try bracket()) } else { steps.append(try name()) }
            } else if take(".") {
                // `.['a']` means `['a']`.
                steps.append(rest.hasPrefix("[") ? try bracket() : try name())
            } else if rest.hasPrefix("[") {
                steps.append(try bracket())
            } else {
                return steps
            }
        }
    }

    private mutating func name() throws -> JSONPath.Step {
        if take("*") { return .wildcard }
        let name = rest.prefix { !".[ ()!=<>&|,]".contains($0) }
        guard !name.isEmpty else { throw malformed("a name is missing") }
        rest = rest[name.endIndex...]
        if take("()") {
            guard let function = JSONPath.Function(rawValue: String(name)) else { throw malformed("there is no function '\(name)'") }
            return .function(function)
        }
        if rest.first == "(" || (rest.first == " " && inFilter == 0) { throw malformed("use ['my prop'] for a name with blanks") }
        return .member(String(name))
    }

    private var inFilter = 0

    private mutating func bracket() throws -> JSONPath.Step {
        rest.removeFirst()
        skipSpace()
        defer { skipSpace() }
        if take("*") {
            try close()
            return .wildcard
        }
        if rest.first == "'" || rest.first == "\"" {
            var names: [String] = []
            repeat {
                skipSpace()
                names.append(try quoted())
                skipSpace()
            } while take(",")
            try close()
            return names.count == 1 ? .member(names[0]) : .members(names)
        }
        if take("?") {
            skipSpace()
            guard take("(") else { throw malformed("a filter stands in parentheses") }
            inFilter += 1
            let filter = try disjunction()
            inFilter -= 1
            skipSpace()
            guard take(")") else { throw malformed("a parenthesis is not closed") }
            try close()
            return .filter(filter)
        }
        return try indices()
    }

    private mutating func close() throws {
        skipSpace()
        guard take("]") else { throw malformed("a bracket is not closed") }
    }

    private mutating func indices() throws -> JSONPath.Step {
        var numbers: [Int?] = []
        var isSlice = false
        while true {
            skipSpace()
            numbers.append(integer())
            skipSpace()
            if take(":") {
                isSlice = true
            } else if !take(",") {
                break
            }
        }
        try close()
        if isSlice {
            guard numbers.count == 2, numbers[0] != nil || numbers[1] != nil else { throw malformed("a slice has one or two bounds") }
            return .slice(numbers[0], numbers[1])
        }
        let indices = numbers.compactMap { $0 }
        guard indices.count == numbers.count else { throw malformed("an index is no number") }
        return indices.count == 1 ? .element(indices[0]) : .elements(indices)
    }

    private mutating func integer() -> Int? {
        let sign = rest.first == "-" ? 1 : 0
        let digits = rest.dropFirst(sign).prefix { $0.isASCII && $0.isNumber }
        guard !digits.isEmpty, let number = Int(rest[..<digits.endIndex]) else { return nil }
        rest = rest[digits.endIndex...]
        return number
    }

    private mutating func quoted() throws -> String {
        guard let quote = rest.popFirst(), quote == "'" || quote == "\"" else { throw malformed("a name in quotes is missing") }
        var name = ""
        while let character = rest.popFirst() {
            if character == quote { return name }
            if character == "\\", let next = rest.popFirst() { name.append(next) } else { name.append(character) }
        }
        throw malformed("a quote is not closed")
    }

    // MARK: Filters

    private mutating func disjunction() throws -> JSONPathFilter {
        var filter = try conjunction()
        while true {
            skipSpace()
            guard take("||") else { return filter }
            filter = .or(filter, try conjunction())
        }
    }

    private mutating func conjunction() throws -> JSONPathFilter {
        var filter = try term()
        while true {
            skipSpace()
            guard take("&&") else { return filter }
            filter = .and(filter, try term())
        }
    }

    private mutating func term() throws -> JSONPathFilter {
        skipSpace()
        if take("!") { return .not(try term()) }
        if take("(") {
            let inner = try disjunction()
            skipSpace()
            guard take(")") else { throw malformed("a parenthesis is not closed") }
            return inner
        }
        let left = try operand()
        skipSpace()
        for comparison in JSONPathFilter.Comparison.allCases where take(comparison.rawValue) {
            skipSpace()
            return .compare(left, comparison, try operand())
        }
        return .exists(left)
    }

    private mutating func operand() throws -> JSONPathFilter.Operand {
        switch rest.first {
        case "@", "$":
            let fromRoot = rest.removeFirst() == "$"
            return .path(JSONPath(steps: try steps()), fromRoot: fromRoot)
        case "'": return .literal(.string(try quoted()))
        case "\"": return .literal(.string(try quoted()))
        case "/":
            rest.removeFirst()
            let pattern = rest.prefix { $0 != "/" }
            rest = rest[pattern.endIndex...].dropFirst()
            let flags = rest.prefix { "idmsuxU".contains($0) }
            rest = rest[flags.endIndex...]
            guard let regex = JavaRegex((flags.isEmpty ? "" : "(?\(flags))") + pattern) else {
                throw malformed("'\(pattern)' is no regular expression")
            }
            return .pattern(regex)
        default:
            var depth = 0
            let literal = rest.prefix { character in
                if character == "[" || character == "{" { depth += 1 }
                if character == "]" || character == "}" { depth -= 1 }
                return depth > 0 || ((character == "]" || character == "}") && depth == 0) || !" )&|<>=!".contains(character)
            }
            let json = literal.replacingQuotes
            guard !literal.isEmpty, let value = Array(json.utf8).withUnsafeBufferPointer({ try? JSONParser.parse(Utf8($0)) }) else {
                throw malformed("'\(rest)' is no operand")
            }
            rest = rest[literal.endIndex...]
            return .literal(value)
        }
    }
}

extension StringProtocol {
    fileprivate var trimmingSpaces: String {
        var text = drop { $0.isWhitespace }
        while text.last?.isWhitespace ?? false { text.removeLast() }
        return String(text)
    }

    /// Lists in filters may have single quotes: `['a', 'b']`.
    fileprivate var replacingQuotes: String { contains("\"") ? String(self) : String(map { $0 == "'" ? "\"" : $0 }) }
}
