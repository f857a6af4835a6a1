import MartletColumns
import MartletCore

/// A value for each key into which others are reduced. Flink's `ReducingState`.
public final class ReducingState<Value: FieldValue & Sendable>: StateHandle {
    @usableFromInline let state: ValueState<Value>
    @usableFromInline let reduce: (inout Value, Value) -> Void

    /// - Parameters:
    ///   - name: the state's name, unique within its function.
    ///   - reduce: adds the second value to the first.
    @inlinable public init(_ name: String, _ reduce: @escaping (inout Value, Value) -> Void) {
        state = ValueState(name)
        self.reduce = reduce
    }

    public var name: String { state.name }
    public var descriptor: StateDescriptor { state.descriptor }
    public var column: any StateColumn { state.column }
    public func bind(to cursor: KeyCursor) { state.bind(to: cursor) }

    /// What the current key's values come to; nil: there are none.
    @inlinable public var value: Value? { state.value }

    /// Adds a value.
    @inlinable public func add(_ value: Value) {
        guard var sum = state.value else { return state.value = value }
        reduce(&sum, value)
        state.value = sum
    }

    /// Forgets the current key's value.
    @inlinable public func clear() { state.clear() }
}

/// An accumulator for each key into which elements are added. Flink's `AggregatingState`.
public final class AggregatingState<Element, Accumulator: FieldValue & Sendable>: StateHandle {
    @usableFromInline let state: ValueState<Accumulator>
    @usableFromInline let initial: Accumulator
    @usableFromInline let accumulate: (inout Accumulator, Element) -> Void

    /// - Parameters:
    ///   - name: the state's name, unique within its function.
    ///   - initial: what a key begins with.
    ///   - accumulate: adds an element.
    @inlinable public init(_ name: String, into initial: Accumulator, _ accumulate: @escaping (inout Accumulator, Element) -> Void) {
        state = ValueState(name)
        self.initial = initial
        self.accumulate = accumulate
    }

    public var name: String { state.name }
    public var descriptor: StateDescriptor { state.descriptor }
    public var column: any StateColumn { state.column }
    public func bind(to cursor: KeyCursor) { state.bind(to: cursor) }

    /// The current key's accumulator; nil: nothing was added.
    @inlinable public var value: Accumulator? { state.value }

    /// Adds an element.
    @inlinable public func add(_ element: Element) {
        var accumulator = state.value ?? initial
        accumulate(&accumulator, element)
        state.value = accumulator
    }

    /// Forgets the current key's accumulator.
    @inlinable public func clear() { state.clear() }
}
