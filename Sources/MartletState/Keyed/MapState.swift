import MartletColumns
import MartletCore

/// A map for each key. Flink's `MapState`.
///
///     let visits = MapState<String, Int64>("visits")
///     …
///     visits[page, default: 0] += 1
public final class MapState<Key: StableKey & FieldValue, Value: FieldValue & Sendable>: StateHandle {
    /// The map of one key.
    public struct Content: StateContent {
        @usableFromInline var map: StateMap<Key, Value>

        @inlinable init(_ map: StateMap<Key, Value>) { self.map = map }
        @inlinable public static var empty: Self { Self(StateMap()) }
        @inlinable public var isEmpty: Bool { map.count == 0 }

        public func encode(into writer: inout ByteWriter) {
            writer.write(length: map.count)
            for entry in 0..<map.count {
                writer.writeOptional(map.key(entry))
                writer.writeOptional(map.value(entry))
            }
        }

        public init(decoding reader: inout ByteReader) throws {
            map = StateMap()
            for _ in 0..<(try reader.readCount(ofBits: 16)) {
                let key: Key = try reader.readOptional()
                map.insert(key, try reader.readOptional())
            }
        }
    }

    public let name: String
    @usableFromInline var cursor = KeyCursor()
    @usableFromInline let maps = TypedStateColumn<Content>()

    /// - Parameter name: the state's name, unique within its function.
    @inlinable public init(_ name: String) { self.name = name }

    public var descriptor: StateDescriptor { StateDescriptor(kind: .map, type: .map(Key.dataType, Value.dataType).notNull) }
    public var column: any StateColumn { maps }
    public func bind(to cursor: KeyCursor) { self.cursor = cursor }

    /// The value of a key of the map; setting nil removes it.
    @inlinable public subscript(_ key: Key) -> Value? {
        get {
            guard let entry = cursor.entryForReading(name) else { return nil }
            return maps.contents.pointee[entry].map[key]
        }
        set {
            guard newValue != nil else { return remove(key) }
            guard let entry = cursor.entryForWriting(name) else { return }
            maps.contents.pointee[entry].map[key] = newValue
        }
    }

    /// The value of a key of the map, or `value` if there is none; what is assigned is kept.
    @inlinable public subscript(_ key: Key, default value: @autoclosure () -> Value) -> Value {
        get { self[key] ?? value() }
        set { self[key] = newValue }
    }

    /// Removes a key from the map.
    @inlinable public func remove(_ key: Key) {
        guard let entry = cursor.entryForReading(name) else { return }
        maps.contents.pointee[entry].map[key] = nil
        cursor.position.pointee.mayBeEmpty = true
    }

    /// Whether the map has a key. Flink's `contains`.
    @inlinable public func contains(_ key: Key) -> Bool { self[key] != nil }

    /// How many keys the map has.
    @inlinable public var count: Int { entries.count }

    /// Whether the map has no keys.
    @inlinable public var isEmpty: Bool { count == 0 }

    /// The map as it is now: its keys and values, in no order that is promised.
    @inlinable public var entries: StateMap<Key, Value> {
        guard let entry = cursor.entryForReading(name) else { return StateMap() }
        return maps.contents.pointee[entry].map
    }

    /// Forgets the current key's map.
    @inlinable public func clear() {
        guard let entry = cursor.entryForReading(name) else { return }
        maps.contents.pointee[entry].map = StateMap()
        cursor.position.pointee.mayBeEmpty = true
    }
}

extension StateMap: RandomAccessCollection {
    @inlinable public var startIndex: Int { 0 }
    @inlinable public var endIndex: Int { count }
    /// A key with its value.
    @inlinable public subscript(_ position: Int) -> (key: Key, value: Value) { (keys[position], values[position]) }
}
