import MartletCore

/// Orders as lines of about 110 bytes: an id, one of 1,000 keys, an amount, and a time that goes on by a millisecond a row.
enum Events {
    static let count = 5_000_000
    static let json = InputFile(
        name: "events.jsonl",
        lines: { range, bytes in
            for row in range {
                let event = Event(row)
                bytes +=
                    """
                    {"id":\(event.id),"customer":"\(event.customer)","amount":\(event.amount),"ts":"\(event.time)","status":"\(event.status)"}

                    """.utf8
            }
        }, rows: count)
    static let csv = InputFile(
        name: "events.csv",
        lines: { range, bytes in
            for row in range {
                let event = Event(row)
                bytes += "\(event.id),\(event.customer),\(event.amount),\(event.time),\(event.status)\n".utf8
            }
        }, rows: count)

    private struct Event {
        let id: Int
        let customer: String
        let amount: String
        let time: String
        let status: String

        init(_ row: Int) {
            var random = SplitMix64(seed: UInt64(row))
            let bits = random.next()
            id = 10_000_000 + row
            customer = "customer-\(1_000 + bits % 1_000)"
            let cents = Int(bits >> 20) % 100_000
            amount = "\(cents / 100).\(10 + cents % 90)"
            time = LocalDateTime(milliseconds: 1_700_000_000_000 + Int64(row)).text(fractionDigits: 3)
            status = ["delivered", "cancelled", "in transit"][Int(bits >> 50) % 3]
        }
    }
}

/// Plain text: lines of ten words from a vocabulary of 10,000, short words often and long ones seldom.
enum Words {
    static let count = 50_000_000
    static let text = InputFile(
        name: "words.txt",
        lines: { range, bytes in
            var random = SplitMix64(seed: UInt64(range.lowerBound))
            for _ in range {
                for word in 0..<10 {
                    let bits = random.next()
                    // The product of two draws leans towards small numbers, as words do.
                    let number = Int(bits & 0xFFFF) * Int(bits >> 16 & 0xFFFF) / 429_497
                    bytes += spelling(number)
                    bytes.append(UInt8(ascii: word == 9 ? "\n" : " "))
                }
            }
        }, rows: count / 10)

    /// A number as a word of syllables.
    private static func spelling(_ number: Int) -> [UInt8] {
        var rest = number + 1
        var word: [UInt8] = []
        while rest > 0 {
            word += Array("bakelomitusanerodigufelahevozi".utf8)[rest % 15 * 2..<rest % 15 * 2 + 2]
            rest /= 15
        }
        return word
    }
}
