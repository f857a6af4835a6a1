/// The offsets of a time zone over time, from the system's zone files (TZif, RFC 8536) or a fixed offset.
public struct TimeZoneRules: Hashable, Sendable {
    /// The name it was looked up by.
    public var name: String

    public static let utc = TimeZoneRules(name: "UTC")
}
