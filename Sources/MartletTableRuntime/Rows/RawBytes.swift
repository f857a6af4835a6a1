/// Comparison of runs of bytes, eight at a time.
enum RawBytes {
    /// Whether two runs of the same length are equal.
    @inline(__always) static func equal(_ left: UnsafeRawBufferPointer, _ right: UnsafeRawBufferPointer) -> Bool {
        let count = left.count
        var position = 0
        while position &+ 8 <= count {
            if left.loadUnaligned(fromByteOffset: position, as: UInt64.self)
                != right.loadUnaligned(fromByteOffset: position, as: UInt64.self)
            {
                return false
            }
            position &+= 8
        }
        while position < count {
            if left[position] != right[position] { return false }
            position &+= 1
        }
        return true
    }

    /// Negative, zero or positive as `left` comes before, is equal to or comes after `right`, bytewise; a prefix comes before.
    @inline(__always) static func compare(_ left: UnsafeRawBufferPointer, _ right: UnsafeRawBufferPointer) -> Int {
        let count = min(left.count, right.count)
        var position = 0
        while position &+ 8 <= count {
            let a = UInt64(bigEndian: left.loadUnaligned(fromByteOffset: position, as: UInt64.self))
            let b = UInt64(bigEndian: right.loadUnaligned(fromByteOffset: position, as: UInt64.self))
            if a != b { return a < b ? -1 : 1 }
            position &+= 8
        }
        while position < count {
            if left[position] != right[position] { return left[position] < right[position] ? -1 : 1 }
            position &+= 1
        }
        return left.count - right.count
    }
}
