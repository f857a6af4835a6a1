import MartletColumns
import MartletCore

/// A scalar function of SQL, said once: lookup, coercion, result type, the reference page, `SHOW` and `DESCRIBE FUNCTION`, completion and the
/// first test all come from this declaration.
package struct ScalarFunction: Sendable {
    /// The name in upper case. Names are matched without regard to case.
    package let name: String
    /// Other names that mean the same.
    package let aliases: [String]
    /// What it does, in one line of Markdown.
    package let summary: String
    /// Calls and their answers as text (`CAST(… AS STRING)`); each is run as a test.
    package let examples: [FunctionExample]
    package let volatility: Volatility
    /// Tried in order; the first that accepts the arguments is taken.
    package let overloads: [Overload]

    package init(
        _ name: String, aliases: [String] = [], _ summary: String, examples: [FunctionExample] = [],
        volatility: Volatility = .deterministic, overloads: [Overload]
    ) {
        self.name = name
        self.aliases = aliases
        self.summary = summary
        self.examples = examples
        self.volatility = volatility
        self.overloads = overloads
    }

    /// The call bound to its arguments, or nil if no overload accepts them.
    package func resolve(_ arguments: [Argument]) throws -> ResolvedCall? {
        for overload in overloads { if let call = try overload.resolve(arguments) { return call } }
        return nil
    }
}

/// When a call gives another answer for the same arguments.
package enum Volatility: Sendable {
    /// Never: a call with literal arguments is computed while planning.
    case deterministic
    /// From query to query (in streaming: from row to row): `CURRENT_TIMESTAMP`.
    case perQuery
    /// From row to row: `RAND()`, `UUID()`.
    case perRow
}

package struct FunctionExample: Sendable {
    package let call: String
    /// nil: NULL.
    package let answer: String?

    package init(_ call: String, _ answer: String?) {
        self.call = call
        self.answer = answer
    }
}

/// What is known of an argument when a call is bound.
package struct Argument: Sendable {
    package var type: DataType
    /// The value, if the argument is a literal (or was folded into one).
    package var literal: Value?
    /// The function, if the argument is a call of one. JSON_OBJECT must know which texts are JSON already.
    package var callee: String?

    package init(_ type: DataType, literal: Value? = nil, callee: String? = nil) {
        self.type = type
        self.literal = literal
        self.callee = callee
    }
}

/// A call whose types are known.
package struct ResolvedCall: Sendable {
    /// What each argument is to be cast to before the call; the binder inserts the casts.
    package var argumentTypes: [DataType]
    package var resultType: DataType
    package var kernel: ScalarKernel

    package init(argumentTypes: [DataType], resultType: DataType, kernel: @escaping ScalarKernel) {
        self.argumentTypes = argumentTypes
        self.resultType = resultType
        self.kernel = kernel
    }
}

/// Computes a column from columns, a batch at a time.
///
/// It is made for the argument types and literals of one call, so nothing is decided in its loop.
package typealias ScalarKernel = @Sendable (_ arguments: KernelArguments) throws -> Column

/// The arguments of one call for one batch. A column is computed when it is asked for: a kernel that knows its literal does not ask.
package struct KernelArguments {
    /// How many rows to compute.
    package let count: Int
    package let context: EvaluationContext
    private let columnAt: (Int) throws -> Column
    /// The literal arguments, each as a column of one row.
    private var constants: [Column?] = []

    package init(count: Int, context: EvaluationContext, _ columnAt: @escaping (Int) throws -> Column) {
        self.count = count
        self.context = context
        self.columnAt = columnAt
    }

    package subscript(_ index: Int) -> Column {
        get throws { try columnAt(index) }
    }

    /// The value of an argument that is the same for all rows, as a column of one row.
    package func constant(_ index: Int) -> Column? { index < constants.count ? constants[index] : nil }

    /// The same arguments, some of them known to be constant.
    func with(constants: [Column?]) -> KernelArguments {
        var copy = self
        copy.constants = constants
        return copy
    }
}

/// What a kernel may know beside its arguments. It never reads the wall clock itself.
package struct EvaluationContext: Sendable {
    /// The time zone of `table.local-time-zone`.
    package var timeZone: TimeZoneRules
    /// When the query started (batch) or the processing time of this batch of rows (streaming).
    package var now: LocalDateTime
    /// The watermark seen so far.
    package var watermark: Timestamp
    package var currentDatabase: String

    package init(timeZone: TimeZoneRules, now: LocalDateTime, watermark: Timestamp = .min, currentDatabase: String = "default_database") {
        self.timeZone = timeZone
        self.now = now
        self.watermark = watermark
        self.currentDatabase = currentDatabase
    }
}
