import MartletCore

/// The frame of all calls of an OVER in streaming: it ends at the current row.
struct StreamingFrame {
    enum Start {
        case unbounded
        case rows(Int)
        /// Milliseconds before the current row.
        case range(Int64)
    }

    let countsRows: Bool
    let start: Start

    init(_ calls: [OverCall]) throws {
        guard let frame = calls.first?.frame else { preconditionFailure("an OVER without calls") }
        guard frame.end == .currentRow, calls.allSatisfy({ $0.frame == frame }) else {
            throw MartletError("OVER windows in streaming have one frame, which ends at CURRENT ROW.", phase: .plan)
        }
        countsRows = frame.countsRows
        switch frame.start {
        case .unboundedPreceding: start = .unbounded
        case .currentRow: start = frame.countsRows ? .rows(0) : .range(0)
        case .preceding(.bigint(let count)) where frame.countsRows: start = .rows(Int(count))
        case .preceding(.milliseconds(let distance)) where !frame.countsRows: start = .range(distance)
        default: throw MartletError("OVER windows in streaming do not start at \(frame.start).", phase: .plan)
        }
    }

    var isBounded: Bool { if case .unbounded = start { false } else { true } }
}
