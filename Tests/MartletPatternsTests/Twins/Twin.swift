import Foundation
import MartletCore
import MartletDataStream
import MartletPatterns
import MartletRuntime
import Testing

/// An event of the programs whose answers Flink gave: written `id[:value][@time]`; without a time it is one later than the event before. Its
/// kind is the first letter of its id.
struct Event: Sendable {
    var id: String
    var value: Int
    var time: Timestamp

    static func list(_ text: String) -> [Event] {
        var time: Int64 = 0
        return text.split(separator: " ").map { word in
            let parts = word.split(separator: "@"), front = parts[0].split(separator: ":")
            time = parts.count > 1 ? Int64(parts[1]) ?? 0 : time + 1
            return Event(id: String(front[0]), value: front.count > 1 ? Int(front[1]) ?? 0 : 0, time: Timestamp(milliseconds: time))
        }
    }
}

/// The condition that an event is of a kind.
func kind(_ kind: String) -> Pattern<Event>.ElementCondition { { $0.id.hasPrefix(kind) } }

/// After each event, the watermark is its time less the delay less 1.
struct PerEvent: WatermarkGenerator {
    let delay: Int64

    mutating func onEvent(_ event: Event, at timestamp: Timestamp, _ output: inout WatermarkOutput) {
        output.emit(Watermark(Timestamp(milliseconds: timestamp.milliseconds - delay - 1)))
    }
}

extension StreamExecutionEnvironment {
    func events(_ text: String, delay: Int64 = 0) -> DataStream<Event> {
        from(Event.list(text), watermarks: .generator(timestamp: { $0.time }) { PerEvent(delay: delay) })
    }
}

extension PatternMatch<Event> {
    /// As the programs print it.
    var shown: String {
        stages.map { stage in "\(stage.name)=" + stage.elements.map(\.id).joined(separator: ",") }.joined(separator: ";")
    }
}

/// A program: a title, the events, and the pattern.
typealias Run = (title: String, events: String, pattern: Pattern<Event>)

/// Expects that the matches of these runs are what Flink printed for a program.
func expectAnswer(_ program: String, _ runs: [Run], sourceLocation: SourceLocation = #_sourceLocation) async throws {
    var lines: [String] = []
    for run in runs {
        lines.append("== " + run.title)
        let matches = StreamExecutionEnvironment().events(run.events).matching(run.pattern)
        lines += try await matches.select { $0.shown }.executeAndCollect().all()
    }
    try expectAnswer(program, lines, sourceLocation: sourceLocation)
}

/// Expects that `lines` are what Flink printed for a program.
func expectAnswer(_ program: String, _ lines: [String], isOrdered: Bool = true, sourceLocation: SourceLocation = #_sourceLocation) throws {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().appending(path: "Answers/cep")
    let answer = try String(contentsOf: folder.appending(path: program + ".out"), encoding: .utf8)
    let (ours, flinks) = (sections(lines), sections(answer.split(separator: "\n").map(String.init)))
    if isOrdered {
        #expect(ours == flinks, sourceLocation: sourceLocation)
    } else {
        #expect(ours.map { $0.sorted() } == flinks.map { $0.sorted() }, sourceLocation: sourceLocation)
    }
}

/// The lines of each title, so that a difference is shown with the title it is under.
private func sections(_ lines: [String]) -> [[String]] {
    lines.reduce(into: []) { sections, line in
        if line.hasPrefix("==") || sections.isEmpty { sections.append([line]) } else { sections[sections.count - 1].append(line) }
    }
}
