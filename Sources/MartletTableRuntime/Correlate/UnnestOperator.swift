import MartletColumns
import MartletCore
import MartletFunctions
import MartletRuntime

/// Each row once for each element of a collection, the element's columns behind its own: Flink's Correlate with UNNEST.
package final class UnnestOperator: StreamOperator {
    private let collection: Evaluation
    private let isMultiset: Bool
    private let withOrdinality: Bool
    private let condition: Evaluation?
    private let keepsRows: Bool
    private let session: EvaluationContext
    private var evaluator: BatchEvaluator?

    /// - Parameters:
    ///   - collection: an array, a multiset or a map. An element that is a row gives a column a field, an entry of a map its key and value.
    ///   - isMultiset: an element comes as often as it is in the multiset.
    ///   - withOrdinality: whether a last column counts the elements of a row from 1.
    ///   - condition: over the row and its element; only elements for which it is true count.
    ///   - keepsRows: whether a row without elements comes once, with NULLs.
    package init(
        collection: @escaping Evaluation, isMultiset: Bool, withOrdinality: Bool, condition: Evaluation?, keepsRows: Bool,
        session: EvaluationContext
    ) {
        self.collection = collection
        self.isMultiset = isMultiset
        self.withOrdinality = withOrdinality
        self.condition = condition
        self.keepsRows = keepsRows
        self.session = session
    }

    package func open(_ context: OperatorContext) { evaluator = BatchEvaluator(context, session: session) }

    package func process(_ batch: any Batch, from input: Int, into output: OperatorOutput) throws {
        guard let evaluator else { preconditionFailure("the operator is not open") }
        let rows = columns(batch)
        let elements = Elements(try collection(evaluator.frame(rows)), isMultiset: isMultiset)
        var matches = elements.matches
        if let condition, !matches.rows.isEmpty {
            let joined = join(rows, elements, matches)
            let passing = try condition(evaluator.frame(joined)).boolean.isTrue
            matches = matches.filtered(passing)
        }
        if keepsRows { matches = matches.withRowsLeftAlone(count: rows.count) }
        try output.emit(join(rows, elements, matches))
    }

    private func join(_ rows: ColumnBatch, _ elements: Elements, _ matches: Matches) -> ColumnBatch {
        let left = rows.columns.map { $0.gather(matches.rows) }
        var right = elements.columns.map { $0.gather(matches.elements, mayMiss: keepsRows) }
        if withOrdinality { right.append(matches.ordinalColumn) }
        return ColumnBatch(
            left + right, count: matches.rows.count, kinds: rows.kinds.map { kinds in matches.rows.map { kinds[Int($0)] } })
    }

    package func advance(to watermark: Watermark, into output: OperatorOutput) throws {
        evaluator?.advance(to: watermark)
        try output.emit(watermark)
    }
}

/// Pairs of a row and an element; an element of -1 is none.
private struct Matches {
    var rows: [Int32] = []
    var elements: [Int32] = []
    /// The element's place among those of its row, from 1.
    var ordinals: [Int32] = []

    mutating func append(_ row: Int32, _ element: Int32, _ ordinal: Int32) {
        rows.append(row)
        elements.append(element)
        ordinals.append(ordinal)
    }

    var ordinalColumn: Column {
        .int32(FixedColumn(ordinals, validity: elements.contains(-1) ? Bitmap(count: elements.count) { elements[$0] >= 0 } : nil))
    }

    func filtered(_ passing: Bitmap) -> Matches {
        let ones = passing.ones
        return Matches(
            rows: ones.map { rows[Int($0)] }, elements: ones.map { elements[Int($0)] }, ordinals: ones.map { ordinals[Int($0)] })
    }

    /// With a pair for each row that has none, in its place.
    func withRowsLeftAlone(count: Int) -> Matches {
        var result = Matches()
        var next = 0
        for row in 0..<Int32(count) {
            if next >= rows.count || rows[next] != row {
                result.append(row, -1, 0)
            }
            while next < rows.count, rows[next] == row {
                result.append(row, elements[next], ordinals[next])
                next += 1
            }
        }
        return result
    }
}

/// The elements of a column of collections, one after the other.
private struct Elements {
    var columns: [Column]
    var matches = Matches()

    init(_ collection: Column, isMultiset: Bool) {
        switch collection {
        case .map(let map) where isMultiset:
            columns = Self.flattened(map.keys)
            let counts = map.values.int32.values
            for row in 0..<map.count where !map.isNull(row) {
                var ordinal = 0
                for element in map.range(row) {
                    for _ in 0..<counts[element] {
                        add(row, element, ordinal)
                        ordinal += 1
                    }
                }
            }
        case .array(let array):
            columns = Self.flattened(array.elements)
            for row in 0..<array.count where !array.isNull(row) {
                for (ordinal, element) in array.range(row).enumerated() { add(row, element, ordinal) }
            }
        case .map(let map):
            columns = [map.keys, map.values]
            for row in 0..<map.count where !map.isNull(row) {
                for (ordinal, element) in map.range(row).enumerated() { add(row, element, ordinal) }
            }
        case .null: columns = []
        default: preconditionFailure("a column of \(collection.physicalType) is no collection")
        }
    }

    private mutating func add(_ row: Int, _ element: Int, _ ordinal: Int) {
        matches.append(Int32(row), Int32(element), Int32(ordinal + 1))
    }

    /// A row's fields; they are NULL where it is.
    private static func flattened(_ elements: Column) -> [Column] {
        guard case .row(let rows) = elements else { return [elements] }
        guard let validity = rows.validity else { return rows.fields }
        return rows.fields.map { $0.withValidity(Bitmap.intersection($0.validity, validity)) }
    }
}
