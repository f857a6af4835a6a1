import MartletFormats
import MartletRuntime

/// Makes batches of `Codable` elements.
final class CodableBatchDecoder: BatchDecoder {
    private let reader: any RecordNodeReader
    private let collector: CodableCollector
    private(set) var count = 0

    init(_ reader: any RecordNodeReader, _ collector: CodableCollector) {
        self.reader = reader
        self.collector = collector
    }

    var skippedRecords: Int { reader.skippedRecords }

    func decode(_ bytes: UnsafeRawBufferPointer, isEnd: Bool, limit: Int) throws -> Int {
        try reader.read(bytes, isEnd: isEnd, limit: limit) { node in
            try collector.append(CodableRecord(node: node))
            count += 1
        }
    }

    func finish() throws -> any Batch {
        count = 0
        return collector.finish()
    }
}

/// Collects the elements of one reader.
@usableFromInline struct CodableCollector {
    let append: (CodableRecord) throws -> Void
    let finish: () -> any Batch

    @usableFromInline init(append: @escaping (CodableRecord) throws -> Void, finish: @escaping () -> any Batch) {
        self.append = append
        self.finish = finish
    }
}

/// A record that has been read and is to become an element.
@usableFromInline struct CodableRecord {
    let node: RecordNode

    @usableFromInline func decode<Element: Decodable>(_ type: Element.Type) throws -> Element {
        try RecordNodeDecoder.decode(type, from: node)
    }
}
