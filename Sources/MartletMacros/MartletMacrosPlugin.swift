import SwiftCompilerPlugin
import SwiftSyntaxMacros

/// What the compiler loads to expand Martlet's macros.
@main struct MartletMacrosPlugin: CompilerPlugin {
    let providingMacros: [any Macro.Type] = [RecordMacro.self]
}
