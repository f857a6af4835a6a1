import Foundation
import Martlet
import Testing

@Record struct Sale: Equatable {
    var id: Int64
    var item: String
    var price: Double?
    var at: Timestamp
}

@Suite final class FileStreamTests {
    let directory = FileManager.default.temporaryDirectory.path + "/martlet-" + UUID().uuidString
    let env = StreamExecutionEnvironment()

    deinit { try? FileManager.default.removeItem(atPath: directory) }

    static let sales = [
        Sale(id: 1, item: "tea, green", price: 2.5, at: Timestamp(milliseconds: 1_500)),
        Sale(id: 2, item: "", price: nil, at: Timestamp(milliseconds: 0)),
        Sale(id: 3, item: "čaj", price: 1e-7, at: Timestamp(milliseconds: -1)),
    ]

    func write(_ text: String, _ name: String) throws -> String {
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
        try text.write(toFile: directory + "/" + name, atomically: false, encoding: .utf8)
        return directory + "/" + name
    }

    func collect<Element>(_ source: FileSource<Element>) async throws -> [Element] {
        var elements: [Element] = []
        for try await element in try env.from(source).executeAndCollect() { elements.append(element) }
        return elements
    }

    @Test func lines() async throws {
        let path = try write("to be\r\nor not\n\nto bé", "a.txt")
        #expect(try await collect(FileSource<String>(path, format: .text)) == ["to be", "or not", "", "to bé"])
        env.from(FileSource<String>(path, format: .text)).map { $0.uppercased() }.write(to: directory + "/out", format: .text)
        try await env.execute()
        #expect(try await collect(FileSource<String>(directory + "/out", format: .text)) == ["TO BE", "OR NOT", "", "TO BÉ"])
    }

    @Test func recordsComeBackFromEveryFormat() async throws {
        let formats: [(String, FileFormat<Sale>)] = [
            ("csv", .csv(null: "-")), ("header", .csv(delimiter: "\t", hasHeader: true, null: "")), ("json", .jsonLines),
            ("iso", .jsonLines(timestamps: .iso8601)),
        ]
        for (name, format) in formats {
            env.from(Self.sales).write(to: "\(directory)/\(name)", format: format)
            try await env.execute()
            var expected = Self.sales
            // Where nothing means nil, an empty text does too, and a field that cannot be nil refuses it.
            if name == "header" { expected = [] }
            if name != "header" { #expect(try await collect(FileSource("\(directory)/\(name)", format: format)) == expected, "\(name)") }
        }
    }

    @Test func aHeaderNamesTheColumns() async throws {
        let path = try write("at,extra,item,id,price\n1970-01-01 00:00:00.5Z,x,\"a,b\",7,\n1970-01-01 00:00:01Z,,c,8,2\n", "sales.csv")
        #expect(
            try await collect(FileSource<Sale>(path, format: .csv(hasHeader: true, null: ""))) == [
                Sale(id: 7, item: "a,b", price: nil, at: Timestamp(milliseconds: 500)),
                Sale(id: 8, item: "c", price: 2, at: Timestamp(milliseconds: 1_000)),
            ])
        let other = try write("id,itme,price,at\n", "other.csv")
        let error = await #expect(throws: MartletError.self) { try await collect(FileSource<Sale>(other, format: .csv(hasHeader: true))) }
        #expect(error?.hint?.hasPrefix("Did you mean 'itme'?") == true)
    }

    @Test func mistakes() async throws {
        let path = try write("1,a,1,1970-01-01 00:00:00Z\nx,b,2,1970-01-01 00:00:00Z\n3,c,y,1970-01-01 00:00:00Z\n4\n", "bad.csv")
        let error = await #expect(throws: MartletError.self) { try await collect(FileSource<Sale>(path, format: .csv)) }
        #expect(error?.context.last == "file '\(path)', line 2, column 1")
        // A field that can be nil is nil, a record that cannot do without one is passed over.
        #expect(try await collect(FileSource<Sale>(path, format: .csv(mistakes: .skip))).map(\.id) == [1, 3])
        let nulls = try write(
            "{\"id\":1,\"item\":\"a\",\"at\":\"1970-01-01 00:00:00Z\"}\n{\"id\":2,\"at\":\"1970-01-01 00:00:00Z\"}\n", "n.json")
        let missing = await #expect(throws: MartletError.self) { try await collect(FileSource<Sale>(nulls, format: .jsonLines)) }
        #expect(missing?.description.contains("item") == true)
        #expect(try await collect(FileSource<Sale>(nulls, format: .jsonLines(mistakes: .skip))).count == 1)
    }

    struct Plain: Codable, Equatable, Sendable {
        struct Inner: Codable, Equatable { var x: Int }
        enum Colour: String, Codable { case red, green }

        var id: Int
        var name: String
        var weight: Double?
        var colour: Colour
        var isNew: Bool
    }

    static let plain = [
        Plain(id: 1, name: "a,b", weight: nil, colour: .red, isNew: true),
        Plain(id: -2, name: "", weight: 1.5, colour: .green, isNew: false),
    ]

    @Test func codableTypesWorkToo() async throws {
        let formats: [(String, FileFormat<Plain>)] = [
            ("csv", .csv(null: "-")), ("header", .csv(hasHeader: true, null: "-")), ("json", .jsonLines),
        ]
        for (name, format) in formats {
            env.from(Self.plain).write(to: "\(directory)/\(name)", format: format)
            try await env.execute()
            #expect(try await collect(FileSource("\(directory)/\(name)", format: format)) == Self.plain, "\(name)")
        }
        let nested = try write("{\"list\":[{\"x\":1},{\"x\":2}]}\n{\"list\":[]}\n{\"list\":[{\"x\":\"y\"}]}\n", "nested.json")
        struct Outer: Codable, Equatable, Sendable { var list: [Plain.Inner] }
        let error = await #expect(throws: MartletError.self) { try await collect(FileSource<Outer>(nested, format: .jsonLines)) }
        #expect(error?.context.last == "file '\(nested)', line 3, column 1")
        #expect(error?.message.contains("field 'list.0.x'") == true)
        #expect(
            try await collect(FileSource<Outer>(nested, format: .jsonLines(mistakes: .skip)))
                == [Outer(list: [.init(x: 1), .init(x: 2)]), Outer(list: [])])
    }
}
