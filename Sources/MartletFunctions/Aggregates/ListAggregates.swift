import MartletColumns
import MartletCore

/// LISTAGG of texts that are only ever added: the text so far.
struct TextList: BytesAggregate {
    let separator: [UInt8]

    var initial: [UInt8]? { nil }
    func add(_ bytes: UnsafeRawBufferPointer, to state: inout [UInt8]?) {
        if state == nil { state = [] } else { state?.append(contentsOf: separator) }
        state?.append(contentsOf: bytes)
    }
    func retract(_ bytes: UnsafeRawBufferPointer, from state: inout [UInt8]?) { takenBackUnexpectedly() }
    func merge(_ other: [UInt8]?, into state: inout [UInt8]?) { other?.withUnsafeBytes { add($0, to: &state) } }
    func write(_ state: [UInt8]?, to builder: ColumnBuilder) { if let state { builder.append(state) } else { builder.appendNull() } }
}

/// LISTAGG of texts that may be taken back.
struct RetractableTextList: BytesAggregate {
    let separator: [UInt8]

    var initial: ValueList { ValueList() }
    func add(_ bytes: UnsafeRawBufferPointer, to state: inout ValueList) { state.add(.bytes(Array(bytes))) }
    func retract(_ bytes: UnsafeRawBufferPointer, from state: inout ValueList) { state.retract(.bytes(Array(bytes))) }
    func merge(_ other: ValueList, into state: inout ValueList) { state.merge(other) }
    func write(_ state: ValueList, to builder: ColumnBuilder) {
        if state.values.isEmpty { return builder.appendNull() }
        for (index, value) in state.values.enumerated() {
            if index > 0 { builder.write(separator) }
            if case .bytes(let bytes) = value { builder.write(bytes) }
        }
        builder.finishBytes()
    }
}

extension AggregateFunction {
    static let listAggregate = AggregateFunction(
        "LISTAGG", "The texts that are not NULL in the order in which they came, with a separator (by default a comma) between them.",
        signatures: ["LISTAGG(<CHARACTER_STRING>)", "LISTAGG(<CHARACTER_STRING>, <CHARACTER_STRING LITERAL>)"]
    ) { arguments in
        guard (1...2).contains(arguments.count), arguments.allSatisfy({ $0.type.kind.isCharacterString }) else { return nil }
        var separator = ","
        if arguments.count == 2 {
            guard case .string(let text)? = arguments[1].literal else {
                throw MartletError(
                    "The separator of LISTAGG is no literal.", hint: "Write it as a text in single quotes.", phase: .validate)
            }
            separator = text
        }
        let bytes = Array(separator.utf8)
        let type = arguments[0].type
        return ResolvedAggregate(argumentTypes: arguments.map(\.type), resultType: type, isNullWithoutRows: false) { retracting in
            retracting
                ? .bytes(RetractableTextList(separator: bytes), result: type) : .bytes(TextList(separator: bytes), result: type)
        }
    }
}
