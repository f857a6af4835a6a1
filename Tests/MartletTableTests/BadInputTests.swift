import Foundation
import MartletCore
import MartletTable
import Testing

/// What a user of SQL can do wrong with data and definitions, and what is said about it.
@Suite struct BadInputTests {
    private let folder = FileManager.default.temporaryDirectory.appendingPathComponent("martlet-bad-input-\(UUID().uuidString)").path
    private let environment = TableEnvironment(Configuration())

    init() throws { try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true) }

    private func write(_ text: String, to name: String) throws {
        try text.write(toFile: folder + "/" + name, atomically: true, encoding: .utf8)
    }

    /// A table over a file of the folder.
    private func declare(_ columns: String, _ name: String, format: String, _ options: String = "") async throws {
        try await environment.executeSql(
            "CREATE TABLE t (\(columns)) WITH ('connector' = 'filesystem', 'path' = '\(folder)/\(name)', 'format' = '\(format)'\(options))")
    }

    private func rows(_ query: String) async throws -> [Row] { try await environment.executeSql(query).all() }

    private func message(_ query: String) async -> String? {
        await #expect(throws: MartletError.self) { _ = try await rows(query) }?.description
    }

    @Test func aMalformedRowIsNamedByFileLineAndColumn() async throws {
        try write("1,a\nx,b\n3,c\n", to: "numbers.csv")
        try await declare("id INT, s STRING", "numbers.csv", format: "csv")
        #expect(
            await message("SELECT id, s FROM t")?.hasSuffix(
                "file '\(folder)/numbers.csv', line 2, column 1: For input string: \"x\" (field 'id')") == true)
    }

    @Test func malformedRowsAreSkippedAndCounted() async throws {
        try write("{\"id\": 1}\nnonsense\n{\"id\": 3}\n", to: "lines.json")
        try await declare("id INT", "lines.json", format: "json", ", 'json.ignore-parse-errors' = 'true'")
        let result = try await environment.executeSql("SELECT id FROM t")
        #expect(try await result.all().count == 2)
        #expect(result.jobClient?.metrics.total("numRecordsSkipped") == 1)
    }

    @Test func aFileThatIsNotThere() async throws {
        try await declare("id INT", "gone.csv", format: "csv")
        #expect(await message("SELECT id FROM t")?.contains("File \(folder)/gone.csv does not exist") == true)
    }

    @Test func aDirectoryThatCannotBeRead() async throws {
        // A link to itself: unlike missing permissions, it stops root as well.
        try FileManager.default.createSymbolicLink(atPath: folder + "/loop", withDestinationPath: folder + "/loop")
        try await declare("id INT", "loop", format: "csv")
        #expect(await message("SELECT id FROM t")?.contains("'\(folder)/loop': Too many levels of symbolic links") == true)
    }

    @Test func integersWrapAroundAsInFlink() async throws {
        #expect(try await rows("SELECT 2147483647 + 1, CAST(x AS TINYINT) FROM (VALUES 300) AS v(x)") == [Row([.int(.min), .tinyint(44)])])
    }

    @Test(arguments: ["REPEAT('abcdefghij', 300000000)", "LPAD('a', 2147483647, 'b')"])
    func aTextThatIsFarTooLong(_ text: String) async {
        #expect(await message("SELECT CHAR_LENGTH(\(text))")?.contains("A function's results come to more than 2 GiB") == true)
    }

    @Test func aViewDefinedByItself() async throws {
        for statement in ["CREATE VIEW a AS SELECT 1 AS x", "CREATE VIEW b AS SELECT * FROM a", "ALTER VIEW a AS SELECT * FROM b"] {
            try await environment.executeSql(statement)
        }
        #expect(await message("SELECT * FROM a")?.contains("The view 'default_catalog.default_database.a' is defined by itself") == true)
    }

    @Test func aSinkThatIsNotThere() async throws {
        let error = await #expect(throws: MartletError.self) { try await environment.executeSql("INSERT INTO nowhere SELECT 1") }
        #expect(error?.message.contains("nowhere") == true && error?.phase == .validate)
    }

    @Test func aTableThatIsNotThere() async throws {
        try await environment.executeSql("CREATE VIEW flights AS SELECT 1 AS x")
        #expect(await message("SELECT * FROM flihgts") == "Object 'flihgts' not found. Did you mean 'flights'?")
        #expect(await message("SELECT * FROM somewhere.flights")?.hasPrefix("Object 'flights' not found within 'somewhere'.") == true)
    }

    @Test func aValueOfAnotherType() async throws {
        let error = await #expect(throws: MartletError.self) { _ = try await rows("SELECT UPPER(TRUE) + 1") }
        #expect(error?.phase == .validate && error?.range != nil)
    }
}
