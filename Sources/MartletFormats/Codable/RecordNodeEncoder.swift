import MartletCore

/// Makes a `RecordNode` of an `Encodable`.
package final class RecordNodeEncoder: Encoder {
    package let codingPath: [any CodingKey]
    package let userInfo: [CodingUserInfoKey: Any] = [:]
    /// What the value has said of itself so far.
    private var content: Content?

    private enum Content {
        case single(RecordNode)
        case list([RecordNodeEncoder])
        case object([(name: String, value: RecordNodeEncoder)])
    }

    private init(codingPath: [any CodingKey]) { self.codingPath = codingPath }

    package static func node(of value: some Encodable) throws -> RecordNode {
        let encoder = RecordNodeEncoder(codingPath: [])
        do {
            try value.encode(to: encoder)
        } catch let error as EncodingError {
            throw MartletError("\(error)")
        }
        return encoder.node
    }

    private var node: RecordNode {
        switch content {
        case nil: .object([])
        case .single(let node): node
        case .list(let values): .list(values.map(\.node))
        case .object(let members): .object(members.map { RecordNode.Member($0.name, $0.value.node) })
        }
    }

    package func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
        if content == nil { content = .object([]) }
        return KeyedEncodingContainer(ObjectContainer<Key>(encoder: self))
    }

    package func unkeyedContainer() -> any UnkeyedEncodingContainer {
        if content == nil { content = .list([]) }
        return ListContainer(encoder: self)
    }

    package func singleValueContainer() -> any SingleValueEncodingContainer { self }

    /// The encoder of a new member.
    private func member(_ key: any CodingKey) -> RecordNodeEncoder {
        let encoder = RecordNodeEncoder(codingPath: codingPath + [key])
        if case .object(var members) = content {
            members.append((key.stringValue, encoder))
            content = .object(members)
        }
        return encoder
    }

    /// The encoder of a new element.
    private func element() -> RecordNodeEncoder {
        let encoder = RecordNodeEncoder(codingPath: codingPath + [NameKey(String(count))])
        if case .list(var values) = content {
            values.append(encoder)
            content = .list(values)
        }
        return encoder
    }

    private var count: Int { if case .list(let values) = content { values.count } else { 0 } }

    private struct ObjectContainer<Key: CodingKey>: KeyedEncodingContainerProtocol {
        let encoder: RecordNodeEncoder
        var codingPath: [any CodingKey] { encoder.codingPath }

        func encodeNil(forKey key: Key) throws { try encoder.member(key).encodeNil() }
        func encode<Value: Encodable>(_ value: Value, forKey key: Key) throws { try value.encode(to: encoder.member(key)) }

        // A line of CSV has a cell for what is nil, too.
        private func encodeOptional(_ value: (some Encodable)?, _ key: Key) throws {
            if let value { try encode(value, forKey: key) } else { try encodeNil(forKey: key) }
        }

        func encodeIfPresent<Value: Encodable>(_ value: Value?, forKey key: Key) throws { try encodeOptional(value, key) }
        func encodeIfPresent(_ value: Bool?, forKey key: Key) throws { try encodeOptional(value, key) }
        func encodeIfPresent(_ value: String?, forKey key: Key) throws { try encodeOptional(value, key) }
        func encodeIfPresent(_ value: Double?, forKey key: Key) throws { try encodeOptional(value, key) }
        func encodeIfPresent(_ value: Float?, forKey key: Key) throws { try encodeOptional(value, key) }
        func encodeIfPresent(_ value: Int?, forKey key: Key) throws { try encodeOptional(value, key) }
        func encodeIfPresent(_ value: Int8?, forKey key: Key) throws { try encodeOptional(value, key) }
        func encodeIfPresent(_ value: Int16?, forKey key: Key) throws { try encodeOptional(value, key) }
        func encodeIfPresent(_ value: Int32?, forKey key: Key) throws { try encodeOptional(value, key) }
        func encodeIfPresent(_ value: Int64?, forKey key: Key) throws { try encodeOptional(value, key) }
        func encodeIfPresent(_ value: UInt?, forKey key: Key) throws { try encodeOptional(value, key) }
        func encodeIfPresent(_ value: UInt8?, forKey key: Key) throws { try encodeOptional(value, key) }
        func encodeIfPresent(_ value: UInt16?, forKey key: Key) throws { try encodeOptional(value, key) }
        func encodeIfPresent(_ value: UInt32?, forKey key: Key) throws { try encodeOptional(value, key) }
        func encodeIfPresent(_ value: UInt64?, forKey key: Key) throws { try encodeOptional(value, key) }

        func nestedContainer<Nested: CodingKey>(keyedBy type: Nested.Type, forKey key: Key) -> KeyedEncodingContainer<Nested> {
            encoder.member(key).container(keyedBy: type)
        }

        func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer { encoder.member(key).unkeyedContainer() }
        func superEncoder() -> any Encoder { encoder.member(NameKey("super")) }
        func superEncoder(forKey key: Key) -> any Encoder { encoder.member(key) }
    }

    private struct ListContainer: UnkeyedEncodingContainer {
        let encoder: RecordNodeEncoder
        var codingPath: [any CodingKey] { encoder.codingPath }
        var count: Int { encoder.count }

        func encodeNil() throws { try encoder.element().encodeNil() }
        func encode<Value: Encodable>(_ value: Value) throws { try value.encode(to: encoder.element()) }

        func nestedContainer<Nested: CodingKey>(keyedBy type: Nested.Type) -> KeyedEncodingContainer<Nested> {
            encoder.element().container(keyedBy: type)
        }

        func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer { encoder.element().unkeyedContainer() }
        func superEncoder() -> any Encoder { encoder.element() }
    }
}

extension RecordNodeEncoder: SingleValueEncodingContainer {
    package func encodeNil() throws { content = .single(.null) }
    package func encode(_ value: Bool) throws { content = .single(.boolean(value)) }
    package func encode(_ value: String) throws { content = .single(.text(value)) }
    package func encode(_ value: Double) throws { content = .single(value.isFinite ? .number(value.sqlText) : .text(value.sqlText)) }
    package func encode(_ value: Float) throws { content = .single(value.isFinite ? .number(value.sqlText) : .text(value.sqlText)) }
    package func encode(_ value: Int) throws { content = .single(.number(String(value))) }
    package func encode(_ value: Int8) throws { content = .single(.number(String(value))) }
    package func encode(_ value: Int16) throws { content = .single(.number(String(value))) }
    package func encode(_ value: Int32) throws { content = .single(.number(String(value))) }
    package func encode(_ value: Int64) throws { content = .single(.number(String(value))) }
    package func encode(_ value: UInt) throws { content = .single(.number(String(value))) }
    package func encode(_ value: UInt8) throws { content = .single(.number(String(value))) }
    package func encode(_ value: UInt16) throws { content = .single(.number(String(value))) }
    package func encode(_ value: UInt32) throws { content = .single(.number(String(value))) }
    package func encode(_ value: UInt64) throws { content = .single(.number(String(value))) }
    package func encode<Value: Encodable>(_ value: Value) throws { try value.encode(to: self) }
}
