import HeapModule
import MartletColumns
import MartletCore

/// The open sessions of all keys: runs of rows of which none is further than the gap behind the one before it.
///
/// A session is known by a number, by which accumulators or rows are kept for it. Numbers of closed sessions are given again.
final class SessionTable {
    /// When a session may be complete. The session may have grown meanwhile, or may be gone.
    private struct Deadline: Comparable {
        let end: Int64
        let session: Int32
        let serial: Int64

        static func < (left: Deadline, right: Deadline) -> Bool { (left.end, left.serial) < (right.end, right.serial) }
    }

    private let gap: Int64
    private let time: WindowTime
    /// The keys that have sessions.
    let keys: KeyIndex
    private let starts = Slab<Int64>(0)
    private let ends = Slab<Int64>(0)
    private let keyOf = Slab<Int32>(-1)
    /// Which of all sessions there ever were has the number; −1: none.
    private let serials = Slab<Int64>(-1)
    /// The sessions of a key, chained; −1: none.
    private let first = Slab<Int32>(-1)
    private let next = Slab<Int32>(-1)
    private var free: [Int32] = []
    private var nextSerial: Int64 = 0
    private var deadlines = Heap<Deadline>()
    /// One more than the largest number given so far.
    private(set) var capacity = 0

    init(gap: Int64, time: WindowTime, keyTypes: [DataType]) {
        self.gap = gap
        self.time = time
        keys = KeyIndex(keyTypes)
    }

    func start(_ session: Int32) -> Int64 { starts[session] }
    func end(_ session: Int32) -> Int64 { ends[session] }
    func key(_ session: Int32) -> Int32 { keyOf[session] }

    /// The keys of rows; call it before `session` for them.
    func keys(_ rows: ColumnBatch, _ columns: [Int]) -> [Int32] {
        var created: [Int32] = []
        let ids = keys.ids(columns.map { rows.columns[$0] }, count: rows.count, hashes: rows.keyHashes(columns), created: &created)
        first.reserve(keys.capacity)
        return ids
    }

    /// The session that a row of `key` belongs to, made, extended or grown together from several if need be; nil: the row is late.
    ///
    /// - Parameter absorb: is told, before the row's session is, each session that has become a part of it.
    func session(
        key: Int32, wall: Int64, watermark: Int64, absorb: (_ session: Int32, _ into: Int32) throws -> Void
    ) rethrows -> Int32? {
        var start = wall, end = wall + gap
        var found: Int32 = -1, before: Int32 = -1
        var session = first[key]
        var absorbed: [Int32] = []
        // Sessions of one key do not touch, so those that the row touches now grow together with it only.
        while session >= 0 {
            let following = next[session]
            if starts[session] <= wall + gap, ends[session] >= wall {
                start = min(start, starts[session])
                end = max(end, ends[session])
                if found < 0 {
                    found = session
                    before = session
                } else {
                    absorbed.append(session)
                    next[before] = following
                }
            } else {
                before = session
            }
            session = following
        }
        let isNew = found < 0
        if isNew {
            if time.isComplete(end, at: watermark) { return nil }
            found = make(key)
        }
        for session in absorbed {
            try absorb(session, found)
            serials[session] = -1
            free.append(session)
        }
        starts[found] = start
        if isNew || end != ends[found] {
            ends[found] = end
            deadlines.insert(Deadline(end: end, session: found, serial: serials[found]))
        }
        return found
    }

    private func make(_ key: Int32) -> Int32 {
        let session: Int32
        if let id = free.popLast() {
            session = id
        } else {
            session = Int32(truncatingIfNeeded: capacity)
            capacity += 1
            starts.reserve(capacity)
            ends.reserve(capacity)
            keyOf.reserve(capacity)
            serials.reserve(capacity)
            next.reserve(capacity)
        }
        keyOf[session] = key
        serials[session] = nextSerial
        nextSerial += 1
        next[session] = first[key]
        first[key] = session
        return session
    }

    /// The session that ends first, if it is complete when the stream has come to `now`. It is given once; `remove` it then.
    func takeComplete(at now: Int64) -> Int32? {
        guard let deadline = nextDeadline(), time.isComplete(deadline.end, at: now) else { return nil }
        deadlines.removeMin()
        return deadline.session
    }

    /// When the session that ends first will be complete.
    var nextCompletion: Int64? { nextDeadline().map { time.completion(ofWindowEndingAt: $0.end) } }

    /// The earliest deadline of a session that is still there and has not grown since.
    private func nextDeadline() -> Deadline? {
        while let deadline = deadlines.min {
            if serials[deadline.session] == deadline.serial, ends[deadline.session] == deadline.end { return deadline }
            deadlines.removeMin()
        }
        return nil
    }

    /// Forgets a session, and its key if it was the last.
    func remove(_ session: Int32) {
        let key = keyOf[session]
        serials[session] = -1
        free.append(session)
        if first[key] == session {
            first[key] = next[session]
            if first[key] < 0 { keys.remove(key) }
            return
        }
        var before = first[key]
        while next[before] != session { before = next[before] }
        next[before] = next[session]
    }

    /// Forgets the keys of rows that have no session because the rows were late.
    func releaseKeys(_ ids: [Int32]) { for id in ids where keys.isLive(id) && first[id] < 0 { keys.remove(id) } }
}
