/// The reductions that have names: what is done to the result so far with the next element.
@usableFromInline enum Reduction<Element: Sendable> {
    @usableFromInline typealias Combine = @Sendable (inout Element, Element) -> Void

    @inlinable static func sum<Value: FixedWidthInteger & Sendable>(_ path: WritableKeyPath<Element, Value> & Sendable) -> Combine {
        let field = FieldAccess(path)
        return { sum, next in field.update(&sum) { $0 &+= field.value(next) } }
    }

    @inlinable static func sum<Value: AdditiveArithmetic & Sendable>(_ path: WritableKeyPath<Element, Value> & Sendable) -> Combine {
        let field = FieldAccess(path)
        return { sum, next in field.update(&sum) { $0 += field.value(next) } }
    }

    @inlinable static func min<Value: Comparable & Sendable>(_ path: WritableKeyPath<Element, Value> & Sendable) -> Combine {
        let field = FieldAccess(path)
        return { least, next in
            let value = field.value(next)
            field.update(&least) { if value < $0 { $0 = value } }
        }
    }

    @inlinable static func max<Value: Comparable & Sendable>(_ path: WritableKeyPath<Element, Value> & Sendable) -> Combine {
        let field = FieldAccess(path)
        return { greatest, next in
            let value = field.value(next)
            field.update(&greatest) { if value > $0 { $0 = value } }
        }
    }

    @inlinable static func minBy<Value: Comparable & Sendable>(_ value: @escaping @Sendable (Element) -> Value, tie: Tie) -> Combine {
        { least, next in
            let (old, new) = (value(least), value(next))
            if new < old || (tie == .last && !(old < new)) { least = next }
        }
    }

    @inlinable static func maxBy<Value: Comparable & Sendable>(_ value: @escaping @Sendable (Element) -> Value, tie: Tie) -> Combine {
        { greatest, next in
            let (old, new) = (value(greatest), value(next))
            if new > old || (tie == .last && !(old > new)) { greatest = next }
        }
    }
}

/// Which of several equal elements counts.
@frozen public enum Tie: Sendable {
    case first, last
}
