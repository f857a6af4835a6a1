/// Settings by Flink's option keys, with Flink's defaults.
public struct Configuration: Sendable, Hashable {
    private var values: [String: String]

    public init(_ values: [String: String] = [:]) { self.values = values }

    public subscript(_ key: String) -> String? {
        get { values[key] }
        set { values[key] = newValue }
    }

    /// The value of an option, or its default. A value that cannot be read is an error that names the key.
    public subscript<Value>(_ option: ConfigOption<Value>) -> Value {
        get throws {
            for key in [option.key] + option.fallbackKeys {
                if let text = values[key] {
                    guard let value = try option.parse(text) else {
                        throw MartletError("Could not parse value '\(text)' for key '\(key)'.", hint: option.expectation, phase: .validate)
                    }
                    return value
                }
            }
            return option.defaultValue
        }
    }

    public mutating func set<Value>(_ option: ConfigOption<Value>, to value: String?) { values[option.key] = value }

    public mutating func removeAll() { values.removeAll() }

    /// All that has been set, by key.
    public var all: [String: String] { values }

    /// These settings, overridden by `other`'s.
    public func merging(_ other: Configuration) -> Configuration {
        Configuration(values.merging(other.values) { $1 })
    }
}

/// One setting: its key, type, default and meaning. Keys and defaults are Flink's.
public struct ConfigOption<Value: Sendable>: Sendable {
    public let key: String
    public let defaultValue: Value
    public let fallbackKeys: [String]
    /// What a value looks like, for the error when one cannot be read.
    public let expectation: String
    let parse: @Sendable (String) throws -> Value?
}

extension ConfigOption where Value == Int {
    public init(_ key: String, default defaultValue: Int, fallback: [String] = []) {
        self.init(key: key, defaultValue: defaultValue, fallbackKeys: fallback, expectation: "A whole number is expected.") { Int($0) }
    }
}

extension ConfigOption where Value == Bool {
    public init(_ key: String, default defaultValue: Bool, fallback: [String] = []) {
        self.init(key: key, defaultValue: defaultValue, fallbackKeys: fallback, expectation: "Expected 'true' or 'false'.") {
            switch $0.lowercased() {
            case "true": true
            case "false": false
            default: nil
            }
        }
    }
}

extension ConfigOption where Value == String {
    public init(_ key: String, default defaultValue: String, fallback: [String] = []) {
        self.init(key: key, defaultValue: defaultValue, fallbackKeys: fallback, expectation: "A text is expected.") { $0 }
    }
}

extension ConfigOption where Value == Duration {
    public init(_ key: String, default defaultValue: Duration, fallback: [String] = []) {
        self.init(key: key, defaultValue: defaultValue, fallbackKeys: fallback, expectation: "A duration such as '10 s' is expected.") {
            try Duration(parsing: $0)
        }
    }
}

extension ConfigOption where Value: RawRepresentable & CaseIterable, Value.RawValue == String {
    public init(_ key: String, default defaultValue: Value, fallback: [String] = []) {
        let names = Value.allCases.map(\.rawValue).joined(separator: ", ")
        self.init(key: key, defaultValue: defaultValue, fallbackKeys: fallback, expectation: "Expected one of: \(names).") { text in
            Value.allCases.first { $0.rawValue.lowercased() == text.lowercased() }
        }
    }
}
