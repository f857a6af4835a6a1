import MartletCore

/// Makes a `Decodable` of a `RecordNode`.
package struct RecordNodeDecoder: Decoder {
    let node: RecordNode
    package let codingPath: [any CodingKey]
    package let userInfo: [CodingUserInfoKey: Any] = [:]

    package static func decode<Value: Decodable>(_ type: Value.Type, from node: RecordNode) throws -> Value {
        do {
            return try Value(from: RecordNodeDecoder(node: node, codingPath: []))
        } catch let error as DecodingError {
            throw MartletError(describe(error))
        }
    }

    private static func describe(_ error: DecodingError) -> String {
        let (context, what): (DecodingError.Context, String) =
            switch error {
            case .keyNotFound(let key, let context): (context, "The field '\(key.stringValue)' is missing.")
            case .valueNotFound(let type, let context): (context, "There is no \(type).")
            case .typeMismatch(_, let context), .dataCorrupted(let context): (context, context.debugDescription)
            @unknown default: (DecodingError.Context(codingPath: [], debugDescription: ""), "\(error)")
            }
        let path = context.codingPath.map(\.stringValue).joined(separator: ".")
        return path.isEmpty ? what : "\(what) (field '\(path)')"
    }

    package func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
        switch node {
        case .object(let members):
            return KeyedDecodingContainer(
                ObjectContainer(members: Dictionary(members.map { ($0.name, $0.value) }) { $1 }, cells: nil, codingPath: codingPath))
        case .cells(let cells):
            return KeyedDecodingContainer(ObjectContainer(members: [:], cells: CellPlaces(cells), codingPath: codingPath))
        default: throw mismatch("an object")
        }
    }

    package func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
        switch node {
        case .list(let values), .cells(let values): ListContainer(values: values, codingPath: codingPath)
        default: throw mismatch("a list")
        }
    }

    package func singleValueContainer() throws -> any SingleValueDecodingContainer { self }

    private func mismatch(_ wanted: String) -> DecodingError {
        .typeMismatch(RecordNode.self, .init(codingPath: codingPath, debugDescription: "\(node.description) is not \(wanted)."))
    }
}

/// The cells of a line without names: each key that is asked for the first time takes the next.
private final class CellPlaces {
    private let cells: [RecordNode]
    private var places: [String: Int] = [:]

    init(_ cells: [RecordNode]) { self.cells = cells }

    func cell(_ name: String) -> RecordNode? {
        let place = places[name] ?? places.count
        places[name] = place
        return place < cells.count ? cells[place] : nil
    }
}

extension RecordNodeDecoder: SingleValueDecodingContainer {
    package func decodeNil() -> Bool { if case .null = node { true } else { false } }

    package func decode(_ type: Bool.Type) throws -> Bool {
        switch node {
        case .boolean(let value): return value
        case .text("true"): return true
        case .text("false"): return false
        default: throw mismatch("true or false")
        }
    }

    package func decode(_ type: String.Type) throws -> String {
        switch node {
        case .text(let text), .number(let text): return text
        case .boolean(let value): return String(value)
        default: throw mismatch("a text")
        }
    }

    package func decode(_ type: Double.Type) throws -> Double { try number("a number") { Double($0) } }
    package func decode(_ type: Float.Type) throws -> Float { try number("a number") { Float($0) } }
    package func decode(_ type: Int.Type) throws -> Int { try integer() }
    package func decode(_ type: Int8.Type) throws -> Int8 { try integer() }
    package func decode(_ type: Int16.Type) throws -> Int16 { try integer() }
    package func decode(_ type: Int32.Type) throws -> Int32 { try integer() }
    package func decode(_ type: Int64.Type) throws -> Int64 { try integer() }
    package func decode(_ type: UInt.Type) throws -> UInt { try integer() }
    package func decode(_ type: UInt8.Type) throws -> UInt8 { try integer() }
    package func decode(_ type: UInt16.Type) throws -> UInt16 { try integer() }
    package func decode(_ type: UInt32.Type) throws -> UInt32 { try integer() }
    package func decode(_ type: UInt64.Type) throws -> UInt64 { try integer() }
    package func decode<Value: Decodable>(_ type: Value.Type) throws -> Value { try Value(from: self) }

    private func integer<Number: FixedWidthInteger>() throws -> Number {
        try number("a whole number in the range of \(Number.self)") { Number($0) }
    }

    private func number<Number>(_ wanted: String, _ read: (String) -> Number?) throws -> Number {
        switch node {
        case .number(let text), .text(let text): if let number = read(text) { return number }
        default: break
        }
        throw mismatch(wanted)
    }
}

private struct ObjectContainer<Key: CodingKey>: KeyedDecodingContainerProtocol {
    let members: [String: RecordNode]
    let cells: CellPlaces?
    let codingPath: [any CodingKey]

    var allKeys: [Key] { members.keys.compactMap { Key(stringValue: $0) } }

    private func node(_ key: Key) -> RecordNode? { cells.map { $0.cell(key.stringValue) } ?? members[key.stringValue] }

    private func decoder(_ key: any CodingKey, _ node: RecordNode?) throws -> RecordNodeDecoder {
        guard let node else { throw DecodingError.keyNotFound(key, .init(codingPath: codingPath, debugDescription: "")) }
        return RecordNodeDecoder(node: node, codingPath: codingPath + [key])
    }

    func contains(_ key: Key) -> Bool { node(key) != nil }
    func decodeNil(forKey key: Key) throws -> Bool { try decoder(key, node(key)).decodeNil() }
    func decode(_ type: Bool.Type, forKey key: Key) throws -> Bool { try decoder(key, node(key)).decode(type) }
    func decode(_ type: String.Type, forKey key: Key) throws -> String { try decoder(key, node(key)).decode(type) }
    func decode(_ type: Double.Type, forKey key: Key) throws -> Double { try decoder(key, node(key)).decode(type) }
    func decode(_ type: Float.Type, forKey key: Key) throws -> Float { try decoder(key, node(key)).decode(type) }
    func decode(_ type: Int.Type, forKey key: Key) throws -> Int { try decoder(key, node(key)).decode(type) }
    func decode(_ type: Int8.Type, forKey key: Key) throws -> Int8 { try decoder(key, node(key)).decode(type) }
    func decode(_ type: Int16.Type, forKey key: Key) throws -> Int16 { try decoder(key, node(key)).decode(type) }
    func decode(_ type: Int32.Type, forKey key: Key) throws -> Int32 { try decoder(key, node(key)).decode(type) }
    func decode(_ type: Int64.Type, forKey key: Key) throws -> Int64 { try decoder(key, node(key)).decode(type) }
    func decode(_ type: UInt.Type, forKey key: Key) throws -> UInt { try decoder(key, node(key)).decode(type) }
    func decode(_ type: UInt8.Type, forKey key: Key) throws -> UInt8 { try decoder(key, node(key)).decode(type) }
    func decode(_ type: UInt16.Type, forKey key: Key) throws -> UInt16 { try decoder(key, node(key)).decode(type) }
    func decode(_ type: UInt32.Type, forKey key: Key) throws -> UInt32 { try decoder(key, node(key)).decode(type) }
    func decode(_ type: UInt64.Type, forKey key: Key) throws -> UInt64 { try decoder(key, node(key)).decode(type) }
    func decode<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value { try Value(from: decoder(key, node(key))) }

    func nestedContainer<Nested: CodingKey>(keyedBy type: Nested.Type, forKey key: Key) throws -> KeyedDecodingContainer<Nested> {
        try decoder(key, node(key)).container(keyedBy: type)
    }

    func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer { try decoder(key, node(key)).unkeyedContainer() }
    func superDecoder() throws -> any Decoder { try decoder(NameKey("super"), members["super"]) }
    func superDecoder(forKey key: Key) throws -> any Decoder { try decoder(key, node(key)) }
}

private struct ListContainer: UnkeyedDecodingContainer {
    let values: [RecordNode]
    let codingPath: [any CodingKey]
    private(set) var currentIndex = 0

    init(values: [RecordNode], codingPath: [any CodingKey]) {
        self.values = values
        self.codingPath = codingPath
    }

    var count: Int? { values.count }
    var isAtEnd: Bool { currentIndex == values.count }

    private mutating func next() throws -> RecordNodeDecoder {
        let path = codingPath + [NameKey(String(currentIndex))]
        guard currentIndex < values.count else {
            throw DecodingError.valueNotFound(RecordNode.self, .init(codingPath: path, debugDescription: "The list has ended."))
        }
        defer { currentIndex += 1 }
        return RecordNodeDecoder(node: values[currentIndex], codingPath: path)
    }

    mutating func decodeNil() throws -> Bool {
        guard currentIndex < values.count, case .null = values[currentIndex] else { return false }
        currentIndex += 1
        return true
    }

    mutating func decode<Value: Decodable>(_ type: Value.Type) throws -> Value { try Value(from: next()) }

    mutating func nestedContainer<Nested: CodingKey>(keyedBy type: Nested.Type) throws -> KeyedDecodingContainer<Nested> {
        try next().container(keyedBy: type)
    }

    mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer { try next().unkeyedContainer() }
    mutating func superDecoder() throws -> any Decoder { try next() }
}

/// A key that is only a name.
struct NameKey: CodingKey {
    let stringValue: String
    var intValue: Int? { Int(stringValue) }

    init(_ name: String) { stringValue = name }
    init?(stringValue: String) { self.init(stringValue) }
    init?(intValue: Int) { self.init(String(intValue)) }
}
