/// A set of 32-bit integers, unsigned, in containers of 2^16 each: sorted arrays where there are few, bits where there are many.
///
/// `init(bytes:)` and `bytes` speak the portable format that all Roaring libraries share (https://github.com/RoaringBitmap/RoaringFormatSpec).
struct RoaringBitmap: Sendable, Hashable {
    /// The members with the same upper 16 bits, by their lower ones.
    enum Container: Sendable, Hashable {
        /// Sorted; at most 4,096.
        case array([UInt16])
        /// 1,024 words; more than 4,096 are set.
        case bits([UInt64])

        static let arrayLimit = 4_096

        /// The canonical container of sorted members.
        init(sorted members: [UInt16]) {
            if members.count <= Self.arrayLimit {
                self = .array(members)
            } else {
                var words = [UInt64](repeating: 0, count: 1_024)
                for member in members { words[Int(member >> 6)] |= 1 << UInt64(member & 63) }
                self = .bits(words)
            }
        }

        var cardinality: Int {
            switch self {
            case .array(let members): members.count
            case .bits(let words): words.reduce(0) { $0 + $1.nonzeroBitCount }
            }
        }

        var members: [UInt16] {
            switch self {
            case .array(let members): return members
            case .bits(let words):
                var members: [UInt16] = []
                for (index, word) in words.enumerated() {
                    var rest = word
                    while rest != 0 {
                        members.append(UInt16(index * 64 + rest.trailingZeroBitCount))
                        rest &= rest - 1
                    }
                }
                return members
            }
        }

        var words: [UInt64] {
            switch self {
            case .bits(let words): return words
            case .array(let members):
                var words = [UInt64](repeating: 0, count: 1_024)
                for member in members { words[Int(member >> 6)] |= 1 << UInt64(member & 63) }
                return words
            }
        }

        /// Its length in the portable format.
        var byteCount: Int { if case .array(let members) = self { 2 * members.count } else { 8_192 } }

        /// The runs of members side by side, if a list of them is shorter.
        var runsIfShorter: [ClosedRange<UInt16>]? {
            var runs: [ClosedRange<UInt16>] = []
            for member in members {
                if let last = runs.last, member == last.upperBound &+ 1 {
                    runs[runs.count - 1] = last.lowerBound...member
                } else {
                    runs.append(member...member)
                    if 2 + 4 * runs.count >= byteCount { return nil }
                }
            }
            return 2 + 4 * runs.count < byteCount ? runs : nil
        }

        /// The canonical container of these bits; nil if none is set.
        init?(words: [UInt64]) {
            let cardinality = words.reduce(0) { $0 + $1.nonzeroBitCount }
            if cardinality == 0 { return nil }
            self = cardinality > Self.arrayLimit ? .bits(words) : .array(Container.bits(words).members)
        }
    }

    /// The containers by the upper 16 bits, none empty.
    private var containers: [(key: UInt16, container: Container)] = []

    init() {}

    init(_ members: some Sequence<UInt32>) {
        let sorted = Set(members).sorted()
        var start = 0
        while start < sorted.count {
            let key = sorted[start] >> 16
            let end = sorted[start...].firstIndex { $0 >> 16 != key } ?? sorted.count
            containers.append((UInt16(key), Container(sorted: sorted[start..<end].map { UInt16(truncatingIfNeeded: $0) })))
            start = end
        }
    }

    static func == (left: RoaringBitmap, right: RoaringBitmap) -> Bool {
        left.containers.count == right.containers.count
            && zip(left.containers, right.containers).allSatisfy { $0.key == $1.key && $0.container == $1.container }
    }

    func hash(into hasher: inout Hasher) { hasher.combine(bytes) }

    var cardinality: Int { containers.reduce(0) { $0 + $1.container.cardinality } }
    var isEmpty: Bool { containers.isEmpty }

    /// The members in ascending order.
    var members: [UInt32] { containers.flatMap { item in item.container.members.map { UInt32(item.key) << 16 | UInt32($0) } } }

    mutating func insert(_ member: UInt32) {
        let key = UInt16(member >> 16), low = UInt16(truncatingIfNeeded: member)
        let place = containers.partitioningIndex { $0.key >= key }
        guard place < containers.count, containers[place].key == key else {
            return containers.insert((key, .array([low])), at: place)
        }
        switch containers[place].container {
        case .bits(var words):
            containers[place].container = .array([])
            words[Int(low >> 6)] |= 1 << UInt64(low & 63)
            containers[place].container = .bits(words)
        case .array(var members):
            containers[place].container = .array([])
            let position = members.partitioningIndex { $0 >= low }
            if position == members.count || members[position] != low { members.insert(low, at: position) }
            containers[place].container = members.count <= Container.arrayLimit ? .array(members) : Container(sorted: members)
        }
    }

    // MARK: Set operations

    enum Operation: Sendable { case and, or, xor, andNot }

    func combined(_ operation: Operation, _ other: RoaringBitmap) -> RoaringBitmap {
        var result = RoaringBitmap()
        var left = containers[...], right = other.containers[...]
        while let first = left.first?.key ?? right.first?.key {
            let key = min(first, right.first?.key ?? first)
            let a = left.first?.key == key ? left.removeFirst().container : nil
            let b = right.first?.key == key ? right.removeFirst().container : nil
            switch (a, b) {
            case (let a?, nil): if operation != .and { result.containers.append((key, a)) }
            case (nil, let b?): if operation == .or || operation == .xor { result.containers.append((key, b)) }
            case (let a?, let b?):
                let words = zip(a.words, b.words).map { x, y in
                    switch operation {
                    case .and: x & y
                    case .or: x | y
                    case .xor: x ^ y
                    case .andNot: x & ~y
                    }
                }
                if let container = Container(words: words) { result.containers.append((key, container)) }
            case (nil, nil): break
            }
        }
        return result
    }

    // MARK: The portable format

    private static let cookieWithRuns: UInt32 = 12_347
    private static let cookie: UInt32 = 12_346

    /// As other libraries write it after `runOptimize`: a container is a list of runs where that is shorter.
    var bytes: [UInt8] {
        var bytes: [UInt8] = []
        func append<T: FixedWidthInteger>(_ value: T) { withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0) } }
        let runs = containers.map { $0.container.runsIfShorter }
        let hasRuns = runs.contains { $0 != nil }
        if hasRuns {
            append(Self.cookieWithRuns | UInt32(containers.count - 1) << 16)
            var flags = [UInt8](repeating: 0, count: (containers.count + 7) / 8)
            for (index, runs) in runs.enumerated() where runs != nil { flags[index / 8] |= 1 << UInt8(index % 8) }
            bytes += flags
        } else {
            append(Self.cookie)
            append(UInt32(containers.count))
        }
        for (key, container) in containers {
            append(key)
            append(UInt16(container.cardinality - 1))
        }
        if !hasRuns || containers.count >= 4 {
            var offset = bytes.count + 4 * containers.count
            for (index, item) in containers.enumerated() {
                append(UInt32(offset))
                offset += runs[index].map { 2 + 4 * $0.count } ?? item.container.byteCount
            }
        }
        for (index, item) in containers.enumerated() {
            if let runs = runs[index] {
                append(UInt16(runs.count))
                for run in runs {
                    append(run.lowerBound)
                    append(run.upperBound - run.lowerBound)
                }
                continue
            }
            switch item.container {
            case .array(let members): for member in members { append(member) }
            case .bits(let words): for word in words { append(word) }
            }
        }
        return bytes
    }

    /// nil if the bytes are no bitmap.
    init?(bytes: UnsafeRawBufferPointer) {
        var position = 0
        func read<T: FixedWidthInteger>(_ type: T.Type) -> T? {
            guard position + MemoryLayout<T>.size <= bytes.count else { return nil }
            defer { position += MemoryLayout<T>.size }
            return T(littleEndian: bytes.loadUnaligned(fromByteOffset: position, as: type))
        }
        guard let cookie = read(UInt32.self) else { return nil }
        let hasRuns = cookie & 0xFFFF == Self.cookieWithRuns
        let count: Int
        var isRun: [Bool] = []
        if hasRuns {
            count = Int(cookie >> 16) + 1
            var flags: [UInt8] = []
            for _ in 0..<(count + 7) / 8 {
                guard let flag = read(UInt8.self) else { return nil }
                flags.append(flag)
            }
            isRun = (0..<count).map { flags[$0 / 8] & (1 << UInt8($0 % 8)) != 0 }
        } else {
            guard cookie == Self.cookie, let size = read(UInt32.self), size <= 65_536 else { return nil }
            count = Int(size)
            isRun = [Bool](repeating: false, count: count)
        }
        var headers: [(key: UInt16, cardinality: Int)] = []
        for _ in 0..<count {
            guard let key = read(UInt16.self), let cardinality = read(UInt16.self), headers.last.map({ $0.key < key }) ?? true else {
                return nil
            }
            headers.append((key, Int(cardinality) + 1))
        }
        // The places of the containers follow from their lengths.
        if !hasRuns || count >= 4 { for _ in 0..<count { guard read(UInt32.self) != nil else { return nil } } }
        for (index, header) in headers.enumerated() {
            var members: [UInt16] = []
            if isRun[index] {
                guard let runs = read(UInt16.self) else { return nil }
                for _ in 0..<runs {
                    guard let start = read(UInt16.self), let length = read(UInt16.self), Int(start) + Int(length) <= 65_535 else {
                        return nil
                    }
                    members.append(contentsOf: start...(start + length))
                }
                containers.append((header.key, Container(sorted: members)))
            } else if header.cardinality > Container.arrayLimit {
                var words: [UInt64] = []
                for _ in 0..<1_024 {
                    guard let word = read(UInt64.self) else { return nil }
                    words.append(word)
                }
                containers.append((header.key, .bits(words)))
            } else {
                for _ in 0..<header.cardinality {
                    guard let member = read(UInt16.self), members.last.map({ $0 < member }) ?? true else { return nil }
                    members.append(member)
                }
                containers.append((header.key, .array(members)))
            }
        }
    }

    /// As Roaring libraries print it: `{1,2,3}`.
    var text: String { "{" + members.map(String.init).joined(separator: ",") + "}" }
}

extension RandomAccessCollection {
    /// The first index whose element is on the far side of a border: `belongs` is false before it and true from it on.
    fileprivate func partitioningIndex(where belongs: (Element) -> Bool) -> Index {
        var low = startIndex, length = count
        while length > 0 {
            let half = length / 2
            let middle = index(low, offsetBy: half)
            if belongs(self[middle]) {
                length = half
            } else {
                low = index(after: middle)
                length -= half + 1
            }
        }
        return low
    }
}
