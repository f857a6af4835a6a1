/// Byte strings by number, side by side in one run of memory, which is compacted when half of it is no longer used.
struct ByteArena {
    private var bytes: [UInt8] = []
    private var starts: [Int] = []
    private var lengths: [Int32] = []
    private var used = 0

    /// Sets the bytes of a number: a new one, which may lie beyond those there are, or one that was given before.
    mutating func set(_ id: Int, _ text: UnsafeRawBufferPointer) {
        if id >= starts.count {
            starts.append(contentsOf: repeatElement(0, count: id + 1 - starts.count))
            lengths.append(contentsOf: repeatElement(0, count: id + 1 - lengths.count))
        }
        used += text.count - Int(lengths[id])
        starts[id] = bytes.count
        lengths[id] = Int32(truncatingIfNeeded: text.count)
        bytes.append(contentsOf: text)
        if bytes.count > 1 << 16, used * 2 < bytes.count { compact() }
    }

    @inline(__always) func equals(_ id: Int, _ text: UnsafeRawBufferPointer) -> Bool {
        Int(lengths[id]) == text.count && withBytes(id) { RawBytes.equal($0, text) }
    }

    @inline(__always) func withBytes<Result>(_ id: Int, _ body: (UnsafeRawBufferPointer) -> Result) -> Result {
        bytes.withUnsafeBytes { body(UnsafeRawBufferPointer(rebasing: $0[starts[id]..<starts[id] &+ Int(lengths[id])])) }
    }

    /// The byte strings of `ids` in Arrow's layout; a negative one gives an empty string.
    func gather(_ ids: [Int32]) -> (offsets: [Int32], bytes: [UInt8]) {
        var total = 0
        let offsets = [Int32](unsafeUninitializedCapacity: ids.count + 1) { offsets, initialized in
            offsets[0] = 0
            for (position, id) in ids.enumerated() {
                if id >= 0 { total += Int(lengths[Int(id)]) }
                offsets[position + 1] = Int32(truncatingIfNeeded: total)
            }
            initialized = ids.count + 1
        }
        let gathered = [UInt8](unsafeUninitializedCapacity: total) { buffer, initialized in
            bytes.withUnsafeBufferPointer { source in
                guard let from = source.baseAddress, let to = buffer.baseAddress else { return }
                var position = 0
                for id in ids where id >= 0 {
                    let count = Int(lengths[Int(id)])
                    (to + position).update(from: from + starts[Int(id)], count: count)
                    position += count
                }
            }
            initialized = total
        }
        return (offsets, gathered)
    }

    mutating func removeAll() { self = ByteArena() }

    private mutating func compact() {
        var compacted: [UInt8] = []
        compacted.reserveCapacity(used)
        for id in starts.indices {
            let start = compacted.count
            compacted.append(contentsOf: bytes[starts[id]..<starts[id] + Int(lengths[id])])
            starts[id] = start
        }
        bytes = compacted
    }
}
