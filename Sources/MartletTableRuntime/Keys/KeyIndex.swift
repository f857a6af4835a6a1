import MartletColumns
import MartletCore

/// Gives every distinct key a small number, by which accumulators and lists of rows are found in plain arrays.
///
/// Numbers of removed keys are given again. The index itself is derived from the keys: a snapshot holds the keys only.
package final class KeyIndex {
    private enum Keys {
        /// One key column of at most 64 bits: its bits.
        case words([UInt64])
        /// Any other key: its canonical bytes.
        case bytes(ByteArena)
    }

    private let types: [DataType]
    private let codec: RowCodec
    private var keys: Keys
    /// The hash of each number's key.
    private var hashes: [UInt64] = []
    /// Whether the key is NULL, where keys are words.
    private var nulls: Set<Int32> = []
    private var isLive: [Bool] = []
    private var free: [Int32] = []
    /// Open addressing with linear probing: a number + 1, 0 for empty. The size is a power of two, at least twice `liveCount`.
    private var slots: [Int32]
    /// How many keys there are.
    package private(set) var liveCount = 0

    package init(_ types: [DataType]) {
        self.types = types
        codec = RowCodec(types)
        slots = [Int32](repeating: 0, count: 1024)
        if types.count == 1, [.boolean, .int8, .int16, .int32, .int64].contains(types[0].physicalType) {
            keys = .words([])
        } else {
            keys = .bytes(ByteArena())
        }
    }

    /// One more than the largest number given so far: how long arrays by number must be.
    package var capacity: Int { hashes.count }

    package func isLive(_ id: Int32) -> Bool { isLive[Int(id)] }

    /// The number of each row's key; keys that are new get one if `inserting`, else −1.
    ///
    /// - Parameter created: receives the rows whose key was new, in order.
    package func ids(
        _ columns: [Column], count: Int, hashes rowHashes: [UInt64], inserting: Bool = true, created: inout [Int32]
    ) -> [Int32] {
        if columns.isEmpty { return globalIDs(count: count, inserting: inserting, created: &created) }
        if case .words = keys { return wordIDs(columns[0], rowHashes, inserting: inserting, created: &created) }
        return byteIDs(columns, rowHashes, inserting: inserting, created: &created)
    }

    private func globalIDs(count: Int, inserting: Bool, created: inout [Int32]) -> [Int32] {
        if count > 0, liveCount == 0 {
            guard inserting else { return [Int32](repeating: -1, count: count) }
            created.append(0)
            if hashes.isEmpty {
                hashes = [0]
                isLive = [true]
            } else {
                free.removeAll()
                isLive[0] = true
            }
            liveCount = 1
        }
        return [Int32](repeating: 0, count: count)
    }

    private func wordIDs(_ column: Column, _ rowHashes: [UInt64], inserting: Bool, created: inout [Int32]) -> [Int32] {
        let words = column.words
        guard case .words(var known) = keys else { preconditionFailure("the keys are no words") }
        // Taken out, so that appending does not copy.
        keys = .words([])
        defer { keys = .words(known) }
        let validity = column.validity
        return [Int32](unsafeUninitializedCapacity: words.count) { ids, initialized in
            for row in words.indices {
                if slots.count < 2 * (liveCount &+ 1) { growSlots() }
                let hash = rowHashes[row], word = words[row]
                let isNull = validity.map { !$0[row] } ?? false
                let mask = slots.count &- 1
                var position = Int(truncatingIfNeeded: hash) & mask
                var found: Int32 = -1
                while true {
                    let slot = slots[position]
                    if slot == 0 { break }
                    let id = Int(slot) &- 1
                    if hashes[id] == hash, known[id] == word, !isNull || nulls.contains(Int32(id)) {
                        found = Int32(truncatingIfNeeded: id)
                        break
                    }
                    position = (position &+ 1) & mask
                }
                if found < 0, inserting {
                    found = allocate(hash)
                    if Int(found) == known.count { known.append(word) } else { known[Int(found)] = word }
                    if isNull { nulls.insert(found) }
                    slots[position] = found &+ 1
                    created.append(Int32(truncatingIfNeeded: row))
                }
                ids[row] = found
            }
            initialized = words.count
        }
    }

    private func byteIDs(_ columns: [Column], _ rowHashes: [UInt64], inserting: Bool, created: inout [Int32]) -> [Int32] {
        guard case .bytes(var arena) = keys else { preconditionFailure("the keys are no bytes") }
        keys = .words([])
        defer { keys = .bytes(arena) }
        var key: [UInt8] = []
        var ids: [Int32] = []
        ids.reserveCapacity(rowHashes.count)
        for row in rowHashes.indices {
            if slots.count < 2 * (liveCount + 1) { growSlots() }
            key.removeAll(keepingCapacity: true)
            codec.encode(columns, row: row, into: &key)
            let hash = rowHashes[row]
            let mask = slots.count - 1
            var position = Int(truncatingIfNeeded: hash) & mask
            var found: Int32 = -1
            while slots[position] != 0 {
                let id = Int(slots[position]) - 1
                if hashes[id] == hash, arena.equals(id, key) {
                    found = Int32(id)
                    break
                }
                position = (position + 1) & mask
            }
            if found < 0, inserting {
                found = allocate(hash)
                arena.set(Int(found), key)
                slots[position] = found + 1
                created.append(Int32(row))
            }
            ids.append(found)
        }
        return ids
    }

    private func allocate(_ hash: UInt64) -> Int32 {
        liveCount += 1
        if let id = free.popLast() {
            hashes[Int(id)] = hash
            isLive[Int(id)] = true
            return id
        }
        hashes.append(hash)
        isLive.append(true)
        return Int32(hashes.count - 1)
    }

    private func growSlots() {
        slots = [Int32](repeating: 0, count: slots.count * 2)
        for id in hashes.indices where isLive[id] { slots[emptySlot(hashes[id])] = Int32(id) + 1 }
    }

    private func emptySlot(_ hash: UInt64) -> Int {
        let mask = slots.count - 1
        var position = Int(truncatingIfNeeded: hash) & mask
        while slots[position] != 0 { position = (position + 1) & mask }
        return position
    }

    /// Forgets a key. Its number may be given to another.
    package func remove(_ id: Int32) {
        guard isLive[Int(id)] else { return }
        isLive[Int(id)] = false
        liveCount -= 1
        free.append(id)
        nulls.remove(id)
        if types.isEmpty { return }
        let mask = slots.count - 1
        var hole = Int(truncatingIfNeeded: hashes[Int(id)]) & mask
        while slots[hole] != id + 1 { hole = (hole + 1) & mask }
        // Moves what follows back into the hole, so that probing never meets a gap before its key.
        var next = hole
        while true {
            next = (next + 1) & mask
            if slots[next] == 0 { break }
            let home = Int(truncatingIfNeeded: hashes[Int(slots[next]) - 1]) & mask
            if (next - home) & mask >= (next - hole) & mask {
                slots[hole] = slots[next]
                hole = next
            }
        }
        slots[hole] = 0
    }

    /// Forgets all keys.
    package func removeAll() {
        if case .words = keys { keys = .words([]) } else { keys = .bytes(ByteArena()) }
        hashes = []
        nulls = []
        isLive = []
        free = []
        liveCount = 0
        slots = [Int32](repeating: 0, count: 1024)
    }

    /// The numbers of all keys, in the order in which they were given.
    package var liveIDs: [Int32] { isLive.indices.filter { isLive[$0] }.map { Int32($0) } }

    /// The keys of `ids` as columns.
    package func columns(_ ids: [Int32]) -> [Column] {
        if types.isEmpty { return [] }
        let builders = types.map { ColumnBuilder($0, capacity: ids.count) }
        switch keys {
        case .words(let words):
            for id in ids {
                if nulls.contains(id) { builders[0].appendNull() } else { builders[0].append(word: words[Int(id)]) }
            }
        case .bytes(let arena):
            for id in ids { arena.withBytes(Int(id)) { codec.decode($0, into: builders) } }
        }
        return builders.map { $0.finish() }
    }
}

extension Column {
    /// The values of a column of at most 64 bits, sign-extended; 0 at a NULL.
    fileprivate var words: [UInt64] {
        let words: [UInt64] =
            switch self {
            case .boolean(let column): (0..<column.count).map { column.values[$0] ? 1 : 0 }
            case .int8(let column): column.values.map { UInt64(bitPattern: Int64($0)) }
            case .int16(let column): column.values.map { UInt64(bitPattern: Int64($0)) }
            case .int32(let column): column.values.map { UInt64(bitPattern: Int64($0)) }
            case .int64(let column): column.values.map { UInt64(bitPattern: $0) }
            default: preconditionFailure("a column of \(physicalType) is no word")
            }
        guard let validity else { return words }
        return words.indices.map { validity[$0] ? words[$0] : 0 }
    }
}

extension ColumnBuilder {
    fileprivate func append(word: UInt64) {
        switch type {
        case .boolean: append(word != 0)
        case .int8: append(Int8(truncatingIfNeeded: word))
        case .int16: append(Int16(truncatingIfNeeded: word))
        case .int32: append(Int32(truncatingIfNeeded: word))
        default: append(Int64(truncatingIfNeeded: word))
        }
    }
}
