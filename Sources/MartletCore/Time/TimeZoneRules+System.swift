#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

extension TimeZoneRules {
    /// The time zone of this machine: that of the variable `TZ`, else the one that `/etc/localtime` leads to, else UTC.
    public static let system: TimeZoneRules = {
        for name in [environmentName, linkedName] { if let name, let zone = try? TimeZoneRules(named: name) { return zone } }
        return .utc
    }()

    private static var environmentName: String? {
        guard let value = getenv("TZ") else { return nil }
        let name = String(cString: value)
        return name.hasPrefix(":") ? String(name.dropFirst()) : name
    }

    private static var linkedName: String? {
        var path = [CChar](repeating: 0, count: Int(PATH_MAX) + 1)
        let length = readlink("/etc/localtime", &path, Int(PATH_MAX))
        guard length > 0 else { return nil }
        let target = String(decoding: path[..<length].map { UInt8(bitPattern: $0) }, as: UTF8.self)
        let directory = "/zoneinfo/"
        guard let start = target.lastIndex(of: directory) else { return nil }
        return String(target[start...].dropFirst(directory.count))
    }
}

extension String {
    /// Where the last occurrence of another text begins.
    fileprivate func lastIndex(of other: String) -> Index? {
        indices.reversed().first { self[$0...].hasPrefix(other) }
    }
}
