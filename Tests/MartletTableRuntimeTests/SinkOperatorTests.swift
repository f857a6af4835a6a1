import MartletColumns
import MartletCore
import MartletFunctions
import MartletRuntime
import MartletTesting
import Testing

@testable import MartletTableRuntime

struct ChangelogOperatorTests {
    let schema = Schema([Field("k", .string), Field("v", .int)])

    @Test func aChangelogIsCompletedFromTheRowsThatAreKept() throws {
        let harness = try OperatorHarness(
            ChangelogNormalizeOperator(
                keys: [0], inputTypes: schema.types, emitsUpdateBefore: true,
                session: EvaluationContext(timeZone: .utc, now: LocalDateTime(milliseconds: 0))),
            inputs: [schema], output: schema)
        #expect(
            try harness.feed("k v\n+I a 1\n+I a 1\n+U a 2\n-D a null\n-D a 2\n+U b 3\n-U b 3\n+I b 4") == """
                    k  v
                +I  a  1
                -U  a  1
                +U  a  2
                -D  a  2
                +I  b  3
                -D  b  3
                +I  b  4
                """)
    }

    @Test func rowsThatTheConditionRefusesAreDeleted() throws {
        let isSmall: Evaluation = { frame in
            let values = frame.column(1).int32
            return .boolean(BooleanColumn(Bitmap(count: frame.count) { values.values[$0] < 5 }))
        }
        let harness = try OperatorHarness(
            ChangelogNormalizeOperator(
                keys: [0], inputTypes: schema.types, emitsUpdateBefore: false, condition: isSmall,
                session: EvaluationContext(timeZone: .utc, now: LocalDateTime(milliseconds: 0))),
            inputs: [schema], output: schema)
        #expect(try harness.feed("k v\n+I a 1\n+U a 9\n+U a 2\n+U a 3") == "    k  v\n+I  a  1\n-D  a  1\n+I  a  2\n+U  a  3")
    }

    @Test func aSinkShowsTheLastRowOfItsKeyThatIsThere() throws {
        let schema = Schema([Field("id", .int), Field("name", .string)])
        let harness = try OperatorHarness(
            SinkUpsertMaterializeOperator(keys: [1], inputTypes: schema.types), inputs: [schema], output: schema)
        #expect(
            try harness.feed("id name\n+I 1 a\n+I 2 a\n-D 1 a\n+I 3 a\n-U 3 a\n+U 3 b\n-D 2 a\n-D 9 a") == """
                    id  name
                +I  1   a
                +U  2   a
                +U  3   a
                +U  2   a
                +I  3   b
                -D  2   a
                """)
    }

    @Test func aRowReplacesThatOfItsKeyInTheSink() throws {
        let schema = Schema([Field("id", .int), Field("name", .string), Field("n", .int)])
        let harness = try OperatorHarness(
            SinkUpsertMaterializeOperator(keys: [1], inputTypes: schema.types, inputUpsertKey: [0]), inputs: [schema], output: schema)
        #expect(
            try harness.feed("id name n\n+I 1 a 5\n+I 2 a 6\n+U 1 a 7\n-D 2 a 6") == """
                    id  name  n
                +I  1   a     5
                +U  2   a     6
                +U  1   a     7
                +U  1   a     7
                """)
    }

    @Test func constraintsFailDropOrFit() throws {
        let schema = Schema([Field("k", .char(2).notNull), Field("v", .varchar(3))])
        func answer(_ notNull: ConstraintEnforcerOperator.NotNullEnforcer, _ length: ConstraintEnforcerOperator.TypeLengthEnforcer) throws
            -> String
        {
            try OperatorHarness(
                ConstraintEnforcerOperator(schema: schema, notNull: notNull, length: length), inputs: [schema], output: schema
            ).feed("k v\na äöüß\nnull x\nabc null")
        }
        #expect(throws: MartletError.self) { try answer(.error, .ignore) }
        #expect(throws: MartletError.self) { try answer(.drop, .error) }
        #expect(try answer(.drop, .ignore) == "    k    v\n+I  a    äöüß\n+I  abc  null")
        #expect(try answer(.drop, .trimPad) == "    k     v\n+I  'a '  äöü\n+I  ab    null")
    }

    @Test func groupingSetsGiveARowForEachSet() throws {
        let output = Schema([Field("k", .string), Field("v", .int), Field("set", .int)])
        let harness = try OperatorHarness(
            ExpandOperator(projections: [
                [.input(0), .input(1), .literal(.int(0), .int)], [.literal(.null, .string), .input(1), .literal(.int(1), .int)],
            ]), inputs: [schema], output: output)
        #expect(
            try harness.feed("k v\n+I a 1\n-D b 2") == """
                    k     v  set
                +I  a     1  0
                +I  null  1  1
                -D  b     2  0
                -D  null  2  1
                """)
    }
}
