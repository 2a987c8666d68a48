// Draws docs/review.png: the review of test/action/snapshots/review.md as GitHub shows it, so that people see what they get and
// somebody looks at it. Run by hand with `node test/action/draw-review.ts` when the words change; it needs Chromium (Debian's
// package `chromium`). Other Markdown, such as a job summary: `node test/action/draw-review.ts <markdown> <png>`.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { micromark } from 'micromark'
import { gfm, gfmHtml } from 'micromark-extension-gfm'
import { reviewedFiles } from './review-sample.ts'

/** Which comments of the review are worth the room in the documentation. */
const shown: ReadonlySet<unknown> = new Set(['deploy.sh', 'src/token.py'])
/** Lines above the last commented one that GitHub shows. */
const linesAbove = 3
const width = 860

const [markdown, picture] = process.argv.slice(2)
const root = path.join(import.meta.dirname, '..', '..')
function reviewPage(snapshot: string): string {
  const [head = '', ...comments] = snapshot.split(/^----- /m)
  const files = reviewedFiles()
  return [
    box('github-actions', render(head, [])),
    ...comments.flatMap((one) => {
      const [, name, first, last, body] = /^("(?:[^"\\]|\\.)*") (\d*)-(\d+) RIGHT\n([\s\S]*)$/.exec(one)!
      const file: unknown = JSON.parse(name!)
      if (typeof file !== 'string' || !shown.has(file)) return []
      const to = Number(last)
      const from = first === '' ? to : Number(first)
      const lines = masked(files[file]!).split(/\r?\n/)
      return [thread(file, lines, from, to, render(body!, lines.slice(from - 1, to)))]
    }),
  ].join('\n')
}

/** No picture shows a token, not even a made-up one. */
function masked(text: string): string {
  return text.replaceAll(/(ghp_)\w+/g, (whole, start: string) => start + '*'.repeat(whole.length - 4))
}

/** Markdown as GitHub's page has it. @param replaced what a suggestion would replace */
function render(text: string, replaced: readonly string[]): string {
  const html = micromark(text, {
    allowDangerousHtml: true,
    extensions: [gfm()],
    htmlExtensions: [gfmHtml()],
  })
  return html.replaceAll(
    /<pre><code class="language-suggestion">([\s\S]*?)<\/code><\/pre>/g,
    (_, lines: string) => suggested(replaced, lines.replace(/\n$/, '').split('\n')),
  )
}

function suggested(before: readonly string[], after: readonly string[]): string {
  const row = (kind: string, sign: string, line: string) =>
    `<tr class="${kind}"><td>${sign}</td><td><pre>${line}</pre></td></tr>`
  return `<div class="suggestion"><header>Suggested change</header><table>${[
    ...before.map((line) => row('old', '-', escapeHtml(line))),
    ...after.map((line) => row('new', '+', line)),
  ].join('')}</table><footer><button>Commit suggestion</button></footer></div>`
}

function thread(file: string, lines: readonly string[], from: number, to: number, body: string): string {
  const above = lines.slice(Math.max(0, Math.min(from - 1, to - 1 - linesAbove)), to)
  const code = above
    .map((line, index) => {
      const number = to - above.length + index + 1
      return `<tr class="new"><td>${number}</td><td><pre>+ ${escapeHtml(line)}</pre></td></tr>`
    })
    .join('')
  const where = from === to ? '' : `<p class="where">Comment on lines <b>+${from}</b> to <b>+${to}</b></p>`
  return `<section class="thread"><h4>${escapeHtml(file)}</h4><table class="code">${code}</table>${where}${box('github-actions', body)}</section>`
}

function box(who: string, body: string): string {
  return `<article class="box"><h5>${who} <i>bot</i></h5><div class="markdown-body">${body}</div></article>`
}

const escapeHtml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

function draw(body: string, to: string): void {
  const folder = mkdtempSync(path.join(tmpdir(), 'gatehouse-review-'))
  try {
    const css = readFileSync(
      path.join(root, 'node_modules/github-markdown-css/github-markdown-light.css'),
      'utf8',
    )
    const page = path.join(folder, 'page.html')
    const html = (height: string) =>
      `<!doctype html><meta charset="utf-8"><style>${css}${style}html{${height}}</style><body>${body}</body>`
    writeFileSync(page, html(''))
    const height = heightOf(page)
    writeFileSync(page, html(`height:${height}px;overflow:hidden`))
    chromium(page, `--window-size=${width},${height}`, `--screenshot=${path.resolve(to)}`)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** How high the page is at that width: asked of the browser, because its pictures are as high as the window. */
function heightOf(page: string): number {
  writeFileSync(
    page,
    `${readFileSync(page, 'utf8')}<script>document.title = String(Math.ceil(document.body.getBoundingClientRect().height))</script>`,
  )
  const dom = chromium(page, `--window-size=${width},600`, '--dump-dom')
  return Number(/<title>(\d+)<\/title>/.exec(dom)![1])
}

function chromium(page: string, ...more: readonly string[]): string {
  const { stdout, stderr, status } = spawnSync(
    'chromium',
    ['--headless', '--no-sandbox', '--hide-scrollbars', '--disable-gpu', ...more, `file://${page}`],
    { encoding: 'utf8' },
  )
  if (status !== 0) throw new Error(`Chromium did not draw the page: ${stderr}`)
  return stdout
}

const style = `
body { margin: 0; padding: 16px; font: 14px -apple-system, "Segoe UI", "Noto Sans", Helvetica, Arial, sans-serif; background: #fff; color: #1f2328 }
.box, .thread { border: 1px solid #d1d9e0; border-radius: 6px; margin-bottom: 16px; overflow: hidden }
.thread .box { border-width: 1px 0 0; border-radius: 0; margin: 0 }
.box > div { padding: 12px 16px; font-size: 14px }
h5 { margin: 0; padding: 8px 16px; background: #f6f8fa; border-bottom: 1px solid #d1d9e0; font-size: 13px }
h5 i { font: 500 11px sans-serif; border: 1px solid #d1d9e0; border-radius: 9px; padding: 0 6px; color: #59636e }
h4 { margin: 0; padding: 8px 16px; background: #f6f8fa; border-bottom: 1px solid #d1d9e0; font: 12px ui-monospace, "DejaVu Sans Mono", monospace }
.where { margin: 0; padding: 6px 16px; font-size: 12px; color: #59636e; border-top: 1px solid #d1d9e0 }
table.code, .suggestion table { border-collapse: collapse; width: 100%; margin: 0 !important; display: table !important }
table.code td, .suggestion td { padding: 0 8px !important; border: 0 !important; font: 12px/20px ui-monospace, "DejaVu Sans Mono", monospace; vertical-align: top }
table.code td:first-child, .suggestion td:first-child { width: 24px; text-align: right; color: #59636e }
table pre { margin: 0 !important; padding: 0 !important; background: none !important; font: inherit !important; white-space: pre-wrap; tab-size: 4 }
tr.new { background: #dafbe1 !important } tr.old { background: #ffebe9 !important }
.suggestion { border: 1px solid #d1d9e0; border-radius: 6px; margin-bottom: 16px; overflow: hidden }
.suggestion header { padding: 6px 12px; border-bottom: 1px solid #d1d9e0; font-weight: 600; font-size: 12px }
.suggestion footer { padding: 6px 12px; border-top: 1px solid #d1d9e0; text-align: right }
.suggestion button { font: 500 12px sans-serif; border: 1px solid #d1d9e0; border-radius: 6px; background: #f6f8fa; padding: 3px 12px }
`

draw(
  markdown === undefined
    ? reviewPage(
        readFileSync(path.join(import.meta.dirname, 'snapshots/review.md'), 'utf8').replaceAll(
          '<head>',
          '3f2a91c07b',
        ),
      )
    : box('github-actions', render(readFileSync(markdown, 'utf8'), [])),
  picture ?? path.join(root, 'docs/review.png'),
)
