import MartletRuntime

// Types that are `Codable` and no `Record`s. They take more time: each record is a tree on its way.

extension FileFormat where Element: Codable {
    /// CSV of a `Codable` type: its keys are found by name, if the files have headers, else the columns are its keys in order.
    @_disfavoredOverload @inlinable public static var csv: FileFormat { csv() }

    /// CSV of a `Codable` type: its keys are found by name, if the files have headers, else the columns are its keys in order.
    @_disfavoredOverload @inlinable public static func csv(
        delimiter: Character = ",", quote: Character? = "\"", escape: Character? = nil, hasHeader: Bool = false, null: String? = nil,
        allowsComments: Bool = false, mistakes: MistakeHandling = .fail
    ) -> FileFormat {
        codables(
            .csv(
                delimiter: delimiter, quote: quote, escape: escape, hasHeader: hasHeader, null: null, allowsComments: allowsComments,
                skipsMistakes: mistakes == .skip))
    }

    /// An object a line, of a `Codable` type.
    @_disfavoredOverload @inlinable public static var jsonLines: FileFormat { jsonLines() }

    /// An object a line, of a `Codable` type.
    @_disfavoredOverload @inlinable public static func jsonLines(mistakes: MistakeHandling = .fail) -> FileFormat {
        codables(.json(timestamps: .sql, skipsMistakes: mistakes == .skip))
    }

    /// The closures are compiled here for the program's types.
    @inlinable static func codables(_ settings: RecordFileSettings) -> FileFormat {
        FileFormat(
            FileFormatContent(
                kind: .codables(
                    settings,
                    makeCollector: {
                        var elements: [Element] = []
                        return CodableCollector(
                            append: { elements.append(try $0.decode(Element.self)) },
                            finish: {
                                defer { elements = [] }
                                return RecordBatch(elements)
                            })
                    },
                    encode: { batch, writer in for element in RecordBatch<Element>(batch).records { try writer.append(element) } })))
    }
}
