import MartletCore
import MartletState
import Testing

@Suite struct StateMapTests {
    @Test(arguments: 1...6 as ClosedRange<UInt64>) func aMapDoesWhatADictionaryDoes(_ seed: UInt64) {
        var random = SplitMix64(seed: seed)
        var map = StateMap<Int64, Int>(), model: [Int64: Int] = [:]
        // Few keys and many: with and without an index.
        let keys = [6, 12, 40, 400][Int(seed) % 4]
        for step in 0..<5_000 {
            let key = Int64(random.next() % UInt64(keys))
            if random.next() % 3 == 0 {
                map[key] = nil
                model[key] = nil
            } else {
                map[key] = step
                model[key] = step
            }
            #expect(map[key] == model[key])
        }
        #expect(map.count == model.count)
        #expect(Dictionary(uniqueKeysWithValues: map.map { ($0.key, $0.value) }) == model)
        #expect((0..<Int64(keys)).allSatisfy { map[$0] == model[$0] })
    }

    @Test func keysKeepTheirOrder() {
        var map = StateMap<String, Int>()
        for (number, key) in ["c", "a", "b"].enumerated() { map[key] = number }
        map["a"] = 7
        #expect(map.map(\.key) == ["c", "a", "b"])
    }
}
