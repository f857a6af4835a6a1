import MartletCore

/// A unit of time that EXTRACT, FLOOR, TIMESTAMPADD and their kin are given, as a word.
enum DateTimeUnit: String, Sendable {
    case millennium = "MILLENNIUM"
    case century = "CENTURY"
    case decade = "DECADE"
    case year = "YEAR"
    case quarter = "QUARTER"
    case month = "MONTH"
    case week = "WEEK"
    case day = "DAY"
    case hour = "HOUR"
    case minute = "MINUTE"
    case second = "SECOND"
    case millisecond = "MILLISECOND"
    case microsecond = "MICROSECOND"
    case nanosecond = "NANOSECOND"
    case dayOfWeek = "DOW"
    case isoDayOfWeek = "ISODOW"
    case dayOfYear = "DOY"
    case isoYear = "ISOYEAR"
    case epoch = "EPOCH"

    /// The unit's length in milliseconds, if it has one.
    var milliseconds: Int64? {
        switch self {
        case .week: 604_800_000
        case .day: 86_400_000
        case .hour: 3_600_000
        case .minute: 60_000
        case .second: 1_000
        case .millisecond: 1
        default: nil
        }
    }

    /// The unit's length in months, if it has one.
    var months: Int? {
        switch self {
        case .millennium: 12_000
        case .century: 1_200
        case .decade: 120
        case .year: 12
        case .quarter: 3
        case .month: 1
        default: nil
        }
    }

    /// Whether dates without a time of day have it.
    var isDateUnit: Bool { months != nil || self == .week || self == .day }
}

extension Overload.Parameter {
    /// A unit of time.
    static let unit = Self("<TIME_UNIT>") { argument in argument.unit == nil ? nil : argument.type }
}

extension Argument {
    /// The unit that a word of the syntax names.
    var unit: DateTimeUnit? { literalText.flatMap { DateTimeUnit(rawValue: $0.uppercased()) } }
}
