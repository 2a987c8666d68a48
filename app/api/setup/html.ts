import { createHash } from 'node:crypto'

/** Text that is HTML already. */
export interface Html {
  readonly html: string
}

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** HTML in which every value is text, unless it is `Html` itself. */
export function html(
  parts: TemplateStringsArray,
  ...values: readonly (string | Html | readonly Html[])[]
): Html {
  const written = values.map((value) =>
    typeof value === 'string'
      ? escapeHtml(value)
      : [value]
          .flat()
          .map(({ html }) => html)
          .join(''),
  )
  return { html: parts.map((part, index) => part + (written[index] ?? '')).join('') }
}

const escapeHtml = (text: string): string => text.replaceAll(/[&<>"']/g, (one) => escapes[one] ?? one)

const style = `
:root { color-scheme: light dark; --line: #8884; --soft: #8881; --accent: #1a7f37; }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 46rem; padding: 3rem 1.25rem; font: 1rem/1.55 system-ui, sans-serif; }
h1 { font-size: 1.7rem; line-height: 1.2; margin: 0 0 .75rem; }
h2 { font-size: 1.1rem; margin: 2rem 0 .5rem; }
label { display: block; font-weight: 600; }
input { font: inherit; width: 100%; max-width: 24rem; padding: .5rem .7rem; margin: .4rem 0; border: 1px solid #888; border-radius: .4rem; }
button, a.button { font: inherit; font-weight: 600; display: inline-block; margin-top: .8rem; padding: .6rem 1.1rem; border: 0; border-radius: .4rem; background: var(--accent); color: #fff; text-decoration: none; cursor: pointer; }
:focus-visible { outline: 3px solid #0969da; outline-offset: 2px; }
table { border-collapse: collapse; width: 100%; font-size: .92rem; }
th, td { text-align: left; vertical-align: top; padding: .4rem .6rem .4rem 0; border-top: 1px solid var(--line); }
small, .hint { opacity: .8; }
.problem { border-left: 4px solid #cf222e; background: var(--soft); padding: .7rem 1rem; }
`
/** In one piece: the policy's hash is of every character between the tags. */
const styleElement: Html = { html: `<style>${style}</style>` }
const styleHash = createHash('sha256').update(style).digest('base64')

/** @param formTarget where the page's form may go: `'self'` or an origin */
export const pagePolicy = (formTarget: string): string =>
  `default-src 'none'; style-src 'sha256-${styleHash}'; form-action ${formTarget}; base-uri 'none'; frame-ancestors 'none'`

/** A whole page: no script, nothing from elsewhere. */
export function document(title: string, content: Html): string {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title} · Gatehouse</title>
        ${styleElement}
      </head>
      <body>
        <main>
          <h1>${title}</h1>
          ${content}
        </main>
      </body>
    </html> `.html
}
