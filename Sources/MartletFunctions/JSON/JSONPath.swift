import MartletCore

/// A path into a JSON document, in the language of the Jayway JsonPath library, which Flink's SQL/JSON functions speak.
struct JSONPath: Sendable {
    /// Whether what is not there is an error (STRICT, also without a word) or nothing (LAX).
    let isLax: Bool
    let steps: [Step]

    indirect enum Step: Sendable {
        /// `.name`, `['name']`
        case member(String)
        /// `['a', 'b']`
        case members([String])
        /// `[2]`; negative: from the end.
        case element(Int)
        /// `[0, 2]`
        case elements([Int])
        /// `[1:3]`, `[-2:]`
        case slice(Int?, Int?)
        /// `*`
        case wildcard
        /// `..`: what follows is looked for at every depth.
        case scan
        /// `[?(@.n > 1)]`
        case filter(JSONPathFilter)
        /// `.length()`
        case function(Function)

        /// Whether there is at most one answer.
        var isDefinite: Bool {
            switch self {
            case .member, .element, .function: true
            default: false
            }
        }
    }

    enum Function: String, Sendable {
        case length, size, min, max, avg, sum, keys
    }

    /// A path with its mode before it: `lax $.a`. An error if it is malformed.
    init(_ text: String) throws {
        var rest = text.drop { $0.isWhitespace }
        var isLax = false
        for (word, lax) in [("strict", false), ("lax", true)] where rest.lowercased().hasPrefix(word) {
            let behind = rest.dropFirst(word.count)
            if let first = behind.first, first.isWhitespace {
                isLax = lax
                rest = behind.drop { $0.isWhitespace }
                break
            }
        }
        self.isLax = isLax
        var parser = JSONPathParser(String(rest))
        steps = try parser.path()
    }

    init(steps: [Step]) {
        isLax = false
        self.steps = steps
    }

    var isDefinite: Bool { steps.allSatisfy(\.isDefinite) }
}

// MARK: Following a path

/// The path leads nowhere.
struct JSONPathNotFound: Error {}

extension JSONPath {
    /// What the path leads to: the value itself, or an array of all answers if there may be several.
    func follow(_ document: JSONValue, root: JSONValue? = nil) throws -> JSONValue {
        if isDefinite {
            var value = document
            for step in steps { value = try Self.follow(step, value) }
            return value
        }
        var answers: [JSONValue] = []
        var hasFunction = false
        var path = steps[...]
        if case .function(let function)? = path.last {
            path.removeLast()
            hasFunction = true
            Self.collect(path, document, root ?? document, into: &answers)
            return try Self.apply(function, .array(answers))
        }
        assert(!hasFunction)
        Self.collect(path, document, root ?? document, into: &answers)
        return .array(answers)
    }

    private static func follow(_ step: Step, _ value: JSONValue) throws -> JSONValue {
        switch step {
        case .member(let name):
            guard let member = value[name] else { throw JSONPathNotFound() }
            return member
        case .element(let index):
            guard case .array(let elements) = value else { throw JSONPathNotFound() }
            let place = index < 0 ? elements.count + index : index
            guard elements.indices.contains(place) else { throw JSONPathNotFound() }
            return elements[place]
        case .function(let function): return try apply(function, value)
        default: throw JSONPathNotFound()
        }
    }

    private static func apply(_ function: Function, _ value: JSONValue) throws -> JSONValue {
        func number(_ value: Double) -> JSONValue { .number(JSONNumber("\(value)")) }
        switch (function, value) {
        case (.length, .array(let elements)), (.size, .array(let elements)): return .number(JSONNumber(String(elements.count)))
        case (.length, .object(let members)), (.size, .object(let members)): return .number(JSONNumber(String(members.count)))
        case (.length, .string(let text)): return .number(JSONNumber(String(text.utf16.count)))
        case (.keys, .object(let members)): return .array(members.map { .string($0.name) })
        case (_, .array(let elements)):
            let numbers = elements.compactMap { if case .number(let number) = $0 { number.double } else { nil } }
            guard let least = numbers.min(), let greatest = numbers.max() else { throw JSONPathNotFound() }
            switch function {
            case .min: return number(least)
            case .max: return number(greatest)
            case .sum: return number(numbers.reduce(0, +))
            default: return number(numbers.reduce(0, +) / Double(numbers.count))
            }
        default: throw JSONPathNotFound()
        }
    }

    /// All answers, where what is not there just is none.
    private static func collect(_ path: ArraySlice<Step>, _ value: JSONValue, _ root: JSONValue, into answers: inout [JSONValue]) {
        guard let step = path.first else { return answers.append(value) }
        let rest = path.dropFirst()
        switch step {
        case .member, .element, .function:
            if let next = try? follow(step, value) { collect(rest, next, root, into: &answers) }
        case .members(let names):
            guard case .object(let members) = value else { return }
            let chosen = names.compactMap { name in members.first { $0.name == name } }
            if rest.isEmpty {
                answers.append(.object(chosen))
            } else {
                for member in chosen { collect(rest, member.value, root, into: &answers) }
            }
        case .elements(let indices):
            for index in indices { if let next = try? follow(.element(index), value) { collect(rest, next, root, into: &answers) } }
        case .slice(let start, let end):
            guard case .array(let elements) = value else { return }
            func place(_ index: Int?, _ missing: Int) -> Int {
                index.map { max(0, min(elements.count, $0 < 0 ? elements.count + $0 : $0)) } ?? missing
            }
            let first = place(start, 0), last = place(end, elements.count)
            if first < last { for element in elements[first..<last] { collect(rest, element, root, into: &answers) } }
        case .wildcard:
            for child in value.children { collect(rest, child, root, into: &answers) }
        case .filter(let filter):
            switch value {
            case .array(let elements):
                for element in elements where filter.accepts(element, root) { collect(rest, element, root, into: &answers) }
            case .object: if filter.accepts(value, root) { collect(rest, value, root, into: &answers) }
            default: break
            }
        case .scan:
            collect(rest, value, root, into: &answers)
            for child in value.children where !child.isScalar { collect(path, child, root, into: &answers) }
        }
    }
}

extension JSONValue {
    fileprivate var children: [JSONValue] {
        switch self {
        case .array(let elements): elements
        case .object(let members): members.map(\.value)
        default: []
        }
    }
}
