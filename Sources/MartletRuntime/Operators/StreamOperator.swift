import MartletCore

/// What is done with the elements of a stream.
///
/// An operator has no threads, locks or I/O of its own and is driven by exactly one subtask, so it needs no `Sendable`. It does not know
/// whether it is driven by exchanges of this process or by a host's frames. A stateless operator writes `process` and nothing else.
public protocol StreamOperator: AnyObject {
    /// Called once, before any element.
    func open(_ context: OperatorContext) throws

    /// Takes a batch from one of the operator's inputs (0 unless it has several).
    func process(_ batch: any Batch, from input: Int, into output: OperatorOutput) throws

    /// The combined watermark of all inputs has risen. What is complete now is emitted, then the watermark.
    func advance(to watermark: Watermark, into output: OperatorOutput) throws

    /// The combined input has become idle, or active again. Most operators pass it on.
    func pass(_ status: StreamStatus, into output: OperatorOutput) throws

    /// Processing time has reached a time that was registered with `OperatorContext.registerTimer`.
    func onProcessingTime(_ time: Timestamp, into output: OperatorOutput) throws

    /// One input has ended; there may be others.
    func endInput(_ input: Int, into output: OperatorOutput) throws

    /// All inputs have ended: emits what is left.
    func finish(into output: OperatorOutput) throws

    /// Called once at the end, also after a failure, to let go of what `open` took.
    func close() throws
}

extension StreamOperator {
    public func open(_ context: OperatorContext) throws {}
    public func advance(to watermark: Watermark, into output: OperatorOutput) throws { try output.emit(watermark) }
    public func pass(_ status: StreamStatus, into output: OperatorOutput) throws { try output.emit(status) }
    public func onProcessingTime(_ time: Timestamp, into output: OperatorOutput) throws {}
    public func endInput(_ input: Int, into output: OperatorOutput) throws {}
    public func finish(into output: OperatorOutput) throws {}
    public func close() throws {}
}

/// Makes an operator for one subtask. It runs in the subtask that will drive the operator.
public typealias OperatorFactory = @Sendable () throws -> any StreamOperator
