import MartletColumns
import MartletCore

/// How the text of one field becomes an array or a row: cut at a delimiter that knows neither quotes nor escapes.
struct CsvNestedConversion {
    /// The conversion of an array's elements, or those of a row's fields.
    private let conversions: [TextConversion]
    private let isArray: Bool
    private let syntax: CsvSyntax

    init(_ type: DataType, _ syntax: CsvSyntax) {
        self.syntax = syntax
        let types: [DataType]
        switch type.kind {
        case .array(let element):
            types = [element]
            isArray = true
        case .row(let fields), .structured(_, let fields):
            types = fields.map(\.type)
            isArray = false
        default: preconditionFailure("a field of type \(type) is not nested")
        }
        conversions = types.map { type in
            guard let conversion = TextConversion(type, CsvFieldType.dialect) else { preconditionFailure("\(type) inside of a CSV field") }
            return conversion
        }
    }

    /// Appends the value of `text`; a text says what is wrong with it, and that what was appended must be taken back.
    func append(_ text: ByteRange, to builder: ColumnBuilder) -> String? {
        let parts = parts(of: text)
        if isArray {
            for part in parts { if let complaint = append(part, conversions[0], to: builder.children[0]) { return complaint } }
            builder.finishCollection()
            return nil
        }
        if parts.isEmpty {
            builder.appendNull()
            return nil
        }
        if parts.count < conversions.count, !syntax.ignoresParseErrors {
            return "Row length mismatch. \(conversions.count) fields expected but was \(parts.count)."
        }
        for (index, conversion) in conversions.enumerated() {
            if index < parts.count {
                if let complaint = append(parts[index], conversion, to: builder.children[index]) { return complaint }
            } else {
                builder.children[index].appendNull()
            }
        }
        builder.finishRow()
        return nil
    }

    private func append(_ text: ByteRange, _ conversion: TextConversion, to builder: ColumnBuilder) -> String? {
        if syntax.isNull(text) {
            builder.appendNull()
        } else if !conversion.append(text, to: builder.memory) {
            guard syntax.ignoresParseErrors else { return conversion.complaint(text) }
            builder.appendNull()
        }
        return nil
    }

    /// The parts between delimiters; none, if the text is blank.
    private func parts(of text: ByteRange) -> [ByteRange] {
        let delimiter = syntax.arrayDelimiter
        var parts: [ByteRange] = []
        var start = text.start
        var position = text.start
        while !delimiter.isEmpty, text.end - position >= delimiter.count {
            if ByteRange(position, position + delimiter.count).equals(delimiter) {
                parts.append(trimmedIfWanted(ByteRange(start, position)))
                position += delimiter.count
                start = position
            } else {
                position += 1
            }
        }
        let last = ByteRange(start, text.end)
        if parts.isEmpty, last.trimmed.isEmpty { return [] }
        return parts + [trimmedIfWanted(last)]
    }

    private func trimmedIfWanted(_ text: ByteRange) -> ByteRange { syntax.trimsSpaces ? text.trimmed : text }
}
