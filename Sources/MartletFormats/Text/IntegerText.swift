/// Whole numbers as Java's `Long.parseLong` reads them: digits with an optional sign, nothing else.
enum IntegerText {
    /// Up to eight digits without a sign, at once; nil: something else, which may yet be a number.
    ///
    /// - Parameter end: up to where memory behind the text can be read.
    @inline(__always) static func parseShort(_ text: ByteRange, readableTo end: ByteRange.Position) -> Int64? {
        let count = text.count
        guard count &- 1 < 8, end - text.start >= 8 else { return nil }
        // The digits go to the end of the word, zeros before them.
        let shift = UInt64(truncatingIfNeeded: 64 &- count &* 8)
        let zeros: UInt64 = 0x3030_3030_3030_3030
        let word = shift == 0 ? text.start.word : text.start.word &<< shift | zeros &>> (64 &- shift)
        return ByteWord.isDigits(word) ? Int64(bitPattern: ByteWord.eightDigits(word)) : nil
    }

    /// nil: no number, or one that does not fit.
    @inline(__always) static func parse(_ text: ByteRange) -> Int64? {
        var position = text.start
        guard position < text.end else { return nil }
        let isNegative = position.pointee == UInt8(ascii: "-")
        if isNegative || position.pointee == UInt8(ascii: "+") { position += 1 }
        let digits = text.end - position
        guard digits > 0 else { return nil }
        if digits > 18 { return parseLong(ByteRange(position, text.end), isNegative: isNegative) }
        var magnitude: Int64 = 0
        while position < text.end {
            let digit = position.pointee &- UInt8(ascii: "0")
            if digit > 9 { return nil }
            magnitude = magnitude &* 10 &+ Int64(digit)
            position += 1
        }
        return isNegative ? 0 &- magnitude : magnitude
    }

    /// Numbers of so many digits that they may overflow.
    @inline(never) private static func parseLong(_ digits: ByteRange, isNegative: Bool) -> Int64? {
        var magnitude: UInt64 = 0
        for index in 0..<digits.count {
            let digit = digits.start[index] &- UInt8(ascii: "0")
            if digit > 9 { return nil }
            let (product, overflows) = magnitude.multipliedReportingOverflow(by: 10)
            let (sum, overflowsToo) = product.addingReportingOverflow(UInt64(digit))
            if overflows || overflowsToo { return nil }
            magnitude = sum
        }
        if isNegative { return magnitude <= 1 << 63 ? 0 &- Int64(bitPattern: magnitude) : nil }
        return Int64(exactly: magnitude)
    }
}
