import MartletFormats
import MartletRuntime

/// Writes `Codable` elements.
final class CodablePartEncoder: PartEncoder {
    private let writer: CodableWriter
    private let encode: (any Batch, CodableWriter) throws -> Void

    init(_ writer: CodableWriter, encode: @escaping (any Batch, CodableWriter) throws -> Void) {
        self.writer = writer
        self.encode = encode
    }

    /// Known when something has been written.
    var header: [UInt8] { writer.header ?? [] }

    func encode(_ batch: any Batch, _ write: (String, [UInt8]) throws -> Void) throws {
        try encode(batch, writer)
        try write("", writer.takeBytes())
    }
}

/// Takes elements that are to be written.
@usableFromInline final class CodableWriter {
    private let writer: RecordNodeWriter
    /// Whether the first element's keys go before it.
    private let hasHeader: Bool
    private(set) var header: [UInt8]?
    private var bytes: [UInt8] = []

    init(_ writer: RecordNodeWriter, hasHeader: Bool) {
        self.writer = writer
        self.hasHeader = hasHeader
    }

    @usableFromInline func append(_ element: some Encodable) throws {
        let node = try RecordNodeEncoder.node(of: element)
        if hasHeader, header == nil {
            var names: [UInt8] = []
            writer.appendNames(node, to: &names)
            header = names
        }
        try writer.append(node, to: &bytes)
    }

    func takeBytes() -> [UInt8] {
        defer { bytes = [] }
        return bytes
    }
}
