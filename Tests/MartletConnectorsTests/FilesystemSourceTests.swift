import Foundation
import MartletConnectors
import MartletCore
import MartletRuntime
import Testing

@Suite struct FilesystemSourceTests {
    let directory = try? TemporaryDirectory()

    static let schema = [Field("id", .int), Field("item", .string)]

    func table(_ path: String = "", _ options: [String: String] = [:], parallelism: Int = 1) throws -> TableHarness {
        let root = try #require(directory).path
        let base = ["connector": "filesystem", "format": "csv", "path": root + path]
        return TableHarness(Self.schema, base.merging(options) { $1 }, parallelism: parallelism)
    }

    @Test func directoriesAreReadWithAllInThem() async throws {
        let directory = try #require(directory)
        try directory.write("0,apple\n1,dates\n", to: "f0.csv")
        try directory.write("10,eggs\n", to: "f1.csv")
        try directory.write("77,x\n", to: "sub/g.csv")
        for hidden in [".dot.csv", "_hidden.csv", "_tmp/x.csv", "sub/.x/y.csv"] { try directory.write("99,no\n", to: hidden) }
        #expect(try await table().read(projection: [0]) == [Row([.int(0)]), Row([.int(1)]), Row([.int(10)]), Row([.int(77)])])
        #expect(try await table("", ["source.path.regex-pattern": ".*/f[12].csv"]).read() == [Row([.int(10), .string("eggs")])])
        #expect(
            try await table("/f1.csv").read(projection: [], metadata: ["file.name", "file.size", "file.path"])
                == [Row([.string("f1.csv"), .bigint(8), .string(directory.path + "/f1.csv")])])
        #expect(try await table().read(limit: 2).count == 2)
        #expect(try await table("", ["path": "file://" + directory.path + "/f1.csv"]).read().count == 1)
    }

    @Test func compressedFiles() async throws {
        let directory = try #require(directory)
        // `printf '1,one\n2,two\n' | gzip`, twice: members follow each other.
        let member = try #require(Data(base64Encoded: "H4sIAAAAAAAAAzPUyc9L5TLSKSnP5wIAheY5CgwAAAA="))
        try directory.write(member + member, to: "a.csv.gz")
        let rows = try await table().read()
        #expect(rows.count == 4)
        #expect(rows[3] == Row([.int(2), .string("two")]))
        try directory.write(member.dropLast(10), to: "a.csv.gz")
        await #expect(throws: MartletError.self) { try await table().read() }
        try directory.write("", to: "b.csv.bz2")
        await #expect(throws: MartletError.self) { try await table("/b.csv.bz2").read() }
    }

    @Test func mistakesSayWhereTheyAre() async throws {
        let directory = try #require(directory)
        try directory.write("1,one\n2,two\nx,three\n", to: "bad.csv")
        let error = await #expect(throws: MartletError.self) { try await table().read() }
        #expect(error?.context.last == "file '\(directory.path)/bad.csv', line 3, column 1")
        #expect(error?.message == "For input string: \"x\" (field 'id')")
        let (rows, metrics) = try await table("", ["csv.ignore-parse-errors": "true"]).readWithMetrics()
        #expect(rows.count == 3)
        #expect(metrics.recordsRead == 3)
        try directory.write("1,one\n2,two,3,4\n", to: "bad.csv")
        #expect(try await table("", ["csv.ignore-parse-errors": "true"]).readWithMetrics().metrics.total(MetricNames.recordsSkipped) == 1)
    }

    @Test func whatIsNotThere() async throws {
        for (path, options) in [("/none", [:]), ("", ["path": "nosuch://x/y"]), ("", ["csv.nope": "1"])] as [(String, [String: String])] {
            await #expect(throws: MartletError.self) { try await table(path, options).read() }
        }
        #expect(try await table().read() == [])
    }

    @Test func partitions() async throws {
        let directory = try #require(directory)
        try directory.write("0,a\n", to: "dt=2024-01-01/hr=0/f.csv")
        try directory.write("1,b\n", to: "dt=2024-01-01/hr=12/f.csv")
        try directory.write("2,c\n", to: "dt=a%2Fb/hr=1/f.csv")
        var table = try table()
        table.schema = Schema(Self.schema + [Field("dt", .string), Field("hr", .int)])
        table.partitionKeys = ["dt", "hr"]
        #expect(
            try await table.read(projection: [3, 0, 2]) == [
                Row([.int(0), .int(0), .string("2024-01-01")]), Row([.int(12), .int(1), .string("2024-01-01")]),
                Row([.int(1), .int(2), .string("a/b")]),
            ])
        #expect(
            try await table.read(projection: [0], partitions: [TablePartition([("dt", "2024-01-01"), ("hr", "12")])]) == [Row([.int(1)])])
        #expect(try await table.read(partitions: []) == [])
        try directory.write("3,d\n", to: "dt=__DEFAULT_PARTITION__/hr=1/f.csv")
        await #expect(throws: MartletError.self) { try await table.read() }
        let resolved = try table.registry.resolve(table.options)
        #expect(try resolved.connector.partitions(of: table.table(resolved))?.count == 4)
    }

    @Test func largeFilesAreShared() async throws {
        let directory = try #require(directory)
        // 70 MB in parts of 32, with records that span lines.
        let line = "7,\"" + String(repeating: "x", count: 60) + "\n" + String(repeating: "y", count: 60) + "\"\n"
        let count = 70_000_000 / line.utf8.count
        try directory.write(String(repeating: line, count: count), to: "big.csv")
        let (rows, metrics) = try await table("", [:], parallelism: 2).readWithMetrics(projection: [0])
        #expect(rows.count == count)
        #expect(metrics.groups.filter { $0.operatorName == "source" }.allSatisfy { $0.recordsOut.value > 0 })
    }

    @Test(.timeLimit(.minutes(1))) func newFilesAreSeen() async throws {
        let directory = try #require(directory)
        try directory.write("1,one\n", to: "a.csv")
        let harness = try table("", ["source.monitor-interval": "10 ms"])
        let reading = Task { try await harness.read(limit: 2) }
        try await Task.sleep(for: .milliseconds(50))
        try directory.write("2,two\n", to: "b.csv")
        #expect(try await reading.value == [Row([.int(1), .string("one")]), Row([.int(2), .string("two")])])
    }
}
