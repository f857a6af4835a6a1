import MartletCore

/// What a window keeps of its elements: their reduction, an accumulator, or all of them.
@usableFromInline struct WindowAggregation<Element: Sendable, Accumulator: Sendable>: Sendable {
    /// The accumulator of a window with one element.
    @usableFromInline let create: @Sendable (Element) throws -> Accumulator
    @usableFromInline let add: @Sendable (inout Accumulator, Element) throws -> Void
    /// Adds the accumulator of a window that is merged into another; nil: the program did not say how.
    @usableFromInline let merge: (@Sendable (inout Accumulator, Accumulator) throws -> Void)?
    /// What a window comes to whose elements an evictor has all taken out; nil: it has no result.
    @usableFromInline let ofNothing: Accumulator?

    @inlinable init(
        create: @escaping @Sendable (Element) throws -> Accumulator, add: @escaping @Sendable (inout Accumulator, Element) throws -> Void,
        merge: (@Sendable (inout Accumulator, Accumulator) throws -> Void)?, ofNothing: Accumulator?
    ) {
        self.create = create
        self.add = add
        self.merge = merge
        self.ofNothing = ofNothing
    }
}

extension WindowAggregation where Accumulator == Element {
    @inlinable static func reducing(_ combine: @escaping @Sendable (inout Element, Element) throws -> Void) -> WindowAggregation {
        WindowAggregation(create: { $0 }, add: combine, merge: combine, ofNothing: nil)
    }
}

extension WindowAggregation where Accumulator == [Element] {
    @inlinable static var collecting: WindowAggregation {
        WindowAggregation(create: { [$0] }, add: { $0.append($1) }, merge: { $0.append(contentsOf: $1) }, ofNothing: [])
    }
}
