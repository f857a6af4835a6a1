extension Character {
    /// How many columns of a terminal the character takes: 0, 1 or 2.
    ///
    /// A cluster is as wide as its first scalar. Ranges are those that Unicode's East Asian Width calls wide or fullwidth (UAX #11), in blocks.
    var displayWidth: Int {
        guard let scalar = unicodeScalars.first else { return 0 }
        if scalar.value < 0x300 { return scalar.value < 0x20 || (0x7F..<0xA0).contains(scalar.value) ? 0 : 1 }
        if unicodeScalars.contains(where: { $0.value == 0xFE0F }) { return 2 }
        switch scalar.value {
        case 0x300...0x36F, 0x200B...0x200F, 0x2028...0x202E, 0x2060...0x2064, 0xFEFF: return 0
        case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x4DBF, 0x4E00...0x9FFF, 0xA000...0xA4CF, 0xA960...0xA97F, 0xAC00...0xD7A3,
            0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x1F900...0x1F9FF, 0x20000...0x3FFFD:
            return 2
        default: return 1
        }
    }
}

extension String {
    /// How many columns of a terminal the text takes.
    var displayWidth: Int { utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F } ? utf8.count : reduce(0) { $0 + $1.displayWidth } }

    /// The text on one line, in exactly `width` columns: filled up with spaces, or cut off with an ellipsis.
    func fitted(to width: Int, onTheRight: Bool = false) -> String {
        let text = oneLine
        let own = text.displayWidth
        if own <= width {
            let space = String(repeating: " ", count: width - own)
            return onTheRight ? space + text : text + space
        }
        var cut = "", used = 0
        for character in text {
            if used + character.displayWidth > width - 1 { break }
            cut.append(character)
            used += character.displayWidth
        }
        return cut + "…" + String(repeating: " ", count: max(0, width - 1 - used))
    }

    /// Line breaks and tabs as the escapes that stand for them, so that a row stays a row.
    var oneLine: String {
        guard utf8.contains(where: { $0 < 0x20 }) else { return self }
        return unicodeScalars.reduce(into: "") { line, scalar in
            switch scalar {
            case "\n": line += "\\n"
            case "\r": line += "\\r"
            case "\t": line += "\\t"
            default: line.unicodeScalars.append(scalar.value < 0x20 ? "\u{FFFD}" : scalar)
            }
        }
    }
}
