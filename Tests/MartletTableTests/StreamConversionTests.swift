import Martlet
import Testing

@Record struct Order: Equatable {
    var id: Int64
    var customer: String
    var amount: Double
    var at: Timestamp
}

@Record struct Total: Equatable {
    var customer: String
    var total: Double
}

/// One job, both APIs, in both directions.
@Suite struct StreamConversionTests {
    let env = StreamExecutionEnvironment()
    let orders = [
        Order(id: 1, customer: "ann", amount: 10, at: Timestamp(milliseconds: 1_000)),
        Order(id: 2, customer: "bob", amount: 20, at: Timestamp(milliseconds: 2_000)),
        Order(id: 3, customer: "ann", amount: 30, at: Timestamp(milliseconds: 61_000)),
    ]

    @Test func recordsBecomeRowsAndRecordsAgain() async throws {
        let tables = TableEnvironment(env)
        let table = try tables.fromDataStream(env.from(orders)).filter(col("amount") > 15)
        let large: DataStream<Order> = try tables.toDataStream(table)
        #expect(try await large.map { $0.id }.executeAndCollect().all() == [2, 3])
    }

    @Test func columnsAreFoundByNameAndCast() async throws {
        let tables = TableEnvironment(env)
        let table = try tables.fromDataStream(env.from(orders)).select(col("id").as("total"), "customer")
        let totals: DataStream<Total> = try tables.toDataStream(table)
        #expect(try await totals.executeAndCollect().all().map(\.total) == [1, 2, 3])
        let error = #expect(throws: MartletError.self) { try tables.toDataStream(tables.from("nowhere"), as: Total.self) }
        #expect(error?.message.contains("nowhere") == true)
    }

    @Test func aRunningTotalIsAChangelog() async throws {
        let tables = TableEnvironment(env)
        try tables.createTemporaryView("orders", env.from(orders))
        let totals = try tables.sqlQuery("SELECT customer, SUM(amount) FROM orders GROUP BY customer")
        #expect(throws: MartletError.self) { try tables.toDataStream(totals) }
        let changes = try await tables.toChangelogStream(totals).executeAndCollect().all()
        #expect(changes.map(\.kind) == [.insert, .insert, .updateBefore, .updateAfter])
        #expect(changes.last == Row([.string("ann"), .double(40)], kind: .updateAfter))
    }

    @Test func timestampsAndWatermarksGoThrough() async throws {
        let tables = TableEnvironment(env)
        let stream = env.from(orders, watermarks: .monotonous(timestamp: \.at))
        try tables.createTemporaryView(
            "orders", stream, .metadata("time", .timestampLTZ(3), key: "rowtime"), .watermark("time", as: .sourceWatermark))
        let result = try await tables.executeSql(
            """
            SELECT CAST(window_start AS STRING), SUM(amount)
            FROM TABLE(TUMBLE(TABLE orders, DESCRIPTOR(`time`), INTERVAL '1' MINUTE)) GROUP BY window_start, window_end
            """)
        #expect(try await result.all().map(\.values[1]) == [.double(30), .double(30)])
    }

    @Test func changesOfAStreamAreAppliedToATable() async throws {
        let tables = TableEnvironment(env)
        let changes = env.from([
            Row([.string("a"), .int(1)]), Row([.string("a"), .int(1)], kind: .updateBefore),
            Row([.string("a"), .int(2)], kind: .updateAfter),
        ])
        let table = try tables.fromChangelogStream(changes, .column("k", .string), .column("v", .int))
        let rows = try await table.groupBy("k").select(col("v").sum.as("s")).execute().all()
        // The only row of the group goes before its new content comes.
        #expect(rows.map(\.kind) == [.insert, .delete, .insert])
        #expect(rows.last?[0] == .int(2))
    }

    @Test func aResultThatNobodyReadsIsCancelled() async throws {
        let tables = TableEnvironment(env)
        try tables.createTemporaryView("numbers", env.from((0..<1_000_000).map { Total(customer: "\($0)", total: 0) }))
        let client: JobClient?
        do {
            let result = try await tables.from("numbers").execute()
            client = result.jobClient
            for try await row in result.collect() where row[0] == .string("3") { break }
        }
        await #expect(throws: CancellationError.self) { try await client?.result() }
        #expect(client?.status == .canceled)
    }
}
