import MartletCore
import MartletState
import Testing

@Suite struct PagedArrayTests {
    /// Random changes, with snapshots of which each keeps what there was.
    @Test(arguments: 1...8 as ClosedRange<UInt64>) func snapshotsKeepWhatThereWas(_ seed: UInt64) {
        var random = SplitMix64(seed: seed)
        var array = PagedArray<String>(), model: [String] = []
        var snapshots: [(FrozenArray<String>, [String])] = []
        for step in 0..<20_000 {
            switch random.next() % 100 {
            case 0: snapshots.append((array.freeze(), model))
            case 1 where !snapshots.isEmpty: snapshots.removeFirst()
            case 2 where seed % 2 == 0 && step % 50 == 0:
                array.removeAll()
                model.removeAll()
            case 3..<45:
                array.append("added at \(step)")
                model.append("added at \(step)")
            case 45..<60 where !model.isEmpty:
                let index = Int(random.next() % UInt64(model.count))
                model.swapAt(index, model.count - 1)
                #expect(array.remove(index) == model.removeLast())
            case _ where !model.isEmpty:
                let index = Int(random.next() % UInt64(model.count))
                array[index] += "!"
                model[index] += "!"
            default: break
            }
        }
        #expect(array.count == model.count)
        #expect(model.indices.allSatisfy { array[$0] == model[$0] })
        for (snapshot, model) in snapshots {
            #expect(snapshot.count == model.count)
            #expect(model.indices.allSatisfy { snapshot[$0] == model[$0] })
        }
    }
}
