import JSONReader
import Testing

@Suite struct AnswerPatternTests {
  @Test(
    "what does not fit is told",
    arguments: [
      (#"{"a":1}"#, #"{"a":2}"#), (#"{"a":null}"#, #"{}"#), (#"["x"]"#, #"["x","y"]"#),
      (#"{"a":"$absent"}"#, #"{"a":1}"#), (#"[]"#, #"["x"]"#), (#""$text""#, #""""#),
      (#""$guid""#, #""8C1F4C0E-2D0B-4A1C-9A3C-B2F900C1D2E3""#),
      (#"{"$contains":[{"id":"1"}]}"#, #"[{"id":"2"}]"#),
      (#"{"$lacks":[{"id":"1"}]}"#, #"[{"id":"1"}]"#),
      (#"{"$set":["a","b"]}"#, #"["a","b","c"]"#),
    ]
  )
  func mismatch(pattern: String, value: String) throws {
    let found = AnswerPattern.mismatch(
      try JSONValue(parsing: pattern),
      try JSONValue(parsing: value),
      at: "answer"
    )
    #expect(found != nil)
  }

  @Test(
    "what fits is not told",
    arguments: [
      (#"{"a":1}"#, #"{"b":2,"a":1}"#), (#"{"$set":["a","b"]}"#, #"["b","a"]"#),
      (#"{"$contains":[{"id":"1"}]}"#, #"[{"id":"2"},{"id":"1","x":0}]"#), (#""$any""#, "null"),
    ]
  )
  func match(pattern: String, value: String) throws {
    let found = AnswerPattern.mismatch(
      try JSONValue(parsing: pattern),
      try JSONValue(parsing: value),
      at: "answer"
    )
    #expect(found == nil)
  }
}
