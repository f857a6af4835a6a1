import MartletCore

extension ScalarFunction {
    static let urlEncode = ScalarFunction(
        "URL_ENCODE",
        "The text as in the query of a URL: spaces as `+`, what is not a letter, a digit or one of `.-*_` as `%` and two digits a byte.",
        examples: [.init("URL_ENCODE('a b&c')", "a+b%26c")],
        overloads: [
            Overload([.characterString], result: { _ in .string }) { _, _ in
                Strict.writing { (text: Utf8, out: inout Utf8Writer) in
                    for byte in text {
                        switch byte {
                        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                            UInt8(ascii: "0")...UInt8(ascii: "9"),
                            UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "*"), UInt8(ascii: "_"):
                            out.append(byte)
                        case UInt8(ascii: " "): out.append(UInt8(ascii: "+"))
                        default:
                            out.append(UInt8(ascii: "%"))
                            out.append((byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true))
                        }
                    }
                }
            }
        ])

    static let urlDecode = ScalarFunction(
        "URL_DECODE", "The text that `URL_ENCODE` made another of; NULL if that is malformed.",
        examples: [.init("URL_DECODE('a+b%26c')", "a b&c")],
        overloads: [
            Overload([.characterString], result: { _ in .string }) { _, _ in
                Strict.writing { (text: Utf8, out: inout Utf8Writer) in
                    var bytes: [UInt8] = []
                    var index = 0
                    while index < text.count {
                        switch text[index] {
                        case UInt8(ascii: "+"): bytes.append(UInt8(ascii: " "))
                        case UInt8(ascii: "%"):
                            guard index + 2 < text.count, let byte = UInt8(text[index + 1..<index + 3].string, radix: 16) else {
                                return out.setNull()
                            }
                            bytes.append(byte)
                            index += 2
                        case let byte: bytes.append(byte)
                        }
                        index += 1
                    }
                    out.append(String(decoding: bytes, as: UTF8.self))
                }
            }
        ])

    static let parseURL = ScalarFunction(
        "PARSE_URL",
        "A part of a URL: HOST, PATH, QUERY, REF, PROTOCOL, AUTHORITY, FILE or USERINFO, or the value of a key of its query; NULL if there is none.",
        examples: [.init("PARSE_URL('http://h/p?a=1', 'HOST')", "h"), .init("PARSE_URL('http://h/p?a=1', 'QUERY', 'a')", "1")],
        overloads: [
            Overload([.characterString, .characterString], result: { _ in .string }) { _, _ in
                Strict.writing { (text: Utf8, part: Utf8, out: inout Utf8Writer) in
                    if let found = JavaURL(text.string)?.part(part.string) { out.append(found) } else { out.setNull() }
                }
            },
            Overload([.characterString, .characterString, .characterString], result: { _ in .string }) { _, _ in
                Strict.writing { (text: Utf8, part: Utf8, key: Utf8, out: inout Utf8Writer) in
                    guard part.string == "QUERY", let query = JavaURL(text.string)?.query else { return out.setNull() }
                    let prefix = key.string + "="
                    guard let found = query.split(separator: "&", omittingEmptySubsequences: false).first(where: { $0.hasPrefix(prefix) })
                    else {
                        return out.setNull()
                    }
                    out.append(String(found.dropFirst(prefix.count)))
                }
            },
        ])
}

/// A URL as Java's class of that name takes it apart.
struct JavaURL {
    var scheme: String
    var authority: String?
    var path: String
    var query: String?
    var fragment: String?

    init?(_ text: String) {
        var rest = Substring(text.drop { $0 <= " " })
        while let last = rest.last, last <= " " { rest.removeLast() }
        guard let colon = rest.firstIndex(of: ":") else { return nil }
        scheme = rest[..<colon].lowercased()
        guard ["http", "https", "ftp", "file", "jar", "jrt", "mailto"].contains(scheme) else { return nil }
        rest = rest[rest.index(after: colon)...]
        if let hash = rest.firstIndex(of: "#") {
            fragment = String(rest[rest.index(after: hash)...])
            rest = rest[..<hash]
        }
        if let mark = rest.firstIndex(of: "?") {
            query = String(rest[rest.index(after: mark)...])
            rest = rest[..<mark]
        }
        if rest.hasPrefix("//") {
            rest = rest.dropFirst(2)
            let end = rest.firstIndex(of: "/") ?? rest.endIndex
            authority = String(rest[..<end])
            rest = rest[end...]
        }
        path = String(rest)
    }

    private var userInfo: String? { authority.flatMap { text in text.lastIndex(of: "@").map { String(text[..<$0]) } } }

    private var host: String {
        guard var host = authority.map({ Substring($0) }) else { return "" }
        if let at = host.lastIndex(of: "@") { host = host[host.index(after: at)...] }
        if host.hasPrefix("["), let bracket = host.firstIndex(of: "]") { return String(host[...bracket]) }
        if let colon = host.firstIndex(of: ":") { host = host[..<colon] }
        return String(host)
    }

    func part(_ name: String) -> String? {
        switch name {
        case "HOST": host
        case "PATH": path
        case "QUERY": query
        case "REF": fragment
        case "PROTOCOL": scheme
        case "AUTHORITY": authority
        case "FILE": path + (query.map { "?" + $0 } ?? "")
        case "USERINFO": userInfo
        default: nil
        }
    }
}
