/// The frame of an HTML page: nothing is loaded, nothing runs, and the only style allowed is the one in it.
enum PlanPage {
  /// Base64 of the SHA-256 of ``style``, as the policy wants it (CSP 3, 2.3.1); a test computes it again.
  private static let styleHash = "iupOjt0ZAe9Omc5VAbb1NsidxtoMa8CvHmu4kjeJh3c="

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
    h1 { font-size: 1.4rem; overflow-wrap: anywhere; } h2 { font-size: 1.1rem; margin: 1.6rem 0 .4rem; }
    dl { display: grid; grid-template-columns: max-content 1fr; gap: .2rem 1rem; } dt { color: var(--soft); }
    dd { margin: 0; overflow-wrap: anywhere; } code, td.who, .sign { font-family: ui-monospace, monospace; }
    code { overflow-wrap: anywhere; } .totals { font-weight: 600; }
    table { border-collapse: collapse; width: 100%; table-layout: fixed; }
    th { text-align: left; color: var(--soft); font-weight: 500; }
    th, td { padding: .25rem .6rem .25rem 0; border-bottom: 1px solid var(--line); vertical-align: top;
      overflow-wrap: anywhere; }
    .sign { width: 2.5rem; font-weight: 700; white-space: pre; } .action { width: 4.5rem; }
    .who { width: 42%; } .what { width: 18rem; } .share { width: 12rem; padding-left: 1.5rem; } .verdict { width: 4rem; }
    .number { width: 4.5rem; text-align: right; font-variant-numeric: tabular-nums; }
    .summary table { width: auto; } .below .who { padding-left: 1.5rem; }
    .cure td, .people td { color: var(--soft); } .people td { font-size: .9em; }
    small { border: 1px solid var(--notes); border-radius: .6em; padding: 0 .4em; color: var(--notes); }
    .takes .sign { color: var(--takes); } .gives .sign { color: var(--gives); } .held .sign { color: var(--held); }
    .notes ul { padding-left: 1.2rem; } .notes li { overflow-wrap: anywhere; } .notes .decision { font-weight: 600; }
    svg { max-width: 100%; } .track { fill: var(--line); } .bar { fill: var(--gives); } .over .bar { fill: var(--takes); }
    .over td { font-weight: 600; }
    @media (max-width: 44rem) { .what { width: 40%; } .number { width: 16%; } .share, .verdict { display: none; }
      .takes thead, .gives thead, .held thead { display: none; }
      .takes tr, .gives tr, .held tr { display: grid; grid-template-columns: 2.5rem 4.5rem 1fr;
        border-bottom: 1px solid var(--line); }
      .takes td, .gives td, .held td { width: auto; border: 0; } .takes td:nth-child(n+3), .gives td:nth-child(n+3),
      .held td:nth-child(n+3) { grid-column: 3; } }
    @media print { @page { margin: 15mm; } body { margin: 0; padding: 0; max-width: none; font-size: 10px; }
      h2 { break-after: avoid; } tr { break-inside: avoid; } .people { break-inside: auto; }
      thead { display: table-header-group; } .bar, .track { print-color-adjust: exact; } }
    """
}
