import MartletCore
import MartletPlanner
import MartletSQL

extension CreateFunction: ExecutableStatement {
    func execute(in session: Session) throws -> TableResult {
        try language.checkIsSupported()
        let function = CatalogFunction(
            .named(implementation, language: language ?? .java),
            options: options.dictionary)
        // A temporary function is made at once, so its implementation has to be there; a permanent one is only named.
        switch scope {
        case .permanent:
            try session.catalogs.createFunction(
                function, session.catalogs.qualify(name.names), isTemporary: false, ifNotExists: ifNotExists)
        case .temporary: throw function.missingImplementation(phase: .validate)
        case .temporarySystem: throw function.missingImplementation(phase: .plan)
        }
        return .ok
    }
}

extension AlterFunction: ExecutableStatement {
    func execute(in session: Session) throws -> TableResult {
        switch scope {
        case .permanent: break
        case .temporary: throw MartletError("Alter temporary catalog function is not supported", phase: .validate)
        case .temporarySystem: throw MartletError("Alter temporary system function is not supported", phase: .validate)
        }
        try language.checkIsSupported()
        try session.catalogs.alterFunction(
            CatalogFunction(.named(implementation, language: language ?? .java)), session.catalogs.qualify(name.names), ifExists: ifExists)
        return .ok
    }
}

extension FunctionLanguage? {
    fileprivate func checkIsSupported() throws {
        if self == .sql { throw MartletError("Unrecognized function language string SQL", phase: .plan) }
    }
}

extension CatalogFunction {
    /// That what DDL names is not part of this program.
    func missingImplementation(phase: MartletError.Phase) -> MartletError {
        guard case .named(let name, let language) = implementation else { preconditionFailure("the function is part of this program") }
        return MartletError(
            "The implementation '\(name)' (\(language.rawValue)) of a user-defined function cannot be loaded.",
            hint: "Register functions in Swift.", phase: phase)
    }
}
