/// Passing over values in lines that end with a line feed. Each answers where the value ends, or nil where it has a mistake or something
/// that only the slow way understands.
enum JsonSkipping {
    typealias Position = ByteRange.Position

    @inline(__always) static func value(_ start: Position, _ end: Position) -> Position? {
        switch start.pointee {
        case UInt8(ascii: "\""): return string(start + 1, end)
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return number(start)?.next
        case UInt8(ascii: "{"), UInt8(ascii: "["): return children(start, end)
        case UInt8(ascii: "n"): return word("null", start, end)
        case UInt8(ascii: "t"): return word("true", start, end)
        case UInt8(ascii: "f"): return word("false", start, end)
        default: return nil
        }
    }

    /// The rest of a string.
    @inline(__always) static func string(_ start: Position, _ end: Position) -> Position? {
        var position = start
        while true {
            guard let special = special(position, start, end) else { return nil }
            position = special
            if position.pointee == UInt8(ascii: "\"") { return position + 1 }
            if position.pointee == UInt8(ascii: "\\") {
                guard JsonText.escaped(position[1]) != nil else { return nil }
                position += 2
            } else {
                if position.pointee == UInt8(ascii: "\n") { return nil }
                position += 1
            }
        }
    }

    /// The rest of a string without escapes.
    static func plainString(_ start: Position, _ end: Position) -> Position? {
        var position = start
        while true {
            guard let special = special(position, start, end) else { return nil }
            position = special
            if position.pointee == UInt8(ascii: "\"") { return position + 1 }
            if position.pointee == UInt8(ascii: "\\") || position.pointee == UInt8(ascii: "\n") { return nil }
            position += 1
        }
    }

    /// The next quote, backslash or control character; nil: memory ends before, or the text since `start` is not UTF-8.
    @inline(__always) private static func special(_ from: Position, _ start: Position, _ end: Position) -> Position? {
        var position = from
        var seen: UInt64 = 0
        while true {
            guard end - position >= 8 else { return nil }
            let word = position.word
            let marks =
                ByteWord.zeros(word ^ ByteWord.all(UInt8(ascii: "\""))) | ByteWord.zeros(word ^ ByteWord.all(UInt8(ascii: "\\")))
                | ByteWord.below(0x20, word)
            seen |= word
            if marks != 0 {
                position += ByteWord.first(marks)
                break
            }
            position += 8
        }
        if seen & ByteWord.highBits != 0, position.pointee == UInt8(ascii: "\""), !UTF8Text.isValid(ByteRange(start, position)) {
            return nil
        }
        return position
    }

    @inline(__always) static func number(_ start: Position) -> (next: Position, isFloat: Bool)? {
        let first = start.pointee == UInt8(ascii: "-") ? start + 1 : start
        guard var position = digits(first), position - first == 1 || first.pointee != UInt8(ascii: "0") else { return nil }
        var isFloat = false
        if position.pointee == UInt8(ascii: ".") {
            guard let next = digits(position + 1) else { return nil }
            position = next
            isFloat = true
        }
        if position.pointee | 0x20 == UInt8(ascii: "e") {
            let sign = position[1] == UInt8(ascii: "-") || position[1] == UInt8(ascii: "+")
            guard let next = digits(position + (sign ? 2 : 1)) else { return nil }
            position = next
            isFloat = true
        }
        return (position, isFloat)
    }

    /// One digit or more.
    @inline(__always) private static func digits(_ start: Position) -> Position? {
        var position = start
        while position.pointee &- UInt8(ascii: "0") <= 9 { position += 1 }
        return position == start ? nil : position
    }

    /// A word behind which no other letter comes.
    static func word(_ word: StaticString, _ start: Position, _ end: Position) -> Position? {
        let count = word.utf8CodeUnitCount
        guard end - start > count else { return nil }
        for index in 0..<count where start[index] != word.utf8Start[index] { return nil }
        switch start[count] {
        case UInt8(ascii: ","), UInt8(ascii: "}"), UInt8(ascii: "]"), 0x20, 0x09, 0x0D: return start + count
        default: return nil
        }
    }

    /// An object or array, read by brackets and commas. Deeper nesting than 64 is left to the slow way.
    @inline(never) private static func children(_ start: Position, _ end: Position, depth: Int = 0) -> Position? {
        guard depth < 64 else { return nil }
        let isObject = start.pointee == UInt8(ascii: "{")
        let close = isObject ? UInt8(ascii: "}") : UInt8(ascii: "]")
        var position = space(start + 1)
        if position.pointee == close { return position + 1 }
        while true {
            if isObject {
                guard position.pointee == UInt8(ascii: "\""), let name = string(position + 1, end) else { return nil }
                position = space(name)
                guard position.pointee == UInt8(ascii: ":") else { return nil }
                position = space(position + 1)
            }
            let isNested = position.pointee == UInt8(ascii: "{") || position.pointee == UInt8(ascii: "[")
            guard let next = isNested ? children(position, end, depth: depth + 1) : value(position, end) else { return nil }
            position = space(next)
            if position.pointee == close { return position + 1 }
            guard position.pointee == UInt8(ascii: ",") else { return nil }
            position = space(position + 1)
        }
    }

    private static func space(_ position: Position) -> Position {
        var position = position
        while position.pointee == 0x20 || position.pointee == 0x09 || position.pointee == 0x0D { position += 1 }
        return position
    }
}
