import MartletColumns
import MartletCore

/// Reads lines that hold one well-formed object each, whose values are of the types they should be, straight into columns.
///
/// It foresees that fields come in the order in which they came last time, with the same spaces, and compares the names as whole words.
/// Whatever is out of the ordinary it leaves alone: the answer is nil, and the line is read again, slowly and exactly. So it must
/// accept nothing that the slow way would refuse or read in another way.
///
/// All lines that it is given end with a line feed, at which every loop stops that does not look ahead.
struct JsonFastPath {
    typealias Position = ByteRange.Position

    /// What is made of a column's values.
    struct Column {
        var memory: UnsafeMutablePointer<ColumnMemory>
        /// nil: the value is an array, a map or a row.
        var conversion: TextConversion?
    }

    let columns: UnsafeMutablePointer<Column>
    let columnCount: Int
    let keys: JsonKeyMemory
    /// Where memory that can be read ends; it may be behind the last whole line.
    let end: Position
    let failsOnMissingField: Bool
    /// Whether numbers keep their spelling when they become texts.
    let keepsNumberText: Bool
    /// Reads a value of a column that is no scalar, in the line that ends at the next line feed.
    let readNested: (_ column: Int, _ start: Position) -> Position?
    /// Appends a NULL to a column that is no scalar.
    let appendNestedNull: (_ column: Int) -> Void

    /// Appends the object at `start` as row `row`, and answers where the next line begins. After nil, columns may have more rows than before.
    @inline(__always) func read(_ start: Position, row: Int) -> Position? {
        guard start.pointee == UInt8(ascii: "{") else { return nil }
        var position = skipSpace(start + 1)
        var slot = 0, found = 0
        if position.pointee == UInt8(ascii: "}") {
            position += 1
        } else {
            while true {
                guard end - position >= JsonKeyMemory.reach else { return nil }
                let column: Int
                if let (known, next) = keys.match(slot, position) {
                    (column, position) = (known, next)
                } else {
                    guard let (known, next) = keys.lookUp(slot, position, end) else { return nil }
                    (column, position) = (known, next)
                }
                if column >= 0 {
                    guard columns[column].memory.pointee.count == row, let next = value(column, position) else { return nil }
                    position = next
                    found += 1
                } else {
                    guard let next = JsonSkipping.value(position, end) else { return nil }
                    position = next
                }
                position = skipSpace(position)
                let separator = position.pointee
                position += 1
                if separator == UInt8(ascii: ",") {
                    position = skipSpace(position)
                    slot += 1
                } else if separator == UInt8(ascii: "}") {
                    break
                } else {
                    return nil
                }
            }
        }
        if found < columnCount {
            if failsOnMissingField { return nil }
            for column in 0..<columnCount where columns[column].memory.pointee.count == row {
                appendNull(column)
            }
        }
        // What follows the object in its line is not looked at.
        while position.pointee != UInt8(ascii: "\n") { position += 1 }
        return position + 1
    }

    /// Past spaces within a line.
    @inline(__always) private func skipSpace(_ position: Position) -> Position {
        if position.pointee > 0x20 { return position }
        var position = position
        while position.pointee == 0x20 || position.pointee == 0x09 || position.pointee == 0x0D { position += 1 }
        return position
    }

    @inline(__always) private func appendNull(_ column: Int) {
        guard let conversion = columns[column].conversion else { return appendNestedNull(column) }
        columns[column].memory.pointee.appendNullScalar(isBytes: conversion.isBytes)
    }

    // MARK: Values

    @inline(__always) private func value(_ column: Int, _ start: Position) -> Position? {
        guard let conversion = columns[column].conversion else { return readNested(column, start) }
        let memory = columns[column].memory
        switch conversion.target {
        case .int64:
            guard let (value, next) = integer(start) else { return other(column, conversion, start) }
            memory.pointee.append(value)
            return next
        case .int32:
            guard let (value, next) = integer(start) else { return other(column, conversion, start) }
            guard let fitted = Int32(exactly: value) else { return nil }
            memory.pointee.append(fitted)
            return next
        case .double:
            guard let (value, next) = double(start) else { return other(column, conversion, start) }
            memory.pointee.append(value)
            return next
        case .string:
            guard start.pointee == UInt8(ascii: "\"") else { return other(column, conversion, start) }
            return string(start + 1, memory)
        default: return other(column, conversion, start)
        }
    }

    /// Whole numbers of up to 18 digits, without a point or an exponent.
    @inline(__always) private func integer(_ start: Position) -> (Int64, Position)? {
        let isNegative = start.pointee == UInt8(ascii: "-")
        let first = isNegative ? start + 1 : start
        var position = first
        var magnitude: Int64 = 0
        while true {
            let digit = position.pointee &- UInt8(ascii: "0")
            if digit > 9 { break }
            magnitude = magnitude &* 10 &+ Int64(digit)
            position += 1
        }
        let digits = position - first
        if digits == 0 || digits > 18 || (digits > 1 && first.pointee == UInt8(ascii: "0")) { return nil }
        let next = position.pointee
        if next == UInt8(ascii: ".") || next | 0x20 == UInt8(ascii: "e") { return nil }
        return (isNegative ? 0 &- magnitude : magnitude, position)
    }

    /// Numbers that are exact in one step.
    @inline(__always) private func double(_ start: Position) -> (Double, Position)? {
        var parts = DoubleText.Parts()
        parts.isNegative = start.pointee == UInt8(ascii: "-")
        let first = parts.isNegative ? start + 1 : start
        var position = first
        while true {
            let digit = position.pointee &- UInt8(ascii: "0")
            if digit > 9 { break }
            parts.mantissa = parts.mantissa &* 10 &+ UInt64(digit)
            position += 1
        }
        var digits = position - first
        if digits == 0 || (digits > 1 && first.pointee == UInt8(ascii: "0")) { return nil }
        if position.pointee == UInt8(ascii: ".") {
            position += 1
            let fraction = position
            while true {
                let digit = position.pointee &- UInt8(ascii: "0")
                if digit > 9 { break }
                parts.mantissa = parts.mantissa &* 10 &+ UInt64(digit)
                position += 1
            }
            if position == fraction { return nil }
            parts.exponent = fraction - position
            digits += position - fraction
        }
        if digits > 19 || position.pointee | 0x20 == UInt8(ascii: "e") { return nil }
        guard let value = DoubleText.exact(parts) else { return nil }
        return (value, position)
    }

    /// The rest of a string, copied and searched for its end eight bytes at a time.
    @inline(__always) private func string(_ start: Position, _ memory: UnsafeMutablePointer<ColumnMemory>) -> Position? {
        var position = start
        var seen: UInt64 = 0
        while true {
            guard end - position >= 8 else { return nil }
            let word = position.word
            memory.pointee.room(for: 8).storeBytes(of: word.littleEndian, as: UInt64.self)
            let marks =
                ByteWord.zeros(word ^ ByteWord.all(UInt8(ascii: "\""))) | ByteWord.zeros(word ^ ByteWord.all(UInt8(ascii: "\\")))
                | ByteWord.below(0x20, word)
            seen |= word
            if marks == 0 {
                memory.pointee.wrote(8)
                position += 8
                continue
            }
            let count = ByteWord.first(marks)
            memory.pointee.wrote(count)
            position += count
            let byte = position.pointee
            if byte == UInt8(ascii: "\"") { break }
            if byte == UInt8(ascii: "\\") {
                // Code units are left to the slow way.
                guard let escaped = JsonText.escaped(position[1]) else { return nil }
                memory.pointee.write(escaped)
                position += 2
            } else {
                if byte == UInt8(ascii: "\n") { return nil }
                memory.pointee.write(byte)
                position += 1
            }
        }
        if seen & ByteWord.highBits != 0, !UTF8Text.isValid(ByteRange(start, position)) { return nil }
        memory.pointee.finishBytes()
        return position + 1
    }

    /// Values of rarer types, and of other types than the column's.
    @inline(never) private func other(_ column: Int, _ conversion: TextConversion, _ start: Position) -> Position? {
        let memory = columns[column].memory
        switch start.pointee {
        case UInt8(ascii: "\""):
            guard let next = JsonSkipping.plainString(start + 1, end) else { return nil }
            return conversion.append(ByteRange(start + 1, next - 1), to: memory) ? next : nil
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
            guard let (next, isFloat) = JsonSkipping.number(start) else { return nil }
            switch conversion.target {
            case .int32, .int64, .int8, .int16: if isFloat { return nil }
            case .string, .boolean: if !keepsNumberText { return nil }
            case .base64: return nil
            default: break
            }
            return conversion.append(ByteRange(start, next), to: memory) ? next : nil
        case UInt8(ascii: "n"):
            guard let next = JsonSkipping.word("null", start, end) else { return nil }
            appendNull(column)
            return next
        case UInt8(ascii: "t"), UInt8(ascii: "f"):
            let isTrue = start.pointee == UInt8(ascii: "t")
            guard conversion.target == .boolean, let next = JsonSkipping.word(isTrue ? "true" : "false", start, end) else { return nil }
            memory.pointee.append(isTrue ? 1 as UInt8 : 0)
            return next
        default: return nil
        }
    }
}
