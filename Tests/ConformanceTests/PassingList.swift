import Foundation

/// The scripts that are known to agree with Flink, in `Tests/Conformance/passing.txt`. One that is there must not fail again.
struct PassingList {
    var ids: Set<String>

    init() {
        let text = (try? String(contentsOfFile: Suite.passing, encoding: .utf8)) ?? ""
        ids = Set(text.split(separator: "\n").filter { !$0.hasPrefix("#") }.map(String.init))
    }

    func write() throws {
        let head = "# Scripts whose answers agree with Flink's. Written by MARTLET_RECORD_PASSING=1 swift test --filter ConformanceTests.\n"
        try (head + ids.sorted().joined(separator: "\n") + "\n").write(toFile: Suite.passing, atomically: true, encoding: .utf8)
    }
}
