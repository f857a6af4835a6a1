/// Settings by Flink's option keys, with Flink's defaults.
public struct Configuration: Sendable, Hashable {
    private var values: [String: String]

    /// Settings as texts by their keys. Nothing is checked before an option is read.
    public init(_ values: [String: String] = [:]) { self.values = values }

    /// The text that is set for exactly this key; nil: none. Setting nil takes the key out.
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

    /// Sets an option to a text, which is parsed when it is read; nil takes the setting back. Flink's `set` and `removeConfig`.
    public mutating func set<Value>(_ option: ConfigOption<Value>, to value: String?) { values[option.key] = value }

    /// Takes all settings back, so that every option has its default.
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
    /// The key, as Flink spells it.
    public let key: String
    /// The value where neither `key` nor a fallback key is set.
    public let defaultValue: Value
    /// Keys that count, in this order, where `key` is not set: Flink's fallback and deprecated keys.
    public let fallbackKeys: [String]
    /// What a value looks like, for the error when one cannot be read.
    public let expectation: String
    let parse: @Sendable (String) throws -> Value?
}

extension ConfigOption where Value == Int {
    /// An option whose values are whole numbers.
    public init(_ key: String, default defaultValue: Int, fallback: [String] = []) {
        self.init(key: key, defaultValue: defaultValue, fallbackKeys: fallback, expectation: "A whole number is expected.") { Int($0) }
    }
}

extension ConfigOption where Value == Bool {
    /// An option whose values are `true` and `false`, in any case.
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
    /// An option whose values are texts, as they stand.
    public init(_ key: String, default defaultValue: String, fallback: [String] = []) {
        self.init(key: key, defaultValue: defaultValue, fallbackKeys: fallback, expectation: "A text is expected.") { $0 }
    }
}

extension ConfigOption where Value == Duration {
    /// An option whose values are durations as Flink spells them: `10 s`, `200 ms`; a bare number means milliseconds.
    public init(_ key: String, default defaultValue: Duration, fallback: [String] = []) {
        self.init(key: key, defaultValue: defaultValue, fallbackKeys: fallback, expectation: "A duration such as '10 s' is expected.") {
            try Duration(parsing: $0)
        }
    }
}

extension ConfigOption where Value: RawRepresentable & CaseIterable, Value.RawValue == String {
    /// An option whose values are those of an enum, by their raw values in any case.
    public init(_ key: String, default defaultValue: Value, fallback: [String] = []) {
        let names = Value.allCases.map(\.rawValue).joined(separator: ", ")
        self.init(key: key, defaultValue: defaultValue, fallbackKeys: fallback, expectation: "Expected one of: \(names).") { text in
            Value.allCases.first { $0.rawValue.lowercased() == text.lowercased() }
        }
    }
}
