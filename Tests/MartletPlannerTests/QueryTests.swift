import MartletCore
import MartletPlanner
import Testing

@Suite struct QueryTests {
    private static let users = TestTable(
        "users", "id INT, name STRING, age INT, city STRING",
        """
        id  name  age   city
        1   ann   31    Oslo
        2   bob   35    Kyiv
        3   cyd   21    Bern
        4   dan   null  Rome
        5   eve   70    Oslo
        """)

    private func harness() throws -> PlannerHarness { try PlannerHarness([Self.users]) }

    @Test func selectsWithoutFrom() async throws {
        let sql = "SELECT 1, 'ab' AS b, TRUE"
        #expect(try harness().schema(sql) == "( `EXPR$0` INT NOT NULL, `b` CHAR(2) NOT NULL, `EXPR$2` BOOLEAN NOT NULL )")
        #expect(try await harness().run(sql) == ["+I[1, ab, TRUE]"])
    }

    @Test func expandsStarsAndNamesColumns() throws {
        #expect(
            try harness().schema("SELECT *, id, users.name AS n FROM users")
                == "( `id` INT, `name` STRING, `age` INT, `city` STRING, `id0` INT, `n` STRING )")
        #expect(try harness().schema("SELECT t.* FROM (VALUES (1, 'a')) AS t(x, y)") == "( `x` INT NOT NULL, `y` CHAR(1) NOT NULL )")
    }

    @Test func filtersAndProjects() async throws {
        #expect(
            try await harness().run("SELECT UPPER(name), city FROM users WHERE city IS NOT NULL LIMIT 2") == [
                "+I[ANN, Oslo]", "+I[BOB, Kyiv]",
            ])
    }

    @Test func namesThatAreNotThereAreErrorsWithPlaces() throws {
        let harness = try harness()
        func at(_ sql: String) -> String {
            harness.error(sql).map { "\($0.phase.rawValue) \($0.range.map { "\($0)" } ?? "-"): \($0.message)" } ?? "no error"
        }
        #expect(at("SELECT nope FROM users") == "validate 1:8-1:11: Column 'nope' not found in any table")
        #expect(at("SELECT users.nope FROM users") == "validate 1:14-1:17: Column 'nope' not found in table 'users'")
        #expect(at("SELECT u.name FROM users") == "validate 1:8-1:8: Table 'u' not found")
        #expect(at("SELECT * FROM nope") == "validate 1:15-1:18: Object 'nope' not found.")
        #expect(at("SELECT id FROM users AS a JOIN users AS b ON TRUE") == "validate 1:8-1:9: Column 'id' is ambiguous")
        #expect(harness.error("SELECT nam FROM users")?.hint == "Did you mean 'name'?")
    }

    @Test func groupsAsAChangelog() async throws {
        #expect(
            try await harness().run("SELECT city, COUNT(*) AS n FROM users GROUP BY city")
                == ["+I[Oslo, 1]", "+I[Kyiv, 1]", "+I[Bern, 1]", "+I[Rome, 1]", "-U[Oslo, 1]", "+U[Oslo, 2]"])
        #expect(
            try harness().schema("SELECT city, COUNT(*) AS n, SUM(age) FROM users GROUP BY city")
                == "( `city` STRING, `n` BIGINT NOT NULL, `EXPR$2` INT )")
    }

    @Test func columnsMustBeGrouped() throws {
        let harness = try harness()
        #expect(harness.error("SELECT name, COUNT(*) FROM users GROUP BY city")?.message == "Expression 'name' is not being grouped")
        #expect(harness.error("SELECT id FROM users WHERE COUNT(*) > 1")?.message == "Aggregate expression is illegal in WHERE clause")
        #expect(harness.error("SELECT SUM(COUNT(*)) FROM users")?.message == "Aggregate expressions cannot be nested")
    }
}
