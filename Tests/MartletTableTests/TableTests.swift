import MartletCore
import Testing

@testable import MartletTable

/// The Table API is SQL underneath: what it writes is what these look at.
@Suite struct TableTests {
    let tables = TableEnvironment()

    @Test func stepsBecomeQueriesInQueries() {
        let table = tables.from("orders").filter(col("amount") > 100 && col("customer") != "o'neil")
            .select("customer", (col("amount") * 2 + 1).as("twice"))
        #expect(
            table.description == "SELECT `customer`, ((`amount` * 2) + 1) AS `twice` FROM (SELECT * FROM (SELECT * FROM `orders`) AS `t` "
                + "WHERE ((`amount` > 100) AND (`customer` <> 'o''neil'))) AS `t`")
    }

    @Test func groupsAreGrouped() {
        #expect(
            tables.from("d.orders").groupBy("customer").select("customer", col("amount").sum.as("total"), TableExpression.rowCount)
                .description
                == "SELECT `customer`, SUM(`amount`) AS `total`, COUNT(*) FROM (SELECT * FROM `d`.`orders`) AS `t` GROUP BY `customer`")
    }

    @Test func literalsKeepTheirTypes() {
        #expect(lit(1).sql == "1")
        #expect(lit(-1).sql == "(-1)")
        #expect(lit(1.5).sql == "(1.5e0)")
        #expect(lit(nil).sql == "NULL")
        #expect(lit(true).sql == "TRUE")
        #expect(TableExpression(Duration.milliseconds(-1_500)).sql == "(INTERVAL -'1.500' SECOND(10, 3))")
        #expect(TableExpression.days(100).sql == "(INTERVAL '100' DAY(3))")
        #expect(TableExpression(LocalDate(days: 0)).sql == "DATE '1970-01-01'")
    }

    @Test func aDescriptorMakesATable() throws {
        try tables.createTemporaryTable(
            "source",
            .forConnector("datagen")
                .schema(.column("id", .bigint), .column("data", .string, comment: "what"), .primaryKey("id"))
                .option("number-of-rows", "3"))
        #expect(try tables.listTables() == ["source"])
        let table = try tables.session.catalogs.object(named: ["source"])
        #expect(table?.schema.types == [.bigint.notNull, .string])
    }

    @Test func rowsComeWithTheirKinds() async throws {
        let result = try await tables.executeSql("SHOW CATALOGS")
        #expect(result.schema.names == ["catalog name"])
        #expect(try await result.all() == [Row([.string("default_catalog")])])
    }
}
