import MartletCore
import MartletPlanner
import Testing

@Suite struct CatalogManagerTests {
    private func table(_ name: String, column: String, isTemporary: Bool = false, in catalogs: CatalogManager) -> CatalogObject {
        .table(
            CatalogTable(
                identifier: catalogs.qualify([name]), columns: [TableColumn(column, .int)], isTemporary: isTemporary))
    }

    @Test func aTemporaryTableHidesAPermanentOne() throws {
        let catalogs = CatalogManager()
        try catalogs.create(table("t", column: "a", in: catalogs))
        try catalogs.create(table("t", column: "b", isTemporary: true, in: catalogs))
        #expect(try catalogs.object(named: ["t"])?.schema.names == ["b"])
        #expect(throws: MartletError.self) {
            try catalogs.drop(.table, catalogs.qualify(["t"]), isTemporary: false, ifExists: false)
        }
        try catalogs.drop(.table, catalogs.qualify(["t"]), isTemporary: true, ifExists: false)
        #expect(try catalogs.object(named: ["t"])?.schema.names == ["a"])
    }

    @Test func namesAreLookedForInTheCurrentDatabase() throws {
        let catalogs = CatalogManager()
        try catalogs.createDatabase(CatalogDatabase(), named: "d", in: catalogs.currentCatalog, ifNotExists: false)
        try catalogs.useDatabase("d", of: nil)
        try catalogs.create(table("t", column: "a", in: catalogs))
        try catalogs.useDatabase(CatalogManager.builtInDatabase, of: nil)
        #expect(try catalogs.object(named: ["t"])?.identifier == nil)
        #expect(try catalogs.object(named: ["d", "t"])?.identifier.plainDescription == "default_catalog.d.t")
        #expect(try catalogs.object(named: ["default_catalog", "d", "t"])?.schema.names == ["a"])
    }

    @Test func aMisspeltNameIsHelpedBy() throws {
        let catalogs = CatalogManager()
        let error = #expect(throws: MartletError.self) { try catalogs.useDatabase("defalt_database", of: nil) }
        #expect(error?.hint == "Did you mean 'default_database'?")
    }

    @Test func renamingStaysInTheDatabase() throws {
        let catalogs = CatalogManager()
        try catalogs.create(table("t", column: "a", in: catalogs))
        try catalogs.create(table("u", column: "a", in: catalogs))
        #expect(throws: MartletError.self) { try catalogs.rename(catalogs.qualify(["t"]), to: "u") }
        try catalogs.rename(catalogs.qualify(["t"]), to: "v")
        #expect(try catalogs.objects(of: catalogs.currentCatalog, catalogs.currentDatabase).map(\.identifier.object) == ["u", "v"])
    }
}
