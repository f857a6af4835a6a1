extension String {
    /// Calls `body` with each word: each run of characters between ASCII white space.
    ///
    /// It looks at bytes, where `split(separator: " ")` looks for the bounds of characters, and is many times faster.
    @inlinable public func forEachWord(_ body: (String) throws -> Void) rethrows {
        let bytes = utf8Span.span
        var start = 0
        for index in bytes.indices where bytes[index] <= 0x20 {
            if start < index { try body(String(bytesOfString: bytes.extracting(start..<index))) }
            start = index &+ 1
        }
        if start < bytes.count { try body(String(bytesOfString: bytes.extracting(start..<bytes.count))) }
    }

    /// The words: the runs of characters between ASCII white space.
    @inlinable public var words: [String] {
        var words: [String] = []
        forEachWord { words.append($0) }
        return words
    }

    /// The text of a part of another string's bytes that begins and ends at bounds of characters, so it need not be validated again.
    @inlinable init(bytesOfString bytes: Span<UInt8>) {
        var text = UTF8Span(unchecked: bytes)
        // A string that is known to be ASCII is compared by its bytes.
        if bytes.count > 15 { _ = text.checkForASCII() }
        self.init(copying: text)
    }
}
