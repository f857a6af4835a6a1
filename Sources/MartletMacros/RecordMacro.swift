import SwiftDiagnostics
import SwiftSyntax
import SwiftSyntaxBuilder
import SwiftSyntaxMacros

/// `@Record`: gives a struct its schema, its codec, and the ways into and out of columns.
package struct RecordMacro: ExtensionMacro {
    package static func expansion(
        of node: AttributeSyntax, attachedTo declaration: some DeclGroupSyntax, providingExtensionsOf type: some TypeSyntaxProtocol,
        conformingTo protocols: [TypeSyntax], in context: some MacroExpansionContext
    ) throws -> [ExtensionDeclSyntax] {
        guard let declaration = declaration.as(StructDeclSyntax.self) else {
            context.diagnose(Diagnostic(node: node, message: RecordDiagnostic.notAStruct))
            return []
        }
        if let generics = declaration.genericParameterClause {
            context.diagnose(Diagnostic(node: generics, message: RecordDiagnostic.generic))
            return []
        }
        guard let fields = RecordField.fields(of: declaration, in: context) else { return [] }
        if fields.isEmpty {
            context.diagnose(Diagnostic(node: declaration.name, message: RecordDiagnostic.noFields))
            return []
        }
        let code = RecordCode(type: type.trimmedDescription, access: access(of: declaration), fields: fields)
        var extensions = [try ExtensionDeclSyntax("extension \(type.trimmed): Martlet.Record") { code.members }]
        if isEquatable(declaration) { extensions.append(try ExtensionDeclSyntax("extension \(type.trimmed): Martlet.StableKey {}")) }
        return extensions
    }

    /// The word before the members that must be as visible as the type.
    private static func access(of declaration: StructDeclSyntax) -> String {
        let names = declaration.modifiers.map(\.name.text)
        return names.first { ["public", "package"].contains($0) }.map { $0 + " " } ?? ""
    }

    /// Whether the declaration says that values can be compared: then records can be keys.
    private static func isEquatable(_ declaration: StructDeclSyntax) -> Bool {
        let inherited = declaration.inheritanceClause?.inheritedTypes.map(\.type.trimmedDescription) ?? []
        return inherited.contains { ["Equatable", "Hashable", "Comparable"].contains($0) } && !inherited.contains("StableKey")
    }
}
