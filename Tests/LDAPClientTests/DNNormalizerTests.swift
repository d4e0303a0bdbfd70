import LDAPClient
import Testing

@Suite struct DNNormalizerTests {
  private func key(_ dn: String) throws -> [UInt8] {
    var normalizer = DNNormalizer()
    let isName = normalizer.normalize(dn)
    try #require(isName, "\(dn)")
    return normalizer.key
  }

  @Test(
    "names that servers take as equal have one key",
    arguments: [
      ("cn=Ada Lang,ou=People,dc=example", "CN=ADA LANG,OU=PEOPLE,DC=EXAMPLE"),
      ("cn=Ada Lang,ou=People", "CN = Ada  Lang , OU = People"),
      ("cn=Ada Lang,ou=People", " cn=Ada Lang,ou=People "),
      ("cn=Wolf\\, Yann,dc=a", "cn=Wolf\\2C Yann,dc=a"),
      ("cn=Wolf\\, Yann,dc=a", "cn=\"Wolf, Yann\",dc=a"),
      ("cn=Byrne=Jonas,dc=a", "cn=Byrne\\3DJonas,dc=a"),
      ("cn=Byrne=Jonas,dc=a", "cn=Byrne\\=Jonas,dc=a"),
      ("cn=a\\\\b,dc=a", "cn=a\\5Cb,dc=a"),
      ("cn=Zo\\C3\\AB,dc=a", "cn=Zoë,dc=a"),
      ("cn=ZOË,dc=a", "cn=zoë,dc=a"),
      ("cn=ΔΉΜΟΣ,dc=a", "cn=δήμοσ,dc=a"),
      ("cn=\u{ff21}da,dc=a", "cn=ada,dc=a"),
      ("cn=Mary\u{a0}Ann,dc=a", "cn=mary ann,dc=a"),
      ("2.5.4.3=Ada,0.9.2342.19200300.100.1.25=a", "cn=ada,dc=a"),
      ("commonName=Ada,domainComponent=a", "cn=ada,dc=a"),
      ("cn=#0C03416461,dc=a", "cn=ada,dc=a"),
      ("cn=#0403416461,dc=a", "cn=ada,dc=a"),
      ("uid=ada+cn=Lang,dc=a", "CN=lang + UID=ada,dc=a"),
      ("cn=ada;dc=a", "cn=ada,dc=a"),
      ("cn=\\ ada\\ ,dc=a", "cn=ada,dc=a"),
      ("cn=\\#ada,dc=a", "cn=\\23ada,dc=a"),
    ]
  )
  func equal(left: String, right: String) throws {
    #expect(try key(left) == key(right))
  }

  @Test(
    "names that are not equal have different keys",
    arguments: [
      ("cn=ada,dc=a", "cn=adb,dc=a"), ("cn=ada,dc=a", "uid=ada,dc=a"), ("cn=ada,dc=a", "cn=ada"),
      ("cn=a\\,dc\\=b", "cn=a,dc=b"), ("cn=a\\+uid\\=b", "cn=a+uid=b"),
      ("cn=Zoë,dc=a", "cn=Zoe,dc=a"),
      ("cn=a b", "cn=ab"), ("cn=#0203416461", "cn=ada"), ("cn=Groß", "cn=Gross"),
    ]
  )
  func different(left: String, right: String) throws {
    #expect(try key(left) != key(right))
  }

  @Test(
    "what is no name is refused",
    arguments: [
      "ada", "=ada", "cn", ",", "cn=ada,", "cn=ada,,dc=a", "cn=ada,dc", "cn=\"ada",
      "cn=\"a\"b,dc=a",
      "cn=ada\\", "cn=#1", "cn=#zz", "c n=ada", "cn=ada+", "cn=a\u{0}b",
    ]
  )
  func refused(dn: String) {
    var normalizer = DNNormalizer()
    let isName = normalizer.normalize(dn)
    #expect(!isName)
    #expect(normalizer.key == [])
  }

  @Test func `length and components have an end`() {
    var normalizer = DNNormalizer()
    let isLongOne = normalizer.normalize("cn=" + String(repeating: "a", count: 20_000))
    #expect(!isLongOne)
    let isDeepOne = normalizer.normalize(String(repeating: "cn=\\41,", count: 200) + "dc=a")
    #expect(!isDeepOne)
  }

  @Test func `the root's name is empty and above all`() throws {
    #expect(try key("") == [])
    #expect(DNNormalizer.isKey(try key("dc=a"), below: []))
    #expect(DNNormalizer.depth(of: []) == 0)
    #expect(DNNormalizer.depth(of: try key("cn=a,dc=b")) == 2)
  }

  @Test(
    "a name lies below another by whole components",
    arguments: [
      ("cn=ada,ou=people,dc=a", "OU=People,dc=a", true), ("ou=people,dc=a", "ou=people,dc=a", true),
      ("ou=mypeople,dc=a", "ou=people,dc=a", false),
      ("ou=x-ou=people,dc=a", "ou=people,dc=a", false),
      ("dc=a", "ou=people,dc=a", false), ("cn=ada\\,ou=people,dc=a", "ou=people,dc=a", false),
    ]
  )
  func below(dn: String, base: String, expected: Bool) throws {
    #expect(DNNormalizer.isKey(try key(dn), below: try key(base)) == expected)
  }

  @Test func `bytes that are not UTF-8 make a key of their own`() {
    var normalizer = DNNormalizer()
    let bytes: [UInt8] = Array("cn=".utf8) + [0xff, 0xfe, 0x41] + Array(",dc=a".utf8)
    let isName = bytes.withUnsafeBytes { normalizer.normalize($0) }
    #expect(isName)
    #expect(String(decoding: normalizer.key.dropFirst(3).prefix(7), as: UTF8.self) == "#fffe41")
  }
}
