/// Keywords by their letters, in any case.
///
/// A hash table over bytes of its own: a `Dictionary` of strings would hash every word of a statement with SipHash.
struct KeywordTable: Sendable {
    struct Entry: Sendable {
        var keyword: Keyword
        var isReserved: Bool
        /// Where the capital letters are.
        var letters: Range<Int>
    }

    static let shared = KeywordTable()

    private var entries: [Entry] = []
    private var letters: [UInt8] = []
    /// Index of an entry, or -1. Open addressing; a power of two long.
    private var slots: [Int16]
    private var longest = 0

    private init() {
        slots = Array(repeating: -1, count: 2048)
        var isReserved = true
        for keyword in Keyword.allCases {
            if keyword == .firstNonReserved { isReserved = false }
            let start = letters.count
            letters.append(contentsOf: keyword.rawValue.utf8)
            longest = max(longest, letters.count - start)
            var slot = Self.hash(letters[start...]) & (slots.count - 1)
            while slots[slot] >= 0 { slot = (slot + 1) & (slots.count - 1) }
            slots[slot] = Int16(entries.count)
            entries.append(Entry(keyword: keyword, isReserved: isReserved, letters: start..<letters.count))
        }
    }

    /// The keyword spelled by these bytes.
    func entry(of word: ArraySlice<UInt8>) -> Entry? {
        guard word.count <= longest else { return nil }
        var slot = Self.hash(word) & (slots.count - 1)
        while slots[slot] >= 0 {
            let entry = entries[Int(slots[slot])]
            if entry.letters.count == word.count, matches(word, entry) { return entry }
            slot = (slot + 1) & (slots.count - 1)
        }
        return nil
    }

    private func matches(_ word: ArraySlice<UInt8>, _ entry: Entry) -> Bool {
        var letter = entry.letters.lowerBound
        for byte in word {
            if Self.capital(byte) != letters[letter] { return false }
            letter += 1
        }
        return true
    }

    /// FNV-1a over capital letters.
    private static func hash(_ word: ArraySlice<UInt8>) -> Int {
        var hash: UInt32 = 2_166_136_261
        for byte in word { hash = (hash ^ UInt32(capital(byte))) &* 16_777_619 }
        return Int(hash ^ (hash >> 15))
    }

    @inline(__always)
    private static func capital(_ byte: UInt8) -> UInt8 {
        byte >= UInt8(ascii: "a") && byte <= UInt8(ascii: "z") ? byte & 0xDF : byte
    }
}
