import MartletColumns
import MartletCore
import MartletRuntime

/// Reads CSV records into columns. Only the fields of projected columns are converted.
final class CsvDecoder: RowDecoder {
    /// What is done with one field of a record.
    private struct Target {
        /// The column of the result; nil: the field is passed over.
        var column: Int?
        var conversion: Conversion
    }

    private enum Conversion {
        case scalar(TextConversion)
        /// An array or a row of scalars.
        case nested(CsvNestedConversion)
    }

    /// Why a record is not one.
    private struct Complaint {
        var message: String
        var position: ByteRange.Position
        /// The rest of the record has not been read.
        var isInside = true
    }

    private enum Outcome {
        case row
        case incomplete
        case malformed(Complaint)
    }

    private let syntax: CsvSyntax
    private let fields: [Field]
    private let targets: [Target]
    private let projectedCount: Int
    private let scratch = ScratchBytes()
    private var hasStarted = false
    private(set) var skippedRecords = 0

    init(_ schema: FormatSchema, _ syntax: CsvSyntax) {
        self.syntax = syntax
        fields = schema.fields
        projectedCount = schema.projection.count
        targets = schema.fields.enumerated().map { index, field in
            let conversion =
                TextConversion(field.type, CsvFieldType.dialect).map { Conversion.scalar($0) }
                ?? .nested(CsvNestedConversion(field.type, syntax))
            return Target(column: schema.projection.firstIndex(of: index), conversion: conversion)
        }
    }

    func decode(_ bytes: UnsafeRawBufferPointer, isEnd: Bool, limit: Int, into rows: RowBuilder) throws -> Int {
        guard let base = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self) else { return 0 }
        var scanner = CsvScanner(syntax, from: base, to: base + bytes.count, isEnd: isEnd, scratch: scratch)
        if !hasStarted {
            if bytes.count < 3, !isEnd { return 0 }
            if bytes.count >= 3, base[0] == 0xEF, base[1] == 0xBB, base[2] == 0xBF { scanner.position += 3 }
            hasStarted = true
        }
        let goal = rows.count + limit
        while rows.count < goal {
            let start = scanner.position
            if syntax.allowsComments, !scanner.skipComments() { return start - base }
            if scanner.position == scanner.end { break }
            switch record(&scanner, rows) {
            case .row: rows.count += 1
            case .incomplete:
                takeBack(rows)
                return start - base
            case .malformed(let complaint):
                takeBack(rows)
                guard syntax.ignoresParseErrors else { throw MalformedRecord(complaint.message, at: complaint.position - base) }
                if complaint.isInside {
                    switch scanner.skipRecord() {
                    case .incomplete: return start - base
                    // A quote that opens behind the mistake and is never closed leaves nothing to go on with.
                    case .malformed: throw MalformedRecord(scanner.complaint, at: start - base)
                    case .delimiter, .line, .input: break
                    }
                }
                skippedRecords += 1
            }
        }
        return scanner.position - base
    }

    private func takeBack(_ rows: RowBuilder) { for column in rows.columns { column.truncate(to: rows.count) } }

    /// Reads one record into the columns.
    private func record(_ scanner: inout CsvScanner, _ rows: RowBuilder) -> Outcome {
        var text = ByteRange(scanner.position, scanner.position)
        for index in targets.indices {
            let start = scanner.position
            let end = scanner.nextField(&text)
            switch end {
            case .incomplete: return .incomplete
            case .malformed: return .malformed(Complaint(message: scanner.complaint, position: scanner.position))
            case .delimiter, .line, .input: break
            }
            if let complaint = convert(text, to: targets[index], fields[index].name, rows) {
                return .malformed(Complaint(message: complaint, position: start, isInside: end == .delimiter))
            }
            if end != .delimiter { return finish(index + 1, scanner, rows) }
        }
        return passExtraFields(&scanner)
    }

    /// Converts a field; a text says what is wrong with it.
    @inline(__always) private func convert(_ text: ByteRange, to target: Target, _ name: String, _ rows: RowBuilder) -> String? {
        guard let column = target.column else { return nil }
        let builder = rows.columns[column]
        switch target.conversion {
        case .scalar(let conversion):
            if syntax.isNull(text) {
                builder.memory.pointee.appendNullScalar(isBytes: conversion.isBytes)
            } else if !conversion.append(text, to: builder.memory) {
                guard syntax.ignoresParseErrors else { return "\(conversion.complaint(text)) (field '\(name)')" }
                builder.memory.pointee.appendNullScalar(isBytes: conversion.isBytes)
            }
            return nil
        case .nested(let conversion):
            guard let complaint = conversion.append(text, to: builder) else { return nil }
            guard syntax.ignoresParseErrors else { return "\(complaint) (field '\(name)')" }
            builder.truncate(to: rows.count)
            builder.appendNull()
            return nil
        }
    }

    /// The record has ended after `count` fields; the columns of those that are missing are NULL.
    @inline(__always) private func finish(_ count: Int, _ scanner: CsvScanner, _ rows: RowBuilder) -> Outcome {
        if count == targets.count { return .row }
        return finishShort(count, scanner, rows)
    }

    @inline(never) private func finishShort(_ count: Int, _ scanner: CsvScanner, _ rows: RowBuilder) -> Outcome {
        if syntax.failsOnMissingFields {
            return .malformed(
                Complaint(
                    message: "Not enough column values: expected \(targets.count), found \(count)", position: scanner.position - 1,
                    isInside: false))
        }
        if projectedCount > count, !syntax.ignoresParseErrors {
            return .malformed(
                Complaint(
                    message: "Row length mismatch. \(projectedCount) fields expected but was \(count).", position: scanner.position - 1,
                    isInside: false))
        }
        for index in count..<targets.count {
            if let column = targets[index].column { rows.columns[column].appendNull() }
        }
        return .row
    }

    /// What stands behind the last column's delimiter.
    private func passExtraFields(_ scanner: inout CsvScanner) -> Outcome {
        if targets.isEmpty { return .row }
        var text = ByteRange(scanner.position, scanner.position)
        let start = scanner.position
        var end = scanner.nextField(&text)
        if end == .incomplete { return .incomplete }
        if syntax.ignoresTrailingFields {
            if end == .delimiter { end = scanner.skipRecord() }
            switch end {
            case .incomplete: return .incomplete
            case .malformed: return .malformed(Complaint(message: scanner.complaint, position: scanner.position))
            case .delimiter, .line, .input: return .row
            }
        }
        if end == .malformed { return .malformed(Complaint(message: scanner.complaint, position: scanner.position)) }
        if syntax.allowsTrailingDelimiter, end != .delimiter, text.trimmed.isEmpty { return .row }
        return .malformed(
            Complaint(
                message: "Too many entries: expected at most \(targets.count) (value #\(targets.count) (\(text.string.utf16.count) chars) "
                    + "\"\(text.string.prefix(60))\")",
                position: start, isInside: end == .delimiter))
    }
}
