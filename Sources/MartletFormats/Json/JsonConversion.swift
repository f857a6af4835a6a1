import MartletColumns
import MartletCore

/// How the value that begins with a scanner's current token becomes a value of one type.
///
/// It follows Flink's `JsonParserToRowDataConverters` and, where values are taken from a tree, its `JsonToRowDataConverters`: a token is
/// coerced wherever Java's parsers would take its text, and an error leaves the scanner where Jackson's parser would be left.
indirect enum JsonConversion {
    case scalar(TextConversion)
    case array(JsonConversion)
    /// A map or multiset from texts.
    case map(JsonConversion)
    case row(JsonRowConversion)

    /// Throws if the type cannot be in JSON.
    init(_ type: DataType, _ options: JsonOptions) throws {
        switch type.kind {
        case .array(let element): self = .array(try JsonConversion(element, options))
        case .map(let key, let value):
            try Self.checkKey(key, of: type)
            self = .map(try JsonConversion(value, options))
        case .multiset(let element):
            try Self.checkKey(element, of: type)
            self = .map(try JsonConversion(.int, options))
        case .row(let fields), .structured(_, let fields): self = .row(try JsonRowConversion(fields, options))
        default:
            guard let conversion = TextConversion(type, options.dialect) else {
                throw MartletError("Unsupported type: \(type)", phase: .plan)
            }
            self = .scalar(conversion)
        }
    }

    private static func checkKey(_ key: DataType, of type: DataType) throws {
        guard key.kind.isCharacterString else {
            throw MartletError("JSON format doesn't support non-string as key type of map. The type is: \(type)", phase: .plan)
        }
    }
}

/// The options of conversions in one decoder.
struct JsonConversionRules {
    var failsOnMissingField: Bool
    var ignoresParseErrors: Bool
    var readsTokens: Bool
    /// Whether numbers with a point are taken as exact decimals when a whole object is read as text.
    var keepsDecimals: Bool
}

extension JsonScanner {
    /// Appends the value that begins with the current token; the current token is then the value's last.
    mutating func convert(_ conversion: JsonConversion, _ rules: JsonConversionRules, into builder: ColumnBuilder) throws(JsonError) {
        if token == .null { return builder.appendNull() }
        guard rules.ignoresParseErrors else { return try convertValue(conversion, rules, into: builder) }
        let start = checkpoint
        let count = builder.count
        do throws(JsonError) {
            try convertValue(conversion, rules, into: builder)
        } catch {
            builder.truncate(to: count)
            builder.appendNull()
            if !rules.readsTokens {
                restore(start)
                try skipChildren()
            }
        }
    }

    private mutating func convertValue(_ conversion: JsonConversion, _ rules: JsonConversionRules, into builder: ColumnBuilder)
        throws(JsonError)
    {
        switch conversion {
        case .scalar(let scalar): try convertScalar(scalar, rules, into: builder)
        case .array(let element):
            guard token == .startArray else { throw mistake("Illegal JSON array data...") }
            while try nextToken() != .endArray {
                try expectMore()
                try convert(element, rules, into: builder.children[0])
            }
            builder.finishCollection()
        case .map(let value): try convertMap(value, rules, into: builder)
        case .row(let row):
            guard token == .startObject else { throw mistake("Illegal JSON object data...") }
            try convertFields(row, rules, into: builder.children, row: builder.count)
            builder.finishRow()
        }
    }

    private mutating func convertScalar(_ conversion: TextConversion, _ rules: JsonConversionRules, into builder: ColumnBuilder)
        throws(JsonError)
    {
        let memory = builder.memory
        switch conversion.target {
        case .string:
            var bytes: [UInt8] = []
            if token == .startObject || token == .startArray {
                try writeTree(rules, into: &bytes)
            } else if !rules.readsTokens, token == .float || token == .integer {
                writeNumber(rules, into: &bytes)
            } else {
                _ = conversion.append(text(), to: memory)
                return
            }
            builder.append(bytes)
            return
        case .boolean where token == .true || token == .false:
            memory.pointee.append(token == .true ? 1 as UInt8 : 0)
            return
        case .int32 where token == .float, .int64 where token == .float:
            try convertTruncated(conversion, to: memory)
            return
        case .base64 where token != .string:
            // A tree's numbers and objects have no binary value, which is no error.
            guard rules.readsTokens else { return builder.appendNull() }
            throw mistake("Only a text can be read as bytes")
        default: break
        }
        let text = rules.readsTokens || (token != .startObject && token != .startArray) ? text() : ByteRange(position, position)
        guard conversion.append(text, to: memory) else { throw mistake(conversion.complaint(text)) }
        if !rules.readsTokens, token == .startObject || token == .startArray { try skipChildren() }
    }

    /// A number with a point or an exponent as a whole number: what is behind the point is cut off.
    private func convertTruncated(_ conversion: TextConversion, to memory: UnsafeMutablePointer<ColumnMemory>) throws(JsonError) {
        guard let number = DoubleText.parse(text()) else { throw mistake(conversion.complaint(text())) }
        if conversion.target == .int32 {
            guard let value = Int32(exactly: number.rounded(.towardZero)) else {
                throw mistake("Numeric value (\(text().string)) out of range of int")
            }
            memory.pointee.append(value)
        } else {
            guard number >= -0x1p63, number <= 0x1p63 else { throw mistake("Numeric value (\(text().string)) out of range of long") }
            memory.pointee.append(Int64(exactly: number.rounded(.towardZero)) ?? .max)
        }
    }

    private mutating func convertMap(
        _ value: JsonConversion, _ rules: JsonConversionRules, into builder: ColumnBuilder, without superseded: Set<Int> = []
    ) throws(JsonError) {
        guard token == .startObject else { throw mistake("Illegal JSON map data...") }
        let start = checkpoint
        let (keys, values) = (builder.children[0], builder.children[1])
        let first = keys.count
        var entry = 0
        while try nextToken() != .endObject {
            try expectMore()
            if superseded.contains(entry) {
                try nextToken()
                try skipChildren()
            } else {
                let key = text()
                keys.append(UnsafeRawBufferPointer(start: key.start, count: key.count))
                try nextToken()
                try convert(value, rules, into: values)
            }
            entry += 1
        }
        // Of entries with the same key the last counts.
        if superseded.isEmpty {
            let twins = keys.memory.pointee.repeatedStrings(from: first)
            if !twins.isEmpty {
                keys.truncate(to: first)
                values.truncate(to: first)
                restore(start)
                return try convertMap(value, rules, into: builder, without: twins)
            }
        }
        builder.finishCollection()
    }

    /// Appends the fields of the object that begins with the current token to `columns`, each of which has `row` values.
    mutating func convertFields(
        _ conversion: JsonRowConversion, _ rules: JsonConversionRules, into columns: [ColumnBuilder], row: Int
    ) throws(JsonError) {
        let arity = conversion.names.count
        var found = 0
        while try nextToken() != .endObject {
            try expectMore()
            // Like Flink, which counts and does not ask which fields it has seen, and passes over the rest.
            if rules.readsTokens, found >= arity {
                try nextToken()
                try skipChildren()
                continue
            }
            let field = conversion.field(named: text())
            try nextToken()
            guard let field else {
                try skipChildren()
                continue
            }
            let isRepeated = columns[field].count > row
            if isRepeated { columns[field].truncate(to: row) }
            if rules.readsTokens || !isRepeated { found += 1 }
            do throws(JsonError) {
                try convert(conversion.conversions[field], rules, into: columns[field])
            } catch {
                let name = String(decoding: conversion.names[field], as: UTF8.self)
                throw JsonError(message: "Fail to deserialize at field: \(name). \(error.message)", offset: error.offset)
            }
        }
        if found < arity, rules.failsOnMissingField { throw error("Some field is missing in the JSON data.") }
        for column in columns where column.count == row { column.appendNull() }
    }

    /// Throws at the end of the text, which is reached inside of a value where an error was passed over that left brackets open.
    private func expectMore() throws(JsonError) {
        if token == .end { throw error("Unexpected end-of-input") }
    }
}

/// How an object's fields become the fields of a row.
struct JsonRowConversion {
    let names: [[UInt8]]
    let conversions: [JsonConversion]

    init(_ fields: [Field], _ options: JsonOptions) throws {
        names = fields.map { Array($0.name.utf8) }
        conversions = try fields.map { try JsonConversion($0.type, options) }
    }

    /// The field of this name, exactly; nil: there is none.
    func field(named name: ByteRange) -> Int? { names.firstIndex { name.equals($0) } }
}
