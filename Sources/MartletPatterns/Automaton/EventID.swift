import MartletCore

/// An event's place in the order in which events are matched: by time, and those of one time as they came.
package struct EventID: Hashable, Comparable, Sendable {
    package let timestamp: Timestamp
    package let number: UInt64

    package static func < (left: EventID, right: EventID) -> Bool {
        left.timestamp < right.timestamp || (left.timestamp == right.timestamp && left.number < right.number)
    }
}
