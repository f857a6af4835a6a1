/// Writes the texts of CSV cells, quoting what Jackson's CSV generator would quote: in doubt, it quotes.
struct CsvTextWriter {
    private let syntax: CsvSyntax
    /// Characters below it may have a meaning.
    private let firstSafe: UInt8

    init(_ syntax: CsvSyntax) {
        self.syntax = syntax
        firstSafe = max(syntax.delimiter, syntax.quote ?? 0, UInt8(ascii: "\n")) + 1
    }

    var delimiter: UInt8 { syntax.delimiter }
    /// What stands for NULL.
    var null: [UInt8] { syntax.nullLiteral ?? [] }

    func append(_ text: ArraySlice<UInt8>, to bytes: inout [UInt8]) {
        guard let quote = syntax.quote, needsQuotes(text, quote) else { return bytes.append(contentsOf: text) }
        bytes.append(quote)
        for byte in text {
            if byte == quote || byte == syntax.escape { bytes.append(byte) }
            bytes.append(byte)
        }
        bytes.append(quote)
    }

    private func needsQuotes(_ text: ArraySlice<UInt8>, _ quote: UInt8) -> Bool {
        // Longer texts are quoted unseen; their length counts in UTF-16.
        if text.count > 24, String(decoding: text, as: UTF8.self).utf16.count > 24 { return true }
        let (escape, alternative) = (syntax.escape ?? quote, syntax.escape ?? UInt8(ascii: "\\"))
        return text.contains { $0 < firstSafe || $0 == escape || $0 == alternative }
    }
}
