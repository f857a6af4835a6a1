import MartletColumns
import MartletCore
import MartletFunctions
import MartletRuntime
import MartletTesting
import Testing

@testable import MartletTableRuntime

struct JoinTests {
    static let left = Schema([Field("id", .int), Field("k", .string)])
    static let right = Schema([Field("rk", .string), Field("v", .int)])
    static let joined = Schema(left.fields + right.fields)

    static func harness(
        _ kind: JoinKind, nullsMatch: Bool = false, residual: Evaluation? = nil, insertOnly: Bool = false, isCross: Bool = false,
        mode: RuntimeMode = .streaming
    ) throws -> OperatorHarness {
        try OperatorHarness(
            JoinOperator(
                kind: kind, leftTypes: left.types, rightTypes: right.types, leftKeys: isCross ? [] : [1], rightKeys: isCross ? [] : [0],
                nullsMatch: isCross ? [] : [nullsMatch], residual: residual,
                session: EvaluationContext(timeZone: .utc, now: LocalDateTime(milliseconds: 0)),
                leftIsInsertOnly: insertOnly, rightIsInsertOnly: insertOnly),
            inputs: [left, right], output: kind.isSemiOrAnti ? left : joined, runtimeMode: mode)
    }

    @Test(arguments: [true, false]) func anInnerJoinSendsOnPairsAsTheyCome(insertOnly: Bool) throws {
        let harness = try Self.harness(.inner, insertOnly: insertOnly)
        #expect(try harness.feed("id k\n1 a\n2 b\n3 null", input: 0) == "")
        #expect(try harness.feed("rk v\na 10\nnull 20\na 11", input: 1) == "    id  k  rk  v\n+I  1   a  a   10\n+I  1   a  a   11")
        #expect(try harness.feed("id k\n4 a\n5 c\n6 null", input: 0) == "    id  k  rk  v\n+I  4   a  a   10\n+I  4   a  a   11")
    }

    @Test func nullsMatchWhereTheyAreTold() throws {
        let harness = try Self.harness(.inner, nullsMatch: true)
        try harness.feed("id k\n3 null", input: 0)
        #expect(try harness.feed("rk v\nnull 20", input: 1) == "    id  k     rk    v\n+I  3   null  null  20")
    }

    @Test func rowsTakenBackTakeTheirPairsBack() throws {
        let harness = try Self.harness(.inner)
        try harness.feed("id k\n1 a\n1 a", input: 0)
        #expect(
            try harness.feed("rk v\n+I a 10\n-U a 10\n+U a 11", input: 1) == """
                    id  k  rk  v
                +I  1   a  a   10
                +I  1   a  a   10
                -U  1   a  a   10
                -U  1   a  a   10
                +U  1   a  a   11
                +U  1   a  a   11
                """)
        #expect(try harness.feed("id k\n-D 1 a", input: 0) == "    id  k  rk  v\n-D  1   a  a   11")
        #expect(try harness.feed("rk v\n-D a 11", input: 1) == "    id  k  rk  v\n-D  1   a  a   11")
    }

    @Test func anOuterJoinTakesThePaddedRowBackWhenAMatchComes() throws {
        let harness = try Self.harness(.left)
        #expect(
            try harness.feed("id k\n1 a\n2 null", input: 0) == "    id  k     rk    v\n+I  1   a     null  null\n+I  2   null  null  null")
        #expect(
            try harness.feed("rk v\na 10\na 11", input: 1) == """
                    id  k  rk    v
                -D  1   a  null  null
                +I  1   a  a     10
                +I  1   a  a     11
                """)
        #expect(
            try harness.feed("rk v\n-D a 10\n-U a 11\n+U b 11", input: 1) == """
                    id  k  rk    v
                -D  1   a  a     10
                -U  1   a  a     11
                +I  1   a  null  null
                """)
        #expect(try harness.feed("id k\n-U 1 a\n+U 1 b", input: 0) == "    id  k  rk    v\n-D  1   a  null  null\n+I  1   b  b     11")
    }

    @Test func aFullJoinPadsBothSides() throws {
        let harness = try Self.harness(.full)
        #expect(try harness.feed("rk v\na 10", input: 1) == "    id    k     rk  v\n+I  null  null  a   10")
        #expect(
            try harness.feed("id k\n1 a\n2 b", input: 0) == """
                    id    k     rk    v
                -D  null  null  a     10
                +I  1     a     a     10
                +I  2     b     null  null
                """)
        #expect(try harness.feed("id k\n-D 1 a", input: 0) == "    id    k     rk  v\n-D  1     a     a   10\n+I  null  null  a   10")
    }

    @Test func semiAndAntiJoinsAreEachOthersComplement() throws {
        let semi = try Self.harness(.semi), anti = try Self.harness(.anti)
        #expect(try semi.feed("id k\n1 a\n2 null", input: 0) == "")
        #expect(try anti.feed("id k\n1 a\n2 null", input: 0) == "    id  k\n+I  1   a\n+I  2   null")
        #expect(try semi.feed("rk v\na 10\na 11", input: 1) == "    id  k\n+I  1   a")
        #expect(try anti.feed("rk v\na 10\na 11", input: 1) == "    id  k\n-D  1   a")
        #expect(try semi.feed("id k\n3 a", input: 0) == "    id  k\n+I  3   a")
        #expect(try anti.feed("id k\n3 a", input: 0) == "")
        #expect(try semi.feed("rk v\n-D a 10\n-U a 11", input: 1) == "    id  k\n-U  1   a\n-U  3   a")
        #expect(try anti.feed("rk v\n-D a 10\n-U a 11", input: 1) == "    id  k\n+I  1   a\n+I  3   a")
    }

    @Test func theResidualDecidesWhatMatches() throws {
        // The left's id is below the right's v.
        let residual: Evaluation = { frame in
            let ids = frame.column(0).int32, values = frame.column(3).int32
            return .boolean(BooleanColumn(Bitmap(count: frame.count) { ids.values[$0] < values.values[$0] }))
        }
        let harness = try Self.harness(.left, residual: residual)
        try harness.feed("rk v\na 5\na 1", input: 1)
        #expect(
            try harness.feed("id k\n1 a\n7 a", input: 0) == """
                    id  k  rk    v
                +I  1   a  a     5
                +I  7   a  null  null
                """)
        let cross = try Self.harness(.inner, residual: residual, isCross: true)
        try cross.feed("rk v\na 5\nb 1", input: 1)
        #expect(try cross.feed("id k\n0 x\n3 y", input: 0) == "    id  k  rk  v\n+I  0   x  a   5\n+I  0   x  b   1\n+I  3   y  a   5")
    }

    @Test(arguments: [0, 1]) func batchModeWaitsForTheEndOfTheOtherSide(firstToEnd: Int) throws {
        let harness = try Self.harness(.full, insertOnly: true, mode: .batch)
        var answers = try [harness.feed("id k\n1 a\n2 b\n3 null", input: 0), harness.feed("rk v\na 10\nc 12", input: 1)]
        answers.append(try harness.endInput(firstToEnd))
        answers.append(try firstToEnd == 0 ? harness.feed("rk v\na 11\nd 13", input: 1) : harness.feed("id k\n4 c\n5 d", input: 0))
        answers.append(try harness.endInput(1 - firstToEnd))
        let rows = answers.flatMap { $0.split(separator: "\n").dropFirst() }.map { $0.split(separator: " ").joined(separator: " ") }
        let expected =
            firstToEnd == 0
            ? ["+I 1 a a 10", "+I 1 a a 11", "+I 2 b null null", "+I 3 null null null", "+I null null c 12", "+I null null d 13"]
            : ["+I 1 a a 10", "+I 2 b null null", "+I 3 null null null", "+I 4 c c 12", "+I 5 d null null"]
        #expect(rows.sorted() == expected)
    }

    /// Random changes to both sides: what is left of the changes sent on is the join of what is left of the sides.
    @Test(arguments: [JoinKind.inner, .left, .right, .full, .semi, .anti]) func itAgreesWithAJoinFromScratch(kind: JoinKind) throws {
        var random = SplitMix64(seed: 3)
        let harness = try Self.harness(kind)
        var sides: [[[Value]]] = [[], []]
        var result: [[Value]: Int] = [:]
        for _ in 0..<150 {
            let input = Int(random.next() % 2)
            var rows: [[Value]] = [], kinds: [RowKind] = []
            for _ in 0..<5 {
                if random.next() % 3 == 0, let index = sides[input].indices.randomElement(using: &random) {
                    rows.append(sides[input].remove(at: index))
                    kinds.append(.delete)
                } else {
                    let key = random.next() % 6
                    let text: Value = key == 0 ? .null : .string("k\(key)"), number = Value.int(Int32(random.next() % 3))
                    rows.append(input == 0 ? [number, text] : [text, number])
                    sides[input].append(rows[rows.count - 1])
                    kinds.append(.insert)
                }
            }
            let types = input == 0 ? Self.left.types : Self.right.types
            let columns = try types.indices.map { column in try ColumnBuilder.column(rows.map { $0[column] }, types[column]) }
            for batch in try harness.changes(feeding: ColumnBatch(columns, count: rows.count, kinds: kinds), input: input) {
                let types = kind.isSemiOrAnti ? Self.left.types : Self.joined.types
                for row in 0..<batch.count {
                    let values = types.indices.map { batch.columns[$0].value(row, types[$0]) }
                    result[values, default: 0] += batch.kind(row).isAddition ? 1 : -1
                    if result[values] == 0 { result[values] = nil }
                }
            }
            #expect(result == Self.join(kind, sides[0], sides[1]))
        }
    }

    private static func join(_ kind: JoinKind, _ left: [[Value]], _ right: [[Value]]) -> [[Value]: Int] {
        var result: [[Value]: Int] = [:]
        func isMatch(_ l: [Value], _ r: [Value]) -> Bool { l[1] == r[0] && l[1] != .null }
        for l in left {
            let matches = right.filter { isMatch(l, $0) }
            switch kind {
            case .semi: if !matches.isEmpty { result[l, default: 0] += 1 }
            case .anti: if matches.isEmpty { result[l, default: 0] += 1 }
            default:
                for r in matches { result[l + r, default: 0] += 1 }
                if matches.isEmpty, kind.keepsLeft { result[l + [.null, .null], default: 0] += 1 }
            }
        }
        if kind.keepsRight {
            for r in right where !left.contains(where: { isMatch($0, r) }) { result[[.null, .null] + r, default: 0] += 1 }
        }
        return result
    }
}

struct SetOperationTests {
    let schema = Schema([Field("x", .int)])

    @Test func eachSideChangesTheResult() throws {
        func harness(_ kind: SetOperationKind, isAll: Bool) throws -> OperatorHarness {
            try OperatorHarness(
                SetOperationOperator(kind: kind, isAll: isAll, types: schema.types), inputs: [schema, schema], output: schema)
        }
        let intersect = try harness(.intersect, isAll: true)
        #expect(try intersect.feed("x\n1\n1\nnull", input: 0) == "")
        #expect(try intersect.feed("x\n1\n1\n1\nnull", input: 1) == "    x\n+I  1\n+I  1\n+I  null")
        #expect(try intersect.feed("x\n-D 1", input: 0) == "    x\n-D  1")
        let except = try harness(.except, isAll: false)
        #expect(try except.feed("x\n1\n1\n2", input: 0) == "    x\n+I  1\n+I  2")
        #expect(try except.feed("x\n1", input: 1) == "    x\n-D  1")
        #expect(try except.feed("x\n-D 1", input: 1) == "    x\n+I  1")
    }
}
