import MartletFunctions

extension Session {
    /// The names of the functions that can be called, those of SQL only while the core module is used.
    func functionNames(userOnly: Bool) -> [String] {
        let user = catalogs.userFunctionNames
        if userOnly || !modules.used.contains(ModuleManager.core) { return user }
        let builtIn = ScalarFunctionCatalog.builtIn.map(\.name) + AggregateCatalog.builtIn.map(\.name)
        return Set(builtIn.filter { $0.first?.isLetter == true && !$0.contains(" ") } + user).sorted()
    }
}
