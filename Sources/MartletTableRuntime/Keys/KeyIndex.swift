import MartletColumns
import MartletCore

/// Gives every distinct key a small number, by which accumulators and lists of rows are found in plain arrays.
///
/// Numbers of removed keys are given again. The index itself is derived from the keys: a snapshot holds the keys only.
///
/// A batch is looked up in passes over all its rows: a candidate for each by its hash, then the keys of the candidates, column by column. The
/// loads of one pass do not wait for each other, so that a table larger than the caches costs little more than its memory's bandwidth. Only
/// rows whose key is new or stands elsewhere are looked up one at a time.
package final class KeyIndex {
    package let types: [DataType]
    private let keys: [StoredColumn]
    /// The hash of each number's key.
    private let hashes = Slab<UInt64>(0)
    private let isLive = Slab(false)
    private var free: [Int32] = []
    private var slots = HashSlots()
    /// How many keys there are.
    package private(set) var liveCount = 0

    package init(_ types: [DataType]) {
        self.types = types
        keys = types.map { StoredColumn($0) }
    }

    /// One more than the largest number given so far: how long arrays by number must be.
    package private(set) var capacity = 0

    package func isLive(_ id: Int32) -> Bool { isLive[id] }

    /// The number of each row's key; keys that are new get one if `inserting`, else −1.
    ///
    /// - Parameters:
    ///   - hashes: the hash of each row's key; any function of the key that is the same in every call.
    ///   - created: receives the rows whose key was new, in order.
    package func ids(
        _ columns: [Column], count: Int, hashes rowHashes: [UInt64], inserting: Bool = true, created: inout [Int32]
    ) -> [Int32] {
        if columns.isEmpty { return globalIDs(count: count, inserting: inserting, created: &created) }
        precondition(
            columns.count == keys.count && rowHashes.count == count, "a key of \(columns.count) columns, \(rowHashes.count) hashes")
        if inserting, !slots.hasRoom(for: count) { growSlots(count) }
        var ids = slots.candidates(rowHashes)
        for (key, column) in zip(keys, columns) { key.verify(&ids, column) }
        probe(&ids, columns, rowHashes, inserting: inserting, created: &created)
        return ids
    }

    /// All rows have the key without columns.
    private func globalIDs(count: Int, inserting: Bool, created: inout [Int32]) -> [Int32] {
        if count > 0, liveCount == 0 {
            guard inserting else { return [Int32](repeating: -1, count: count) }
            created.append(0)
            reserve(1)
            isLive[0] = true
            free = []
            capacity = 1
            liveCount = 1
        }
        return [Int32](repeating: 0, count: count)
    }

    /// Finds the keys of the rows without a number one by one.
    private func probe(_ ids: inout [Int32], _ columns: [Column], _ hashes: [UInt64], inserting: Bool, created: inout [Int32]) {
        // The common keys of one column without NULLs have a loop each; the others pay for choosing by type at every row.
        if columns.count == 1, columns[0].validity == nil, !keys[0].hasNulls {
            let key = keys[0]
            switch columns[0] {
            case .int32(let column): return probeFixed(&ids, key, column.values, hashes, inserting, &created)
            case .int64(let column): return probeFixed(&ids, key, column.values, hashes, inserting, &created)
            case .bytes(let column):
                return column.bytes.withUnsafeBytes { bytes in
                    column.offsets.withUnsafeBufferPointer { offsets in
                        @inline(__always) func text(_ row: Int) -> UnsafeRawBufferPointer {
                            UnsafeRawBufferPointer(rebasing: bytes[Int(offsets[row])..<Int(offsets[row &+ 1])])
                        }
                        probe(
                            &ids, hashes, inserting, &created, isEqual: { key.equals($0, text: text($1)) },
                            store: { key.set(text: text($1), at: $0) })
                    }
                }
            default: break
            }
        }
        probe(
            &ids, hashes, inserting, &created,
            isEqual: { id, row in
                for index in keys.indices where !keys[index].equals(id, columns[index], row) { return false }
                return true
            },
            store: { id, row in for index in keys.indices { keys[index].set(columns[index], row: row, at: id) } })
    }

    @inline(__always) private func probeFixed<T: BitwiseCopyable & Equatable>(
        _ ids: inout [Int32], _ key: StoredColumn, _ values: [T], _ hashes: [UInt64], _ inserting: Bool, _ created: inout [Int32]
    ) {
        values.withUnsafeBufferPointer { values in
            probe(
                &ids, hashes, inserting, &created, isEqual: { key.base(T.self)[$0] == values[$1] },
                store: { key.base(T.self)[$0] = values[$1] })
        }
    }

    @inline(__always) private func probe(
        _ ids: inout [Int32], _ rowHashes: [UInt64], _ inserting: Bool, _ created: inout [Int32],
        isEqual: (_ id: Int, _ row: Int) -> Bool, store: (_ id: Int, _ row: Int) -> Void
    ) {
        let slots = slots, hashes = hashes, isLive = isLive
        // Properties are copied: each use of one in the loop would be checked for exclusive access.
        var free: [Int32] = []
        swap(&free, &self.free)
        var next = capacity
        let createdBefore = created.count
        if inserting { reserve(capacity + ids.reduce(0) { $0 + ($1 < 0 ? 1 : 0) }) }
        ids.withUnsafeMutableBufferPointer { ids in
            rowHashes.withUnsafeBufferPointer { rowHashes in
                for row in ids.indices where ids[row] < 0 {
                    let hash = rowHashes[row]
                    var id = slots.find(hash) { isEqual(Int($0), row) }
                    if id < 0, inserting {
                        if let freed = free.popLast() {
                            id = freed
                        } else {
                            id = Int32(truncatingIfNeeded: next)
                            next &+= 1
                        }
                        hashes[id] = hash
                        isLive[id] = true
                        store(Int(id), row)
                        slots.insert(id, hash: hash)
                        created.append(Int32(truncatingIfNeeded: row))
                    }
                    ids[row] = id
                }
            }
        }
        self.free = free
        capacity = next
        liveCount += created.count - createdBefore
    }

    /// Makes room for numbers below `count`.
    private func reserve(_ count: Int) {
        hashes.reserve(count)
        isLive.reserve(count)
        for key in keys { key.reserve(count) }
    }

    private func growSlots(_ more: Int) {
        // Half as much again as is needed, so that the room is doubled when it is used up.
        slots = HashSlots(capacity: liveCount + max(more, liveCount / 2))
        for id in 0..<capacity where isLive[id] { slots.insert(Int32(truncatingIfNeeded: id), hash: hashes[id]) }
    }

    /// Forgets a key. Its number may be given to another.
    package func remove(_ id: Int32) {
        guard isLive[id] else { return }
        isLive[id] = false
        liveCount -= 1
        free.append(id)
        if types.isEmpty { return }
        slots.remove(id, hash: hashes[id])
    }

    /// Forgets all keys.
    package func removeAll() {
        for key in keys { key.removeAll() }
        for id in 0..<capacity { isLive[id] = false }
        capacity = 0
        free = []
        liveCount = 0
        slots = HashSlots()
    }

    /// The numbers of all keys, in the order in which they were given.
    package var liveIDs: [Int32] { (0..<Int32(capacity)).filter { isLive[$0] } }

    /// The hash of a number's key.
    package func hash(_ id: Int32) -> UInt64 { hashes[id] }

    /// The keys of `ids` as columns.
    package func columns(_ ids: [Int32], mayMiss: Bool = false) -> [Column] { keys.map { $0.gather(ids, mayMiss: mayMiss) } }

    /// One column of the keys of `ids`.
    package func column(_ index: Int, _ ids: [Int32]) -> Column { keys[index].gather(ids) }
}
