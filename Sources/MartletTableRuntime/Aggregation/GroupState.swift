import MartletColumns
import MartletCore

/// What GROUP BY keeps: the groups' keys, their accumulators and, where rows may be taken back, how many rows each has.
final class GroupState {
    let index: KeyIndex
    let accumulators: CallAccumulators
    /// The rows of each group, where they are counted.
    private let rowCounts = Slab<Int64>(0)
    private let countsRows: Bool
    /// The last batch in which each group had a row, for `firstRows`.
    private let lastBatches = Slab<Int64>(0)
    private var batch: Int64 = 0

    init(keyTypes: [DataType], calls: [AggregateCall], inputTypes: [DataType], retracting: Bool) throws {
        index = KeyIndex(keyTypes)
        accumulators = try CallAccumulators(calls, inputTypes: inputTypes, retracting: retracting)
        countsRows = retracting
    }

    /// Finds the groups of rows, makes those that are new, and tells what each row does to its group.
    func changes(_ rows: ColumnBatch, keys: [Int]) -> GroupChanges {
        var created: [Int32] = []
        let ids = index.ids(keys.map { rows.columns[$0] }, count: rows.count, hashes: rows.keyHashes(keys), created: &created)
        accumulators.grow(index.capacity)
        var changes = GroupChanges(groups: ids)
        if !countsRows {
            for row in created { changes.effects[Int(row)] = .first }
            return changes
        }
        rowCounts.reserve(index.capacity)
        // A group that only rows taken back have made is none.
        changes.emptied = created.map { ids[Int($0)] }
        for (row, id) in ids.enumerated() {
            let count = rowCounts[id]
            if rows.kind(row).isAddition {
                rowCounts[id] = count + 1
                if count == 0 { changes.effects[row] = .first }
            } else if count == 0 {
                changes.effects[row] = .none
                changes.groups[row] = -1
            } else {
                rowCounts[id] = count - 1
                if count == 1 {
                    changes.effects[row] = .last
                    changes.emptied.append(id)
                    changes.resets = changes.resets ?? Bitmap(repeating: false, count: rows.count)
                    changes.resets?[row] = true
                }
            }
        }
        return changes
    }

    /// Forgets the groups that the changes have left without rows.
    func release(_ changes: GroupChanges) {
        for id in changes.emptied where index.isLive(id) && rowCounts[id] == 0 {
            accumulators.reset([id])
            index.remove(id)
        }
    }

    /// The first row of each group among the rows that count, in order.
    func firstRows(_ changes: GroupChanges) -> [Int32] {
        batch += 1
        lastBatches.reserve(index.capacity)
        return (0..<Int32(changes.groups.count)).filter { row in
            let id = changes.groups[Int(row)]
            if id < 0 || lastBatches[id] == batch { return false }
            lastBatches[id] = batch
            return true
        }
    }

    func isPopulated(_ id: Int32) -> Bool { !countsRows || rowCounts[id] > 0 }

    /// All groups that have rows, in the order of their numbers.
    var populatedGroups: [Int32] { countsRows && !index.types.isEmpty ? index.liveIDs.filter { rowCounts[$0] > 0 } : index.liveIDs }

    /// Makes the one group of an aggregate without keys, if no row has.
    func makeGlobalGroup() {
        var created: [Int32] = []
        _ = index.ids([], count: 1, hashes: [0], created: &created)
        accumulators.grow(index.capacity)
        rowCounts.reserve(index.capacity)
    }
}

/// What the rows of a batch do to their groups.
struct GroupChanges {
    /// What a row does to its group.
    enum Effect: UInt8 {
        /// Takes back a row of a group that is not there: does not count.
        case none
        case first
        case update
        case last
    }

    /// Each row's group; −1 if it does not count.
    var groups: [Int32]
    var effects: [Effect]
    /// The rows behind which their group is empty.
    var resets: Bitmap?
    /// Groups that may have been left without rows.
    var emptied: [Int32] = []

    init(groups: [Int32]) {
        self.groups = groups
        effects = [Effect](repeating: .update, count: groups.count)
    }
}
