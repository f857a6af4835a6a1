import MartletCore
import MartletDataStream
import MartletPatterns
import Testing

@Suite struct WindowTwins {
    @Test func within() async throws {
        let ab = Pattern<Event>.begin("A", kind("a")).followedBy("B", kind("b"))
        try await expectAnswer(
            "CepWithin",
            [
                ("9, 10, 11 later", "a1@100 b1@109 a2@200 b2@210 a3@300 b3@311", ab.within(.milliseconds(10))),
                (
                    "only the young start is left", "a1@100 a2@105 b1@112",
                    .begin("A", kind("a")).followedBy("B", kind("b")).within(.milliseconds(10))
                ),
                (
                    "within in the middle counts for the whole", "a1@100 b1@103 c1@108 a2@200 b2@203 c2@212",
                    .begin("A", kind("a")).followedBy("B", kind("b")).within(.milliseconds(10)).followedBy("C", kind("c"))
                ),
                (
                    "two within: the smallest", "a1@100 b1@103 c1@108 a2@200 b2@203 c2@205",
                    .begin("A", kind("a")).followedBy("B", kind("b")).within(.milliseconds(6)).followedBy("C", kind("c"))
                        .within(.milliseconds(50))
                ),
                (
                    "a loop is cut by the time of its first", "a1@100 a2@105 a3@109 a4@110 b1@112",
                    .begin("A", kind("a")).oneOrMore().followedBy("B", kind("b")).within(.milliseconds(10))
                ),
                ("equal times", "a1@100 b1@100", .begin("A", kind("a")).followedBy("B", kind("b")).within(.milliseconds(1))),
            ])
    }

    @Test func withinBetween() async throws {
        let ten = Duration.milliseconds(10)
        try await expectAnswer(
            "CepWithinBetween",
            [
                (
                    "each step on its own", "a1@100 b1@109 c1@118 a2@200 b2@209 c2@219",
                    .begin("A", kind("a")).followedBy("B", kind("b")).within(ten, of: .previousAndCurrent).followedBy("C", kind("c"))
                        .within(ten, of: .previousAndCurrent)
                ),
                (
                    "only where it was set", "a1@100 b1@109 c1@190 a2@200 b2@210 c2@211",
                    .begin("A", kind("a")).followedBy("B", kind("b")).within(ten, of: .previousAndCurrent).followedBy("C", kind("c"))
                ),
                (
                    "in a loop: step to step", "a1@100 a2@108 a3@116 a4@130 b1@131",
                    .begin("A", kind("a")).followedBy("L", kind("a")).oneOrMore().within(ten, of: .previousAndCurrent)
                        .followedBy("B", kind("b"))
                ),
                (
                    "skipped events do not count as previous", "a1@100 x1@105 b1@112",
                    .begin("A", kind("a")).followedBy("B", kind("b")).within(ten, of: .previousAndCurrent)
                ),
                (
                    "beside FIRST_AND_LAST", "a1@100 b1@108 c1@114 a2@200 b2@208 c2@216",
                    .begin("A", kind("a")).followedBy("B", kind("b")).within(ten, of: .previousAndCurrent).followedBy("C", kind("c"))
                        .within(.milliseconds(15))
                ),
            ])
    }
}
