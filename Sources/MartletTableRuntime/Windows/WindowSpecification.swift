import MartletCore

/// Which windows the rows of a table fall into by their time: the arguments of a window table function.
package struct WindowSpecification: Sendable, Hashable {
    package enum Kind: Sendable, Hashable {
        case tumble(size: Duration)
        case hop(slide: Duration, size: Duration)
        case cumulate(step: Duration, size: Duration)
        case session(gap: Duration)
    }

    package var kind: Kind
    /// How far the windows are moved from the beginning of 1970.
    package var offset: Duration
    /// The column of the time attribute.
    package var timeColumn: Int
    package var timeType: DataType
    /// Whether the time is that of the machine, whatever the column holds.
    package var isProcessingTime: Bool
    /// Where the calendar is kept if `timeType` is a TIMESTAMP_LTZ: windows begin at full hours and days there.
    package var timeZone: TimeZoneRules

    package init(
        _ kind: Kind, offset: Duration = .zero, timeColumn: Int, timeType: DataType, isProcessingTime: Bool = false,
        timeZone: TimeZoneRules = .utc
    ) {
        self.kind = kind
        self.offset = offset
        self.timeColumn = timeColumn
        self.timeType = timeType
        self.isProcessingTime = isProcessingTime
        self.timeZone = timeZone
    }
}

/// How an operator learns the windows of its rows.
package enum WindowAssignment: Sendable, Hashable {
    /// By their time.
    case time(WindowSpecification)
    /// From columns that an operator before it has filled in. `timeType` and `timeZone` are those of the time attribute that it went by.
    case attached(start: Int, end: Int, timeType: DataType, timeZone: TimeZoneRules)
}
