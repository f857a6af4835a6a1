import MartletColumns
import MartletCore

/// A value for each key. Flink's `ValueState`.
///
///     let count = ValueState<Int64>("count")
///     …
///     count.value = (count.value ?? 0) + 1
public final class ValueState<Value: FieldValue & Sendable>: StateHandle {
    /// The value of one key.
    public struct Content: StateContent {
        @usableFromInline var value: Value?

        @inlinable init(_ value: Value?) { self.value = value }
        @inlinable public static var empty: Self { Self(nil) }
        @inlinable public var isEmpty: Bool { value == nil }

        public func encode(into writer: inout ByteWriter) { if let value { writer.writeOptional(value) } }
        public init(decoding reader: inout ByteReader) throws { value = try reader.readOptional() as Value }
    }

    public let name: String
    @usableFromInline var cursor = KeyCursor()
    @usableFromInline let values = TypedStateColumn<Content>()

    /// - Parameter name: the state's name, unique within its function.
    @inlinable public init(_ name: String) { self.name = name }

    public var descriptor: StateDescriptor { StateDescriptor(kind: .value, type: Value.dataType) }
    public var column: any StateColumn { values }
    public func bind(to cursor: KeyCursor) { self.cursor = cursor }

    /// The current key's value; nil: it has none.
    @inlinable public var value: Value? {
        get {
            guard let entry = cursor.entryForReading(name) else { return nil }
            return values.contents.pointee[entry].value
        }
        set {
            guard let newValue else { return clear() }
            guard let entry = cursor.entryForWriting(name) else { return }
            values.contents.pointee[entry].value = newValue
        }
    }

    /// Forgets the current key's value.
    @inlinable public func clear() {
        guard let entry = cursor.entryForReading(name) else { return }
        values.contents.pointee[entry].value = nil
        cursor.position.pointee.mayBeEmpty = true
    }
}
