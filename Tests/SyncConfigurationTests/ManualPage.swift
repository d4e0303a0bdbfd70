import SyncConfiguration

/// `rollcall-config(5)`, made from the keys that decoding knows.
enum ManualPage {
  static func text() -> String {
    var page = head
    var section = ""
    for key in KnownKey.all() {
      let next = title(of: key.path)
      if next != section {
        section = next
        page += ".SS \"\(section)\"\n"
      }
      page += entry(key)
    }
    return page + tail
  }

  private static func title(of path: String) -> String {
    let parts = path.split(separator: ".", maxSplits: 1)
    return parts.count == 1 && !path.contains("[") ? "The rest" : String(parts[0])
  }

  private static func entry(_ key: KnownKey) -> String {
    let standard = key.standard.map { "Default: \(escaped($0))." } ?? "Required."
    return """
      .TP
      .B \(escaped(key.path))
      \(escaped(key.meaning))
      .br
      \(escaped(sentence(key.type))) \(standard) Example: \(escaped(key.example))

      """
  }

  private static func sentence(_ text: String) -> String {
    text.prefix(1).uppercased() + text.dropFirst() + "."
  }

  /// A line of roff: no backslash is a request, and no line begins with one.
  private static func escaped(_ text: String) -> String {
    let text = text.split(separator: "\\", omittingEmptySubsequences: false).joined(
      separator: "\\e"
    )
    return text.hasPrefix(".") || text.hasPrefix("'") ? "\\&" + text : text
  }

  private static let head = #"""
    .TH ROLLCALL-CONFIG 5 "2026-11-25" "rollcall" "File formats"
    .SH NAME
    rollcall-config \- configuration of rollcall(1)
    .SH SYNOPSIS
    .nf
    $ROLLCALL_CONFIG
    $XDG_CONFIG_HOME/rollcall/config.json or else ~/.config/rollcall/config.json
    /etc/rollcall/config.json
    .fi
    .SH DESCRIPTION
    JSON, with comments (// and /* */) and commas behind the last element allowed. A key that is not known, or that
    stands twice, is an error that names its place and the nearest known key.
    .B rollcall config
    prints the effective configuration,
    .B rollcall config --schema
    its JSON Schema for editors; a key
    .B $schema
    may name that.
    .P
    The file is found by
    .B --config
    or else in the first of the places above that is named or exists, and never in the working folder. A configuration
    that others can write, itself or through a folder above it without the sticky bit, is refused. So are a secret's
    file, a secret's program and an export's folder.
    .P
    Paths are relative to the configuration file.
    Durations are a whole number and a unit:
    .BR 0s ,
    .BR 90s ,
    .BR 30m ,
    .BR 72h ,
    .BR 7d .
    .SH SECRETS
    A secret is never written into the configuration, only where it comes from:
    .TP
    .B env:NAME
    A variable of the environment, taken out of it once it was read. Unset or empty is an error, unless systemd has loaded a credential of that name.
    .TP
    .B file:PATH
    A file on which nobody but its owner and its group has any right. Where it is out of reach, a credential with its name.
    .TP
    .B credential:NAME
    A file in $CREDENTIALS_DIRECTORY, as systemd's LoadCredential= makes it. By hand:
    .B CREDENTIALS_DIRECTORY=/etc/rollcall/credentials rollcall check
    .TP
    .B command:/PROGRAM ARG...
    What a program prints. It is run without a shell, with an empty environment, for 30 seconds at most.
    .SH LIMITS
    A limit allows max(floor, min(percent of its base rounded down, count)); equal to that passes. A part that is left out
    keeps its default, and null takes it away; without percent and count there is no limit. Over a stop nothing at all is
    done; over a hold the changes of that kind wait for a person.
    .SH EXAMPLE
    .nf
    {
      "sources": [
        { "kind": "ldap", "name": "hq", "urls": ["ldaps://dc1.example.com", "ldaps://dc2.example.com"],
          "bind": { "method": "simple", "dn": "cn=reader,dc=example,dc=com", "password": "env:LDAP_PASSWORD" },
          "users": { "base": "ou=people,dc=example,dc=com" },
          "groups": { "base": "ou=groups,dc=example,dc=com" } }
      ],
      "organization": { "kind": "bitwarden", "region": "us",
        "clientId": "organization.539a36c5-e0d2-4cf9-979e-51ecf5cf6593", "clientSecret": "credential:bitwarden" },
      "users": { "exclude": ["svc-*"] },
      "limits": { "mustExist": ["ceo@example.com"] }
    }
    .fi
    .SH KEYS
    A word in brackets stands for a kind:
    .B sources[export].path
    is the key
    .B path
    of an element of
    .B sources
    whose
    .B kind
    is
    .BR export .

    """#

  private static let tail = #"""
    .SH ENVIRONMENT
    .TP
    .BR HTTPS_PROXY ", " NO_PROXY
    The proxy, http://HOST:PORT, by which everything but loopback is reached over HTTPS, and hosts, with commas, that are reached without
    it; in small letters likewise. A service and cron know only what their unit or table says.
    .TP
    .B CREDENTIALS_DIRECTORY
    Where secrets of the form credential:NAME lie.
    .TP
    .B NO_COLOR
    Not empty: no colour.
    .SH FILES
    The state lies in one folder for each organization, below
    .BR --state ,
    .BR $STATE_DIRECTORY ,
    .BR run.state ,
    /var/lib/rollcall for a configuration below /etc, or else $XDG_STATE_HOME/rollcall, ~/.local/state/rollcall.
    .SH SEE ALSO
    .BR rollcall (1)

    """#
}
