import MartletCore

/// TUMBLE, HOP, CUMULATE or SESSION: each row with the bounds of its windows, a copy a window.
package struct LogicalWindowTable: LogicalPlan {
    package enum Kind: Sendable, Hashable {
        case tumble(size: Int64)
        case hop(slide: Int64, size: Int64)
        case cumulate(step: Int64, size: Int64)
        case session(gap: Int64, partitionBy: [Int])
    }

    package var input: any LogicalPlan
    /// Milliseconds.
    package var kind: Kind
    package var offset: Int64
    package var time: Int
    /// Whether it is the window of a GROUP BY TUMBLE(..): then a session is one of a group.
    package var isGroupWindow: Bool

    package init(_ input: any LogicalPlan, kind: Kind, offset: Int64 = 0, time: Int, isGroupWindow: Bool = false) {
        self.input = input
        self.kind = kind
        self.offset = offset
        self.time = time
        self.isGroupWindow = isGroupWindow
    }

    package var timeType: DataType { input.schema.fields[time].type }

    /// The input's columns, then `window_start`, `window_end` and the time attribute `window_time`.
    package var schema: Schema {
        let bound = DataType(.timestamp(precision: 3), nullable: false)
        var time = timeType
        time.isNullable = isGroupWindow
        return Schema(input.schema.fields + [Field("window_start", bound), Field("window_end", bound), Field("window_time", time)])
    }

    package var inputs: [any LogicalPlan] { [input] }
    package func replacingInputs(_ inputs: [any LogicalPlan]) -> any LogicalPlan {
        LogicalWindowTable(inputs[0], kind: kind, offset: offset, time: time, isGroupWindow: isGroupWindow)
    }

    package var name: String { "LogicalTableFunctionScan" }

    package var attributes: [PlanAttribute] {
        let intervals =
            switch kind {
            case .tumble(let size): [size]
            case .hop(let slide, let size): [slide, size]
            case .cumulate(let step, let size): [step, size]
            case .session(let gap, _): [gap]
            }
        let partition =
            if case .session(_, let keys) = kind, !keys.isEmpty { "PARTITION BY($\(keys.map { "\($0)" }.joined(separator: ", $"))), " } else
            { "" }
        let arguments = (intervals + (offset == 0 ? [] : [offset])).map { "\($0):INTERVAL SECOND" }.joined(separator: ", ")
        return [PlanAttribute("invocation", "\(functionName)(\(partition)DESCRIPTOR($\(time)), \(arguments))")]
    }

    package var functionName: String {
        switch kind {
        case .tumble: "TUMBLE"
        case .hop: "HOP"
        case .cumulate: "CUMULATE"
        case .session: "SESSION"
        }
    }
}
