import MartletColumns

/// Cuts and pads strings to the lengths that types declare.
package enum TextLength {
    /// Strings of at most (with `pads`, exactly) `length` characters, that is Unicode scalars.
    static func character(_ column: BytesColumn, _ length: Int, pads: Bool, cuts: Bool) throws -> BytesColumn {
        try fitted(column, length, pads: pads, cuts: cuts, padding: 0x20) {
            $0.characterCount
        } end: {
            $0.endOfPrefix(characters: $1)
        }
    }

    /// Binary strings of at most (with `pads`, exactly) `length` bytes.
    static func binary(_ column: BytesColumn, _ length: Int, pads: Bool) throws -> BytesColumn {
        try fitted(column, length, pads: pads, cuts: true, padding: 0) {
            $0.count
        } end: {
            $1
        }
    }

    private static func fitted(
        _ column: BytesColumn, _ length: Int, pads: Bool, cuts: Bool, padding: UInt8, count: (Utf8) -> Int, end: (Utf8, Int) -> Int
    ) throws -> BytesColumn {
        let text = Column.bytes(column)
        return try Utf8.withView(text) { view in
            // No string has more characters than bytes.
            if !pads, (0..<column.count).allSatisfy({ Utf8.read(view, $0).count <= length }) { return column }
            return try Utf8Writer.column(column.count, column.validity) { row, out in
                let text = Utf8.read(view, row)
                let characters = count(text)
                if cuts, characters > length {
                    out.append(text[0..<end(text, length)])
                } else {
                    out.append(text)
                    guard pads, characters < length else { return }
                    try out.checkRoom(for: length - characters)
                    for _ in characters..<length { out.append(padding) }
                }
            }.bytes
        }
    }
}

extension Utf8 {
    /// How many Unicode scalars the text has.
    package var characterCount: Int { reduce(0) { $0 + ($1 & 0xC0 != 0x80 ? 1 : 0) } }

    /// Where the first `characters` scalars end, in bytes.
    package func endOfPrefix(characters: Int) -> Int {
        var left = characters, position = 0
        while position < count {
            if self[position] & 0xC0 != 0x80 {
                if left == 0 { return position }
                left -= 1
            }
            position += 1
        }
        return position
    }
}
