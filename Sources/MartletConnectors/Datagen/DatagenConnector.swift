import MartletColumns
import MartletCore
import MartletRuntime

/// Flink's `datagen` connector: rows of random values and of sequences.
package struct DatagenConnector: TableConnector {
    package let identifier = "datagen"

    package let options: [OptionDeclaration] = [
        OptionDeclaration("rows-per-second", .integer, default: "10000", "How many rows come in a second, of all subtasks together."),
        OptionDeclaration(
            "number-of-rows", .integer, "After how many rows the table ends. By default, never, or with the shortest sequence."),
        OptionDeclaration("scan.parallelism", .integer, "How many subtasks make rows."),
        OptionDeclaration("fields.#.kind", .string, default: "random", "How a column's values are made: random or sequence."),
        OptionDeclaration("fields.#.min", .string, "The least random number. By default, the type's."),
        OptionDeclaration("fields.#.max", .string, "The greatest random number. By default, the type's."),
        OptionDeclaration("fields.#.max-past", .duration, default: "0 s", "How far back of now a random timestamp may be."),
        OptionDeclaration("fields.#.length", .integer, "The length of a random string, or of a collection: 100, or 3."),
        OptionDeclaration("fields.#.var-len", .boolean, default: "false", "Whether random strings have any length up to theirs."),
        OptionDeclaration("fields.#.start", .integer, "The first number of a sequence."),
        OptionDeclaration("fields.#.end", .integer, "The last number of a sequence."),
        OptionDeclaration("fields.#.null-rate", .double, default: "0", "How many of the values are NULL, from 0 to 1."),
    ]

    /// The connector.
    package init() {}

    package func makeSource(_ table: ConnectorTable) throws -> TableSource {
        let fields = DatagenFields(table.options)
        let generators = try table.schema.fields.map { try fields.generator($0.name, $0.type) }
        try fields.checkKeys(among: table.schema)
        let rowsPerSecond = table.options.integer("rows-per-second") ?? 10_000
        guard rowsPerSecond > 0 else {
            throw MartletError("'rows-per-second' must be positive, but is \(rowsPerSecond).", phase: .validate)
        }
        let numberOfRows = table.options.integer("number-of-rows")
        let source = DatagenSource(
            generators: table.projection.map { generators[$0] }, types: table.projection.map { table.schema.fields[$0].type },
            sequenceLength: generators.compactMap(\.sequenceLength).min(), numberOfRows: numberOfRows, rowsPerSecond: rowsPerSecond,
            limit: table.limit)
        return TableSource(source, parallelism: table.options.integer("scan.parallelism"))
    }
}

/// Makes rows in every subtask, as many a second as is its share.
struct DatagenSource: Source {
    typealias Output = ColumnBatch

    var generators: [ValueGenerator]
    var types: [DataType]
    /// The length of the table's shortest sequence.
    var sequenceLength: Int?
    var numberOfRows: Int?
    var rowsPerSecond: Int
    var limit: Int?

    // As in Flink, a sequence ends the table but is no promise that it ends.
    var isBounded: Bool { numberOfRows != nil }
    var assignment: SplitAssignment { .fixed }

    func enumerateSplits(parallelism: Int) throws -> [Int] { Array(0..<parallelism) }

    func makeReader(_ context: SourceReaderContext<Int>) throws -> any SourceReader { DatagenReader(self, context.operatorContext) }
}

private final class DatagenReader: SourceReader {
    private let source: DatagenSource
    private let clock: any JobClock
    private let builders: [ColumnBuilder]
    private var random: SplitMix64
    private let parallelism: Int
    private let subtask: Int
    private let goal: Int
    private var made = 0
    private let rowsPerSecond: Int
    /// The rows of a second come at its beginning.
    private var nextSecond: Timestamp
    private var leftInSecond: Int

    init(_ source: DatagenSource, _ context: OperatorContext) {
        self.source = source
        clock = context.clock
        parallelism = context.parallelism
        subtask = context.subtask
        builders = source.types.map { ColumnBuilder($0, capacity: ColumnBatch.defaultSize) }
        random = SplitMix64(seed: UInt64(bitPattern: context.clock.now.milliseconds) &* 31 &+ UInt64(context.subtask))
        // Of n rows or numbers, subtask k has those at k, k + parallelism, and so on.
        let (parallelism, subtask) = (parallelism, subtask)
        let share = { (total: Int) in total / parallelism + (total % parallelism > subtask ? 1 : 0) }
        goal = min(source.numberOfRows.map(share) ?? .max, source.sequenceLength.map(share) ?? .max, source.limit ?? .max)
        rowsPerSecond = max(1, share(source.rowsPerSecond))
        leftInSecond = rowsPerSecond
        nextSecond = context.clock.now + .seconds(1)
    }

    func poll() throws -> SourcePoll {
        if made >= goal { return .end }
        if leftInSecond == 0 {
            let now = clock.now
            if now < nextSecond { return .nothing(until: nextSecond) }
            nextSecond = max(nextSecond, now - .seconds(1)) + .seconds(1)
            leftInSecond = rowsPerSecond
        }
        let count = min(goal - made, leftInSecond, ColumnBatch.defaultSize)
        var place = ValueGenerator.Place(first: made, subtask: subtask, parallelism: parallelism, now: clock.now)
        for (generator, builder) in zip(source.generators, builders) { generator.append(count, to: builder, &place, &random) }
        made += count
        leftInSecond -= count
        return .batch(ColumnBatch(builders.map { $0.finish() }, count: count))
    }
}
