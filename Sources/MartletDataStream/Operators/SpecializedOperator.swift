import MartletCore
import MartletRuntime

/// An operator whose generic code has been compiled for the types of the program that uses it.
///
/// A generic class behind `any StreamOperator` runs unspecialised code, a hundred times slower per record. So the typed operators are generic
/// classes with inlinable methods, and are wrapped in this concrete one where the program's types are known: each closure below is then
/// compiled for them, with the operator's method inside it.
public final class SpecializedOperator: StreamOperator {
    @usableFromInline let opening: (OperatorContext) throws -> Void
    @usableFromInline let processing: (any Batch, Int, OperatorOutput) throws -> Void
    @usableFromInline let advancing: (Watermark, OperatorOutput) throws -> Void
    @usableFromInline let passing: (StreamStatus, OperatorOutput) throws -> Void
    @usableFromInline let timing: (Timestamp, OperatorOutput) throws -> Void
    @usableFromInline let ending: (Int, OperatorOutput) throws -> Void
    @usableFromInline let finishing: (OperatorOutput) throws -> Void
    @usableFromInline let closing: () throws -> Void

    /// Wraps `base`; to be called from inlinable code, with concrete types.
    @inlinable public init<Base: StreamOperator>(_ base: Base) {
        opening = { try base.open($0) }
        processing = { try base.process($0, from: $1, into: $2) }
        advancing = { try base.advance(to: $0, into: $1) }
        passing = { try base.pass($0, into: $1) }
        timing = { try base.onProcessingTime($0, into: $1) }
        ending = { try base.endInput($0, into: $1) }
        finishing = { try base.finish(into: $0) }
        closing = { try base.close() }
    }

    public func open(_ context: OperatorContext) throws { try opening(context) }
    public func process(_ batch: any Batch, from input: Int, into output: OperatorOutput) throws { try processing(batch, input, output) }
    public func advance(to watermark: Watermark, into output: OperatorOutput) throws { try advancing(watermark, output) }
    public func pass(_ status: StreamStatus, into output: OperatorOutput) throws { try passing(status, output) }
    public func onProcessingTime(_ time: Timestamp, into output: OperatorOutput) throws { try timing(time, output) }
    public func endInput(_ input: Int, into output: OperatorOutput) throws { try ending(input, output) }
    public func finish(into output: OperatorOutput) throws { try finishing(output) }
    public func close() throws { try closing() }
}
