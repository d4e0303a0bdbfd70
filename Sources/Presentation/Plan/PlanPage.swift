/// The frame of an HTML page: nothing is loaded, nothing runs, and the only style allowed is the one in it.
enum PlanPage {
  /// Base64 of the SHA-256 of ``style``, as the policy wants it (CSP 3, 2.3.1); a test computes it again.
  private static let styleHash = "s3wRfJ18+hvx+5+c7QMmMq3XotKDKpSuJJliG2epeQE="

  static func document(title: String, body: String) -> String {
    """
    <!doctype html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-\(styleHash)'; base-uri 'none'; form-action 'none'">
    <meta name="referrer" content="no-referrer">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>\(HTMLText.escape(title))</title>
    <style>\(style)</style>
    </head>
    <body>
    \(body)</body>
    </html>

    """
  }

  /// Light and dark, and for paper.
  private static let style = """

    :root { color-scheme: light dark; --line: #d0d7de; --soft: #59636e; --takes: #b3261e; --gives: #1a7f37;
      --held: #8250df; --notes: #0969da; }
    @media (prefers-color-scheme: dark) { :root { --line: #3d444d; --soft: #9198a1; --takes: #ff8182;
      --gives: #4ac26b; --held: #c297ff; --notes: #79c0ff; } }
    body { font: 15px/1.45 system-ui, sans-serif; max-width: 72rem; margin: 2rem auto; padding: 0 1rem; }
    h1 { font-size: 1.4rem; } h2 { font-size: 1.1rem; margin: 1.6rem 0 .4rem; }
    dl { display: grid; grid-template-columns: max-content 1fr; gap: .2rem 1rem; } dt { color: var(--soft); }
    dd { margin: 0; overflow-wrap: anywhere; } code, .who, .sign { font-family: ui-monospace, monospace; }
    table { border-collapse: collapse; width: 100%; } th { text-align: left; color: var(--soft); font-weight: 500; }
    th, td { padding: .25rem .6rem .25rem 0; border-bottom: 1px solid var(--line); vertical-align: top;
      overflow-wrap: anywhere; }
    .sign { font-weight: 700; white-space: pre; width: 2.5rem; } .number { text-align: right; }
    .below .who { padding-left: 1.5rem; } .cure td { color: var(--soft); }
    .takes .sign { color: var(--takes); } .gives .sign { color: var(--gives); } .held .sign { color: var(--held); }
    .notes .decision { font-weight: 600; } .totals { font-weight: 600; }
    .track { fill: var(--line); } .bar { fill: var(--gives); } .over .bar { fill: var(--takes); }
    .over td { font-weight: 600; }
    @media print { body { margin: 0; max-width: none; font-size: 11px; } tr { break-inside: avoid; }
      thead { display: table-header-group; } }

    """
}
