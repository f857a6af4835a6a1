import MartletColumns
import MartletConnectors

/// Payments as columns in memory: a customer, one of so many, an amount below 1,024, and a time that goes on by a millisecond a row.
///
/// Making them is part of the run, but cheap beside it: a million rows come again and again, with other times if times are wanted.
enum Payments {
    /// The statement that makes the table.
    static func table(timed: Bool) -> String {
        """
        CREATE TABLE payments (
          id BIGINT, customer BIGINT, amount BIGINT, price DOUBLE, ts TIMESTAMP(3)\(timed ? ", WATERMARK FOR ts AS ts" : "")
        ) WITH ('connector' = 'in-memory', 'data' = 'payments')
        """
    }

    /// Fills the table with `count` rows of `customers` customers.
    ///
    /// - Parameter timed: whether the times go on to the last row; they then take memory for each.
    static func fill(_ count: Int, customers: Int, timed: Bool) {
        let distinct = min(count, max(1 << 20, customers))
        let batches = stride(from: 0, to: distinct, by: ColumnBatch.defaultSize).map { start in
            rows(start..<min(distinct, start + ColumnBatch.defaultSize), customers)
        }
        for made in stride(from: 0, to: count, by: distinct) {
            var time = Int64(made)
            for batch in batches {
                var batch = batch
                if timed { batch.columns[4] = .int64(FixedColumn((time..<time + Int64(batch.count)).map { $0 })) }
                time += Int64(batch.count)
                InMemoryTables.shared.append(batch, to: "payments")
            }
        }
    }

    private static func rows(_ numbers: Range<Int>, _ customers: Int) -> ColumnBatch {
        func column(_ value: (Int64) -> Int64) -> Column { .int64(FixedColumn(numbers.map { value(Int64($0)) })) }
        return ColumnBatch(
            [
                column { $0 },
                // A prime number, so that neighbours are far from each other in any state.
                column { $0 &* 7_368_787 % Int64(customers) },
                column { $0 &* 31 & 1_023 },
                .double(FixedColumn(numbers.map { Double($0 &* 31 & 1_023) })),
                column { $0 },
            ], count: numbers.count)
    }
}
