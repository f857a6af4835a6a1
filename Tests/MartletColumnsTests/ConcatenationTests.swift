import MartletColumns
import MartletCore
import Testing

@Suite struct ConcatenationTests {
    /// A batch whose offsets say that it holds so many bytes.
    private func batch(bytes: Int32) -> ColumnBatch {
        ColumnBatch([.null(1), .bytes(BytesColumn(offsets: [0, bytes], bytes: []))], count: 1)
    }

    @Test func whatNoColumnCanHoldIsAnError() {
        let error = #expect(throws: MartletError.self) {
            try ColumnBatch.wholeInput([batch(bytes: 1_500_000_000), batch(bytes: 1_500_000_000)])
        }
        #expect(error?.message == "2 rows that must be in memory together hold more than 2 GiB in column 2.")
    }

    @Test func batchesAreOneAfterTheOther() throws {
        let whole = try ColumnBatch.wholeInput([
            ColumnBatch([.bytes(BytesColumn(["a", nil]))], count: 2), ColumnBatch([.bytes(BytesColumn(["bc"]))], count: 1),
        ])
        #expect(whole.count == 3)
        #expect(whole.columns[0].bytes.offsets == [0, 1, 1, 3])
    }
}
