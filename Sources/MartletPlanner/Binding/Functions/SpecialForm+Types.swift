import MartletCore
import MartletSQL

// Functions of their arguments' types.
extension SpecialForm {
    /// `TYPEOF(x)`, `TYPEOF(x, TRUE)`: the type's name.
    static let typeOf = SpecialForm(name: "TYPEOF") { binder, call, range in
        let operands = try binder.bindArguments(call)
        guard (1...2).contains(operands.count) else { throw binder.noMatch("TYPEOF", operands, at: range) }
        let text = "\(operands[0].type.withoutTimeAttribute)"
        return BoundExpression(.literal(.string(text)), .string)
    }

    /// `CURRENT_WATERMARK(rowtime)`: the watermark, as a time of the argument's type.
    static let currentWatermark = SpecialForm(name: "CURRENT_WATERMARK") { binder, call, range in
        let operands = try binder.bindArguments(call)
        guard operands.count == 1 else { throw binder.noMatch("CURRENT_WATERMARK", operands, at: range) }
        guard operands[0].type.timeAttribute == .rowtime else {
            throw MartletError(
                "CURRENT_WATERMARK() must be called with a single rowtime attribute argument, but '\(operands[0].type)' cannot be a time "
                    + "attribute.", phase: .validate)
        }
        return try binder.call("CURRENT_WATERMARK", operands, at: range)
    }
}
