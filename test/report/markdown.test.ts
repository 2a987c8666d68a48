import { micromark } from 'micromark'
import { gfm, gfmHtml } from 'micromark-extension-gfm'
import { expect, test } from 'vitest'
import { renderMarkdown } from '../../report/markdown.ts'
import type { Report } from '../../report/report.ts'
import { empty, finding, hostile, large, partly, repeated, sampleRules, shop } from './sample-reports.ts'

const render = (markdown: string): string =>
  micromark(markdown, { allowDangerousHtml: true, extensions: [gfm()], htmlExtensions: [gfmHtml()] })

const expectedTags =
  /^(?:!-- --|\/?(?:h2|h3|p|table|thead|tbody|tr|th|td|code|strong|em|ul|li|details|summary|sub)|br ?\/?)$/

test.each(Object.entries({ empty, hostile, large, partly, shop }))(
  '%s makes only our own structure',
  (_name, sample) => {
    const report = sample()
    const tags = [...render(renderMarkdown(report)).matchAll(/<([^>]*)>/g)].map(([, tag]) => tag)
    // Nothing leads anywhere but to the pages that our own rules name.
    const links = new Set(['/a', ...[...report.rules.values()].map(({ source }) => `a href="${source.url}"`)])
    expect(tags.filter((tag = '') => !expectedTags.test(tag) && !links.has(tag))).toEqual([])
  },
)

test('each finding is one row of a table with all its cells', () => {
  const html = render(renderMarkdown(hostile()))
  const rows = html.match(/<tr>[^]*?<\/tr>/g) ?? []
  for (const row of rows) expect([3, 4]).toContain(row.match(/<t[dh]>/g)?.length)
  expect(rows.filter((row) => row.includes('<strong>high</strong>'))).toHaveLength(13)
})

test('a long report is cut to what GitHub takes, and the number of the others is said', () => {
  const text = renderMarkdown(large())
  expect(text.length).toBeLessThanOrEqual(65_536)
  expect(text.match(/… and 950 more\./g)).toHaveLength(4)
  expect(text).toContain('This grants nothing')
})

/** Paths as long as a file system allows, of characters that all need escaping. */
function longest(): Report {
  const findings = Array.from({ length: 40 }, (_, index) =>
    finding(sampleRules.aws, { path: `${index}/${'`|'.repeat(2000)}`, at: [1, 1, 1, 2] }),
  )
  const { path } = findings[0] ?? { path: '' }
  const notScanned = findings.map(() => ({ path, code: 'unreadable', reason: path }))
  const reasons = findings.map(() => ({ check: 'c', state: 'unmet', wanted: path, found: path }) as const)
  return {
    ...shop(),
    target: path,
    readiness: { outcome: 'not-ready', policy: path, reasons },
    findings,
    coverage: { ...shop().coverage, notScanned },
  }
}

test('also texts of greatest length stay within the limit, and the end stays', () => {
  const text = renderMarkdown(longest())
  expect(text.length).toBeLessThanOrEqual(65_536)
  expect(text).toMatch(/… and \d+ more\.|the rest does not fit here/)
  expect(text).toContain('This grants nothing')
  expect(text).toContain('Looked at 1,204 files')
})

test('with all nothing is left out', () => {
  const text = renderMarkdown(large(), { all: true })
  expect(text).not.toContain(' more.')
  expect(text.match(/`(?:src|old)\/\d+\.ts:|services\/\d+\/\.env/g)).toHaveLength(3000)
})

test('what was not scanned is never passed over', () => {
  expect(renderMarkdown(partly())).toContain('Not scanned: 1 place')
  expect(renderMarkdown(partly())).not.toMatch(/nothing was left out|\bclean\b/i)
})

test('one secret in three hundred files is one row', () => {
  const text = renderMarkdown(repeated())
  expect(text).toContain('### Secrets tracked now: 2 critical')
  expect(text.match(/^\| \*\*critical/gm)).toHaveLength(2)
  expect(text).toContain('and 294 more places')
  expect(text).toContain('(1 secret in 300 places)')
  expect(renderMarkdown(repeated(), { all: true }).match(/`sites\/\d+\/config\.ts:/g)).toHaveLength(300)
})

test('the words of rules that are not our own lead nowhere', () => {
  const report = shop()
  const theirs = [...report.rules].map(([id, rule]) => {
    const fix = `${rule.fix} See https://evil.example/page.`
    return [id, { ...rule, fix, source: { url: 'https://evil.example/', checked: 'policy' } }] as const
  })
  expect(render(renderMarkdown({ ...report, rules: new Map(theirs) }))).not.toContain('<a ')
})

test('a column that nothing stands in is left out', () => {
  const headings = renderMarkdown(shop()).match(/^\| Severity .*$/gm)
  expect(headings).toContain('| Severity | What | Where |')
  expect(headings).toContain('| Severity | What | Where | Since |')
})
