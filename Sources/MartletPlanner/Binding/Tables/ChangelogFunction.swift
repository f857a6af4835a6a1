import MartletCore
import MartletSQL

/// FROM_CHANGELOG and TO_CHANGELOG.
enum ChangelogFunction: String {
    case from = "FROM_CHANGELOG"
    case to = "TO_CHANGELOG"

    static let parameters = ["input", "op", "op_mapping"]
    static let kinds: [String: RowKind] = [
        "INSERT": .insert, "UPDATE_BEFORE": .updateBefore, "UPDATE_AFTER": .updateAfter, "DELETE": .delete,
    ]
}

extension Binder {
    /// `FROM_CHANGELOG(input => TABLE t, op => DESCRIPTOR(op), op_mapping => MAP['c, r', 'INSERT'])`
    func bind(_ function: ChangelogFunction, _ call: FunctionCall, outer: Scope?) throws -> any LogicalPlan {
        var arguments: [String: CallArgument] = [:]
        for (index, argument) in call.arguments.enumerated() {
            let name = argument.name?.name ?? (index < ChangelogFunction.parameters.count ? ChangelogFunction.parameters[index] : "")
            if argument.name != nil, !ChangelogFunction.parameters.contains(name) { continue }
            arguments[name] = argument
        }
        guard let data = arguments["input"], let table = try bindTableArgument(data, outer: outer) else {
            throw MartletError(
                "DEFAULT is only allowed for optional parameters", hint: "\(function.rawValue) needs an input.", phase: .validate,
                at: call.range)
        }
        if case .table(let argument) = data.value, argument.partitionBy != nil {
            throw MartletError(
                "Only tables with set semantics may be partitioned. Invalid PARTITION BY clause in the 0-th operand of table function '\(function.rawValue)'",
                phase: .validate, at: call.range)
        }
        let op = try arguments["op"].map(opColumn) ?? "op"
        let mapping = try arguments["op_mapping"].map { try self.mapping($0) }
        let schema = table.plan.schema
        switch function {
        case .from:
            guard let column = schema.index(of: op) else {
                throw MartletError("The op column '\(op)' does not exist in the input schema.", phase: .validate)
            }
            let type = schema.fields[column].type
            guard type.kind.isCharacterString else {
                throw MartletError("The op column '\(op)' must be of STRING type, but was '\(type)'.", phase: .validate)
            }
            return LogicalChangelogConversion(input: table.plan, direction: .from(column: column, codes: try codes(mapping)))
        case .to:
            let names = [op] + schema.names
            let duplicates = Set(names.filter { name in names.count { $0 == name } > 1 }).sorted()
            if !duplicates.isEmpty {
                throw MartletError(
                    "Field names must be unique. Found duplicates: [\(duplicates.joined(separator: ", "))]", phase: .validate)
            }
            return LogicalChangelogConversion(input: table.plan, direction: .to(name: op, codes: try spellings(mapping)))
        }
    }

    private func opColumn(_ argument: CallArgument) throws -> String {
        guard case .descriptor(let columns) = argument.value, columns.count == 1 else {
            throw MartletError("The descriptor for argument 'op' must contain exactly one column name.", phase: .validate)
        }
        return columns[0].name.name
    }

    private func mapping(_ argument: CallArgument) throws -> [(String, String)] {
        guard case .expression(let expression) = argument.value, case .map(let entries) = expression.kind else {
            throw MartletError("Argument 'op_mapping' must be a map of literals.", phase: .validate, at: argument.range)
        }
        let texts = try entries.map { entry -> String in
            guard case .literal(.string(let text, _)) = entry.kind else {
                throw MartletError("Argument 'op_mapping' must be a map of literals.", phase: .validate, at: entry.range)
            }
            return text
        }
        return stride(from: 0, to: texts.count - 1, by: 2).map { (texts[$0], texts[$0 + 1]) }
    }

    /// What each code of an input means; a key of the mapping may hold several codes.
    private func codes(_ mapping: [(String, String)]?) throws -> [String: RowKind] {
        guard let mapping else { return ChangelogFunction.kinds }
        var codes: [String: RowKind] = [:]
        for (keys, name) in mapping {
            let kind = try kind(name)
            for key in keys.split(separator: ",") {
                let code = String(key.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
                codes[code] = kind
            }
        }
        if codes.values.contains(.updateAfter), !codes.values.contains(.updateBefore) {
            throw MartletError(
                "The 'op_mapping' must include UPDATE_BEFORE for retract mode. Upsert mode (without UPDATE_BEFORE) is not supported in this version.",
                phase: .validate)
        }
        return codes
    }

    private func spellings(_ mapping: [(String, String)]?) throws -> [RowKind: String] {
        guard let mapping else { return Dictionary(uniqueKeysWithValues: ChangelogFunction.kinds.map { ($0.value, $0.key) }) }
        var codes: [RowKind: String] = [:]
        for (names, code) in mapping {
            for name in names.split(separator: ",") {
                codes[try kind(String(name.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed()))] = code
            }
        }
        return codes
    }

    private func kind(_ name: String) throws -> RowKind {
        if let kind = ChangelogFunction.kinds[name] { return kind }
        let valid = ChangelogFunction.kinds.keys.sorted().joined(separator: ", ")
        throw MartletError(
            "Invalid target mapping for argument 'op_mapping'. Unknown change operation: '\(name)'. Valid values are: [\(valid)].",
            hint: didYouMean(name, among: ChangelogFunction.kinds.keys), phase: .validate)
    }
}
