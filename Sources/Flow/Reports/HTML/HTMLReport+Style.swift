extension HTMLReport {
  /// The page's style: colours as variables, once for light and once for dark; blue and orange stay apart for every kind of colour sight.
  static let style: StaticString = """
    :root{color-scheme:light dark;--page:#f7f7f5;--card:#ffffff;--ink:#1c2024;--soft:#5c656e;--rule:#dfe2e5;--grid:#eceef0;\
    --reference:#7d8790;--reference-fill:#7d879038;--current:#1f6feb;--current-fill:#1f6feb24;--alarm:#b93a06;--alarm-fill:#fdeee6;--calm:#1a7f4b;--calm-fill:#e8f5ee}
    @media (prefers-color-scheme:dark){:root{--page:#101316;--card:#181c20;--ink:#e6e9ec;--soft:#9aa4ad;--rule:#2d343a;--grid:#242a2f;\
    --reference:#97a1aa;--reference-fill:#97a1aa33;--current:#6aa5ff;--current-fill:#6aa5ff2e;--alarm:#ff9a62;--alarm-fill:#3a2216;--calm:#5fd197;--calm-fill:#15301f}}
    *{box-sizing:border-box}
    body{margin:0;background:var(--page);color:var(--ink);font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif}
    main{max-width:1200px;margin:0 auto;padding:28px 20px 40px}
    h1{font-size:24px;line-height:1.25;margin:0 0 12px;overflow-wrap:anywhere}
    h2{font-size:18px;margin:32px 0 10px}
    h3{font-size:16px;margin:0;overflow-wrap:anywhere}
    p{margin:0}
    .verdict{display:flex;gap:10px;align-items:baseline;padding:12px 16px;border-radius:8px;background:var(--calm-fill);overflow-wrap:anywhere}
    .verdict.drifted{background:var(--alarm-fill)}
    .badge{font-weight:600;white-space:nowrap;color:var(--calm)}
    .badge.drifted{color:var(--alarm)}
    .scroll{overflow-x:auto;background:var(--card);border:1px solid var(--rule);border-radius:8px}
    table{border-collapse:collapse;width:100%;font-variant-numeric:tabular-nums}
    th,td{padding:6px 12px;text-align:right;border-top:1px solid var(--grid);white-space:nowrap}
    tbody th{font-weight:500}
    thead th{border-top:0;color:var(--soft);font-weight:500;font-size:13px}
    th:first-child,td:first-child{text-align:left}
    td.name{white-space:normal;overflow-wrap:anywhere;min-width:9em}
    a{color:inherit;text-decoration-color:var(--soft);text-underline-offset:3px}
    td.over{color:var(--alarm);font-weight:600}
    .card{background:var(--card);border:1px solid var(--rule);border-radius:8px;padding:16px 18px;margin:0 0 16px}
    .head{display:flex;gap:12px;align-items:baseline;flex-wrap:wrap;margin-bottom:2px}
    .reason,.note{color:var(--soft);font-size:14px;overflow-wrap:anywhere}
    .charts{display:grid;grid-template-columns:1fr 1fr;gap:14px 22px;margin:12px 0 6px}
    @media (max-width:820px){.charts{grid-template-columns:1fr}main{padding:18px 12px 28px}}
    figure{margin:0;min-width:0}
    figcaption{font-size:13px;color:var(--soft);margin-bottom:2px}
    svg{display:block;width:100%;height:auto}
    .grid{stroke:var(--grid);stroke-width:1}
    .axis{stroke:var(--rule);stroke-width:1}
    .tick{fill:var(--soft);font-size:11px}
    .line{fill:none;stroke-width:1.8;stroke-linejoin:round}
    .reference.line{stroke:var(--reference)}
    .current.line{stroke:var(--current)}
    .reference.area{fill:var(--reference-fill)}
    .current.area{fill:var(--current-fill)}
    .gap{stroke:var(--soft);stroke-width:2}
    .gap.drifted{stroke:var(--alarm)}
    .gap-label,.change-label{fill:var(--alarm);font-size:12px;font-weight:600;paint-order:stroke;stroke:var(--card);stroke-width:4px;stroke-linejoin:round}
    .gap-label:not(.drifted){fill:var(--soft)}
    .critical{fill:none;stroke:var(--soft);stroke-width:1.2;stroke-dasharray:4 4}
    .change{stroke:var(--alarm);stroke-width:1.4;stroke-dasharray:2 3}
    .alarm{fill:var(--alarm);stroke:var(--card);stroke-width:1}
    .legend{display:flex;gap:18px;flex-wrap:wrap;font-size:13px;color:var(--soft);margin:4px 0 12px}
    .key{display:inline-block;width:18px;height:10px;border-radius:2px;margin-right:6px}
    .key.reference{background:var(--reference-fill);border-top:2px solid var(--reference)}
    .key.current{background:var(--current-fill);border-top:2px solid var(--current)}
    .key.dash{height:0;border-top:2px dashed var(--soft);vertical-align:middle}
    .key.dot{width:9px;height:9px;border-radius:50%;background:var(--alarm)}
    .key.mark{width:0;height:12px;border-left:2px dashed var(--alarm);vertical-align:middle}
    footer{margin-top:36px;padding-top:14px;border-top:1px solid var(--rule);color:var(--soft);font-size:13px}
    footer dl{display:grid;grid-template-columns:max-content 1fr;gap:3px 16px;margin:0}
    footer dt{font-weight:600}
    footer dd{margin:0;overflow-wrap:anywhere}
    code{font:12.5px/1.5 ui-monospace,SFMono-Regular,Menlo,Consolas,"Liberation Mono",monospace}
    @media print{body{background:#fff}.card,.scroll{break-inside:avoid}}
    """
}
