/// The condition in `[?(…)]`.
indirect enum JSONPathFilter: Sendable {
    case and(JSONPathFilter, JSONPathFilter)
    case or(JSONPathFilter, JSONPathFilter)
    case not(JSONPathFilter)
    /// `@.a`: there is something.
    case exists(Operand)
    case compare(Operand, Comparison, Operand)

    enum Comparison: String, Sendable, CaseIterable {
        // Longer ones first: they are tried in this order.
        case equal = "==", notEqual = "!=", lessOrEqual = "<=", greaterOrEqual = ">=", matches = "=~", less = "<", greater = ">"
        case notIn = "nin", isIn = "in", contains, size, empty
    }

    enum Operand: Sendable {
        case literal(JSONValue)
        /// `@.a` or, from the root of the document, `$.a`.
        case path(JSONPath, fromRoot: Bool)
        /// `/a.*/i`
        case pattern(JavaRegex)

        func value(_ current: JSONValue, _ root: JSONValue) -> JSONValue? {
            switch self {
            case .literal(let value): return value
            case .path(let path, let fromRoot):
                guard let value = try? path.follow(fromRoot ? root : current, root: root) else { return nil }
                if !path.isDefinite, case .array(let answers) = value, answers.isEmpty { return nil }
                return value
            case .pattern: return nil
            }
        }
    }

    func accepts(_ current: JSONValue, _ root: JSONValue) -> Bool {
        switch self {
        case .and(let a, let b): a.accepts(current, root) && b.accepts(current, root)
        case .or(let a, let b): a.accepts(current, root) || b.accepts(current, root)
        case .not(let a): !a.accepts(current, root)
        case .exists(let operand): operand.value(current, root) != nil
        case .compare(let left, let comparison, let right): Self.compare(left, comparison, right, current, root)
        }
    }

    private static func compare(_ left: Operand, _ comparison: Comparison, _ right: Operand, _ current: JSONValue, _ root: JSONValue)
        -> Bool
    {
        if comparison == .matches {
            guard case .pattern(let regex) = right, case .string(let text)? = left.value(current, root) else { return false }
            return Array(text.utf8).withUnsafeBufferPointer { regex.matcher().matches(Utf8($0)) }
        }
        let a = left.value(current, root), b = right.value(current, root)
        switch comparison {
        case .equal: return isEqual(a, b)
        case .notEqual: return !isEqual(a, b)
        case .isIn: if case .array(let list)? = b { return list.contains { isEqual(a, $0) } } else { return false }
        case .notIn: if case .array(let list)? = b { return !list.contains { isEqual(a, $0) } } else { return false }
        case .contains:
            switch (a, b) {
            case (.array(let list)?, _): return list.contains { isEqual($0, b) }
            case (.string(let text)?, .string(let part)?): return text.contains(part)
            default: return false
            }
        case .size:
            guard case .number(let number)? = b, let size = number.int32 else { return false }
            switch a {
            case .array(let list): return list.count == size
            case .string(let text): return text.utf16.count == size
            default: return false
            }
        case .empty:
            guard case .boolean(let wanted)? = b else { return false }
            switch a {
            case .array(let list): return list.isEmpty == wanted
            case .string(let text): return text.isEmpty == wanted
            default: return false
            }
        case .less, .lessOrEqual, .greater, .greaterOrEqual:
            switch (a, b) {
            case (.number(let x)?, .number(let y)?): return isOrdered(x.double, comparison, y.double)
            case (.string(let x)?, .string(let y)?): return isOrdered(x, comparison, y)
            default: return false
            }
        case .matches: return false
        }
    }

    private static func isEqual(_ a: JSONValue?, _ b: JSONValue?) -> Bool {
        if case .number(let x)? = a, case .number(let y)? = b { return x.double == y.double }
        return a == b
    }

    private static func isOrdered<T: Comparable>(_ a: T, _ comparison: Comparison, _ b: T) -> Bool {
        switch comparison {
        case .less: a < b
        case .lessOrEqual: a <= b
        case .greater: a > b
        default: a >= b
        }
    }
}
