/// The compiled patterns of one call for one batch: of the pattern if it is a literal, else of each pattern that comes.
struct PatternCache<Compiled> {
    private let literal: Compiled?
    private let compile: (String) throws -> Compiled
    private var known: [[UInt8]: Compiled] = [:]

    init(literal: Compiled?, _ compile: @escaping (String) throws -> Compiled) {
        self.literal = literal
        self.compile = compile
    }

    /// The compiled form of a pattern; an error if it is malformed.
    mutating func compiled(_ pattern: Utf8) throws -> Compiled {
        if let literal { return literal }
        let bytes = Array(pattern)
        if let compiled = known[bytes] { return compiled }
        if known.count > 100 { known.removeAll() }
        let compiled = try compile(pattern.string)
        known[bytes] = compiled
        return compiled
    }
}
