// Data types.
extension SQLPrinter {
    mutating func print(_ type: TypeSyntax) {
        switch type.kind {
        case .basic(let basic, let parameters):
            write(basic.rawValue)
            if !parameters.isEmpty { parenthesizedList(parameters) { $0.write(String($1)) } }
        case .time(let precision, let zone): print("TIME", precision, zone)
        case .timestamp(let precision, let zone):
            print(zone == .withLocalTimeZone ? "TIMESTAMP_LTZ" : "TIMESTAMP", precision, zone == .withLocalTimeZone ? .none : zone)
        case .interval(let qualifier):
            write("INTERVAL ")
            print(qualifier)
        case .array(let element): bracketed("ARRAY") { $0.print(element) }
        case .multiset(let element): bracketed("MULTISET") { $0.print(element) }
        case .map(let key, let value):
            bracketed("MAP") { printer in
                printer.print(key)
                printer.write(", ")
                printer.print(value)
            }
        case .row(let fields): bracketed("ROW") { $0.list(fields) { $0.print($1) } }
        case .structured(let name, let fields):
            bracketed("STRUCTURED") { printer in
                printer.print(string: name)
                for field in fields {
                    printer.write(", ")
                    printer.print(field)
                }
            }
        case .raw(let name, let serializer):
            write("RAW")
            parenthesizedList([name, serializer]) { $0.print(string: $1) }
        case .named(let name): print(name)
        }
        switch type.nullability {
        case .unspecified: break
        case .null: write(" NULL")
        case .notNull: write(" NOT NULL")
        }
    }

    private mutating func print(_ name: String, _ precision: Int?, _ zone: TypeSyntax.TimeZoneClause) {
        write(name)
        if let precision { write("(\(precision))") }
        write(" WITH LOCAL TIME ZONE", if: zone == .withLocalTimeZone)
    }

    private mutating func bracketed(_ name: String, _ print: (inout SQLPrinter) -> Void) {
        write(name + "<")
        print(&self)
        write(">")
    }

    private mutating func print(_ field: RowFieldSyntax) {
        print(field.name)
        write(" ")
        print(field.type)
        if let comment = field.comment {
            write(" ")
            print(string: comment)
        }
    }
}
