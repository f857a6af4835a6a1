import MartletColumns
import MartletCore

/// The text of every row of one column, side by side: what encoders put lines together from.
struct CellTexts {
    private(set) var bytes: [UInt8] = []
    /// Where each row's text ends.
    private var ends: [Int] = []

    /// The text of each row is what `body` appends for it.
    init(count: Int, _ body: (_ row: Int, _ bytes: inout [UInt8]) throws -> Void) rethrows {
        ends.reserveCapacity(count)
        for row in 0..<count {
            try body(row, &bytes)
            ends.append(bytes.count)
        }
    }

    subscript(_ row: Int) -> ArraySlice<UInt8> { bytes[(row == 0 ? 0 : ends[row - 1])..<ends[row]] }
}

/// How a format spells scalars.
struct ScalarSpelling {
    /// Between date and time.
    var separator: String
    /// Whether decimals are written without zeros at their end, with an exponent where Java would.
    var stripsDecimals: Bool

    /// The texts of a column of scalars, nothing at NULLs; nil: the type is none of scalars.
    ///
    /// Text comes as it is, bytes as Base64; timestamps with local time zone are spelled in UTC, with a Z.
    func texts(_ column: Column, _ type: DataType) -> CellTexts? {
        switch (column, type.kind) {
        case (.boolean(let column), _): column.texts { $0.append(contentsOf: ($1 ? "true" : "false").utf8) }
        case (.int32(let column), .date): column.texts { $0.append(contentsOf: LocalDate(days: $1).description.utf8) }
        case (.int32(let column), .time): column.texts { $0.append(contentsOf: LocalTime(milliseconds: $1).shortText.utf8) }
        case (.int64(let column), .timestamp): column.texts { append(LocalDateTime(milliseconds: $1), suffix: "", to: &$0) }
        case (.int64(let column), .timestampLTZ): column.texts { append(LocalDateTime(milliseconds: $1), suffix: "Z", to: &$0) }
        case (.int128(let column), .timestamp): column.texts { append(LocalDateTime(nanoseconds: $1), suffix: "", to: &$0) }
        case (.int128(let column), .timestampLTZ): column.texts { append(LocalDateTime(nanoseconds: $1), suffix: "Z", to: &$0) }
        case (.int8(let column), _): column.texts { $0.append(contentsOf: String($1).utf8) }
        case (.int16(let column), _): column.texts { $0.append(contentsOf: String($1).utf8) }
        case (.int32(let column), _): column.texts { $0.append(contentsOf: String($1).utf8) }
        case (.int64(let column), _): column.texts { $0.append(contentsOf: String($1).utf8) }
        case (.int128(let column), .decimal(_, let scale)):
            column.texts { bytes, value in
                if stripsDecimals {
                    JavaNumbers.append(decimal: value, scale: scale, isStripped: true, to: &bytes)
                } else {
                    bytes.append(contentsOf: Decimal128(unscaled: value, scale: scale).description.utf8)
                }
            }
        case (.float(let column), _): column.texts { JavaNumbers.append($1, to: &$0) }
        case (.double(let column), _): column.texts { JavaNumbers.append($1, to: &$0) }
        case (.bytes(let column), .char), (.bytes(let column), .varchar):
            CellTexts(count: column.count) { row, bytes in bytes.append(contentsOf: column[row]) }
        case (.bytes(let column), _):
            CellTexts(count: column.count) { row, bytes in if !column.isNull(row) { Base64.encode(column[row], into: &bytes) } }
        case (.null(let count), _): CellTexts(count: count) { _, _ in }
        default: nil
        }
    }

    private func append(_ time: LocalDateTime, suffix: String, to bytes: inout [UInt8]) {
        bytes.append(contentsOf: time.date.description.utf8)
        bytes.append(contentsOf: separator.utf8)
        bytes.append(contentsOf: time.shortTimeText.utf8)
        bytes.append(contentsOf: suffix.utf8)
    }
}

extension FixedColumn {
    fileprivate func texts(_ append: (inout [UInt8], Element) -> Void) -> CellTexts {
        CellTexts(count: count) { row, bytes in if !isNull(row) { append(&bytes, values[row]) } }
    }
}

extension BooleanColumn {
    fileprivate func texts(_ append: (inout [UInt8], Bool) -> Void) -> CellTexts {
        CellTexts(count: count) { row, bytes in if !isNull(row) { append(&bytes, values[row]) } }
    }
}

extension LocalTime {
    /// With as many digits behind the point as it takes.
    fileprivate var shortText: String { LocalDateTime(milliseconds: Int64(milliseconds)).shortTimeText }
}

extension LocalDateTime {
    /// The time of day, with as many digits behind the point as it takes.
    fileprivate var shortTimeText: String {
        let fraction = Int(time.milliseconds % 1_000) * 1_000_000 + Int(nanosecondsOfMillisecond)
        var digits = 9, rest = fraction
        while digits > 0, rest % 10 == 0 { (digits, rest) = (digits - 1, rest / 10) }
        return String(text(fractionDigits: fraction == 0 ? 0 : digits).utf8.dropFirst(date.description.utf8.count + 1)) ?? ""
    }
}
