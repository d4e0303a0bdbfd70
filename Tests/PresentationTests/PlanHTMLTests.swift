import Crypto
import DirectoryModel
import Presentation
import Testing

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

struct PlanHTMLTests {
  @Test(
    "a plan as a page",
    arguments: ["first-run", "ordinary-day", "stopped", "hostile"]
  )
  func golden(name: String) throws {
    let plan = try #require(SamplePlans.named[name])
    try expectGolden(PlanHTML.page(plan, zone: .fixed(3600)), "plan-\(name).html")
  }

  @Test func `the policy allows the page's own style and nothing else`() throws {
    let page = PlanHTML.page(SamplePlans.ordinaryDay)
    let start = try #require(page.firstRange(of: "<style>")).upperBound
    let end = try #require(page.firstRange(of: "</style>")).lowerBound
    let hash = Data(SHA256.hash(data: Data(page[start..<end].utf8))).base64EncodedString()
    #expect(
      page.contains(
        "content=\"default-src 'none'; style-src 'sha256-\(hash)'; base-uri 'none'; form-action 'none'\""
      ),
      "sha256-\(hash)"
    )
  }

  @Test func `hostile names add no element, no attribute and no remote resource`() {
    let page = PlanHTML.page(SamplePlans.hostile)
    let known: Set = [
      "!doctype", "html", "head", "meta", "title", "style", "body", "h1", "h2", "dl", "dt", "dd",
      "p", "small",
      "code", "section", "table", "thead", "tbody", "tr", "th", "td", "ul", "li", "bdi", "svg",
      "rect",
    ]
    for tag in page.split(separator: "<").dropFirst() {
      let name = tag.drop { $0 == "/" }.prefix { $0.isLetter || $0.isNumber || $0 == "!" }
      #expect(known.contains(String(name)), "<\(tag)")
      let attributes = tag.prefix { $0 != ">" }
      #expect(
        !attributes.contains("src=") && !attributes.contains("href=")
          && !attributes.contains("onerror")
      )
    }
    #expect(!page.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" })
    #expect(!page.unicodeScalars.contains { $0.properties.generalCategory == .format })
  }
}
