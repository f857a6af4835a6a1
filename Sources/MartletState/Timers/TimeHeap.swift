import MartletCore

/// Values by time, the earliest first; those of one time in the order in which they came. What timers are kept in.
public struct TimeHeap<Value> {
    @usableFromInline struct Item {
        @usableFromInline var time: Timestamp
        @usableFromInline var order: UInt64
        @usableFromInline var value: Value

        @inlinable init(time: Timestamp, order: UInt64, value: Value) {
            self.time = time
            self.order = order
            self.value = value
        }

        @inlinable func isBefore(_ other: Item) -> Bool { time < other.time || (time == other.time && order < other.order) }
    }

    @usableFromInline var items: [Item] = []
    @usableFromInline var inserted: UInt64 = 0

    /// An empty heap.
    @inlinable public init() {}

    /// How many values there are.
    @inlinable public var count: Int { items.count }
    /// Whether there are no values.
    @inlinable public var isEmpty: Bool { items.isEmpty }
    /// The earliest time.
    @inlinable public var next: Timestamp? { items.first?.time }

    /// Adds a value behind all others of the same time; the same value may be there twice.
    @inlinable public mutating func insert(_ value: Value, at time: Timestamp) {
        let item = Item(time: time, order: inserted, value: value)
        inserted &+= 1
        items.append(item)
        var child = items.count - 1
        while child > 0 {
            let parent = (child - 1) / 2
            if items[parent].isBefore(item) { break }
            items[child] = items[parent]
            child = parent
        }
        items[child] = item
    }

    /// Takes out the earliest value if its time is `limit` or before.
    @inlinable public mutating func removeFirst(through limit: Timestamp) -> (time: Timestamp, value: Value)? {
        guard let first = items.first, first.time <= limit, let last = items.popLast() else { return nil }
        if !items.isEmpty { sink(last) }
        return (first.time, first.value)
    }

    /// Puts an item in place of the first and moves it down to where it belongs.
    @inlinable mutating func sink(_ item: Item) {
        var parent = 0
        while true {
            var child = 2 * parent + 1
            if child >= items.count { break }
            if child + 1 < items.count, items[child + 1].isBefore(items[child]) { child += 1 }
            if item.isBefore(items[child]) { break }
            items[parent] = items[child]
            parent = child
        }
        items[parent] = item
    }
}
