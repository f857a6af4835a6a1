/// The reductions that have names: what is done to the result so far with the next element.
@usableFromInline enum Reduction<Element: Sendable> {
    @usableFromInline typealias Combine = @Sendable (inout Element, Element) -> Void

    @inlinable static func sum<Value: FixedWidthInteger & Sendable>(_ path: WritableKeyPath<Element, Value> & Sendable) -> Combine {
        ofField(path) { $0 &+= $1 }
    }

    @inlinable static func sum<Value: AdditiveArithmetic & Sendable>(_ path: WritableKeyPath<Element, Value> & Sendable) -> Combine {
        ofField(path) { $0 += $1 }
    }

    @inlinable static func min<Value: Comparable & Sendable>(_ path: WritableKeyPath<Element, Value> & Sendable) -> Combine {
        ofField(path) { if $1 < $0 { $0 = $1 } }
    }

    @inlinable static func max<Value: Comparable & Sendable>(_ path: WritableKeyPath<Element, Value> & Sendable) -> Combine {
        ofField(path) { if $1 > $0 { $0 = $1 } }
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

    /// Combines one field of both elements, as fast as code that names the field.
    ///
    /// A key path is an object that is walked at each access. A stored property has a fixed offset, which is used instead; a computed or observed
    /// one has none.
    @inlinable @inline(__always) static func ofField<Value: Sendable>(
        _ path: WritableKeyPath<Element, Value> & Sendable, _ combine: @escaping @Sendable (inout Value, Value) -> Void
    ) -> Combine {
        guard let offset = MemoryLayout<Element>.offset(of: path) else { return { combine(&$0[keyPath: path], $1[keyPath: path]) } }
        return { result, next in
            withUnsafeMutablePointer(to: &result) { result in
                withUnsafePointer(to: next) { next in
                    combine(
                        &(UnsafeMutableRawPointer(result) + offset).assumingMemoryBound(to: Value.self).pointee,
                        (UnsafeRawPointer(next) + offset).assumingMemoryBound(to: Value.self).pointee)
                }
            }
        }
    }
}

/// Which of several equal elements counts.
@frozen public enum Tie: Sendable {
    case first, last
}
