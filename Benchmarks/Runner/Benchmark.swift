/// Something whose speed is measured, as a process of its own.
struct Benchmark: Sendable {
    /// As it is named on the command line: `streams/map-filter`.
    let name: String
    /// What is counted: records, rows, words.
    let unit: String
    /// How many of them one run works through.
    let count: Int
    /// The speed to reach, per second of CPU; nil: none was set.
    let goal: Double?
    let work: Work

    enum Work: Sendable {
        /// Run in the child, which is this program again.
        case closure(@Sendable () async throws -> Void)
        /// A script for the `martlet` beside this program, with `${DATA}` replaced.
        case script(String)
    }

    /// Files that must be there before, made once.
    var inputs: [InputFile] = []

    init(
        _ name: String, _ count: Int, _ unit: String, goal: Double? = nil, inputs: [InputFile] = [],
        _ body: @escaping @Sendable () async throws -> Void
    ) {
        self.init(name: name, unit: unit, count: count, goal: goal, work: .closure(body), inputs: inputs)
    }

    init(_ name: String, _ count: Int, _ unit: String, goal: Double? = nil, inputs: [InputFile] = [], script: String) {
        self.init(name: name, unit: unit, count: count, goal: goal, work: .script(script), inputs: inputs)
    }

    private init(name: String, unit: String, count: Int, goal: Double?, work: Work, inputs: [InputFile]) {
        self.name = name
        self.unit = unit
        self.count = count
        self.goal = goal
        self.work = work
        self.inputs = inputs
    }
}
