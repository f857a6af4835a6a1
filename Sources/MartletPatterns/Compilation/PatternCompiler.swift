import MartletCore

/// Compiles a pattern to its automaton, from its end to its beginning. Flink's `NFACompiler`.
///
/// A stage that takes an event is a state with a transition into the state of the stage behind it; optional stages and loops also proceed
/// there. A stage that may not come has no state where the pattern goes on: it becomes a way from the states about it to a stop state.
struct PatternCompiler {
    /// A state while its transitions are still being added.
    final class State {
        let number: Int
        let stage: String
        var kind: AutomatonState.Kind
        var windowFromPrevious: Int64?
        var transitions: [Edge] = []

        init(_ number: Int, stage: String, kind: AutomatonState.Kind) {
            self.number = number
            self.stage = stage
            self.kind = kind
        }

        func take(into target: State, if condition: Condition) { transitions.append(Edge(.take, target, condition)) }
        func ignore(into target: State, if condition: Condition) { transitions.append(Edge(.ignore, target, condition)) }
        func proceed(to target: State, if condition: Condition = .always) { transitions.append(Edge(.proceed, target, condition)) }
    }

    struct Edge {
        let action: Transition.Action
        let target: State
        var condition: Condition

        init(_ action: Transition.Action, _ target: State, _ condition: Condition) {
            self.action = action
            self.target = target
            self.condition = condition
        }
    }

    /// A sequence being compiled: the pattern, or a group in it.
    struct Scope {
        var stages: [PatternStage]
        /// The stage being compiled.
        var index: Int
        /// Of the group; nil: this is the whole pattern.
        var group: Group?

        var stage: PatternStage { stages[index] }
        /// Where `index` is the first stage of a group.
        var isHeadOfGroup: Bool { group != nil && index == 0 }
    }

    struct Group {
        let stage: PatternStage
        /// Whether the first round of the group's loop is compiled, or the only one.
        let isFirstRound: Bool
    }

    var states: [State] = []
    var stopStates: [String: State] = [:]
    /// Sinks as they were before a greedy loop changed them, by the number of the changed state.
    var sinksBeforeGreed: [Int: State] = [:]
    var window: Int64?
    var scope: Scope
    /// The stage behind the present one.
    var following: PatternStage?
    /// Whether the present stage, a group, is in its first round.
    var isFirstRound = true

    static func automaton(of pattern: PatternSequence) throws -> PatternAutomaton {
        if let mistake = pattern.mistake { throw mistake }
        var compiler = PatternCompiler(scope: Scope(stages: pattern.stages, index: pattern.stages.count - 1))
        try checkNames(of: pattern)
        compiler.window = pattern.last.window
        let end = compiler.newState("", .final)
        let start = compiler.beginning(of: compiler.middle(before: end))
        start.kind = .start
        try compiler.checkWindows(of: pattern)
        return compiler.automaton(from: start, skip: pattern.skip)
    }

    private func automaton(from start: State, skip: AfterMatchSkipStrategy) -> PatternAutomaton {
        var names: [String] = []
        var numbers: [String: Int] = [:]
        for state in states where numbers[state.stage] == nil {
            numbers[state.stage] = names.count
            names.append(state.stage)
        }
        let states = states.map { state in
            AutomatonState(
                kind: state.kind, stage: numbers[state.stage] ?? 0,
                transitions: state.transitions.map {
                    Transition(action: $0.action, source: state.number, target: $0.target.number, condition: $0.condition)
                }, windowFromPrevious: state.windowFromPrevious)
        }
        return PatternAutomaton(
            states: states, start: start.number, stageNames: names, window: window.flatMap { $0 > 0 ? $0 : nil },
            skip: ResolvedSkipStrategy(strategy: skip, stage: skip.stage.flatMap { numbers[$0] } ?? 0))
    }

    mutating func newState(_ stage: String, _ kind: AutomatonState.Kind) -> State {
        let state = State(states.count, stage: stage, kind: kind)
        states.append(state)
        return state
    }

    /// A state of the present stage in which its next event must come in time.
    mutating func newTakingState(_ kind: AutomatonState.Kind = .normal) -> State {
        let state = newState(scope.stage.name, kind)
        state.windowFromPrevious = scope.stage.isLoop ? scope.stage.windowInLoop : scope.stage.windowFromPrevious
        return state
    }
}
