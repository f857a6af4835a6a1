import MartletCore

/// Where the windows of one TUMBLE, HOP or CUMULATE lie on the time line, in milliseconds of wall time.
///
/// A row is counted once, in its slice: the longest run of time that no window divides. Windows are made of whole slices, which overlapping
/// windows share. Slices and windows are known by their ends.
struct WindowGrid: Hashable {
    private enum Shape: Hashable {
        case hop(slide: Int64)
        case cumulate
    }

    private let shape: Shape
    let size: Int64
    let sliceSize: Int64
    private let offset: Int64

    /// The grid of a window specification; nil for sessions, which lie on none.
    init?(_ specification: WindowSpecification) {
        offset = specification.offset.inMilliseconds
        switch specification.kind {
        case .tumble(let size):
            self.size = size.inMilliseconds
            shape = .hop(slide: self.size)
            sliceSize = self.size
        case .hop(let slide, let size):
            self.size = size.inMilliseconds
            shape = .hop(slide: slide.inMilliseconds)
            sliceSize = Self.greatestCommonDivisor(self.size, slide.inMilliseconds)
        case .cumulate(let step, let size):
            self.size = size.inMilliseconds
            shape = .cumulate
            sliceSize = step.inMilliseconds
        case .session: return nil
        }
    }

    private static func greatestCommonDivisor(_ a: Int64, _ b: Int64) -> Int64 { b == 0 ? a : greatestCommonDivisor(b, a % b) }

    /// Whether windows share slices.
    var isShared: Bool { sliceSize < size }

    /// Whether the windows of one start grow until they reach their size.
    var isCumulative: Bool { shape == .cumulate }

    /// The greatest time at or before `time` that is a multiple of `step` from the offset.
    @inline(__always) private func floor(_ time: Int64, to step: Int64) -> Int64 {
        let remainder = (time &- offset) % step
        return time &- (remainder < 0 ? remainder &+ step : remainder)
    }

    /// The end of the slice that `time` lies in.
    @inline(__always) func sliceEnd(at time: Int64) -> Int64 { floor(time, to: sliceSize) &+ sliceSize }

    /// The start of the window that ends at `end`.
    func start(ofWindowEndingAt end: Int64) -> Int64 {
        switch shape {
        case .hop: end - size
        case .cumulate: floor(end - 1, to: size)
        }
    }

    /// The first window's end at or after `time`.
    func firstWindowEnd(from time: Int64) -> Int64 {
        switch shape {
        case .hop(let slide):
            // Windows start at multiples of the slide.
            let end = floor(time - size, to: slide) + size
            return end < time ? end + slide : end
        case .cumulate:
            let end = floor(time, to: sliceSize)
            return end < time ? end + sliceSize : end
        }
    }

    /// The end of the last window that holds the slice ending at `end`.
    func lastWindowEnd(ofSliceEndingAt end: Int64) -> Int64 {
        switch shape {
        case .hop(let slide): floor(end - sliceSize, to: slide) + size
        case .cumulate: floor(end - 1, to: size) + size
        }
    }

    /// The windows that `time` lies in, in the order in which Flink's table functions give them.
    func windows(at time: Int64, _ body: (_ start: Int64, _ end: Int64) -> Void) {
        switch shape {
        case .hop(let slide):
            var start = floor(time, to: slide)
            while start > time - size {
                body(start, start + size)
                start -= slide
            }
        case .cumulate:
            let start = floor(time, to: size)
            var end = floor(time, to: sliceSize) + sliceSize
            while end <= start + size {
                body(start, end)
                end += sliceSize
            }
        }
    }
}
