extension String {
    /// The words, one after the other: the runs of characters between ASCII white space.
    ///
    ///     lines.flatMap { $0.words }
    ///
    /// It looks at bytes, where `split(separator: " ")` looks for the bounds of characters, and keeps no array of words; so it is many times faster.
    @inlinable public var words: Words { Words(of: self) }
}

/// The words of a text: what `String.words` answers.
public struct Words: Sequence, IteratorProtocol, Sendable {
    @usableFromInline let text: String
    /// How many of the text's bytes have been looked at.
    @usableFromInline var position = 0

    @inlinable init(of text: String) { self.text = text }

    @inlinable public mutating func next() -> String? {
        let bytes = text.utf8Span.span
        var start = position
        while start < bytes.count, bytes[unchecked: start] <= 0x20 { start &+= 1 }
        var end = start
        while end < bytes.count, bytes[unchecked: end] > 0x20 { end &+= 1 }
        position = end
        return start == end ? nil : String(bytesOfString: bytes.extracting(start..<end))
    }

}

extension String {
    /// The text of a part of another string's bytes that begins and ends at bounds of characters, so it need not be validated again.
    @inlinable init(bytesOfString bytes: Span<UInt8>) {
        var text = UTF8Span(unchecked: bytes)
        // A string that is known to be ASCII is compared by its bytes.
        if bytes.count > 15 { _ = text.checkForASCII() }
        self.init(copying: text)
    }
}
