/// How often each value is there, and which comes first.
///
/// A value whose retraction came before it has a count below zero and is not there. The heap may hold values that are gone: they are taken
/// out when they reach the top, so that adding and taking back cost a logarithm.
struct CountedHeap<Element: Hashable & Sendable>: Sendable {
    private(set) var counts: [Element: Int] = [:]
    private var heap: [Element] = []

    /// The first value that is there.
    var first: Element? { heap.first }

    @inline(__always)
    mutating func count(_ value: Element, _ change: Int, by precedes: (Element, Element) -> Bool) {
        let before = counts[value] ?? 0
        let after = before + change
        counts[value] = after == 0 ? nil : after
        if before <= 0, after > 0 {
            // Under a value that keeps going and coming back the heap would grow without end.
            if heap.count > 2 * counts.count + 16 { rebuild(by: precedes) } else { push(value, by: precedes) }
        } else if before > 0, after <= 0 {
            while let first = heap.first, counts[first] ?? 0 <= 0 { pop(by: precedes) }
        }
    }

    private mutating func rebuild(by precedes: (Element, Element) -> Bool) {
        heap.removeAll(keepingCapacity: true)
        for (value, count) in counts where count > 0 { push(value, by: precedes) }
    }

    private mutating func push(_ value: Element, by precedes: (Element, Element) -> Bool) {
        heap.append(value)
        var child = heap.count - 1
        while child > 0 {
            let parent = (child - 1) / 2
            if !precedes(heap[child], heap[parent]) { break }
            heap.swapAt(child, parent)
            child = parent
        }
    }

    private mutating func pop(by precedes: (Element, Element) -> Bool) {
        heap.swapAt(0, heap.count - 1)
        heap.removeLast()
        var parent = 0
        while true {
            var best = parent
            for child in [2 * parent + 1, 2 * parent + 2] where child < heap.count && precedes(heap[child], heap[best]) { best = child }
            if best == parent { return }
            heap.swapAt(parent, best)
            parent = best
        }
    }
}
