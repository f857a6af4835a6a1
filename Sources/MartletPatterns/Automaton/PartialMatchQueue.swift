/// Partial matches in a binary heap, the one that started first in front.
///
/// Matches are emitted in the order in which they leave the heap, and partial matches are moved on in that of its array. So where equal ones
/// end up is part of what users see: this is the textbook heap that Flink's results show, step by step, and not just any.
package struct PartialMatchQueue: Sequence {
    private var heap: [PartialMatch] = []

    package init() {}

    var first: PartialMatch? { heap.first }
    var isEmpty: Bool { heap.isEmpty }

    package func makeIterator() -> IndexingIterator<[PartialMatch]> { heap.makeIterator() }

    mutating func insert(_ match: PartialMatch) {
        heap.append(match)
        var child = heap.count - 1
        while child > 0 {
            let parent = (child - 1) / 2
            if !PartialMatch.isOrderedBefore(match, heap[parent]) { break }
            heap[child] = heap[parent]
            child = parent
        }
        heap[child] = match
    }

    mutating func insert(contentsOf matches: some Sequence<PartialMatch>) {
        for match in matches { insert(match) }
    }

    mutating func removeFirst() -> PartialMatch? {
        guard let first = heap.first, let last = heap.popLast() else { return nil }
        if !heap.isEmpty { sink(last, from: 0) }
        return first
    }

    /// Removes all that satisfy `isRemoved`; if there are none, nothing moves.
    mutating func removeAll(where isRemoved: (PartialMatch) -> Bool) {
        let count = heap.count
        heap.removeAll(where: isRemoved)
        guard heap.count < count else { return }
        for parent in stride(from: heap.count / 2 - 1, through: 0, by: -1) { sink(heap[parent], from: parent) }
    }

    private mutating func sink(_ match: PartialMatch, from place: Int) {
        var parent = place
        while 2 * parent + 1 < heap.count {
            var child = 2 * parent + 1
            if child + 1 < heap.count, PartialMatch.isOrderedBefore(heap[child + 1], heap[child]) { child += 1 }
            if !PartialMatch.isOrderedBefore(heap[child], match) { break }
            heap[parent] = heap[child]
            parent = child
        }
        heap[parent] = match
    }
}
