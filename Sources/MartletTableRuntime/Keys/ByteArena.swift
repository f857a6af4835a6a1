/// Byte strings by number, side by side in one run of memory, which is compacted when half of it is no longer used.
struct ByteArena {
    private var bytes: [UInt8] = []
    private var starts: [Int] = []
    private var lengths: [Int] = []
    private var used = 0

    func equals(_ id: Int, _ key: [UInt8]) -> Bool {
        guard lengths[id] == key.count else { return false }
        return bytes.withUnsafeBufferPointer { bytes in
            key.withUnsafeBufferPointer { key in
                for index in 0..<key.count where bytes[starts[id] + index] != key[index] { return false }
                return true
            }
        }
    }

    /// Sets the bytes of a number: the next one, or one that was given before.
    mutating func set(_ id: Int, _ key: [UInt8]) {
        if id == starts.count {
            starts.append(bytes.count)
            lengths.append(key.count)
        } else {
            used -= lengths[id]
            starts[id] = bytes.count
            lengths[id] = key.count
        }
        bytes.append(contentsOf: key)
        used += key.count
        if bytes.count > 1 << 16, used * 2 < bytes.count { compact() }
    }

    func withBytes<Result>(_ id: Int, _ body: (UnsafeRawBufferPointer) -> Result) -> Result {
        bytes.withUnsafeBytes { body(UnsafeRawBufferPointer(rebasing: $0[starts[id]..<starts[id] + lengths[id]])) }
    }

    private mutating func compact() {
        var compacted: [UInt8] = []
        compacted.reserveCapacity(used)
        for id in starts.indices {
            let start = compacted.count
            compacted.append(contentsOf: bytes[starts[id]..<starts[id] + lengths[id]])
            starts[id] = start
        }
        bytes = compacted
    }
}
