/// Reads and changes one field of a struct, as fast as its author would.
///
/// A key path is an object that is walked at each access. That of a stored property has a fixed offset, which is used instead.
@frozen @usableFromInline struct FieldAccess<Root, Value>: Sendable {
    @usableFromInline let path: WritableKeyPath<Root, Value> & Sendable
    /// Where the field lies in the struct; nil: it has no place, it is computed or observed.
    @usableFromInline let offset: Int?

    @inlinable init(_ path: WritableKeyPath<Root, Value> & Sendable) {
        self.path = path
        offset = MemoryLayout<Root>.offset(of: path)
    }

    @inlinable @inline(__always) func value(_ root: Root) -> Value {
        guard let offset else { return root[keyPath: path] }
        return withUnsafePointer(to: root) { UnsafeRawPointer($0).advanced(by: offset).assumingMemoryBound(to: Value.self).pointee }
    }

    @inlinable @inline(__always) func update(_ root: inout Root, _ change: (inout Value) -> Void) {
        guard let offset else { return change(&root[keyPath: path]) }
        withUnsafeMutablePointer(to: &root) { pointer in
            change(&UnsafeMutableRawPointer(pointer).advanced(by: offset).assumingMemoryBound(to: Value.self).pointee)
        }
    }
}
