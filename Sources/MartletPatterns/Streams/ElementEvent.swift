/// An element of a stream as an event.
@usableFromInline final class ElementEvent<Element>: MatchEvent {
    @usableFromInline let element: Element

    @inlinable init(_ element: Element) {
        self.element = element
        super.init()
    }
}

extension MatchEvent {
    /// The element. All events of a stream's patterns are of the stream's type.
    @inlinable @inline(__always) func element<Element>(as type: Element.Type = Element.self) -> Element {
        unsafeDowncast(self, to: ElementEvent<Element>.self).element
    }
}
