import MartletCore
import Synchronization

/// What the source subtasks of one run of a job know of each other's watermarks. Flink's `CoordinatorStore` and its watermark aggregators.
final class AlignmentGroups: Sendable {
    private struct State {
        var members = 0
        /// The last watermark that each member has told, by group.
        var watermarks: [String: [Int: Timestamp]] = [:]
    }

    private let state = Mutex(State())

    /// Adds a member, for which the others wait from now on. Answers its number.
    func join(_ group: String) -> Int {
        state.withLock { state in
            state.members += 1
            state.watermarks[group, default: [:]][state.members] = .min
            return state.members
        }
    }

    /// Takes a member's watermark and answers the least of its group.
    func update(_ group: String, member: Int, to watermark: Timestamp) -> Timestamp {
        state.withLock { state in
            state.watermarks[group, default: [:]][member] = watermark
            return state.watermarks[group]?.values.min() ?? .max
        }
    }
}

/// One source subtask's part in an alignment group: whoever makes its watermarks reports them here, and the subtask does not read while it is
/// held back.
public final class AlignmentMember {
    private let groups: AlignmentGroups
    private let alignment: WatermarkAlignment
    private let number: Int
    /// How far the others let this member go. Nothing is known of them at first.
    private var limit = Timestamp.max
    private var watermark = Timestamp.min
    private var isIdle = false
    private var nextUpdate: Timestamp

    init(_ alignment: WatermarkAlignment, in groups: AlignmentGroups, now: Timestamp) {
        self.alignment = alignment
        self.groups = groups
        number = groups.join(alignment.group)
        nextUpdate = now + alignment.updateInterval
    }

    /// Whether the source has run too far ahead of the others.
    public var isHeldBack: Bool { watermark > limit }

    /// The source has come so far. The end of time is told at once, so that nobody waits for a source that has ended.
    public func report(_ watermark: Watermark) {
        self.watermark = watermark.timestamp
        isIdle = false
        if watermark == .endOfTime { exchange() }
    }

    /// Nobody is to wait for the source until its next watermark.
    public func markIdle() { isIdle = true }

    /// Tells and learns what there is to know, if it is time to. Answers, if the source is held back, when to look again.
    func heldBackUntil(now: Timestamp) -> Timestamp? {
        if now >= nextUpdate {
            exchange()
            nextUpdate = now + alignment.updateInterval
        }
        return isHeldBack ? nextUpdate : nil
    }

    private func exchange() {
        let least = groups.update(alignment.group, member: number, to: isIdle ? .max : watermark)
        limit = least + alignment.maxDrift
    }
}
