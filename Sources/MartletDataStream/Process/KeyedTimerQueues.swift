import MartletCore
import MartletRuntime
import MartletState

/// The timers of a keyed operator, in both domains, and the operator's own timer that wakes it for those of processing time.
@usableFromInline final class KeyedTimerQueues<Key: StableKey> {
    @usableFromInline var eventTime = KeyedTimers<Key>()
    @usableFromInline var processingTime = KeyedTimers<Key>()
    @usableFromInline let context: OperatorContext

    @inlinable init(_ context: OperatorContext) { self.context = context }

    /// Does what a function asked of its `TimerService` while `key` was the current one.
    @inlinable func apply(_ change: TimerService.Change, _ key: Key, _ time: Timestamp) {
        switch change {
        case .register(.eventTime): eventTime.register(key, at: time)
        case .delete(.eventTime): eventTime.delete(key, at: time)
        case .delete(.processingTime): processingTime.delete(key, at: time)
        case .register(.processingTime):
            // The operator is woken for the next timer only, and looks for more then.
            if processingTime.next.map({ time < $0 }) ?? true { context.registerTimer(at: time) }
            processingTime.register(key, at: time)
        }
    }

    /// Takes out the next timer of a domain whose time has come.
    @inlinable func removeFirst(_ domain: TimeDomain, through now: Timestamp) -> KeyTimer<Key>? {
        domain == .eventTime ? eventTime.removeFirst(through: now) : processingTime.removeFirst(through: now)
    }

    /// Asks to be woken for the next timer of processing time.
    @inlinable func wakeForNext() { if let next = processingTime.next { context.registerTimer(at: next) } }
}
