import MartletConnectors
import MartletCore
import MartletRuntime
import Testing

@Suite struct FilesystemSinkTests {
    let directory = try? TemporaryDirectory()

    static let schema = [Field("id", .int), Field("a", .string), Field("b", .int)]

    func table(_ path: String = "/t", _ options: [String: String] = [:], partitionedBy keys: [String] = [], parallelism: Int = 1) throws
        -> TableHarness
    {
        let root = try #require(directory).path
        let base = ["connector": "filesystem", "format": "csv", "path": root + path]
        return TableHarness(Self.schema, base.merging(options) { $1 }, partitionedBy: keys, parallelism: parallelism)
    }

    func row(_ id: Int32, _ a: String?, _ b: Int32) -> Row { Row([.int(id), a.map { .string($0) } ?? .null, .int(b)]) }

    @Test func whatIsWrittenIsReadAgain() async throws {
        let table = try table()
        try await table.write([row(1, "x,y", 1), row(2, "", 2)])
        try await table.write([row(3, "z", 3)])
        #expect(Set(try await table.read()) == [row(1, "x,y", 1), row(2, "", 2), row(3, "z", 3)])
        let files = try #require(directory).files
        #expect(files.count == 2)
        #expect(files.allSatisfy { $0.hasPrefix("t/part-") })
    }

    @Test func partitionsAreDirectories() async throws {
        let table = try table("/p", partitionedBy: ["a", "b"])
        try await table.write([row(1, "x", 1), row(2, "y z", 2), row(3, "a/b", 3), row(4, nil, 4), row(5, "", 5), row(6, "x", 1)])
        let directory = try #require(directory)
        let directories = directory.files.map { $0[..<($0.lastIndex(of: "/") ?? $0.endIndex)] }
        #expect(
            directories == [
                "p/a=__DEFAULT_PARTITION__/b=4", "p/a=__DEFAULT_PARTITION__/b=5", "p/a=a%2Fb/b=3", "p/a=x/b=1", "p/a=y z/b=2",
            ])
        #expect(try directory.text(of: try #require(directory.files.first { $0.hasPrefix("p/a=x") })) == "1\n6\n")
    }

    @Test func overwriting() async throws {
        var table = try table("/p", partitionedBy: ["b"])
        table.runtimeMode = .batch
        try await table.write([row(1, "x", 1), row(2, "y", 2)])
        try await table.write([row(9, "z", 2)], overwrite: true)
        #expect(Set(try await table.read()) == [row(1, "x", 1), row(9, "z", 2)])
        var whole = try self.table("/w")
        whole.runtimeMode = .batch
        try await whole.write([row(1, "x", 1)])
        try await whole.write([row(2, "y", 2)], overwrite: true)
        #expect(try await whole.read() == [row(2, "y", 2)])
        try await whole.write([], overwrite: true)
        #expect(try await whole.read() == [])
        whole.runtimeMode = .streaming
        await #expect(throws: MartletError.self) { try await whole.write([], overwrite: true) }
    }

    @Test func filesAreOfTheSizeWanted() async throws {
        let table = try table("/t", ["sink.rolling-policy.file-size": "1 kb"])
        // Written in batches, which the sink does not cut; how large they are depends on how fast it writes.
        for _ in 0..<3 { try await table.write((0..<300).map { row($0, "x", 1) }) }
        #expect((3...9).contains(try #require(directory).files.count))
        #expect(try await table.read().count == 900)
    }

    @Test func aJobThatFailsLeavesNothingBehind() async throws {
        var table = try table("/t", ["format": "json", "json.nope": "1"])
        await #expect(throws: MartletError.self) { try await table.write([row(1, "x", 1)]) }
        #expect(try #require(directory).files == [])
        table.options = ["connector": "filesystem", "format": "csv", "path": "/proc/no-such-place/t"]
        await #expect(throws: MartletError.self) { try await table.write([row(1, "x", 1)]) }
    }

    @Test func aFileMarksWhatIsComplete() async throws {
        let table = try table("/p", ["sink.partition-commit.policy.kind": "success-file"], partitionedBy: ["b"])
        try await table.write([row(1, "x", 1)])
        #expect(try #require(directory).files.contains("p/b=1/_SUCCESS"))
        #expect(try await table.read() == [row(1, "x", 1)])
    }
}
