import MartletCore

/// What a window keeps that may fire several times: the accumulator of its elements, or, for an evictor, the elements themselves.
@usableFromInline struct WindowContents<Element: Sendable, Accumulator: Sendable> {
    @usableFromInline var accumulator: Accumulator?
    @usableFromInline var elements: [TimestampedElement<Element>] = []

    @inlinable init() {}

    @inlinable var isEmpty: Bool { accumulator == nil && elements.isEmpty }

    @inlinable mutating func add(_ element: Element, _ aggregation: WindowAggregation<Element, Accumulator>) throws {
        guard var sum = accumulator.take() else { return accumulator = try aggregation.create(element) }
        try aggregation.add(&sum, element)
        accumulator = sum
    }

    /// Takes in the contents of a window that is merged into this one.
    @inlinable mutating func merge(_ other: WindowContents, _ aggregation: WindowAggregation<Element, Accumulator>) throws {
        elements.append(contentsOf: other.elements)
        guard let theirs = other.accumulator else { return }
        guard var sum = accumulator.take() else { return accumulator = theirs }
        guard let merge = aggregation.merge else { preconditionFailure("merging windows without a merge function") }
        try merge(&sum, theirs)
        accumulator = sum
    }

    /// Calls `emit` with what the window's function is to see, with elements taken out before and after it.
    @inlinable mutating func fire(
        _ context: WindowContext, _ evictor: Evictor<Element>?, _ aggregation: WindowAggregation<Element, Accumulator>,
        _ emit: (Accumulator) throws -> Void
    ) throws {
        guard let evictor else {
            if let accumulator { try emit(accumulator) }
            return
        }
        try evictor.before?(&elements, context)
        var reduced = WindowContents()
        for timed in elements { try reduced.add(timed.element, aggregation) }
        if let value = reduced.accumulator ?? aggregation.ofNothing { try emit(value) }
        try evictor.after?(&elements, context)
    }
}
