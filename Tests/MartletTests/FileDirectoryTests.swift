import Foundation
import Martlet
import Testing

/// What is seen in a directory while a job reads or writes it.
@Suite final class FileDirectoryTests {
    let directory = FileManager.default.temporaryDirectory.path + "/martlet-" + UUID().uuidString

    deinit { try? FileManager.default.removeItem(atPath: directory) }

    private func write(_ bytes: Data, _ name: String) throws {
        let path = URL(filePath: directory).appending(path: name)
        try FileManager.default.createDirectory(at: path.deletingLastPathComponent(), withIntermediateDirectories: true)
        try bytes.write(to: path)
    }

    /// The files that a reader of the directory would read.
    private var visible: [String: Data] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: directory)) ?? []
        return names.filter { !$0.hasPrefix(".") && !$0.hasPrefix("_") }.reduce(into: [:]) { files, name in
            files[name] = FileManager.default.contents(atPath: directory + "/" + name)
        }
    }

    @Test(arguments: [1, 3]) func aDirectoryIsReadWithAllInIt(_ parallelism: Int) async throws {
        try write(Data("a\nb\n".utf8), "1.txt")
        // `printf 'c\nd\n' | gzip -n`
        try write(
            Data([
                0x1f, 0x8b, 0x08, 0, 0, 0, 0, 0, 0, 0x03, 0x4b, 0xe6, 0x4a, 0xe1, 0x02, 0x00, 0x9a, 0x45, 0x04, 0xe4, 0x04, 0x00, 0x00,
                0x00,
            ]), "2.txt.gz")
        try write(Data("e".utf8), "inner/3.txt")
        try write(Data("hidden".utf8), ".4.txt")
        try write(Data("hidden".utf8), "_5.txt")
        let env = StreamExecutionEnvironment()
        env.parallelism = parallelism
        let lines = try await env.from(FileSource<String>(directory, format: .text)).executeAndCollect().all()
        #expect(lines.sorted() == ["a", "b", "c", "d", "e"])
    }

    @Test func aPathThatIsNotThereIsAnError() async throws {
        let env = StreamExecutionEnvironment()
        env.from(FileSource<String>(directory + "/nowhere", format: .text)).discard()
        let error = await #expect(throws: MartletError.self) { try await env.execute("job") }
        #expect(error?.description.contains(directory + "/nowhere") == true)
        #expect(error?.context.first == "job 'job'")
    }

    @Test(.timeLimit(.minutes(1))) func filesAppearWholeAndStayAsTheyAre() async throws {
        let env = StreamExecutionEnvironment()
        var rolling = RollingPolicy()
        rolling.fileSize = 4_096
        env.from(GeneratorSource(perSecond: 20_000) { "line \($0)" }).write(to: directory, format: .text, rolling: rolling)
        let job = try env.executeAsync()
        while visible.count < 3 { try await Task.sleep(for: .milliseconds(10)) }
        let seen = visible
        for content in seen.values {
            #expect(content.count >= 4_096)
            #expect(content.last == UInt8(ascii: "\n"))
        }
        await job.cancel()
        for (name, content) in seen { #expect(visible[name] == content) }
    }
}
