import Foundation

/// The package's own sources, as files.
enum SourceTree {
    struct File {
        let path: String
        let target: String
        let imports: Set<String>
    }

    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    private static let sources = root.appending(path: "Sources")

    /// The folders of `Sources`.
    static var targets: [String] {
        get throws { try FileManager.default.contentsOfDirectory(atPath: sources.path).filter { !$0.hasPrefix(".") }.sorted() }
    }

    /// Thin targets around libraries written in C.
    static var shims: Set<String> {
        Set((try? targets.filter { $0.hasPrefix("C") }) ?? [])
    }

    static var swiftFiles: [File] {
        get throws {
            try targets.flatMap { target -> [File] in
                let folder = sources.appending(path: target)
                guard let walk = FileManager.default.enumerator(atPath: folder.path) else { return [] }
                return try walk.compactMap { $0 as? String }.filter { $0.hasSuffix(".swift") }.map { name in
                    let text = try String(contentsOf: folder.appending(path: name), encoding: .utf8)
                    return File(path: "Sources/\(target)/\(name)", target: target, imports: imports(in: text))
                }
            }
        }
    }

    /// The modules named by import declarations, which stand at the beginning of a line or behind attributes and an access level.
    private static func imports(in text: String) -> Set<String> {
        Set(
            text.split(separator: "\n").compactMap { line -> String? in
                let words = line.split(separator: " ")
                guard let keyword = words.firstIndex(of: "import"), keyword + 1 < words.count,
                    words[..<keyword].allSatisfy({ $0.hasPrefix("@") || ["public", "package", "internal", "private"].contains($0) })
                else { return nil }
                // `import struct Module.Type` names a kind first.
                let kinds: Set<Substring> = ["struct", "class", "enum", "protocol", "func", "var", "let", "typealias"]
                let module = kinds.contains(words[keyword + 1]) && keyword + 2 < words.count ? words[keyword + 2] : words[keyword + 1]
                return module.split(separator: ".").first.map(String.init)
            })
    }
}
