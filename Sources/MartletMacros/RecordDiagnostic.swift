import SwiftDiagnostics

/// What is said where a type cannot be a record.
enum RecordDiagnostic: DiagnosticMessage, Error {
    case notAStruct
    case generic
    case noFields
    case lazy
    case pattern
    case attribute(String)
    case constant(String)
    case untyped(String)
    case unsupportedType(String, String)

    var message: String {
        switch self {
        case .notAStruct: "@Record is for structs: a record is a value"
        case .generic: "a record cannot be generic: its schema is that of one type"
        case .noFields: "a record needs at least one stored property: they are its fields"
        case .lazy: "a lazy property cannot be a field of a record; compute it, or store it from the start"
        case .pattern: "a field of a record is declared by its own name, not by a pattern"
        case .attribute(let name): "'\(name)' has an attribute that changes how it is stored, so it cannot be a field of a record"
        case .constant(let name): "'\(name)' cannot be read from data, since it has its value already; declare it 'var', or 'static'"
        case .untyped(let name): "the type of '\(name)' must be written out, since it is part of the record's schema"
        case .unsupportedType(let name, let type):
            "'\(name)' cannot be a field of a record: there is no column type for '\(type)'; use a nested @Record, an array or a dictionary"
        }
    }

    var diagnosticID: MessageID { MessageID(domain: "Martlet", id: "Record.\(self)") }
    var severity: DiagnosticSeverity { .error }
}
