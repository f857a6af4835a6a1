/// Whether bytes are UTF-8.
enum UTF8Text {
    /// Whether lead and continuation bytes follow each other as they must; that is what Jackson checks.
    static func isValid(_ text: ByteRange) -> Bool {
        var position = text.start
        while position < text.end {
            if text.end - position >= 8, position.word & ByteWord.highBits == 0 {
                position += 8
                continue
            }
            let lead = position.pointee
            let length: Int
            switch lead {
            case 0..<0x80: length = 1
            case 0xC0..<0xE0: length = 2
            case 0xE0..<0xF0: length = 3
            case 0xF0..<0xF8: length = 4
            default: return false
            }
            guard text.end - position >= length else { return false }
            for index in 1..<max(1, length) where position[index] & 0xC0 != 0x80 { return false }
            position += length
        }
        return true
    }
}
