import MartletColumns
import MartletCore
import MartletFunctions
import MartletRuntime

/// Each row once for each element of a collection, the element's columns behind its own: Flink's Correlate with UNNEST.
package final class UnnestOperator: StreamOperator {
    private let collection: Evaluation
    private let withOrdinality: Bool
    private let condition: Evaluation?
    private let keepsRows: Bool
    private let session: EvaluationContext
    private var evaluator: BatchEvaluator?

    /// - Parameters:
    ///   - collection: an array, a multiset or a map. An element that is a row gives a column a field, an entry of a map its key and value.
    ///   - withOrdinality: whether a last column counts the elements of a row from 1.
    ///   - condition: over the row and its element; only elements for which it is true count.
    ///   - keepsRows: whether a row without elements comes once, with NULLs.
    package init(
        collection: @escaping Evaluation, withOrdinality: Bool, condition: Evaluation?, keepsRows: Bool, session: EvaluationContext
    ) {
        self.collection = collection
        self.withOrdinality = withOrdinality
        self.condition = condition
        self.keepsRows = keepsRows
        self.session = session
    }

    package func open(_ context: OperatorContext) { evaluator = BatchEvaluator(context, session: session) }

    package func process(_ batch: any Batch, from input: Int, into output: OperatorOutput) throws {
        guard let evaluator else { preconditionFailure("the operator is not open") }
        let rows = columns(batch)
        let elements = Elements(try collection(evaluator.frame(rows)), withOrdinality: withOrdinality)
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
        let right = elements.columns.map { $0.gather(matches.elements, mayMiss: keepsRows) }
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

    func filtered(_ passing: Bitmap) -> Matches {
        let ones = passing.ones
        return Matches(rows: ones.map { rows[Int($0)] }, elements: ones.map { elements[Int($0)] })
    }

    /// With a pair for each row that has none, in its place.
    func withRowsLeftAlone(count: Int) -> Matches {
        var result = Matches()
        var next = 0
        for row in 0..<Int32(count) {
            if next >= rows.count || rows[next] != row {
                result.rows.append(row)
                result.elements.append(-1)
            }
            while next < rows.count, rows[next] == row {
                result.rows.append(row)
                result.elements.append(elements[next])
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

    init(_ collection: Column, withOrdinality: Bool) {
        var ordinals: [Int32] = []
        switch collection {
        case .array(let array):
            columns = Self.flattened(array.elements)
            for row in 0..<array.count where !array.isNull(row) {
                for (ordinal, element) in array.range(row).enumerated() { add(row, element, ordinal, &ordinals) }
            }
        case .map(let map):
            columns = [map.keys, map.values]
            for row in 0..<map.count where !map.isNull(row) {
                for (ordinal, element) in map.range(row).enumerated() { add(row, element, ordinal, &ordinals) }
            }
        case .null: columns = []
        default: preconditionFailure("a column of \(collection.physicalType) is no collection")
        }
        guard withOrdinality, let count = columns.first?.count else { return }
        var places = [Int32](repeating: 0, count: count)
        for (element, ordinal) in zip(matches.elements, ordinals) { places[Int(element)] = ordinal }
        columns.append(.int32(FixedColumn(places, validity: nil)))
    }

    private mutating func add(_ row: Int, _ element: Int, _ ordinal: Int, _ ordinals: inout [Int32]) {
        matches.rows.append(Int32(row))
        matches.elements.append(Int32(element))
        ordinals.append(Int32(ordinal + 1))
    }

    /// A row's fields; they are NULL where it is.
    private static func flattened(_ elements: Column) -> [Column] {
        guard case .row(let rows) = elements else { return [elements] }
        guard let validity = rows.validity else { return rows.fields }
        return rows.fields.map { $0.withValidity(Bitmap.intersection($0.validity, validity)) }
    }
}
