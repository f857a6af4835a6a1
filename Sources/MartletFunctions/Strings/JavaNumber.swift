/// How Java reads numbers.
enum JavaNumber {
    /// Whether `Double.parseDouble` takes the text: white space around, a sign, `NaN`, `Infinity`, digits with a point and an exponent
    /// (hexadecimal ones with `0x` and `p`), and a `d` or `f` behind.
    static func isDouble(_ text: Utf8) -> Bool {
        var rest = text[0..<text.count]
        while let first = rest.first, first <= 0x20 { rest = rest[1...] }
        while let last = rest.last, last <= 0x20 { rest = rest[0..<rest.count - 1] }
        if let first = rest.first, first == UInt8(ascii: "+") || first == UInt8(ascii: "-") { rest = rest[1...] }
        if rest.elementsEqual("NaN".utf8) || rest.elementsEqual("Infinity".utf8) { return true }
        if let last = rest.last, "dDfF".utf8.contains(last), !rest.starts(with: "0x".utf8), !rest.starts(with: "0X".utf8) {
            rest = rest[0..<rest.count - 1]
        }
        let isHexadecimal = rest.starts(with: "0x".utf8) || rest.starts(with: "0X".utf8)
        if isHexadecimal { rest = rest[2...] }
        func isDigit(_ byte: UInt8) -> Bool {
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): true
            case UInt8(ascii: "a")...UInt8(ascii: "f"), UInt8(ascii: "A")...UInt8(ascii: "F"): isHexadecimal
            default: false
            }
        }
        let whole = rest.prefix(while: isDigit).count
        rest = rest[whole...]
        var fraction = 0
        if rest.first == UInt8(ascii: ".") {
            rest = rest[1...]
            fraction = rest.prefix(while: isDigit).count
            rest = rest[fraction...]
        }
        if whole + fraction == 0 { return false }
        let marks = isHexadecimal ? "pP" : "eE"
        guard let mark = rest.first else { return !isHexadecimal }
        guard marks.utf8.contains(mark) else { return false }
        rest = rest[1...]
        if let sign = rest.first, sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") { rest = rest[1...] }
        if isHexadecimal, let last = rest.last, "dDfF".utf8.contains(last) { rest = rest[0..<rest.count - 1] }
        return !rest.isEmpty && rest.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    }
}
