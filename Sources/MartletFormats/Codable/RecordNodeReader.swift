import MartletCore
import MartletRuntime

/// Reads records as trees, from the front of a stream of bytes. What `body` throws is a mistake of the record.
package protocol RecordNodeReader: AnyObject {
    /// Reads whole records, at most `limit`, and answers how many bytes they took.
    func read(_ bytes: UnsafeRawBufferPointer, isEnd: Bool, limit: Int, _ body: (RecordNode) throws -> Void) throws -> Int
    /// Records that were passed over as malformed so far.
    var skippedRecords: Int { get }
}

/// Reads JSON Lines.
package final class JsonNodeReader: RecordNodeReader {
    private let skipsMistakes: Bool
    private let scratch = ScratchBytes()
    package private(set) var skippedRecords = 0

    package init(skipsMistakes: Bool) { self.skipsMistakes = skipsMistakes }

    package func read(_ bytes: UnsafeRawBufferPointer, isEnd: Bool, limit: Int, _ body: (RecordNode) throws -> Void) throws -> Int {
        guard let base = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self) else { return 0 }
        let end = UnsafePointer(base + bytes.count)
        var position = UnsafePointer(base)
        var scanner = JsonScanner(scratch: scratch)
        var left = limit
        while left > 0, position < end {
            let lineEnd = position.lineFeed(before: end)
            if lineEnd == end, !isEnd { break }
            let line = ByteRange(position, lineEnd)
            if !line.trimmed.isEmpty {
                do {
                    scanner.begin(line)
                    try scanner.nextToken()
                    try body(try scanner.node())
                    left -= 1
                } catch {
                    guard skipsMistakes else { throw Self.malformed(error, at: position - UnsafePointer(base)) }
                    skippedRecords += 1
                }
            }
            position = min(lineEnd + 1, end)
        }
        return position - UnsafePointer(base)
    }

    private static func malformed(_ error: any Error, at offset: Int) -> MalformedRecord {
        if let error = error as? JsonError { return MalformedRecord(error.message, at: offset + error.offset) }
        return MalformedRecord(MartletError.wrapping(error).description, at: offset)
    }
}

extension JsonScanner {
    /// The value that begins with the current token.
    fileprivate mutating func node() throws(JsonError) -> RecordNode {
        switch token {
        case .null: return .null
        case .true: return .boolean(true)
        case .false: return .boolean(false)
        case .integer, .float: return .number(text().string)
        case .string: return .text(text().string)
        case .startArray:
            var values: [RecordNode] = []
            while try nextToken() != .endArray { values.append(try node()) }
            return .list(values)
        case .startObject:
            var members: [RecordNode.Member] = []
            while try nextToken() != .endObject {
                let name = text().string
                try nextToken()
                members.append(RecordNode.Member(name, try node()))
            }
            return .object(members)
        case .name, .endObject, .endArray, .end: throw error("a value was expected")
        }
    }
}

/// Reads CSV: each line as an object, if the columns have names, else as cells.
package final class CsvNodeReader: RecordNodeReader {
    private let syntax: CsvSyntax
    private let names: [String]?
    private let scratch = ScratchBytes()
    private var hasStarted = false
    package private(set) var skippedRecords = 0

    /// - Parameter names: those of the columns, in order; nil: they have none.
    package init(_ options: DeclaredOptions, names: [String]?) throws {
        syntax = try CsvSyntax(options)
        self.names = names
    }

    package func read(_ bytes: UnsafeRawBufferPointer, isEnd: Bool, limit: Int, _ body: (RecordNode) throws -> Void) throws -> Int {
        guard let base = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self) else { return 0 }
        var scanner = CsvScanner(syntax, from: base, to: base + bytes.count, isEnd: isEnd, scratch: scratch)
        if !hasStarted {
            if bytes.count < 3, !isEnd { return 0 }
            if bytes.count >= 3, base[0] == 0xEF, base[1] == 0xBB, base[2] == 0xBF { scanner.position += 3 }
            hasStarted = true
        }
        var left = limit
        while left > 0 {
            let start = scanner.position
            if syntax.allowsComments, !scanner.skipComments() { return start - base }
            if scanner.position == scanner.end { break }
            do {
                guard let cells = try cells(&scanner) else { return start - base }
                try body(try node(cells))
                left -= 1
            } catch {
                guard syntax.ignoresParseErrors else { throw MalformedRecord(MartletError.wrapping(error).description, at: start - base) }
                skippedRecords += 1
            }
        }
        return scanner.position - base
    }

    /// The cells of a line; nil: it is not whole.
    private func cells(_ scanner: inout CsvScanner) throws -> [RecordNode]? {
        var cells: [RecordNode] = []
        var text = ByteRange(scanner.position, scanner.position)
        while true {
            let end = scanner.nextField(&text)
            switch end {
            case .incomplete: return nil
            case .malformed:
                let complaint = scanner.complaint
                _ = scanner.skipRecord()
                throw MartletError(complaint)
            case .delimiter, .line, .input: cells.append(syntax.isNull(text) ? .null : .text(text.string))
            }
            if end != .delimiter { return cells }
        }
    }

    private func node(_ cells: [RecordNode]) throws -> RecordNode {
        guard let names else { return .cells(cells) }
        guard cells.count <= names.count else { throw MartletError("The line has \(cells.count) cells, the header \(names.count).") }
        return .object(zip(names, cells).map { RecordNode.Member($0, $1) })
    }
}
