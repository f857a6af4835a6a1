extension Utf8 {
    /// How many code points the text has: what CHAR_LENGTH counts and SUBSTRING cuts by.
    @inline(__always)
    package var codePointCount: Int {
        var count = 0
        for byte in bytes where byte & 0xC0 != 0x80 { count &+= 1 }
        return count
    }

    /// Where the code point with this number begins, searched from `start`; the text's end if there are not so many.
    @inline(__always)
    package func index(ofCodePoint number: Int, from start: Int = 0) -> Int {
        var left = number
        var position = start
        while position < count {
            if bytes[position] & 0xC0 != 0x80 {
                if left == 0 { return position }
                left &-= 1
            }
            position &+= 1
        }
        return count
    }

    /// The first `length` code points from number `start` on.
    func codePoints(from start: Int, length: Int) -> Utf8 {
        let low = index(ofCodePoint: start)
        return self[low..<(length >= count ? count : index(ofCodePoint: length, from: low))]
    }

    /// The ranges of the code points' bytes, in order.
    var codePointRanges: [Range<Int>] {
        var ranges: [Range<Int>] = []
        var start = 0
        while start < count {
            var end = start + 1
            while end < count, bytes[end] & 0xC0 == 0x80 { end += 1 }
            ranges.append(start..<end)
            start = end
        }
        return ranges
    }

    /// Whether every byte is ASCII.
    @inline(__always) var isASCII: Bool { bytes.allSatisfy { $0 < 0x80 } }

    /// Where `other` is first found at or behind byte `start`.
    func firstIndex(of other: Utf8, from start: Int = 0) -> Int? {
        guard let first = other.first else { return start }
        guard count - start >= other.count else { return nil }
        var position = start
        let last = count - other.count
        while position <= last {
            if bytes[position] == first, self[position..<position + other.count] == other { return position }
            position += 1
        }
        return nil
    }

    func hasPrefix(_ prefix: Utf8) -> Bool { count >= prefix.count && self[0..<prefix.count] == prefix }
    func hasSuffix(_ suffix: Utf8) -> Bool { count >= suffix.count && self[(count - suffix.count)...] == suffix }

    subscript(bounds: PartialRangeFrom<Int>) -> Utf8 { self[bounds.lowerBound..<count] }

    /// The UTF-16 code units: what Java, and so some of Flink's functions, count and cut by.
    var utf16: [UInt16] { isASCII ? bytes.map { UInt16($0) } : Array(string.utf16) }
}

extension Utf8Writer {
    /// A text of UTF-16 code units; a half of a pair is written as a question mark, as Java does.
    mutating func append(utf16 units: some BidirectionalCollection<UInt16>) {
        var rest = units[...]
        while let unit = rest.popFirst() {
            if UTF16.isLeadSurrogate(unit), let next = rest.first, UTF16.isTrailSurrogate(next) {
                rest.removeFirst()
                let code = 0x1_0000 + (UInt32(unit & 0x3FF) << 10) + UInt32(next & 0x3FF)
                if let scalar = Unicode.Scalar(code) { append(scalar) }
            } else if let scalar = Unicode.Scalar(unit) {
                append(scalar)
            } else {
                append(UInt8(ascii: "?"))
            }
        }
    }
}
