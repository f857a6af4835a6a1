import MartletColumns
import MartletCore
import MartletRuntime

/// How often each value of one list of arguments is in each group, for the calls that take every value once.
///
/// Calls with the same arguments share it, whatever their filters: there is a count for each filter.
final class DistinctIndex {
    private let arguments: [Int]
    /// The filters of the calls; nil: none.
    private let filters: [Int?]
    /// Group and arguments → entry.
    private let index: KeyIndex
    /// For each filter, how often an entry's value has been added.
    private let counts: [Slab<Int64>]
    /// The entries of each group.
    private let lists = RowLists()

    init(arguments: [Int], types: [DataType], filters: [Int?]) {
        self.arguments = arguments
        self.filters = filters
        index = KeyIndex([.int] + types)
        counts = filters.map { _ in Slab(0) }
    }

    func grow(_ groups: Int) { lists.reserve(lists: groups, rows: 0) }

    /// Takes in rows. For each filter: the rows whose value came, or went, as the only one of its kind in the group.
    func masks(_ rows: ColumnBatch, groups: [Int32]) -> [Bitmap] {
        let entries = entries(arguments.map { rows.columns[$0] }, groups)
        let passing = filters.map { $0.map { rows.columns[$0].boolean.isTrue } }
        var isStale = rows.kinds != nil
        var masks: [Bitmap] = []
        for (filter, counts) in counts.enumerated() {
            let passing = passing[filter]
            if passing != nil { isStale = true }
            var mask = Bitmap(repeating: false, count: rows.count)
            for (row, entry) in entries.enumerated() where entry >= 0 && passing.map({ $0[row] }) ?? true {
                if rows.kind(row).isAddition {
                    counts[entry] += 1
                    if counts[entry] == 1 { mask[row] = true }
                } else {
                    counts[entry] -= 1
                    if counts[entry] == 0 { mask[row] = true }
                }
            }
            masks.append(mask)
        }
        if isStale { for entry in entries where entry >= 0 && isUnused(entry) { remove(entry) } }
        return masks
    }

    /// Takes in values with their counts for each filter, none below zero. For each filter: those that are new in their group.
    func masks(adding values: [Column], groups: [Int32], counts added: [[Int64]]) -> [Bitmap] {
        let entries = entries(values, groups)
        return counts.enumerated().map { filter, counts in
            Bitmap(count: entries.count) { position in
                let entry = entries[position], more = added[filter][position]
                defer { counts[entry] += more }
                return counts[entry] == 0 && more > 0
            }
        }
    }

    /// The values in `groups`, each with `into`'s number for its group, and how often they are there for each filter.
    func entries(_ groups: [Int32], into: [Int32]) -> (values: [Column], groups: [Int32], counts: [[Int64]]) {
        var entries: [Int32] = [], targets: [Int32] = []
        for (group, target) in zip(groups, into) {
            lists.forEach(group) {
                entries.append($0)
                targets.append(target)
            }
        }
        return (Array(index.columns(entries).dropFirst()), targets, counts.map { counts in entries.map { max(0, counts[$0]) } })
    }

    /// Forgets the values of groups.
    func remove(_ groups: [Int32]) { for group in groups { lists.forEach(group) { remove($0) } } }

    /// The entry of each row, made where it is new; −1 where the group is negative.
    private func entries(_ values: [Column], _ groups: [Int32]) -> [Int32] {
        if groups.contains(where: { $0 < 0 }) {
            let counting = (0..<Int32(groups.count)).filter { groups[Int($0)] >= 0 }
            let entries = self.entries(values.map { $0.gather(counting) }, counting.map { groups[Int($0)] })
            var all = [Int32](repeating: -1, count: groups.count)
            for (row, entry) in zip(counting, entries) { all[Int(row)] = entry }
            return all
        }
        let key = [Column.int32(FixedColumn(groups))] + values
        let hashes = ColumnBatch(key, count: groups.count).keyHashes(Array(key.indices))
        var created: [Int32] = []
        let entries = index.ids(key, count: groups.count, hashes: hashes, created: &created)
        for counts in counts { counts.reserve(index.capacity) }
        lists.reserve(lists: 0, rows: index.capacity)
        for row in created { lists.append(entries[Int(row)], to: groups[Int(row)]) }
        return entries
    }

    private func isUnused(_ entry: Int32) -> Bool { index.isLive(entry) && counts.allSatisfy { $0[entry] == 0 } }

    private func remove(_ entry: Int32) {
        lists.remove(entry, from: index.column(0, [entry]).int32.values[0])
        for counts in counts { counts[entry] = 0 }
        index.remove(entry)
    }
}
