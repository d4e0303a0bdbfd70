internal import JSONReader

/// `GET /config`, by which servers tell their version and kind (contract, section 15.1).
enum ConfigEndpoint {
  static func answer(_ settings: SandboxSettings) -> SandboxAnswer {
    PublicJSON.single { writer in
      writer.object { writer in
        writer.field("object", "config")
        writer.field("version", settings.version.description)
        writer.field("gitHash", "ac309aa1")
        server(settings, &writer)
        writer.key("environment")
        writer.object { writer in
          writer.field("cloudRegion", settings.isCloud ? "US" : nil as String?)
        }
        writer.key("featureStates")
        writer.object { _ in }
      }
    }
  }

  private static func server(_ settings: SandboxSettings, _ writer: inout JSONWriter) {
    writer.key("server")
    guard settings.kind == .vaultwarden else { return writer.null() }
    writer.object { writer in
      writer.field("name", "Vaultwarden")
      writer.field("url", "https://github.com/dani-garcia/vaultwarden")
    }
  }
}
