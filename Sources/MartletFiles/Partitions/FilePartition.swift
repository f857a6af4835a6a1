/// A directory of a partitioned table, by what its path says: `dt=2024-01-01/hr=12`.
package struct FilePartition: Sendable, Hashable {
    /// Keys in the table's order, each with its value; nil: the default partition, that of NULL.
    package var values: [Entry]

    package struct Entry: Sendable, Hashable {
        package var key: String
        package var value: String?

        package init(_ key: String, _ value: String?) {
            self.key = key
            self.value = value
        }
    }

    package init(_ values: [Entry]) { self.values = values }

    /// The directories that the partition's files lie in, from the table's own on: `dt=2024-01-01/hr=12`.
    package func path(defaultName: String) -> String {
        values.map { Self.escape($0.key) + "=" + Self.escape($0.value ?? defaultName) }.joined(separator: "/")
    }

    /// The key and value that a directory's name says; nil: it is no partition.
    static func entry(_ name: String, defaultName: String) -> Entry? {
        guard let equals = name.firstIndex(of: "="), equals > name.startIndex else { return nil }
        let value = unescape(name[name.index(after: equals)...])
        return Entry(unescape(name[..<equals]), value == defaultName ? nil : value)
    }

    /// Characters that stand for themselves nowhere in a path. Source: Flink's `PartitionPathUtils`.
    private static let escaped: Set<UInt8> = Set(0x01...0x1F).union([0x7F]).union("\"#%'*/:=?\\{[]^".utf8)

    static func escape(_ text: String) -> String {
        if !text.utf8.contains(where: { escaped.contains($0) }) { return text }
        var result: [UInt8] = []
        for byte in text.utf8 {
            guard escaped.contains(byte) else {
                result.append(byte)
                continue
            }
            let digits = String(byte, radix: 16, uppercase: true)
            result.append(contentsOf: ("%" + (byte < 16 ? "0" : "") + digits).utf8)
        }
        return String(decoding: result, as: UTF8.self)
    }

    static func unescape(_ text: Substring) -> String {
        guard text.contains("%") else { return String(text) }
        var result: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "%"), rest.count >= 2, let code = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16) {
                result.append(code)
                rest = rest.dropFirst(2)
            } else {
                result.append(byte)
            }
        }
        return String(decoding: result, as: UTF8.self)
    }
}
