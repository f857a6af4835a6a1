/// Whole values as text, as Jackson's `JsonNode.toString` writes them: without spaces, a name that came twice with its last value.
extension JsonScanner {
    /// Appends the value that begins with the current token.
    mutating func writeTree(_ rules: JsonConversionRules, into bytes: inout [UInt8]) throws(JsonError) {
        switch token {
        case .startObject:
            var entries: [(name: [UInt8], value: [UInt8])] = []
            while try nextToken() != .endObject {
                let text = text()
                let name = Array(UnsafeBufferPointer(start: text.start, count: text.count))
                try nextToken()
                var value: [UInt8] = []
                try writeTree(rules, into: &value)
                if let twin = entries.firstIndex(where: { $0.name == name }) {
                    entries[twin].value = value
                } else {
                    entries.append((name, value))
                }
            }
            bytes.append(UInt8(ascii: "{"))
            for (index, entry) in entries.enumerated() {
                if index > 0 { bytes.append(UInt8(ascii: ",")) }
                JsonText.quote(entry.name, into: &bytes)
                bytes.append(UInt8(ascii: ":"))
                bytes.append(contentsOf: entry.value)
            }
            bytes.append(UInt8(ascii: "}"))
        case .startArray:
            bytes.append(UInt8(ascii: "["))
            var isFirst = true
            while try nextToken() != .endArray {
                if !isFirst { bytes.append(UInt8(ascii: ",")) }
                isFirst = false
                try writeTree(rules, into: &bytes)
            }
            bytes.append(UInt8(ascii: "]"))
        case .string:
            let text = text()
            JsonText.quote(UnsafeBufferPointer(start: text.start, count: text.count), into: &bytes)
        case .integer, .float: writeNumber(rules, into: &bytes)
        case .true, .false, .null, .name, .endObject, .endArray, .end:
            let text = text()
            bytes.append(contentsOf: UnsafeBufferPointer(start: text.start, count: text.count))
        }
    }

    /// Appends the current number as a tree's node spells it.
    func writeNumber(_ rules: JsonConversionRules, into bytes: inout [UInt8]) {
        let text = text()
        if token == .integer {
            // Only zero has two spellings.
            let digits = text.count == 2 && text.start[0] == UInt8(ascii: "-") && text.start[1] == UInt8(ascii: "0")
            bytes.append(contentsOf: digits ? Array("0".utf8) : Array(UnsafeBufferPointer(start: text.start, count: text.count)))
        } else if rules.keepsDecimals, case .unscaled(let unscaled) = BigDecimalText.parse(text, precision: 38, scale: 18) {
            JavaNumbers.append(decimal: unscaled, scale: 18, isStripped: true, to: &bytes)
        } else {
            JavaNumbers.append(DoubleText.parse(text) ?? .nan, to: &bytes)
        }
    }
}
