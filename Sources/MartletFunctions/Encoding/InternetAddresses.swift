import MartletCore

extension ScalarFunction {
    static let inetAton = ScalarFunction(
        "INET_ATON", "The number of an IPv4 address; of one with fewer than four parts those before the last are 0. NULL if it is none.",
        examples: [.init("INET_ATON('127.0.0.1')", "2130706433")],
        overloads: [
            Overload([.characterString], result: { _ in .bigint }) { _, _ in
                Strict.partial { (text: Utf8) -> Int64? in
                    let parts = text.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
                    guard (1...4).contains(parts.count) else { return nil }
                    var address: Int64 = 0
                    for (index, part) in parts.enumerated() {
                        // `1.2.3` is `1.2.0.3`.
                        if index > 0, index == parts.count - 1 { address <<= 8 * Int64(4 - parts.count) }
                        guard !part.isEmpty, part.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }),
                            let number = Int64(part.string)
                        else {
                            return nil
                        }
                        guard number < 256 else { return nil }
                        address = address << 8 | number
                    }
                    return address
                }
            }
        ])

    static let inetNtoa = ScalarFunction(
        "INET_NTOA", "The IPv4 address with this number; NULL if there is none.", examples: [.init("INET_NTOA(2130706433)", "127.0.0.1")],
        overloads: [
            Overload([.bigint], result: { _ in .string }) { _, _ in
                Strict.writing { (number: Int64, out: inout Utf8Writer) in
                    guard (0...0xFFFF_FFFF).contains(number) else { return out.setNull() }
                    for shift in [24, 16, 8, 0] as [Int64] {
                        out.append(decimal: number >> shift & 0xFF)
                        if shift > 0 { out.append(UInt8(ascii: ".")) }
                    }
                }
            }
        ])
}
