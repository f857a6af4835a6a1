import SwiftDiagnostics
import SwiftSyntax
import SwiftSyntaxMacros

/// A stored property of a record.
struct RecordField {
    /// As it is written in code, with backquotes where it needs them.
    var name: String
    /// The name of the column.
    var columnName: String
    var type: String

    /// The type where an expression is expected.
    var typeExpression: String { type.hasSuffix("?") ? "Optional<\(type.dropLast())>" : type }

    /// The stored properties of a struct, in order; nil if there is one that cannot be a field, which has then been said.
    static func fields(of declaration: StructDeclSyntax, in context: some MacroExpansionContext) -> [RecordField]? {
        let columnNames = codingKeys(of: declaration)
        var fields: [RecordField] = []
        var isGood = true
        for member in declaration.memberBlock.members {
            guard let variable = member.decl.as(VariableDeclSyntax.self), !variable.isStatic else { continue }
            if variable.modifiers.contains(where: { $0.name.text == "lazy" }) {
                context.diagnose(Diagnostic(node: variable, message: RecordDiagnostic.lazy))
                isGood = false
                continue
            }
            // In `var a, b: Int` the type stands behind the last name only.
            var type: TypeSyntax?
            var ofVariable: [RecordField] = []
            for binding in variable.bindings.reversed() where !binding.isComputed {
                type = binding.typeAnnotation?.type ?? binding.initializer?.value.literalType ?? type
                switch field(binding, type: type, of: variable, columnNames: columnNames) {
                case .success(let field): ofVariable.insert(field, at: 0)
                case .failure(let mistake):
                    context.diagnose(Diagnostic(node: binding, message: mistake))
                    isGood = false
                }
            }
            fields += ofVariable
        }
        return isGood ? fields : nil
    }

    private static func field(
        _ binding: PatternBindingSyntax, type: TypeSyntax?, of variable: VariableDeclSyntax, columnNames: [String: String]
    ) -> Result<RecordField, RecordDiagnostic> {
        guard let identifier = binding.pattern.as(IdentifierPatternSyntax.self)?.identifier else { return .failure(.pattern) }
        let name = identifier.text
        let plainName = identifier.identifier?.name ?? name
        if variable.attributes.contains(where: { $0.is(AttributeSyntax.self) }) { return .failure(.attribute(plainName)) }
        if variable.bindingSpecifier.tokenKind == .keyword(.let), binding.initializer != nil { return .failure(.constant(plainName)) }
        guard let type else { return .failure(.untyped(plainName)) }
        let bare =
            type.as(ImplicitlyUnwrappedOptionalTypeSyntax.self).map { "\($0.wrappedType.trimmedDescription)?" } ?? type.trimmedDescription
        if type.isTuple || type.is(FunctionTypeSyntax.self) || type.is(SomeOrAnyTypeSyntax.self) || bare == "Any" {
            return .failure(.unsupportedType(plainName, bare))
        }
        return .success(RecordField(name: name, columnName: columnNames[plainName] ?? plainName, type: bare))
    }

    /// The names that an enum `CodingKeys` gives to properties.
    private static func codingKeys(of declaration: StructDeclSyntax) -> [String: String] {
        let enums = declaration.memberBlock.members.compactMap { $0.decl.as(EnumDeclSyntax.self) }
        guard let keys = enums.first(where: { $0.name.text == "CodingKeys" }) else { return [:] }
        var names: [String: String] = [:]
        for member in keys.memberBlock.members {
            for element in member.decl.as(EnumCaseDeclSyntax.self)?.elements ?? [] {
                guard let text = element.rawValue?.value.as(StringLiteralExprSyntax.self)?.representedLiteralValue else { continue }
                names[element.name.identifier?.name ?? element.name.text] = text
            }
        }
        return names
    }
}

extension VariableDeclSyntax {
    fileprivate var isStatic: Bool { modifiers.contains { ["static", "class"].contains($0.name.text) } }
}

extension PatternBindingSyntax {
    /// Whether the property has a getter and no place in memory.
    fileprivate var isComputed: Bool {
        switch accessorBlock?.accessors {
        case .getter: true
        case .accessors(let accessors): accessors.contains { !["willSet", "didSet"].contains($0.accessorSpecifier.text) }
        case nil: false
        }
    }
}

extension TypeSyntax {
    /// Whether it is a tuple of more than one element, or of none.
    fileprivate var isTuple: Bool { self.as(TupleTypeSyntax.self).map { $0.elements.count != 1 } ?? false }
}

extension ExprSyntax {
    /// The type that a literal has by itself.
    fileprivate var literalType: TypeSyntax? {
        if self.is(IntegerLiteralExprSyntax.self) { return "Int" }
        if self.is(FloatLiteralExprSyntax.self) { return "Double" }
        if self.is(StringLiteralExprSyntax.self) { return "String" }
        if self.is(BooleanLiteralExprSyntax.self) { return "Bool" }
        return nil
    }
}
