/// Why a text could not be read as a value of some type. It names no text, so that throwing it costs nothing; `described(_:)` does.
package enum TextFailure: Error {
    case emptyInteger, onlySign, invalidCharacter, overflow
    case noDecimal
    case noFloatingPoint
    case noBoolean
    case noDate
    case noTime
    case noTimestamp

    /// The error to show for `text`, worded as Flink's.
    package func described(_ text: String) -> MartletError {
        let message =
            switch self {
            case .emptyInteger: "For input string: '\(text)'. Input is empty."
            case .onlySign: "For input string: '\(text)'. Input has only positive or negative symbol."
            case .invalidCharacter: "For input string: '\(text)'. Invalid character found."
            case .overflow, .noDecimal: "For input string: '\(text)'. Overflow."
            case .noFloatingPoint: text.utf8.allSatisfy { $0 <= 0x20 } ? "empty String" : "For input string: \"\(text)\""
            case .noBoolean: "Cannot parse '\(text)' as BOOLEAN."
            case .noDate: "For input string: '\(text)'."
            case .noTime: "Invalid time format: '\(text)'. Expected format: HH:mm:ss[.fff] where HH is 00-23, mm is 00-59, ss is 00-59"
            case .noTimestamp: "Text '\(text)' could not be parsed as a timestamp. Expected format: yyyy-MM-dd[ HH:mm:ss[.fffffffff]]"
            }
        return MartletError(message)
    }
}

/// The bytes of a text that is being read.
package typealias TextBytes = UnsafeBufferPointer<UInt8>

extension UnsafeBufferPointer<UInt8> {
    /// Without the bytes at both ends that `isSpace` holds for.
    @inline(__always)
    package func trimming(_ isSpace: (UInt8) -> Bool) -> TextBytes {
        var start = 0, end = count
        while start < end, isSpace(self[start]) { start += 1 }
        while end > start, isSpace(self[end - 1]) { end -= 1 }
        return TextBytes(rebasing: self[start..<end])
    }

    /// As Java's `String.trim`: control characters go, too.
    package var trimmed: TextBytes { trimming { $0 <= 0x20 } }
    /// Without spaces at both ends.
    package var withoutOuterSpaces: TextBytes { trimming { $0 == 0x20 } }

    package func first(_ byte: UInt8, from start: Int = 0) -> Int? {
        var index = start
        while index < count {
            if self[index] == byte { return index }
            index += 1
        }
        return nil
    }
}

extension UInt8 {
    @inline(__always) package var isDigit: Bool { self &- 0x30 < 10 }
    /// The value of a digit.
    @inline(__always) package var digitValue: Int { Int(self &- 0x30) }
}
