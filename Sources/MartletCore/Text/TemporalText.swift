/// Dates, times and intervals as CAST to STRING spells them, into buffers of at least `capacity` bytes. Each returns how many bytes it wrote.
package enum TemporalText {
    package static let capacity = 40

    /// The text that `write` writes.
    package static func string(_ write: (UnsafeMutableBufferPointer<UInt8>) -> Int) -> String {
        String(unsafeUninitializedCapacity: capacity, initializingUTF8With: write)
    }

    /// `yyyy-MM-dd`. Years beyond four digits wrap and negative ones come out as what lies before the digits, as in Flink.
    package static func writeDate(_ days: Int, into text: UnsafeMutableBufferPointer<UInt8>) -> Int {
        let (year, month, day) = CivilCalendar.date(days: days)
        text[0] = digit(year / 1_000)
        text[1] = digit(year / 100)
        text[2] = digit(year / 10)
        text[3] = digit(year)
        text[4] = UInt8(ascii: "-")
        write(month, 5, text)
        text[7] = UInt8(ascii: "-")
        write(day, 8, text)
        return 10
    }

    /// `HH:mm:ss`, and behind a point up to `precision` digits: at least one, and no zeros at the end.
    package static func writeTime(_ milliseconds: Int32, precision: Int, into text: UnsafeMutableBufferPointer<UInt8>) -> Int {
        let time = Int(milliseconds).flooredDivision(by: 86_400_000).remainder
        writeClock(time / 1_000, 0, text)
        if precision == 0 { return 8 }
        text[8] = UInt8(ascii: ".")
        var fraction = time % 1_000, length = 9
        for _ in 0..<precision {
            text[length] = digit(fraction / 100)
            length += 1
            fraction = fraction % 100 * 10
            if fraction == 0 { break }
        }
        return length
    }

    /// `yyyy-MM-dd HH:mm:ss`, and `precision` digits behind a point; what is finer is cut off.
    package static func writeDateTime(_ value: LocalDateTime, precision: Int, into text: UnsafeMutableBufferPointer<UInt8>) -> Int {
        let (days, time) = value.milliseconds.flooredDivision(by: 86_400_000)
        _ = writeDate(Int(days), into: text)
        text[10] = UInt8(ascii: " ")
        writeClock(Int(time) / 1_000, 11, text)
        if precision == 0 { return 19 }
        text[19] = UInt8(ascii: ".")
        var fraction = Int(time) % 1_000 * 1_000_000 + Int(value.nanosecondsOfMillisecond)
        for position in 20..<20 + precision {
            text[position] = digit(fraction / 100_000_000)
            fraction = fraction % 100_000_000 * 10
        }
        return 20 + precision
    }

    /// `+years-months`
    package static func write(months: Int32, into text: UnsafeMutableBufferPointer<UInt8>) -> Int {
        let magnitude = Int(months).magnitude
        text[0] = UInt8(ascii: months < 0 ? "-" : "+")
        let end = write(magnitude / 12, from: 1, text)
        text[end] = UInt8(ascii: "-")
        write(Int(magnitude % 12), end + 1, text)
        return end + 3
    }

    /// `+days HH:mm:ss.SSS`
    package static func write(milliseconds: Int64, into text: UnsafeMutableBufferPointer<UInt8>) -> Int {
        let magnitude = milliseconds.magnitude
        text[0] = UInt8(ascii: milliseconds < 0 ? "-" : "+")
        let end = write(UInt(magnitude / 86_400_000), from: 1, text)
        text[end] = UInt8(ascii: " ")
        let time = Int(magnitude % 86_400_000)
        writeClock(time / 1_000, end + 1, text)
        text[end + 9] = UInt8(ascii: ".")
        text[end + 10] = digit(time % 1_000 / 100)
        write(time % 100, end + 11, text)
        return end + 13
    }

    private static func digit(_ number: Int) -> UInt8 { UInt8(truncatingIfNeeded: 0x30 + number % 10) }

    private static func write(_ number: Int, _ position: Int, _ text: UnsafeMutableBufferPointer<UInt8>) {
        text[position] = digit(number / 10)
        text[position + 1] = digit(number)
    }

    private static func writeClock(_ seconds: Int, _ position: Int, _ text: UnsafeMutableBufferPointer<UInt8>) {
        write(seconds / 3_600, position, text)
        text[position + 2] = UInt8(ascii: ":")
        write(seconds / 60 % 60, position + 3, text)
        text[position + 5] = UInt8(ascii: ":")
        write(seconds % 60, position + 6, text)
    }

    private static func write(_ number: UInt, from start: Int, _ text: UnsafeMutableBufferPointer<UInt8>) -> Int {
        var length = 1
        var power: UInt = 10
        while number >= power, length < 19 {
            power *= 10
            length += 1
        }
        var rest = number
        for position in (start..<start + length).reversed() {
            text[position] = digit(Int(rest % 10))
            rest /= 10
        }
        return start + length
    }
}
