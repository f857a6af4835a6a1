/// Base64 (RFC 4648) without line breaks, as Jackson reads and writes binary values.
enum Base64 {
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

    /// The value of each letter; 255: none.
    private static let values: [UInt8] = {
        var values = [UInt8](repeating: 255, count: 256)
        for (value, letter) in alphabet.enumerated() { values[Int(letter)] = UInt8(value) }
        return values
    }()

    /// Appends what `text` stands for; false: it is not Base64. The padding must be there; spaces between groups are skipped.
    static func decode(_ text: ByteRange, into bytes: inout [UInt8]) -> Bool {
        var group: UInt32 = 0
        var letters = 0
        var position = text.start
        while position < text.end {
            let byte = position.pointee
            position += 1
            if letters == 0, byte <= 0x20 { continue }
            if byte == UInt8(ascii: "=") {
                guard letters >= 2 else { return false }
                if letters == 2 {
                    guard position < text.end, position.pointee == UInt8(ascii: "=") else { return false }
                    position += 1
                    bytes.append(UInt8(truncatingIfNeeded: group >> 4))
                } else {
                    bytes.append(UInt8(truncatingIfNeeded: group >> 10))
                    bytes.append(UInt8(truncatingIfNeeded: group >> 2))
                }
                (group, letters) = (0, 0)
                continue
            }
            let value = values[Int(byte)]
            if value == 255 { return false }
            group = group << 6 | UInt32(value)
            letters += 1
            if letters == 4 {
                bytes.append(UInt8(truncatingIfNeeded: group >> 16))
                bytes.append(UInt8(truncatingIfNeeded: group >> 8))
                bytes.append(UInt8(truncatingIfNeeded: group))
                (group, letters) = (0, 0)
            }
        }
        return letters == 0
    }

    static func encode(_ bytes: some Collection<UInt8>, into text: inout [UInt8]) {
        var rest = bytes[...]
        while let first = rest.popFirst() {
            let second = rest.popFirst(), third = rest.popFirst()
            let group = UInt32(first) << 16 | UInt32(second ?? 0) << 8 | UInt32(third ?? 0)
            text.append(alphabet[Int(group >> 18)])
            text.append(alphabet[Int(group >> 12 & 63)])
            text.append(second == nil ? UInt8(ascii: "=") : alphabet[Int(group >> 6 & 63)])
            text.append(third == nil ? UInt8(ascii: "=") : alphabet[Int(group & 63)])
        }
    }
}
