import MartletColumns
import MartletCore
import MartletFunctions

/// Computes one expression for the rows of a frame. Made by the planner from a bound expression, with types and kernels chosen.
package typealias Evaluation = @Sendable (EvaluationFrame) throws -> Column

/// The rows that expressions are computed for.
///
/// A frame may be a part of a batch (the rows for which one branch of a CASE is taken); a column of the part is made when it is first asked for.
package final class EvaluationFrame {
    package let count: Int
    package let context: EvaluationContext
    private let source: [Column]
    /// nil: all rows of `source`.
    private let selection: [Int32]?
    private var selected: [Column?] = []

    package init(_ columns: [Column], count: Int, context: EvaluationContext) {
        source = columns
        selection = nil
        self.count = count
        self.context = context
    }

    private init(_ columns: [Column], selection: [Int32], context: EvaluationContext) {
        source = columns
        self.selection = selection
        count = selection.count
        self.context = context
        selected = [Column?](repeating: nil, count: columns.count)
    }

    package func column(_ index: Int) -> Column {
        guard let selection else { return source[index] }
        if let column = selected[index] { return column }
        let column = source[index].gather(selection)
        selected[index] = column
        return column
    }

    /// The rows at `indices` of this frame.
    package func part(_ indices: [Int32]) -> EvaluationFrame {
        let rows = selection.map { selection in indices.map { selection[Int($0)] } } ?? indices
        return EvaluationFrame(source, selection: rows, context: context)
    }
}

/// The expressions that are not calls of a kernel over all rows.
package enum Evaluations {
    package static func column(_ index: Int) -> Evaluation { { $0.column(index) } }

    /// The same value for every row.
    package static func literal(_ value: Value, _ type: DataType) throws -> Evaluation {
        let one = try ColumnBuilder.column([value], type)
        let full = one.gather([Int32](repeating: 0, count: ColumnBatch.defaultSize))
        return { frame in
            frame.count == full.count
                ? full
                : frame.count < full.count ? full.slice(0..<frame.count) : one.gather([Int32](repeating: 0, count: frame.count))
        }
    }

    /// A function over its arguments, each computed when the kernel asks for it.
    package static func call(_ kernel: @escaping ScalarKernel, _ arguments: [Evaluation]) -> Evaluation {
        { frame in
            try kernel(KernelArguments(count: frame.count, context: frame.context) { try arguments[$0](frame) })
        }
    }

    /// AND in three-valued logic. The right side is not computed for rows whose left side is FALSE, if computing it could fail.
    package static func and(_ left: @escaping Evaluation, _ right: @escaping Evaluation) -> Evaluation {
        { frame in
            let a = try left(frame).boolean
            let decided = a.isFalse
            if decided.isAllOnes { return .boolean(a) }
            let b = try optimistically(right, frame, except: decided)
            let isFalse = decided | b.isFalse
            let isTrue = a.isTrue & b.isTrue
            return .boolean(BooleanColumn(isTrue, validity: validity(isTrue | isFalse)))
        }
    }

    /// OR in three-valued logic. The right side is not computed for rows whose left side is TRUE, if computing it could fail.
    package static func or(_ left: @escaping Evaluation, _ right: @escaping Evaluation) -> Evaluation {
        { frame in
            let a = try left(frame).boolean
            let decided = a.isTrue
            if decided.isAllOnes { return .boolean(a) }
            let b = try optimistically(right, frame, except: decided)
            let isTrue = decided | b.isTrue
            let isFalse = a.isFalse & b.isFalse
            return .boolean(BooleanColumn(isTrue, validity: validity(isTrue | isFalse)))
        }
    }

    private static func validity(_ known: Bitmap) -> Bitmap? { known.isAllOnes ? nil : known }

    /// The truth of `expression` for all rows; if that fails, only for those that are not decided, and FALSE for the others.
    private static func optimistically(_ expression: Evaluation, _ frame: EvaluationFrame, except decided: Bitmap) throws -> BooleanColumn {
        do {
            return try expression(frame).boolean
        } catch {
            if decided.isAllZeros { throw error }
            let open = (~decided).ones
            let part = try expression(frame.part(open)).boolean
            var values = Bitmap(repeating: false, count: frame.count), valid = Bitmap(repeating: true, count: frame.count)
            for (position, row) in open.enumerated() {
                values[Int(row)] = part.values[position]
                valid[Int(row)] = !part.isNull(position)
            }
            return BooleanColumn(values, validity: valid)
        }
    }

    /// CASE: each branch is computed only for the rows that take it.
    package static func choice(_ branches: [(condition: Evaluation, result: Evaluation)], otherwise: @escaping Evaluation) -> Evaluation {
        { frame in
            var open = (0..<Int32(frame.count)).map { $0 }
            var parts: [Column] = []
            // For each row, its place in the parts put together.
            var places = [Int32](repeating: 0, count: frame.count)
            var placed: Int32 = 0
            func take(_ rows: [Int32], _ result: Evaluation) throws {
                if rows.isEmpty, !parts.isEmpty { return }
                parts.append(try result(rows.count == frame.count ? frame : frame.part(rows)))
                for row in rows {
                    places[Int(row)] = placed
                    placed += 1
                }
            }
            for branch in branches {
                if open.isEmpty { break }
                let truth = try branch.condition(open.count == frame.count ? frame : frame.part(open)).boolean.isTrue
                if truth.isAllZeros { continue }
                try take(open.indices.filter { truth[$0] }.map { open[$0] }, branch.result)
                open = open.indices.filter { !truth[$0] }.map { open[$0] }
            }
            if !open.isEmpty || parts.isEmpty { try take(open, otherwise) }
            if parts.count == 1 { return parts[0] }
            return Column.concatenation(parts).gather(places)
        }
    }

    /// COALESCE: the first argument that is not NULL; later ones are computed only for the rows that need them.
    package static func coalesce(_ arguments: [Evaluation]) -> Evaluation {
        { frame in
            var result = try arguments[0](frame)
            for argument in arguments.dropFirst() {
                guard let validity = result.validity, !validity.isAllOnes else { break }
                let open = (~validity).ones
                let more = try argument(frame.part(open))
                var places = (0..<Int32(frame.count)).map { $0 }
                for (position, row) in open.enumerated() { places[Int(row)] = Int32(frame.count + position) }
                result = Column.concatenation([result, more]).gather(places)
            }
            return result
        }
    }
}
