import MartletCore

/// One option of a connector or a format: its key, type, default and meaning. Reference pages and error messages come from it.
public struct OptionDeclaration: Sendable {
    /// What values an option takes.
    public enum Kind: Sendable {
        case string, integer, double, boolean, duration, memorySize
        /// One of these words, without regard to case.
        case choice([String])
    }

    /// The key; `#` stands for a name that the user chooses, as in `fields.#.kind`.
    public let key: String
    /// What values it takes.
    public let kind: Kind
    /// nil: none.
    public let defaultValue: String?
    /// Whether a table cannot do without it.
    public let isRequired: Bool
    /// Its meaning, in a sentence.
    public let summary: String

    /// Declares an option.
    public init(_ key: String, _ kind: Kind = .string, default defaultValue: String? = nil, isRequired: Bool = false, _ summary: String) {
        self.key = key
        self.kind = kind
        self.defaultValue = defaultValue
        self.isRequired = isRequired
        self.summary = summary
    }

    func matches(_ key: String) -> Bool {
        guard let hash = self.key.firstIndex(of: "#") else { return key == self.key }
        let prefix = self.key[..<hash], suffix = self.key[self.key.index(after: hash)...]
        return key.hasPrefix(prefix) && key.hasSuffix(suffix) && key.count > prefix.count + suffix.count
    }
}

/// The options of one table for one connector or format, checked against its declarations.
public struct DeclaredOptions: Sendable {
    private let declarations: [OptionDeclaration]
    private let values: [String: String]
    /// For messages: `connector 'filesystem'`.
    private let owner: String

    /// Takes the given options, each of which must be of its declared type; required ones must be there.
    ///
    /// An unknown key is an error that names the nearest valid one, unless it is left to `checkKeys`.
    public init(_ values: [String: String], declarations: [OptionDeclaration], owner: String, checksKeys: Bool = true) throws {
        self.values = values
        self.declarations = declarations
        self.owner = owner
        if checksKeys { try checkKeys() }
        for (key, value) in values.sorted(by: { $0.key < $1.key }) {
            try declarations.first { $0.matches(key) }?.check(value, owner: owner)
        }
        let missing = declarations.filter { $0.isRequired && values[$0.key] == nil }.map(\.key)
        if !missing.isEmpty {
            throw MartletError(
                "One or more required options are missing for \(owner): \(missing.joined(separator: ", ")).", phase: .validate)
        }
    }

    /// Throws if a key is given that is not declared.
    public func checkKeys() throws {
        guard let key = values.keys.sorted().first(where: { key in !declarations.contains { $0.matches(key) } }) else { return }
        let valid = declarations.map(\.key).sorted()
        throw MartletError(
            "Unsupported options found for \(owner): '\(key)'.",
            hint: (didYouMean(key, among: valid).map { $0 + " " } ?? "") + "Supported options: \(valid.joined(separator: ", ")).",
            phase: .validate)
    }

    /// The value of an option as text: as given, or its default.
    public subscript(_ key: String) -> String? { values[key] ?? declarations.first { $0.matches(key) }?.defaultValue }

    /// The keys that were given.
    public var keys: [String] { Array(values.keys) }

    /// The text of an option; empty: it is not given and has no default.
    public func string(_ key: String) -> String { self[key] ?? "" }
    /// Whether an option is `true`, in any case.
    public func boolean(_ key: String) -> Bool { self[key]?.lowercased() == "true" }
    /// The whole number of an option; nil: none.
    public func integer(_ key: String) -> Int? { self[key].flatMap { Int($0) } }
    /// The number of an option; nil: none.
    public func double(_ key: String) -> Double? { self[key].flatMap { Double($0) } }
    /// The duration of an option, as in `10 s`; nil: none.
    public func duration(_ key: String) -> Duration? { self[key].flatMap { try? Duration(parsing: $0) } }
}

extension OptionDeclaration {
    /// Throws if `value` is not of the declared type.
    func check(_ value: String, owner: String) throws {
        let expected: String?
        switch kind {
        case .string: expected = nil
        case .integer: expected = Int(value) == nil ? "a whole number" : nil
        case .double: expected = Double(value) == nil ? "a number" : nil
        case .boolean: expected = ["true", "false"].contains(value.lowercased()) ? nil : "'true' or 'false'"
        case .duration: expected = (try? Duration(parsing: value)) == nil ? "a duration such as '10 s'" : nil
        case .memorySize: expected = MemorySize(parsing: value) == nil ? "a size such as '64 mb'" : nil
        case .choice(let words):
            expected = words.contains { $0.lowercased() == value.lowercased() } ? nil : "one of \(words.joined(separator: ", "))"
        }
        if let expected {
            throw MartletError(
                "Could not parse value '\(value)' for key '\(key)' of \(owner).", hint: "Expected \(expected).", phase: .validate)
        }
    }
}

/// A number of bytes as Flink's configuration spells it: `64 mb`, `1gb`, `512`. Units are powers of 1,024.
public struct MemorySize: Sendable, Hashable {
    /// The number of bytes.
    public var bytes: Int

    /// The size that `text` spells; nil: it spells none.
    public init?(parsing text: String) {
        let digits = text.prefix { $0.isNumber }
        let unit = text.dropFirst(digits.count).lowercased().filter { $0 != " " }
        guard let count = Int(digits) else { return nil }
        let factor: Int
        switch unit {
        case "", "b", "bytes": factor = 1
        case "k", "kb", "kibibytes": factor = 1 << 10
        case "m", "mb", "mebibytes": factor = 1 << 20
        case "g", "gb", "gibibytes": factor = 1 << 30
        case "t", "tb", "tebibytes": factor = 1 << 40
        default: return nil
        }
        let (product, overflow) = count.multipliedReportingOverflow(by: factor)
        if overflow { return nil }
        bytes = product
    }
}
