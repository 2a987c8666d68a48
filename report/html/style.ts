/** As written, on one line. */
const css = (parts: TemplateStringsArray): string =>
  parts
    .join('')
    .replace(/\s*\n\s*/g, ' ')
    .trim()

/**
 * The page's only style sheet. Light and dark by the reader's system; every text has a contrast of at least 4.5 to 1 on what
 * lies behind it; nothing is told by colour alone. It must hold no `<`.
 */
export const style: string = css`
  :root {
    color-scheme: light dark;
    --page: #f7f6f3;
    --card: #fff;
    --ink: #1c2024;
    --quiet: #5b636d;
    --line: #e3e0d9;
    --code: #f3f1ec;
    --link: #0b57a4;
    --bad: #b3171f;
    --badback: #fdf0ee;
    --good: #17703a;
    --goodback: #eef7f0;
    --unsure: #855400;
    --unsureback: #fdf5e3;
    --critical: #9f1230;
    --high: #c2410c;
    --medium: #b07a00;
    --low: #2f6fb5;
    --info: #78828d;
  }
  @media screen and (prefers-color-scheme: dark) {
    :root {
      --page: #111417;
      --card: #191d21;
      --ink: #e7e9ea;
      --quiet: #9ea7b0;
      --line: #2c3238;
      --code: #22272c;
      --link: #84bdf5;
      --bad: #ff8f87;
      --badback: #2b1a1b;
      --good: #6fce90;
      --goodback: #16251b;
      --unsure: #edbd5a;
      --unsureback: #292214;
      --critical: #ff6b7d;
      --high: #ff9a5c;
      --medium: #e2b93b;
      --low: #6ea8e6;
      --info: #8d97a1;
    }
  }
  * {
    box-sizing: border-box;
  }
  html {
    -webkit-text-size-adjust: 100%;
  }
  body {
    margin: 0 auto;
    max-width: 62rem;
    padding: 1.5rem 1.25rem 4rem;
    background: var(--page);
    color: var(--ink);
    font:
      1rem/1.55 system-ui,
      -apple-system,
      'Segoe UI',
      Roboto,
      'Helvetica Neue',
      sans-serif;
  }
  code,
  .path,
  .excerpt,
  .target {
    font-family: ui-monospace, SFMono-Regular, 'SF Mono', Menlo, Consolas, 'DejaVu Sans Mono', monospace;
    font-size: 0.875em;
  }
  code {
    background: var(--code);
    border-radius: 4px;
    padding: 0.1em 0.3em;
    overflow-wrap: anywhere;
  }
  a {
    color: var(--link);
    text-underline-offset: 0.15em;
  }
  a:focus-visible,
  summary:focus-visible {
    outline: 3px solid var(--link);
    outline-offset: 2px;
    border-radius: 3px;
  }
  h1,
  h2,
  h3,
  p,
  ul,
  dl,
  dd {
    margin: 0;
    padding: 0;
  }
  ul {
    list-style: none;
  }
  h1,
  h2 {
    font-family: ui-serif, 'Iowan Old Style', 'Palatino Linotype', Palatino, Georgia, 'DejaVu Serif', serif;
    font-weight: 600;
    line-height: 1.2;
    text-wrap: balance;
  }
  h1 {
    font-size: clamp(1.6rem, 1.1rem + 2.4vw, 2.4rem);
  }
  h2 {
    font-size: 1.45rem;
    margin-top: 2.75rem;
  }
  h3 {
    font-size: 1.05rem;
  }
  .quiet {
    color: var(--quiet);
    font-size: 0.875rem;
    overflow-wrap: anywhere;
  }
  .lead {
    color: var(--quiet);
    margin-top: 0.3rem;
    max-width: 52rem;
  }
  .sr {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  .skip:focus {
    position: static;
    width: auto;
    height: auto;
    clip-path: none;
  }
  .top {
    display: flex;
    align-items: center;
    gap: 0.55rem;
    margin-bottom: 1.25rem;
  }
  .top .quiet {
    margin-left: auto;
  }
  .gate {
    width: 1.5rem;
    height: 1.5rem;
    fill: none;
    stroke: currentColor;
    stroke-width: 1.7;
    stroke-linecap: round;
  }
  .icon {
    width: 1.35rem;
    height: 1.35rem;
    flex: none;
    display: block;
  }
  .icon circle {
    fill: var(--tone);
  }
  .icon path {
    fill: none;
    stroke: var(--card);
    stroke-width: 2.4;
    stroke-linecap: round;
    stroke-linejoin: round;
  }
  .good {
    --tone: var(--good);
    --back: var(--goodback);
  }
  .bad {
    --tone: var(--bad);
    --back: var(--badback);
  }
  .unsure {
    --tone: var(--unsure);
    --back: var(--unsureback);
  }
  .advice {
    --tone: var(--link);
  }
  .verdict {
    display: flex;
    gap: 1.25rem;
    padding: 1.75rem;
    border-radius: 14px;
    background: var(--back);
    border: 1px solid var(--tone);
  }
  .verdict .icon {
    width: 3.25rem;
    height: 3.25rem;
  }
  .verdict h1 {
    color: var(--tone);
  }
  .verdict .target {
    color: var(--quiet);
    margin: 0.35rem 0 0.8rem;
    overflow-wrap: anywhere;
  }
  .verdict div {
    min-width: 0;
  }
  .grants {
    margin-top: 0.8rem;
    padding-top: 0.8rem;
    border-top: 1px solid var(--line);
    font-size: 0.925rem;
  }
  .card {
    background: var(--card);
    border: 1px solid var(--line);
    border-radius: 12px;
    padding: 1.1rem 1.25rem;
    margin-top: 1rem;
  }
  .card header {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.3rem 0.7rem;
    margin-bottom: 0.35rem;
  }
  .card header .quiet {
    margin-left: auto;
  }
  .fix {
    margin-top: 0.45rem;
  }
  .fix b {
    display: inline-block;
    margin-right: 0.35rem;
  }
  .count {
    font:
      500 0.9rem system-ui,
      sans-serif;
    color: var(--quiet);
    margin-left: 0.5rem;
    white-space: nowrap;
  }
  .pill {
    font-size: 0.78rem;
    font-weight: 600;
    border: 1.5px solid var(--tone);
    border-radius: 99px;
    padding: 0.05rem 0.6rem;
  }
  .dot {
    display: inline-block;
    width: 0.75rem;
    height: 0.75rem;
    border-radius: 3px;
    background: var(--tone);
    margin-right: 0.4rem;
  }
  .critical {
    --tone: var(--critical);
  }
  .high {
    --tone: var(--high);
  }
  .medium {
    --tone: var(--medium);
  }
  .low {
    --tone: var(--low);
  }
  .info {
    --tone: var(--info);
  }
  .glance {
    margin-top: 1.25rem;
  }
  .bars li {
    display: grid;
    grid-template-columns: 13.5rem 1fr 3.5rem;
    align-items: center;
    gap: 1rem;
    padding: 0.3rem 0;
  }
  .bars b {
    text-align: right;
    font-variant-numeric: tabular-nums;
  }
  .bar {
    display: block;
    width: 100%;
    height: 1.1rem;
    border-radius: 5px;
    background: var(--code);
  }
  .bar rect {
    fill: var(--tone);
    stroke: var(--card);
    stroke-width: 1;
  }
  .legend {
    display: flex;
    flex-wrap: wrap;
    gap: 0.2rem 1.2rem;
    margin-top: 0.7rem;
    font-size: 0.85rem;
    color: var(--quiet);
  }
  .legend li {
    display: flex;
    align-items: center;
  }
  table {
    border-collapse: collapse;
    width: 100%;
  }
  th,
  td {
    text-align: left;
    vertical-align: top;
    padding: 0.65rem 0.75rem 0.65rem 0;
    font-weight: 400;
  }
  tbody tr {
    border-top: 1px solid var(--line);
  }
  thead th {
    font-size: 0.82rem;
    color: var(--quiet);
    padding-top: 0;
  }
  tbody th {
    width: 46%;
  }
  td:first-child,
  th:first-child {
    width: 2.2rem;
  }
  .found {
    color: var(--tone);
    font-weight: 600;
  }
  .found.good,
  .found.advice {
    color: inherit;
    font-weight: 400;
  }
  .todo {
    display: block;
    margin-top: 0.15rem;
  }
  .places {
    margin-top: 0.8rem;
    border-top: 1px solid var(--line);
  }
  .places li {
    display: flex;
    flex-direction: column;
    gap: 0.15rem;
    padding: 0.6rem 0;
    border-bottom: 1px solid var(--line);
  }
  .places li:last-child {
    border-bottom: 0;
    padding-bottom: 0.1rem;
  }
  .path {
    font-weight: 600;
    overflow-wrap: anywhere;
  }
  .excerpt {
    align-self: flex-start;
    max-width: 100%;
    padding: 0.2rem 0.5rem;
  }
  details {
    margin-top: 0.6rem;
  }
  summary {
    cursor: pointer;
    color: var(--link);
    font-size: 0.925rem;
  }
  .left {
    color: var(--quiet);
    margin-top: 0.8rem;
    font-size: 0.925rem;
  }
  .facts {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(8.5rem, 1fr));
    gap: 0.8rem;
    margin-top: 1rem;
  }
  .facts div {
    background: var(--card);
    border: 1px solid var(--line);
    border-radius: 12px;
    padding: 0.8rem 1rem;
  }
  .facts dt {
    color: var(--quiet);
    font-size: 0.85rem;
  }
  .facts dd {
    font-size: 1.3rem;
    font-weight: 600;
    font-variant-numeric: tabular-nums;
  }
  footer {
    margin-top: 3rem;
    padding-top: 1.25rem;
    border-top: 1px solid var(--line);
    font-size: 0.9rem;
  }
  footer p {
    max-width: 52rem;
    margin-bottom: 0.5rem;
  }
  @media (max-width: 40rem) {
    body {
      padding: 1rem 0.9rem 3rem;
    }
    .verdict {
      flex-direction: column;
      padding: 1.25rem;
      gap: 0.9rem;
    }
    .verdict .icon {
      width: 2.5rem;
      height: 2.5rem;
    }
    .bars li {
      grid-template-columns: 1fr auto;
      gap: 0.15rem 0.8rem;
    }
    .bars .bar {
      grid-row: 2;
      grid-column: 1/-1;
    }
    thead {
      position: absolute;
      clip-path: inset(50%);
    }
    tbody tr {
      display: grid;
      grid-template-columns: 2.2rem 1fr;
      padding: 0.6rem 0;
    }
    tbody th,
    tbody td {
      display: block;
      width: auto;
      padding: 0;
    }
    tbody th[colspan] {
      grid-column: 1/-1;
      width: auto;
    }
    tbody tr td:last-child {
      grid-column: 2;
      margin-top: 0.2rem;
    }
    .card {
      padding: 0.9rem 1rem;
    }
    .count {
      display: block;
      margin: 0.2rem 0 0;
      white-space: normal;
    }
  }
  @media print {
    :root {
      --page: #fff;
      --card: #fff;
      --ink: #000;
      --quiet: #444;
      --line: #bbb;
      --code: #f3f3f3;
      --link: #000;
      --bad: #9b111e;
      --badback: #fff;
      --good: #10562b;
      --goodback: #fff;
      --unsure: #6d4500;
      --unsureback: #fff;
    }
    body {
      max-width: none;
      padding: 0;
    }
    html {
      font-size: 10pt;
    }
    .bar,
    .dot,
    .icon {
      print-color-adjust: exact;
      -webkit-print-color-adjust: exact;
    }
    details::details-content {
      content-visibility: visible;
      display: block;
    }
    .card header,
    .places li,
    tr,
    .verdict {
      break-inside: avoid;
    }
    h2,
    h3 {
      break-after: avoid;
    }
    .glance a {
      text-decoration: none;
    }
  }
`
