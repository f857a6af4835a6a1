import MartletColumns
import MartletCore

extension RecordBatch where Record: FieldValue {
    /// Writes the batch. `Docs/Formats.md` describes the bytes.
    public func encode(into writer: inout ByteWriter) {
        writer.write(length: count)
        writer.write(timestamps == nil ? 0 as UInt8 : 1)
        for timestamp in timestamps ?? [] { writer.write(timestamp.milliseconds) }
        let mayBeNull = Record.null != nil
        for record in records {
            if mayBeNull { writer.write(record.isNull ? 1 as UInt8 : 0) }
            if !record.isNull { record.encode(into: &writer) }
        }
    }

    /// Reads a batch.
    public init(decoding reader: inout ByteReader) throws {
        let count = try reader.readLength()
        let hasTimestamps = try reader.read(UInt8.self) == 1
        if hasTimestamps, count > reader.remaining / 8 { throw MartletError("The bytes end in the middle of a batch of \(count) records.") }
        let timestamps = hasTimestamps ? try (0..<count).map { _ in Timestamp(milliseconds: try reader.read()) } : nil
        let null = Record.null
        var records: [Record] = []
        for _ in 0..<count {
            if let null, try reader.read(UInt8.self) == 1 {
                records.append(null)
            } else {
                records.append(try Record(decoding: &reader))
            }
        }
        self.init(records, timestamps: timestamps)
    }
}
