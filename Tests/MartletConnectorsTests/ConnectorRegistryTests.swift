import MartletConnectors
import MartletCore
import MartletRuntime
import Testing

@Suite struct ConnectorRegistryTests {
    func complaint(_ options: [String: String]) -> MartletError? {
        do {
            _ = try ConnectorRegistry.builtIn.resolve(options)
            return nil
        } catch {
            return MartletError.wrapping(error)
        }
    }

    @Test func errorsNameWhatThereIs() {
        #expect(complaint([:])?.hint?.contains("filesystem") == true)
        #expect(complaint(["connector": "filesytem"])?.hint?.hasPrefix("Did you mean 'filesystem'?") == true)
        #expect(
            complaint(["connector": "blackhole", "nope": "1"])?.message == "Unsupported options found for connector 'blackhole': 'nope'.")
        #expect(complaint(["connector": "print", "print-identifer": "1"])?.hint?.hasPrefix("Did you mean 'print-identifier'?") == true)
        #expect(complaint(["connector": "filesystem", "path": "/x"])?.message.hasSuffix("'filesystem': format.") == true)
        #expect(complaint(["connector": "filesystem", "path": "/x", "format": "cvs"])?.hint?.hasPrefix("Did you mean 'csv'?") == true)
        #expect(complaint(["connector": "filesystem", "format": "csv"])?.message.hasSuffix("'filesystem': path.") == true)
        #expect(complaint(["connector": "filesystem", "path": "/x", "format": "csv", "csv.null-literal": "N"]) == nil)
        #expect(complaint(["connector": "print", "standard-error": "perhaps"])?.phase == .validate)
    }

    @Test func sinksAreNoSources() throws {
        let table = TableHarness([Field("a", .int)], ["connector": "print"])
        let resolved = try table.registry.resolve(table.options)
        #expect(throws: MartletError.self) { try resolved.connector.makeSource(table.table(resolved)) }
    }

    @Test func whatIsWrittenInMemoryIsReadFromThere() async throws {
        let tables = InMemoryTables()
        var table = TableHarness([Field("a", .int), Field("b", .string)], ["connector": "in-memory", "data": "x"])
        table.registry = ConnectorRegistry([InMemoryConnector(tables)])
        let rows = [Row([.int(1), .string("a")]), Row([.int(2), .null], kind: .delete)]
        try await table.write(rows)
        #expect(tables.rows(of: "x", schema: table.schema) == rows)
        #expect(try await table.read(projection: [1]) == [Row([.string("a")]), Row([.null], kind: .delete)])
    }
}
