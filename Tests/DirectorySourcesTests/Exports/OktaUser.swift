/// Records of Okta, as short as they are recognised.
enum Okta {
  static func user(
    _ id: String,
    _ email: String?,
    status: String? = "ACTIVE",
    updated: String = "2024-01-01T00:00:00.000Z",
    department: String = "IT"
  ) -> String {
    let email = email.map { "\"\($0)\"" } ?? "null"
    let status = status.map { "\"status\":\"\($0)\"," } ?? ""
    return """
      {"id":"\(id)",\(status)"lastUpdated":"\(updated)","profile":{"login":"\(id)","email":\(email),\
      "firstName":"A","lastName":"B","department":"\(department)"}}
      """
  }

  static func users(_ users: String...) -> String { "[" + users.joined(separator: ",") + "]" }

  static func group(_ id: String, _ name: String, type: String = "OKTA_GROUP") -> String {
    #"{"id":"\#(id)","type":"\#(type)","objectClass":[],"profile":{"name":"\#(name)"}}"#
  }
}
