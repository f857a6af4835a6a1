import MartletColumns
import MartletCore
import Testing

@Suite struct BatchCodecTests {
    private func column(_ type: DataType, _ values: [Value]) throws -> Column {
        let builder = ColumnBuilder(type)
        for value in values { try builder.append(value, as: type) }
        return builder.finish()
    }

    private func makeBatch() throws -> ColumnBatch {
        let place = DataType.row([Field("name", .string), Field("tags", .array(.int))])
        let columns = try [
            column(.boolean, [.boolean(true), .null, .boolean(false)]), column(.tinyint, [.tinyint(-1), .tinyint(1), .tinyint(2)]),
            column(.smallint, [.smallint(-300), .null, .null]), column(.int, [.int(.min), .int(0), .int(.max)]),
            column(.bigint, [.null, .null, .null]),
            column(.decimal(38, 2), [.decimal(Decimal128(unscaled: -125, scale: 2)), .null, .null]),
            column(.float, [.float(1.5), .float(-0.0), .null]), column(.double, [.double(.infinity), .null, .double(2)]),
            column(.string, [.string("ä"), .string(""), .null]),
            column(.array(.string), [.array([.string("x"), .null]), .null, .array([])]),
            column(.map(.string, .int), [.map([Value.Entry(.string("k"), .int(1))]), .map([]), .null]),
            column(place, [.row([.string("a"), .array([.int(1)])]), .null, .row([.null, .null])]), .null(3),
        ]
        return ColumnBatch(columns, count: 3, kinds: [.updateBefore, .updateAfter, .delete])
    }

    private func bytes(_ batch: ColumnBatch) -> [UInt8] {
        var writer = ByteWriter()
        BatchCodec.encode(batch, into: &writer)
        return writer.bytes
    }

    @Test func aBatchComesBackAsItWas() throws {
        let batch = try makeBatch()
        let decoded = try ByteReader.withReader(of: bytes(batch)) { reader in
            let decoded = try BatchCodec.decode(&reader)
            #expect(reader.remaining == 0)
            return decoded
        }
        #expect(decoded.count == batch.count)
        #expect(decoded.kinds == batch.kinds)
        #expect(bytes(decoded) == bytes(batch))
        #expect(decoded.columns[8].bytes.string(0) == "ä")
        #expect(decoded.columns[11].row.fields[0].bytes.string(0) == "a")
    }

    @Test func aSliceIsWrittenAsIfItStoodAlone() throws {
        let batch = try makeBatch()
        let slice = batch.slice(1..<3)
        let gathered = batch.gather([1, 2])
        #expect(bytes(slice) == bytes(gathered))
    }

    @Test func theBytesAreThoseOfTheDocumentation() {
        let batch = ColumnBatch(
            [.int32(FixedColumn([7, 0], validity: Bitmap(count: 2) { $0 == 0 })), .bytes(BytesColumn(["ab", "c"]))], count: 2)
        #expect(bytes(batch) == [2, 0, 2] + [3, 1, 0b01, 7, 0, 0, 0, 0, 0, 0, 0] + [8, 0, 2, 0, 0, 0, 3, 0, 0, 0, 0x61, 0x62, 0x63])
    }

    @Test func brokenBytesAreAnErrorAndNoCrash() throws {
        let good = bytes(try makeBatch())
        for length in 0..<good.count {
            #expect(throws: MartletError.self) {
                try ByteReader.withReader(of: Array(good.prefix(length))) { try BatchCodec.decode(&$0) }
            }
        }
        var random = SplitMix64(seed: 1)
        for _ in 0..<5_000 {
            var broken = good
            broken[Int(random.next() % UInt64(good.count))] = UInt8(truncatingIfNeeded: random.next())
            _ = try? ByteReader.withReader(of: broken) { try BatchCodec.decode(&$0) }
        }
    }
}
