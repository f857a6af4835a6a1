import MartletCore
import MartletSQL

// A function of its argument's time attribute.
extension SpecialForm {
    /// `SOURCE_WATERMARK()`: the watermarks are the source's own; nothing is computed.
    static let sourceWatermark = SpecialForm(name: "SOURCE_WATERMARK") { _, _, _ in .null(.timestamp(3)) }

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
