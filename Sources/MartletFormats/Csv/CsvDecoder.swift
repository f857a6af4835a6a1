import MartletColumns
import MartletCore
import MartletRuntime

/// Reads CSV records into columns. Only the fields of projected columns are converted.
final class CsvDecoder: RowDecoder {
    /// What is done with one field of a record. It is plain data, so that the loop over fields counts no references.
    private struct Target {
        enum Kind: UInt8 {
            case passedOver, scalar
            /// An array or a row of scalars.
            case nested
        }

        var kind: Kind
        /// The column of the result, unless the field is passed over.
        var column: Int
        var conversion: TextConversion
        /// The column's builder's; set anew for each run of rows.
        var memory: UnsafeMutablePointer<ColumnMemory>?
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
    private let targets: UnsafeMutableBufferPointer<Target>
    private let nested: [Int: CsvNestedConversion]
    private let projectedCount: Int
    /// Whether some text means NULL.
    private let hasNullText: Bool
    private let scratch = ScratchBytes()
    private var hasStarted = false
    private(set) var skippedRecords = 0

    init(_ schema: FormatSchema, _ syntax: CsvSyntax) {
        self.syntax = syntax
        fields = schema.fields
        projectedCount = schema.projection.count
        hasNullText = syntax.nullLiteral != nil || syntax.emptyIsNull
        targets = .allocate(capacity: schema.fields.count)
        var nested: [Int: CsvNestedConversion] = [:]
        guard let nothing = TextConversion(.null, CsvFieldType.dialect) else { preconditionFailure("NULL is no scalar") }
        for (index, field) in schema.fields.enumerated() {
            let column = schema.projection.firstIndex(of: index)
            let conversion = TextConversion(field.type, CsvFieldType.dialect)
            if conversion == nil { nested[index] = CsvNestedConversion(field.type, syntax) }
            targets.initializeElement(
                at: index,
                to: Target(
                    kind: column == nil ? .passedOver : conversion == nil ? .nested : .scalar, column: column ?? 0,
                    conversion: conversion ?? nothing))
        }
        self.nested = nested
    }

    deinit { targets.deallocate() }

    func decode(_ bytes: UnsafeRawBufferPointer, isEnd: Bool, limit: Int, into rows: RowBuilder) throws -> Int {
        guard let base = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self) else { return 0 }
        var scanner = CsvScanner(syntax, from: base, to: base + bytes.count, isEnd: isEnd, scratch: scratch)
        if !hasStarted {
            if bytes.count < 3, !isEnd { return 0 }
            if bytes.count >= 3, base[0] == 0xEF, base[1] == 0xBB, base[2] == 0xBF { scanner.position += 3 }
            hasStarted = true
        }
        for index in targets.indices where targets[index].kind != .passedOver {
            targets[index].memory = rows.columns[targets[index].column].memory
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
        for index in 0..<targets.count {
            let start = scanner.position
            let end = scanner.nextField(&text)
            switch end {
            case .incomplete: return .incomplete
            case .malformed: return .malformed(Complaint(message: scanner.complaint, position: scanner.position))
            case .delimiter, .line, .input: break
            }
            if let memory = targets[index].memory {
                let isFine: Bool
                if targets[index].kind == .scalar, !hasNullText {
                    isFine = targets[index].conversion.append(text, to: memory, readableTo: scanner.end)
                } else {
                    isFine = convert(text, index, memory, rows, scanner.end)
                }
                if !isFine, let complaint = complaint(about: text, index, rows) {
                    return .malformed(Complaint(message: complaint, position: start, isInside: end == .delimiter))
                }
            }
            if end != .delimiter { return finish(index + 1, scanner, rows) }
        }
        return passExtraFields(&scanner)
    }

    /// Converts a field that may be NULL or is not a scalar; false: it is not what it must be.
    private func convert(
        _ text: ByteRange, _ index: Int, _ memory: UnsafeMutablePointer<ColumnMemory>, _ rows: RowBuilder, _ end: ByteRange.Position
    ) -> Bool {
        let target = targets[index]
        if target.kind == .nested { return nested[index]?.append(text, to: rows.columns[target.column]) == nil }
        if !syntax.isNull(text) { return target.conversion.append(text, to: memory, readableTo: end) }
        memory.pointee.appendNullScalar(isBytes: target.conversion.isBytes)
        return true
    }

    /// What is wrong with a field; nil: it does not matter, and the field is NULL.
    @inline(never) private func complaint(about text: ByteRange, _ index: Int, _ rows: RowBuilder) -> String? {
        let target = targets[index]
        let builder = rows.columns[target.column]
        builder.truncate(to: rows.count)
        if syntax.ignoresParseErrors {
            builder.appendNull()
            return nil
        }
        let complaint = nested[index].map { $0.append(text, to: builder) ?? "" } ?? target.conversion.complaint(text)
        return "\(complaint) (field '\(fields[index].name)')"
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
            if targets[index].kind != .passedOver { rows.columns[targets[index].column].appendNull() }
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
