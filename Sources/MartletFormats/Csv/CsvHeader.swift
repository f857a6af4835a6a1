/// The first record of a CSV file that begins with the names of its columns.
package struct CsvHeader: Sendable {
    /// The columns, in the file's order.
    package let names: [String]
    /// How many bytes the header takes, its line end included.
    package let length: Int

    /// Reads the header at the front of `bytes`; nil: it is not whole there, or it is no record.
    ///
    /// - Parameter isEnd: nothing comes after `bytes`.
    package init?(
        _ bytes: UnsafeRawBufferPointer, isEnd: Bool, delimiter: UInt8, quote: UInt8?, escape: UInt8?
    ) {
        guard let base = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self), !bytes.isEmpty else { return nil }
        var syntax = CsvSyntax()
        syntax.delimiter = delimiter
        syntax.quote = quote
        syntax.escape = escape
        var scanner = CsvScanner(syntax, from: base, to: base + bytes.count, isEnd: isEnd, scratch: ScratchBytes())
        if bytes.count >= 3, base[0] == 0xEF, base[1] == 0xBB, base[2] == 0xBF { scanner.position += 3 }
        var names: [String] = []
        var text = ByteRange(base, base)
        while true {
            let end = scanner.nextField(&text)
            if end == .incomplete || end == .malformed { return nil }
            names.append(text.trimmed.string)
            if end != .delimiter { break }
        }
        self.names = names
        length = scanner.position - base
    }
}
