import Foundation
import MartletCore
import MartletDataStream
import MartletRuntime
import Testing

/// An element of the programs whose answers Flink gave: written `key:value@time`, the time in milliseconds.
struct Element: Sendable, Equatable, CustomStringConvertible {
    var key: String
    var value: Int
    var time: Timestamp

    var description: String { "\(key):\(value)@\(time.milliseconds)" }

    static func list(_ text: String) -> [Element] {
        text.split(separator: " ").map { word in
            let parts = word.split { $0 == ":" || $0 == "@" }
            return Element(key: String(parts[0]), value: Int(parts[1]) ?? 0, time: Timestamp(milliseconds: Int64(parts[2]) ?? 0))
        }
    }
}

/// After each element, the watermark is its time less the bound less 1.
struct PerEvent: WatermarkGenerator {
    let bound: Int64

    mutating func onEvent(_ element: Element, at timestamp: Timestamp, _ output: inout WatermarkOutput) {
        output.emit(Watermark(Timestamp(milliseconds: timestamp.milliseconds - bound - 1)))
    }
}

extension StreamExecutionEnvironment {
    func elements(_ text: String, bound: Int64 = 0) -> DataStream<Element> {
        from(Element.list(text), watermarks: .generator(timestamp: { $0.time }) { PerEvent(bound: bound) })
    }
}

extension Watermark {
    /// As the programs print it.
    var shown: String { self == .endOfTime ? "end" : self == .none ? "none" : String(timestamp.milliseconds) }
}

/// Prints the key, the window and its elements in the order in which the window holds them.
struct Show: ProcessWindowFunction {
    func process(_ key: String, _ context: WindowContext, _ elements: [Element], _ output: inout Output<String>) {
        let values = elements.map { String($0.value) }.joined(separator: " ")
        output.emit("\(key) \(context.window.shown) \(values) wm=\(context.currentWatermark.shown)")
    }
}

extension TimeWindow {
    var shown: String { "[\(start.milliseconds),\(end.milliseconds))" }
}

/// How lines are compared with Flink's.
enum LineOrder {
    case exact
    /// The lines behind each title in any order.
    case anyOrder
    /// The words of a line, too, in any order.
    case anyOrderOfWords

    func normalized(_ text: String) -> [[String]] {
        var sections: [[String]] = [[]]
        for line in text.split(separator: "\n").map(String.init) {
            if line.hasPrefix("==") { sections.append([line]) } else { sections[sections.count - 1].append(line) }
        }
        switch self {
        case .exact: return sections
        case .anyOrder: return sections.map { $0.sorted() }
        case .anyOrderOfWords: return sections.map { $0.map { $0.split(separator: " ").sorted().joined(separator: " ") }.sorted() }
        }
    }
}

/// Expects that `lines` are what Flink printed for a program.
func expectAnswer(_ program: String, _ lines: [String], order: LineOrder, sourceLocation: SourceLocation = #_sourceLocation) throws {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().appending(path: "Answers")
    let answer = try String(contentsOf: folder.appending(path: program + ".out"), encoding: .utf8)
    let (ours, flinks) = (order.normalized(lines.joined(separator: "\n")), order.normalized(answer))
    #expect(ours == flinks, sourceLocation: sourceLocation)
}
