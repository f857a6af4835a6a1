/// The candidate nearest to a misspelt word, if one is near enough to be what was meant.
///
/// Nearness is the optimal string alignment distance (insertions, deletions, substitutions and swaps of neighbours), without regard to
/// case; a candidate counts while the distance is at most a third of the word's length, and at least 1.
public func nearest(to word: String, among candidates: some Sequence<String>) -> String? {
    let limit = max(1, word.count / 3)
    var best: (candidate: String, distance: Int)?
    for candidate in candidates {
        let distance = alignmentDistance(Array(word.lowercased().utf8), Array(candidate.lowercased().utf8))
        if distance <= limit, distance < best?.distance ?? .max { best = (candidate, distance) }
    }
    return best?.candidate
}

/// “Did you mean …?”, or nil where nothing is near.
public func didYouMean(_ word: String, among candidates: some Sequence<String>) -> String? {
    nearest(to: word, among: candidates).map { "Did you mean '\($0)'?" }
}

private func alignmentDistance(_ a: [UInt8], _ b: [UInt8]) -> Int {
    if a.isEmpty || b.isEmpty { return max(a.count, b.count) }
    var beforeLast = [Int](repeating: 0, count: b.count + 1)
    var last = Array(0...b.count)
    for i in 1...a.count {
        var row = [i] + [Int](repeating: 0, count: b.count)
        for j in 1...b.count {
            let substituted = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)
            row[j] = min(substituted, last[j] + 1, row[j - 1] + 1)
            if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] { row[j] = min(row[j], beforeLast[j - 2] + 1) }
        }
        (beforeLast, last) = (last, row)
    }
    return last[b.count]
}
