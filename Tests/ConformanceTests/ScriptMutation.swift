/// Changes a script in a few places, the same ones for the same seed.
struct ScriptMutation {
    private var state: UInt64

    init(seed: UInt64) { state = seed &* 2_862_933_555_777_941_757 &+ 3_037_000_493 }

    mutating func number(below limit: Int) -> Int {
        // Knuth's MMIX generator: its upper bits are good enough here.
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int(state >> 33) % max(1, limit)
    }

    /// Words are dropped, doubled, exchanged, or replaced by others, some of them from far away in the script.
    mutating func mutated(_ script: String) -> String {
        var words = Self.words(of: script)
        let changes = 1 + words.count / 60
        for _ in 0..<changes where words.count > 1 {
            let place = number(below: words.count), other = number(below: words.count)
            switch number(below: 5) {
            case 0: words.remove(at: place)
            case 1: words.insert(words[place], at: place)
            case 2: words.swapAt(place, other)
            case 3: words[place] = words[other]
            default: words[place] = Self.pieces[number(below: Self.pieces.count)]
            }
        }
        return words.joined()
    }

    private static let pieces = [
        "(", ")", ",", ";", "'", "*", "-", "NULL", "0", "-1", "9223372036854775808", "1e400", "1.5", "''", "'x'", "x'ff'", "TRUE",
        "DATE '0000-00-00'",
        "INTERVAL '9999999999' DAY(10)", "ARRAY[NULL]", "MAP[1, 2]", "ROW(1)", "(SELECT 1)", "COUNT(*)", "DISTINCT", "OVER ()",
        "PROCTIME()", "DESC",
        "NOT", "ALL", "LATERAL", "CAST(NULL AS ROW<a INT>)", "CAST(NULL AS BYTES)", "CAST(NULL AS MULTISET<INT>)", "PARTITION BY", "é\u{0}",
    ]

    /// Runs of letters and digits, runs of spaces, and everything else alone.
    private static func words(of text: String) -> [String] {
        var words: [String] = []
        var last: Int?
        for character in text {
            let kind = character.isLetter || character.isNumber || character == "_" ? 1 : character == " " ? 2 : nil
            if let kind, kind == last { words[words.count - 1].append(character) } else { words.append(String(character)) }
            last = kind
        }
        return words
    }
}
