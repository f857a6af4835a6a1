import MartletCore
import MartletState
import Testing

@Suite struct KeyTableTests {
    @Test(arguments: 1...5) func aTableDoesWhatADictionaryDoes(_ seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let table = KeyTable<Int, String>()
        var dictionary: [Int: String] = [:]
        for step in 0..<20_000 {
            let key = Int(random.next() % 700)
            let hash = key.stableHash
            switch random.next() % 3 {
            case 0:
                if let entry = table.entry(of: key, hash: hash) {
                    #expect(table.remove(entry) == dictionary.removeValue(forKey: key))
                } else {
                    #expect(dictionary[key] == nil)
                }
            default:
                if let entry = table.entry(of: key, hash: hash) {
                    table[entry] = "\(step)"
                } else {
                    table.insert(key, hash: hash, value: "\(step)")
                }
                dictionary[key] = "\(step)"
            }
        }
        #expect(table.count == dictionary.count)
        for (key, value) in dictionary { #expect(table.entry(of: key, hash: key.stableHash).map { table[$0] } == value) }
        #expect(Set((0..<table.count).map { table.key($0) }) == Set(dictionary.keys))
    }

    /// Keys whose hashes are the same, or the same but for the tag, are told apart.
    @Test func hashesMayCollide() {
        let table = KeyTable<String, Int>()
        for number in 0..<100 { table.insert("\(number)", hash: UInt64(number % 3) << 56, value: number) }
        for number in 0..<100 { #expect(table.entry(of: "\(number)", hash: UInt64(number % 3) << 56).map { table[$0] } == number) }
        #expect(table.entry(of: "x", hash: 0) == nil)
        for _ in 0..<100 { table.remove(0) }
        #expect(table.isEmpty)
        #expect(table.entry(of: "5", hash: 2 << 56) == nil)
    }

    @Test func aTableThatIsEmptiedKeepsItsRoom() {
        let table = KeyTable<Int, Int>()
        for round in 0..<3 {
            for key in 0..<1_000 { table.insert(key, hash: key.stableHash, value: key * round) }
            #expect(table.entry(of: 999, hash: 999.stableHash).map { table[$0] } == 999 * round)
            table.removeAll()
            #expect(table.entry(of: 999, hash: 999.stableHash) == nil)
        }
    }
}

@Suite struct TimeHeapTests {
    @Test func valuesComeByTimeThenByOrder() {
        var heap = TimeHeap<Int>()
        var random = SplitMix64(seed: 3)
        var expected: [(time: Int64, value: Int)] = []
        for value in 0..<1_000 {
            let time = Int64(random.next() % 100)
            heap.insert(value, at: Timestamp(milliseconds: time))
            expected.append((time, value))
        }
        expected.sort { ($0.time, $0.value) < ($1.time, $1.value) }
        var got: [Int] = []
        while let (_, value) = heap.removeFirst(through: Timestamp(milliseconds: 49)) { got.append(value) }
        #expect(got == expected.filter { $0.time <= 49 }.map(\.value))
        #expect(heap.next == expected.first { $0.time > 49 }.map { Timestamp(milliseconds: $0.time) })
        while let (_, value) = heap.removeFirst(through: .max) { got.append(value) }
        #expect(got == expected.map(\.value))
        #expect(heap.isEmpty)
    }
}
