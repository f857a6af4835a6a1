/// Numbers of rows in the order of their sort keys; equal ones in the order in which they came.
///
/// They lie in runs of a few hundred, so that adding and removing costs little among a million rows as well.
struct SortedRows {
    private static let runLength = 512

    private var runs: [[Int32]] = []
    private(set) var count = 0

    /// The number at a rank, counted from 0.
    subscript(_ rank: Int) -> Int32 {
        var rest = rank
        for run in runs {
            if rest < run.count { return run[rest] }
            rest -= run.count
        }
        preconditionFailure("rank \(rank) of \(count)")
    }

    var last: Int32? { runs.last?.last }

    var all: [Int32] { Array(runs.joined()) }

    /// Adds a number behind all whose key is not greater, and answers its rank.
    ///
    /// - Parameter isBefore: whether the new number belongs before another.
    mutating func insert(_ number: Int32, isBefore: (Int32) -> Bool) -> Int {
        count += 1
        if runs.isEmpty {
            runs.append([number])
            return 0
        }
        // The first run whose last number is behind the new one; else the last run.
        let run = min(Self.firstIndex(runs.count) { runs[$0].last.map(isBefore) ?? false }, runs.count - 1)
        let place = Self.firstIndex(runs[run].count) { isBefore(runs[run][$0]) }
        let rank = runs[..<run].reduce(place) { $0 + $1.count }
        insert(number, run, place)
        return rank
    }

    /// Adds a number at a rank, counted from 0.
    mutating func insert(_ number: Int32, at rank: Int) {
        count += 1
        if runs.isEmpty { runs.append([]) }
        var run = 0, place = rank
        while place > runs[run].count {
            place -= runs[run].count
            run += 1
        }
        insert(number, run, place)
    }

    private mutating func insert(_ number: Int32, _ run: Int, _ place: Int) {
        runs[run].insert(number, at: place)
        if runs[run].count > Self.runLength {
            let half = Array(runs[run][(Self.runLength / 2)...])
            runs[run].removeLast(half.count)
            runs.insert(half, at: run + 1)
        }
    }

    /// Removes the first number that `isEqual` among those whose key is not less than the one sought, and answers it with its rank.
    ///
    /// - Parameters:
    ///   - isLess: whether a number's key is less than that of the one sought.
    ///   - isSame: whether a number's key is that of the one sought.
    mutating func remove(isLess: (Int32) -> Bool, isSame: (Int32) -> Bool, isEqual: (Int32) -> Bool) -> (number: Int32, rank: Int)? {
        var run = Self.firstIndex(runs.count) { runs[$0].last.map { !isLess($0) } ?? false }
        guard run < runs.count else { return nil }
        var place = Self.firstIndex(runs[run].count) { !isLess(runs[run][$0]) }
        while run < runs.count {
            while place < runs[run].count {
                let number = runs[run][place]
                if !isSame(number) { return nil }
                if isEqual(number) {
                    let rank = runs[..<run].reduce(place) { $0 + $1.count }
                    runs[run].remove(at: place)
                    if runs[run].isEmpty { runs.remove(at: run) }
                    count -= 1
                    return (number, rank)
                }
                place += 1
            }
            run += 1
            place = 0
        }
        return nil
    }

    /// Removes the last number.
    mutating func removeLast() -> Int32 {
        count -= 1
        let number = runs[runs.count - 1].removeLast()
        if runs[runs.count - 1].isEmpty { runs.removeLast() }
        return number
    }

    /// The first index of `0..<count` for which the condition holds; it holds for all behind it.
    private static func firstIndex(_ count: Int, where condition: (Int) -> Bool) -> Int {
        var low = 0, high = count
        while low < high {
            let middle = (low + high) / 2
            if condition(middle) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
