import MartletCore
import MartletPlanner
import MartletSQL

extension TableDefinition {
    /// What a descriptor says.
    init(_ descriptor: TableDescriptor) throws {
        options = descriptor.options
        partitionKeys = descriptor.partitionKeys
        comment = descriptor.comment
        for element in descriptor.elements {
            switch element.kind {
            case .physical(let type): columns.append(Column(name: element.name, kind: .physical(type), comment: element.comment))
            case .computed(let sql):
                columns.append(
                    Column(name: element.name, kind: .computed(try Parser.parseExpression(sql)), comment: element.comment))
            case .metadata(let type, let key, let isVirtual):
                columns.append(
                    Column(name: element.name, kind: .metadata(type, key: key, isVirtual: isVirtual), comment: element.comment))
            case .watermark(let sql):
                if watermark != nil { throw MartletError("Multiple watermark definitions are not supported yet.", phase: .validate) }
                watermark = Watermark(rowtime: [element.name], expression: try Parser.parseExpression(sql))
            case .primaryKey(let names):
                if primaryKey != nil { throw MartletError("Duplicate primary key definition", phase: .validate) }
                primaryKey = CatalogTable.PrimaryKey(name: element.name, columns: names)
            }
        }
        for name in primaryKey?.columns ?? [] { if let index = index(of: name) { columns[index].refuseNulls() } }
    }
}
