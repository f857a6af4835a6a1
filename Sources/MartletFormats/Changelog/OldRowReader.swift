import MartletColumns
import MartletCore

/// Reads what a row had before an update, where only the fields are written that have changed.
final class OldRowReader {
    private let conversion: JsonConversion
    private let rules: JsonConversionRules
    private let rows: ColumnBuilder
    private let isArray: Bool
    private let scratch = ScratchBytes()

    /// - Parameter isArray: the text is an array of objects, else one.
    init(_ fields: [Field], isArray: Bool, _ options: JsonOptions) throws {
        self.isArray = isArray
        conversion = .row(try JsonRowConversion(fields, options))
        rules = JsonConversionRules(
            failsOnMissingField: false, ignoresParseErrors: options.ignoresParseErrors, readsTokens: false, keepsDecimals: false)
        rows = ColumnBuilder(.row(fields))
    }

    /// Appends the rows of `json`, and answers which they are and what names occur in it.
    func read(_ json: UnsafeRawBufferPointer) throws -> (rows: Range<Int>, names: Set<[UInt8]>) {
        guard let base = json.baseAddress?.assumingMemoryBound(to: UInt8.self) else { throw MartletError("The \"old\" field is empty.") }
        let text = ByteRange(base, base + json.count)
        var scanner = JsonScanner(scratch: scratch)
        let first = rows.count
        do throws(JsonError) {
            scanner.begin(text)
            try scanner.nextToken()
            if isArray {
                guard scanner.token == .startArray else { throw scanner.error("The \"old\" field is not an array") }
                while try scanner.nextToken() != .endArray { try scanner.convert(conversion, rules, into: rows) }
            } else {
                try scanner.convert(conversion, rules, into: rows)
            }
            var names: Set<[UInt8]> = []
            scanner.begin(text)
            while try scanner.nextToken() != .end {
                if scanner.token == .name {
                    let name = scanner.text()
                    names.insert(Array(UnsafeBufferPointer(start: name.start, count: name.count)))
                }
            }
            return (first..<rows.count, names)
        } catch {
            rows.truncate(to: first)
            throw MartletError(error.message)
        }
    }

    /// The fields of all rows since the last time.
    func finish() -> [Column] {
        guard case .row(let column) = rows.finish() else { preconditionFailure("a builder of rows made something else") }
        return column.fields
    }
}
