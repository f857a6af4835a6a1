import MartletCore

/// A pattern of LIKE: `%` stands for any text, `_` for any character.
struct LikePattern: Sendable {
    private enum Part: Sendable, Equatable {
        case byte(UInt8)
        case anyCharacter
        case anyText
    }

    private let parts: [Part]
    /// What the pattern amounts to, if it is one of the frequent simple ones.
    private let shape: Shape

    private enum Shape: Sendable {
        case equals([UInt8]), hasPrefix([UInt8]), hasSuffix([UInt8]), contains([UInt8]), general
    }

    /// - Parameter escape: the character that takes the meaning of the one behind it away; an error if that is not `%`, `_` or itself.
    init(_ pattern: Utf8, escape: Utf8?) throws {
        if let escape, escape.characterCount != 1 { throw MartletError("Invalid escape character '\(escape.string)'") }
        var parts: [Part] = []
        var position = 0
        while position < pattern.count {
            if let escape, pattern[position...].hasPrefix(escape) {
                position += escape.count
                let rest = pattern[position...]
                if rest.hasPrefix(escape) {
                    parts += escape.map { .byte($0) }
                    position += escape.count
                    continue
                }
                guard let next = rest.first, next == UInt8(ascii: "%") || next == UInt8(ascii: "_") else {
                    throw MartletError("Invalid escape sequence '\(pattern.string)', \(position)")
                }
                parts.append(.byte(next))
            } else {
                switch pattern[position] {
                case UInt8(ascii: "%"): if parts.last != .anyText { parts.append(.anyText) }
                case UInt8(ascii: "_"): parts.append(.anyCharacter)
                case let byte: parts.append(.byte(byte))
                }
            }
            position += 1
        }
        self.parts = parts
        shape = Self.shape(parts)
    }

    private static func shape(_ parts: [Part]) -> Shape {
        func bytes(_ parts: ArraySlice<Part>) -> [UInt8]? {
            let bytes = parts.compactMap { if case .byte(let byte) = $0 { byte } else { nil } }
            return bytes.count == parts.count ? bytes : nil
        }
        if let all = bytes(parts[...]) { return .equals(all) }
        if parts.last == .anyText, let prefix = bytes(parts.dropLast()) { return .hasPrefix(prefix) }
        if parts.first == .anyText, let suffix = bytes(parts.dropFirst()) { return .hasSuffix(suffix) }
        if parts.first == .anyText, parts.last == .anyText, let inner = bytes(parts.dropFirst().dropLast()) { return .contains(inner) }
        return .general
    }

    func matches(_ text: Utf8) -> Bool {
        func with(_ bytes: [UInt8], _ body: (Utf8) -> Bool) -> Bool { bytes.withUnsafeBufferPointer { body(Utf8($0)) } }
        return switch shape {
        case .equals(let bytes): with(bytes) { text == $0 }
        case .hasPrefix(let bytes): with(bytes) { text.hasPrefix($0) }
        case .hasSuffix(let bytes): with(bytes) { text.hasSuffix($0) }
        case .contains(let bytes): with(bytes) { text.firstIndex(of: $0) != nil }
        case .general: matchesInGeneral(text)
        }
    }

    /// Part by part; where that fails, the last `%` takes in one character more.
    private func matchesInGeneral(_ text: Utf8) -> Bool {
        var position = 0, part = 0
        var retry: (position: Int, part: Int)?
        while true {
            if part < parts.count {
                switch parts[part] {
                case .anyText:
                    retry = (position, part + 1)
                    part += 1
                    continue
                case .anyCharacter where position < text.count:
                    position = text.index(ofCodePoint: 1, from: position)
                    part += 1
                    continue
                case .byte(let byte) where position < text.count && text[position] == byte:
                    position += 1
                    part += 1
                    continue
                default: break
                }
            } else if position == text.count {
                return true
            }
            guard let last = retry, last.position < text.count else { return false }
            position = text.index(ofCodePoint: 1, from: last.position)
            part = last.part
            retry = (position, part)
        }
    }
}
