/** The report's only style sheet, light and dark, and for paper. It must hold no `<`. */
export const reportStyle = [
  ':root{color-scheme:light dark;--ink:#1c2024;--quiet:#5b636d;--line:#d9d6ce;--page:#fff;--code:#f3f1ec}',
  '@media screen and (prefers-color-scheme:dark){:root{--ink:#e7e9ea;--quiet:#9ea7b0;--line:#2c3238;--page:#14181b;--code:#22272c}}',
  '*{box-sizing:border-box}',
  "body{margin:0 auto;max-width:64rem;padding:1.5rem 1.25rem 4rem;color:var(--ink);background:var(--page);font:1rem/1.5 system-ui,'Segoe UI',Roboto,sans-serif}",
  'h1{font-size:1.6rem;line-height:1.2}h2{margin-top:2.5rem;border-bottom:1px solid var(--line)}',
  'table{width:100%;border-collapse:collapse;font-size:.9rem}',
  'th,td{padding:.4rem .6rem;border:1px solid var(--line);text-align:left;vertical-align:top;overflow-wrap:anywhere}',
  'th{font-weight:600}td.number{text-align:right;white-space:nowrap}',
  '.quiet,footer{color:var(--quiet);font-weight:400}',
  'code{background:var(--code);padding:.05em .3em;border-radius:3px;font-family:ui-monospace,monospace;font-size:.9em}',
  '@media print{body{max-width:none;padding:0;font-size:10pt}tr{break-inside:avoid}h2,h3{break-after:avoid}}',
].join('\n')
