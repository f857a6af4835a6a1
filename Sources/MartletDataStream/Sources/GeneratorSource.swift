import MartletCore
import MartletRuntime

/// Elements made from their numbers. Flink's `DataGeneratorSource`.
///
///     env.from(GeneratorSource(count: 1_000_000, perSecond: 10_000) { number in Order(id: number, …) })
///
/// Numbers are divided among the subtasks, a run each; within a subtask they rise.
public struct GeneratorSource<Element: Sendable>: Source {
    public typealias Split = Range<Int>
    public typealias Output = RecordBatch<Element>

    @usableFromInline let numbers: Range<Int>
    /// Elements a second of all subtasks together; nil: as fast as they are taken.
    @usableFromInline let rate: Double?
    @usableFromInline let makePolling: @Sendable (SourceReaderContext<Range<Int>>, RateLimiter?) -> () throws -> SourcePoll
    /// Whether the numbers are meant to end.
    public let isBounded: Bool

    /// The elements of the numbers from 0 to `count` - 1; without a count they do not end.
    @inlinable public init(count: Int? = nil, perSecond rate: Double? = nil, _ element: @escaping @Sendable (Int) throws -> Element) {
        self.init(numbers: 0..<max(0, count ?? .max), isBounded: count != nil, perSecond: rate, element)
    }

    /// The elements of these numbers.
    @inlinable public init(numbers: Range<Int>, perSecond rate: Double? = nil, _ element: @escaping @Sendable (Int) throws -> Element) {
        self.init(numbers: numbers, isBounded: true, perSecond: rate, element)
    }

    @inlinable init(numbers: Range<Int>, isBounded: Bool, perSecond rate: Double?, _ element: @escaping @Sendable (Int) throws -> Element) {
        self.numbers = numbers
        self.isBounded = isBounded
        self.rate = rate
        makePolling = { context, limiter in
            var remaining = 0..<0
            return {
                while remaining.isEmpty {
                    guard let split = context.nextSplit() else { return .end }
                    remaining = split
                }
                var count = min(RecordBatch<Element>.defaultSize, remaining.count)
                if let limiter {
                    switch limiter.take(count) {
                    case .allowed(let allowed): count = allowed
                    case .wait(let until): return .nothing(until: until)
                    }
                }
                let run = remaining.lowerBound..<remaining.lowerBound + count
                remaining = run.upperBound..<remaining.upperBound
                return .batch(RecordBatch(try run.map(element)))
            }
        }
    }

    public var assignment: SplitAssignment { .fixed }

    public func enumerateSplits(parallelism: Int) throws -> [Range<Int>] {
        if let rate, !(rate > 0) {
            throw MartletError("The rate of a generator must be positive; it is \(rate) elements a second.", phase: .validate)
        }
        let (size, rest) = numbers.count.quotientAndRemainder(dividingBy: parallelism)
        var start = numbers.lowerBound
        return (0..<parallelism).map { subtask in
            let run = start..<start + size + (subtask < rest ? 1 : 0)
            start = run.upperBound
            return run
        }
    }

    public func makeReader(_ context: SourceReaderContext<Range<Int>>) -> any SourceReader {
        let place = context.operatorContext
        return ClosureReader(makePolling(context, rate.map { RateLimiter(perSecond: $0 / Double(place.parallelism), clock: place.clock) }))
    }
}
