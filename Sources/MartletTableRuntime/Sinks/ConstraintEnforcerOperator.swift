import MartletColumns
import MartletCore
import MartletRuntime

/// Enforces what the columns of a sink's table promise: Flink's ConstraintEnforcer.
package final class ConstraintEnforcerOperator: StreamOperator {
    /// What is done with a row that has a NULL in a NOT NULL column: `table.exec.sink.not-null-enforcer`.
    package enum NotNullEnforcer: String, Sendable, CaseIterable { case error = "ERROR", drop = "DROP" }
    /// What is done with CHAR, VARCHAR, BINARY and VARBINARY of another length: `table.exec.sink.type-length-enforcer`.
    package enum TypeLengthEnforcer: String, Sendable, CaseIterable { case ignore = "IGNORE", trimPad = "TRIM_PAD", error = "ERROR" }

    private let schema: Schema
    private let notNull: NotNullEnforcer
    private let length: TypeLengthEnforcer

    package init(schema: Schema, notNull: NotNullEnforcer, length: TypeLengthEnforcer) {
        self.schema = schema
        self.notNull = notNull
        self.length = length
    }

    package func process(_ batch: any Batch, from input: Int, into output: OperatorOutput) throws {
        throw MartletError("ConstraintEnforcerOperator is under construction.", phase: .plan)
    }
}
