/// The order in which a Java `HashMap` gives its entries: where Flink keeps maps in one, the order shows in arrays of their keys.
package enum JavaHashOrder {
    /// Java's `String.hashCode` of UTF-16 code units.
    package static func hash(_ units: some Sequence<UInt16>) -> Int32 { units.reduce(0) { 31 &* $0 &+ Int32($1) } }

    /// The places of the entries, put into an empty map in their order, as the map then gives them.
    package static func permutation(_ hashes: [Int32]) -> [Int] {
        var capacity: UInt32 = 16
        while hashes.count * 4 > Int(capacity) * 3 { capacity *= 2 }
        let buckets = hashes.map { hash in
            let bits = UInt32(bitPattern: hash)
            return (bits ^ (bits >> 16)) & (capacity - 1)
        }
        return hashes.indices.sorted { (buckets[$0], $0) < (buckets[$1], $1) }
    }
}
