import MartletColumns
import MartletCore

/// A piece of keyed state that a function declares as a property: `ValueState`, `ListState`, `MapState`, `ReducingState`,
/// `AggregatingState`.
///
/// The engine finds a function's handles when the operator opens, and binds them to the operator's keys. From then on a handle speaks of
/// the current key: that of the element or timer that is being processed.
public protocol StateHandle: AnyObject {
    /// The state's name within its operator, by which it is found again in snapshots.
    var name: String { get }
    /// What the state consists of, as snapshots record it.
    var descriptor: StateDescriptor { get }
    /// What holds the state, once the handle is bound.
    var column: any StateColumn { get }
    /// Makes the handle speak of the keys of an operator.
    func bind(to cursor: KeyCursor)
}

/// What a state consists of.
public struct StateDescriptor: Sendable, Equatable {
    /// The kinds of state.
    public enum Kind: UInt8, Sendable {
        /// One value, a list of elements, or a map of keys to values: the numbers are those of snapshots.
        case value = 1, list, map
    }

    /// Whether it is a value, a list or a map.
    public let kind: Kind
    /// The type of the value, of an element, or of a MAP of keys to values.
    public let type: DataType

    /// A state of this kind; `type` is that of the value, of an element, or a MAP.
    public init(kind: Kind, type: DataType) {
        self.kind = kind
        self.type = type
    }
}

/// The state of one name for all keys of an operator in one subtask: a value for each entry of the table of keys.
public protocol StateColumn: AnyObject {
    /// Adds an entry without state.
    func appendEntry()
    /// Removes an entry; the last takes its place.
    func removeEntry(_ entry: Int)
    /// Whether an entry has no state.
    func isEmpty(_ entry: Int) -> Bool
    /// The state of all entries as it is now.
    func freeze() -> any FrozenStateColumn
    /// Reads the state of an entry that has none yet from a snapshot's bytes.
    func restore(_ entry: Int, from reader: inout ByteReader) throws
}

/// The state of one name at the moment of a snapshot. It is read on another thread than the one that owns the state.
public protocol FrozenStateColumn: Sendable {
    /// Whether an entry has no state.
    func isEmpty(_ entry: Int) -> Bool
    /// Writes the state of an entry.
    func encode(_ entry: Int, into writer: inout ByteWriter)
}
