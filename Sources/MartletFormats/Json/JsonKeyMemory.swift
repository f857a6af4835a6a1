/// Which name came where in the objects before: what the fast way of reading compares with, and learns.
///
/// A slot holds the bytes from a name's opening quote to where its value begins, colon and spaces included.
final class JsonKeyMemory {
    typealias Position = ByteRange.Position

    /// The longest run of bytes that is kept, and more than which must be readable behind a position.
    static let reach = 64
    private static let slots = 128
    private static let wordsOfSlot = reach / 8

    private struct Slot {
        /// 0: nothing is known.
        var length = 0
        var column = -1
        /// The bits of the last word that count.
        var lastMask: UInt64 = 0
    }

    private let slots: UnsafeMutablePointer<Slot>
    private let words: UnsafeMutablePointer<UInt64>
    private let names: [[UInt8]]

    /// `names` are those of the columns.
    init(names: [[UInt8]]) {
        self.names = names
        slots = .allocate(capacity: Self.slots)
        slots.initialize(repeating: Slot(), count: Self.slots)
        words = .allocate(capacity: Self.slots * Self.wordsOfSlot)
        words.initialize(repeating: 0, count: Self.slots * Self.wordsOfSlot)
    }

    deinit {
        slots.deallocate()
        words.deallocate()
    }

    /// The column (-1: none) and where the value begins, if the name foreseen at `slot` stands at `position`.
    @inline(__always) func match(_ slot: Int, _ position: Position) -> (column: Int, next: Position)? {
        guard slot < Self.slots else { return nil }
        let known = slots[slot]
        let expected = words + slot &* Self.wordsOfSlot
        var index = 0
        var rest = known.length
        while rest > 8 {
            if (position + index &* 8).word != expected[index] { return nil }
            index &+= 1
            rest &-= 8
        }
        if known.length == 0 || (position + index &* 8).word & known.lastMask != expected[index] { return nil }
        return (known.column, position + known.length)
    }

    /// Reads the name at `position`, and expects it at `slot` from now on. nil: it is no name, or one with escapes.
    @inline(never) func lookUp(_ slot: Int, _ position: Position, _ end: Position) -> (column: Int, next: Position)? {
        guard position.pointee == UInt8(ascii: "\""), let behind = JsonSkipping.plainString(position + 1, end) else { return nil }
        let name = ByteRange(position + 1, behind - 1)
        var next = skipSpace(behind)
        guard next.pointee == UInt8(ascii: ":") else { return nil }
        next = skipSpace(next + 1)
        let column = names.firstIndex { name.equals($0) } ?? -1
        if slot < Self.slots, next - position <= Self.reach { learn(slot, position, next - position, column) }
        return (column, next)
    }

    private func learn(_ slot: Int, _ position: Position, _ length: Int, _ column: Int) {
        let bits = UInt64((length - 1) % 8 + 1) * 8
        let mask: UInt64 = bits == 64 ? ~0 : (1 << bits) - 1
        slots[slot] = Slot(length: length, column: column, lastMask: mask)
        let count = (length + 7) / 8
        for index in 0..<count {
            let word = (position + index * 8).word
            words[slot * Self.wordsOfSlot + index] = index == count - 1 ? word & mask : word
        }
    }

    private func skipSpace(_ position: Position) -> Position {
        var position = position
        while position.pointee == 0x20 || position.pointee == 0x09 || position.pointee == 0x0D { position += 1 }
        return position
    }
}
