import MartletCore

/// The elements of one stream and one key that may still find partners, by their times; those of one time in the order in which they came.
@usableFromInline struct JoinBuffer<Element: Sendable> {
    @usableFromInline var times: [Int64] = []
    @usableFromInline var elements: [Element] = []

    @inlinable init() {}

    @inlinable var isEmpty: Bool { times.isEmpty }
    /// The time of the earliest element.
    @inlinable var first: Int64? { times.first }

    @inlinable mutating func insert(_ element: Element, at time: Int64) {
        let index = firstIndex(after: time)
        times.insert(time, at: index)
        elements.insert(element, at: index)
    }

    /// The elements whose times are from `lower` up to and including `upper`.
    @inlinable func indices(from lower: Int64, through upper: Int64) -> Range<Int> {
        let start = lower == .min ? 0 : firstIndex(after: lower - 1)
        return start..<max(start, firstIndex(after: upper))
    }

    /// Forgets the elements whose times are `time` or before.
    @inlinable mutating func removeAll(through time: Int64) {
        let count = firstIndex(after: time)
        times.removeFirst(count)
        elements.removeFirst(count)
    }

    @inlinable func firstIndex(after time: Int64) -> Int {
        // Elements mostly come in order.
        if let last = times.last, last <= time { return times.count }
        var low = 0, high = times.count
        while low < high {
            let middle = (low + high) / 2
            if times[middle] <= time { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
