import MartletCore

/// How many elements of a batch are worked on before their results are sent on.
///
/// A batch of thousands is no matter of milliseconds where a function waits for a disk or computes for long. Then it is worked on in parts, each
/// of which takes about as long as results may be held back (`execution.buffer-timeout`).
struct BatchPacing {
    private let target: Duration
    /// The elements of a part. It begins small, since nothing is known yet, and is soon larger than any batch where elements are fast.
    private(set) var size = 16

    /// - Parameter target: nil: batches are not divided.
    init(target: Duration?) {
        self.target = target.map { max($0, .milliseconds(1)) } ?? .zero
        if target == nil { size = .max }
    }

    /// A part of `count` elements took so long.
    mutating func worked(on count: Int, for duration: Duration) {
        if size == .max { return }
        if duration > target {
            size = max(1, Int(Double(count) * Double(target.inMilliseconds) / Double(duration.inMilliseconds)))
        } else if count >= size, duration * 4 <= target {
            size = size > 1 << 30 ? size : size * 2
        }
    }
}
