import MartletColumns
import MartletCore

extension ScalarFunctionCatalog.Group {
    static let regularExpressions = Self(
        title: "Regular expressions",
        functions: [
            .regexp, .regexpReplace, .regexpExtract, .regexpExtractAll, .regexpCount, .regexpInString, .regexpSubstring, .stringToMap,
        ])
}

extension ScalarFunction {
    static let regexp = ScalarFunction(
        "REGEXP", "Whether the regular expression matches a part of the text; FALSE if it is empty or malformed.",
        examples: [.init("REGEXP('foobar', 'oo')", "TRUE")],
        overloads: [
            Overload([.characterString, .characterString], result: { _ in DataType.boolean.notNull }) { arguments, _ in
                let literal = arguments[1].literalRegex
                return { call in
                    var cache = RegexCache(literal: literal)
                    return try Strict.read(call) { (text: OperandReader<Utf8>, pattern: OperandReader<Utf8>, validity: Bitmap?) in
                        Bool.partial(call.count, validity) { row in
                            let pattern = pattern[row]
                            return !pattern.isEmpty && cache.matcher(pattern)?.find(text[row]) ?? false
                        }
                    }
                }
            }
        ])

    static let regexpReplace = ScalarFunction(
        "REGEXP_REPLACE",
        "The text with every match of the regular expression replaced by the third text, as it stands; NULL if the expression is malformed.",
        examples: [.init("REGEXP_REPLACE('a1b22', '\\d+', '#')", "a#b#")],
        overloads: [
            Overload([.characterString, .characterString, .characterString], result: { _ in DataType.string.notNull }) { arguments, _ in
                let literal = arguments[1].literalRegex
                return { call in
                    var cache = RegexCache(literal: literal)
                    return try Strict.read(call) {
                        (text: OperandReader<Utf8>, pattern: OperandReader<Utf8>, replacement: OperandReader<Utf8>, validity: Bitmap?) in
                        try Utf8Writer.column(call.count, validity) { row, out in
                            guard let matcher = cache.matcher(pattern[row]) else { return out.setNull() }
                            let text = text[row], replacement = replacement[row]
                            var start = 0
                            matcher.forEachMatch(in: text) { _, match in
                                out.append(text[start..<match.lowerBound])
                                out.append(replacement)
                                start = match.upperBound
                            }
                            out.append(text[start...])
                        }
                    }
                }
            }
        ])

    static let regexpExtract = ScalarFunction(
        "REGEXP_EXTRACT",
        "What a group of the regular expression (by default 0, the whole match) captures first; NULL if nothing, or if it is malformed.",
        examples: [.init("REGEXP_EXTRACT('leftmidright', 'left(.*?)(right)', 1)", "mid")],
        overloads: [
            Overload([.characterString, .characterString], result: { _ in .string }) { arguments, _ in
                extracting(arguments) { _ in nil }
            },
            Overload([.characterString, .characterString, .int], result: { _ in .string }) { arguments, _ in
                extracting(arguments) { try $0[2].int32 }
            },
        ])

    private static func extracting(_ arguments: [Argument], _ group: @escaping @Sendable (KernelArguments) throws -> FixedColumn<Int32>?)
        -> ScalarKernel
    {
        let literal = arguments[1].literalRegex
        return { call in
            var cache = RegexCache(literal: literal)
            let groups = try group(call)
            return try Strict.read(call) { (text: OperandReader<Utf8>, pattern: OperandReader<Utf8>, validity: Bitmap?) in
                try Utf8Writer.column(call.count, Bitmap.intersection(validity, groups?.validity)) { row, out in
                    let number = groups.map { Int($0.values[row]) } ?? 0
                    guard let matcher = cache.matcher(pattern[row]), number >= 0, number <= matcher.groupCount, matcher.find(text[row]),
                        let found = matcher.group(number)
                    else { return out.setNull() }
                    out.append(text[row][found])
                }
            }
        }
    }

    static let regexpExtractAll = ScalarFunction(
        "REGEXP_EXTRACT_ALL",
        "What a group of the regular expression (by default the first) captures in all matches; NULL if there is no such group.",
        examples: [.init("REGEXP_EXTRACT_ALL('100-200, 300-400', '(\\d+)-(\\d+)')", "[100, 300]")],
        overloads: [
            Overload([.characterString, .characterString], result: { _ in .array(.string) }) { arguments, _ in
                extractingAll(arguments) { _ in nil }
            },
            Overload([.characterString, .characterString, .bigint], result: { _ in .array(.string) }) { arguments, _ in
                extractingAll(arguments) { try $0[2].int64 }
            },
        ])

    private static func extractingAll(_ arguments: [Argument], _ group: @escaping @Sendable (KernelArguments) throws -> FixedColumn<Int64>?)
        -> ScalarKernel
    {
        let literal = arguments[1].literalRegex
        return { call in
            var cache = RegexCache(literal: literal)
            let groups = try group(call)
            return try Strict.read(call) { (texts: OperandReader<Utf8>, pattern: OperandReader<Utf8>, validity: Bitmap?) in
                let builder = ColumnBuilder(.array(.string), capacity: call.count)
                for row in 0..<call.count {
                    let number = groups.map { $0[row] } ?? 1
                    guard validity?[row] != false, let number, let matcher = cache.matcher(pattern[row]),
                        number >= 0, number <= matcher.groupCount
                    else {
                        builder.appendNull()
                        continue
                    }
                    let text = texts[row]
                    matcher.forEachMatch(in: text) { matcher, _ in
                        if let found = matcher.group(Int(number)) {
                            builder.children[0].append(text[found])
                        } else {
                            builder.children[0].appendNull()
                        }
                    }
                    builder.finishCollection()
                }
                return builder.finish()
            }
        }
    }

    static let regexpCount = ScalarFunction(
        "REGEXP_COUNT", "How often the regular expression matches; NULL if it is malformed.",
        examples: [.init("REGEXP_COUNT('2024-01-02', '\\d+')", "3")],
        overloads: [
            Overload([.characterString, .characterString], result: { _ in .int }) { arguments, _ in
                measuring(arguments) { matcher, text in
                    var count: Int32 = 0
                    matcher.forEachMatch(in: text) { _, _ in count += 1 }
                    return count
                }
            }
        ])

    static let regexpInString = ScalarFunction(
        "REGEXP_INSTR", "Where the regular expression matches first, counted from 1; 0 if nowhere, NULL if it is malformed.",
        examples: [.init("REGEXP_INSTR('foobar', 'o+')", "2")],
        overloads: [
            Overload([.characterString, .characterString], result: { _ in .int }) { arguments, _ in
                measuring(arguments) { matcher, text in
                    guard matcher.find(text), let found = matcher.group(0) else { return 0 }
                    return Int32(text[0..<found.lowerBound].utf16.count + 1)
                }
            }
        ])

    private static func measuring(_ arguments: [Argument], _ measure: @escaping @Sendable (JavaRegex.Matcher, Utf8) -> Int32)
        -> ScalarKernel
    {
        let literal = arguments[1].literalRegex
        return { call in
            var cache = RegexCache(literal: literal)
            return try Strict.read(call) { (text: OperandReader<Utf8>, pattern: OperandReader<Utf8>, validity: Bitmap?) in
                Int32.partial(call.count, validity) { row in cache.matcher(pattern[row]).map { measure($0, text[row]) } }
            }
        }
    }

    static let regexpSubstring = ScalarFunction(
        "REGEXP_SUBSTR", "The first match of the regular expression; NULL if there is none, or if it is malformed.",
        examples: [.init("REGEXP_SUBSTR('foobar', 'o+b')", "oob")],
        overloads: [
            Overload([.characterString, .characterString], result: { _ in .string }) { arguments, _ in extracting(arguments) { _ in nil } }
        ])

    static let stringToMap = ScalarFunction(
        "STR_TO_MAP",
        "A map of the pairs in the text. The separators between pairs (by default a comma) and in them (by default `=`) are regular expressions.",
        examples: [.init("STR_TO_MAP('a=1,b=2')", "{a=1, b=2}")],
        overloads: [
            Overload([.characterString], result: { _ in .map(.string, .string) }) { _, _ in pairs(JavaRegex(","), JavaRegex("=")) },
            Overload([.characterString, .characterString, .characterString], result: { _ in .map(.string, .string) }) { arguments, _ in
                pairs(arguments[1].literalRegex, arguments[2].literalRegex)
            },
        ])

    private static func pairs(_ listSeparator: JavaRegex??, _ keySeparator: JavaRegex??) -> ScalarKernel {
        { call in
            let texts = try call[0].bytes
            let separators = try listSeparator == nil ? call[1].bytes : nil, keySeparators = try keySeparator == nil ? call[2].bytes : nil
            var lists = RegexCache(literal: listSeparator), keys = RegexCache(literal: keySeparator)
            let validity = Bitmap.intersection(Bitmap.intersection(texts.validity, separators?.validity), keySeparators?.validity)
            let builder = ColumnBuilder(.map(.string, .string), capacity: call.count)
            func matcher(_ cache: inout RegexCache, _ patterns: BytesColumn?, _ row: Int) throws -> JavaRegex.Matcher {
                let found = (patterns?[row]).map(Array.init) ?? []
                guard let matcher = found.withUnsafeBufferPointer({ cache.matcher(Utf8($0)) }) else {
                    throw MartletError("A separator of STR_TO_MAP is no regular expression.")
                }
                return matcher
            }
            try Utf8.withView(.bytes(texts)) { view in
                for row in 0..<call.count {
                    if validity?[row] == false {
                        builder.appendNull()
                        continue
                    }
                    let text = Utf8.read(view, row)
                    var places: [[UInt8]: Int] = [:]
                    var entries: [(key: Utf8, value: Utf8?)] = []
                    if !text.isEmpty {
                        for pair in try matcher(&lists, separators, row).split(text) {
                            let parts = try matcher(&keys, keySeparators, row).split(pair, limit: 2)
                            let entry = (key: parts[0], value: parts.count > 1 ? parts[1] : nil)
                            if let place = places[Array(entry.key)] {
                                entries[place] = entry
                            } else {
                                places[Array(entry.key)] = entries.count
                                entries.append(entry)
                            }
                        }
                    }
                    for place in JavaHashOrder.permutation(entries.map { JavaHashOrder.hash($0.key.utf16) }) {
                        let entry = entries[place]
                        builder.children[0].append(entry.key)
                        if let value = entry.value { builder.children[1].append(value) } else { builder.children[1].appendNull() }
                    }
                    builder.finishCollection()
                }
            }
            return builder.finish()
        }
    }
}

extension JavaRegex.Matcher {
    /// Java's `String.split`: the parts between matches. Without a limit empty parts at the end are left out; an empty match at the start
    /// makes no part.
    func split(_ text: Utf8, limit: Int = 0) -> [Utf8] {
        var parts: [Utf8] = []
        var start = 0
        forEachMatch(in: text) { _, match in
            if limit > 0, parts.count >= limit - 1 { return }
            if match.upperBound == 0 { return }
            parts.append(text[start..<match.lowerBound])
            start = match.upperBound
        }
        if parts.isEmpty { return [text] }
        parts.append(text[start...])
        if limit == 0 { while parts.count > 1, parts.last?.isEmpty ?? false { parts.removeLast() } }
        return parts
    }
}
