import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { renderHtml } from '../../report/html.ts'
import { decodeEntities } from './escape/decode-entities.ts'
import { actingCharacters } from './hostile-text.ts'
import { empty, hostile, hostileTexts, large, partly, repeated, shop, shopScan } from './sample-reports.ts'

const samples = Object.entries({ empty, hostile, large, partly, repeated, shop, shopScan })

const plainTags =
  'html|head|title|style|body|header|main|nav|section|article|footer|h1|h2|h3|p|b|span|div|ul|li|dl|dt|dd|a|code|table|thead|tbody|tr|th|td|details|summary|svg|path|circle|rect|meta'
const attribute = String.raw`\s+(?:lang|charset|http-equiv|content|name|class|id|href|rel|aria-[a-z]+|role|scope|colspan|viewBox|d|cx|cy|r|x|width|height)="[^"<>]*"`
const allowedTag = new RegExp(
  String.raw`^<(?:!doctype html|/(?:${plainTags})|(?:${plainTags})(?:${attribute})*\s*/?)\s*>$`,
)

const tagsOf = (page: string): readonly string[] =>
  page.replace(/<style>[^]*<\/style>/, '').match(/<[^>]*>/g) ?? []

test.each(samples)('%s holds only our own tags and attributes', (_name, sample) => {
  const page = renderHtml(sample())
  expect(tagsOf(page).filter((tag) => !allowedTag.test(tag))).toEqual([])
  expect(page.replaceAll('\n', '')).not.toMatch(actingCharacters)
})

/** Elements that are not closed, and closing tags that close nothing. */
function unbalanced(page: string): readonly string[] {
  const open: string[] = []
  for (const tag of tagsOf(page)) {
    const [, close, name = ''] = /^<(\/?)([a-z0-9]+)/.exec(tag) ?? []
    if (name === '' || name === 'meta' || tag.endsWith('/>')) continue
    if (close === '/' && open.at(-1) === name) open.pop()
    else open.push(name)
  }
  return open
}

test.each(samples)('%s opens and closes every element', (_name, sample) => {
  expect(unbalanced(renderHtml(sample()))).toEqual([])
})

test('the page loads nothing and runs nothing', () => {
  const page = renderHtml(shop())
  expect(page).not.toMatch(/<script|<link|<img|<iframe|@import|url\(|\son[a-z]+=/i)
  const style = /<style>([^]*)<\/style>/.exec(page)?.[1] ?? ''
  const hash = createHash('sha256').update(style).digest('base64')
  const policy = /http-equiv="Content-Security-Policy"\s+content="([^"]*)"/.exec(page)?.[1]
  expect(policy).toBe(`default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'`)
  expect(style).not.toContain('<')
})

test('links lead to https or into the page', () => {
  const page = renderHtml(hostile())
  const addresses = [...page.matchAll(/href="([^"]*)"/g)].map(([, address]) => address ?? '')
  for (const address of addresses) expect(address).toMatch(/^(?:https:\/\/|#)/)
  for (const [, id] of page.matchAll(/href="#([^"]+)"/g)) expect(page).toContain(`id="${id}"`)
})

test('addresses in the papers of a rule are links, and those of the repository are not', () => {
  const page = renderHtml(hostile())
  expect(page).not.toContain('href="https://evil.example')
  const fix = 'Revoke it at https://docs.example/keys?a=1&b, then (see https://docs.example/more).'
  const rules = new Map([...hostile().rules].map(([id, info]) => [id, { ...info, fix }]))
  const addresses = [...renderHtml({ ...hostile(), rules }).matchAll(/href="(https:[^"]*)"/g)].map(
    ([, one]) => one,
  )
  expect(addresses).toContain('https://docs.example/keys?a=1&amp;b')
  expect(addresses).toContain('https://docs.example/more')
})

test('every hostile text is shown as text', () => {
  const text = decodeEntities(renderHtml(hostile()).replaceAll(/<[^>]*>/g, ''))
  for (const one of hostileTexts.filter((part) => !actingCharacters.test(part))) expect(text).toContain(one)
  expect(text).toContain('\\x1b[2J')
  expect(text).toContain('\\u202egnp.sh')
})

test('has landmarks, one title and ordered headings', () => {
  const page = renderHtml(shop())
  for (const landmark of ['<html lang="en">', '<header', '<main', '<nav', '<footer'])
    expect(page).toContain(landmark)
  const levels = [...page.matchAll(/<h([1-6])/g)].map(([, level]) => Number(level))
  expect(levels.filter((level) => level === 1)).toHaveLength(1)
  for (const [index, level] of levels.entries())
    expect(level - (levels[index - 1] ?? 0)).toBeLessThanOrEqual(1)
  for (const [, id] of page.matchAll(/aria-labelledby="([^"]*)"/g)) expect(page).toContain(`id="${id}"`)
})

test('the answer comes first, and a check says that it grants nothing', () => {
  expect(renderHtml(shop())).toMatch(
    /<main[^]*?<h1[^>]*>\s*Not ready to be connected to Claude\s*<\/h1>[^]*This grants nothing/,
  )
  expect(renderHtml(shopScan())).not.toContain('This grants nothing')
})

test('a long report is cut with the number of what is left out', () => {
  const page = renderHtml(large())
  expect(page.match(/and 500 more/g)).toHaveLength(4)
  expect(renderHtml(large(), { all: true })).not.toMatch(/and \d+ more;/)
  expect(renderHtml(large(), { all: true }).match(/services\/\d+\/\.env/g)).toHaveLength(1000)
})

test('what was not scanned is never passed over', () => {
  expect(renderHtml(partly())).toContain('private/keys')
  expect(renderHtml(partly())).not.toMatch(/nothing was left out|\bclean\b/i)
})

test('one secret in three hundred files is one secret, its places folded', () => {
  const page = renderHtml(repeated())
  expect(page).toContain('<span class="count">2 critical</span>')
  expect(page).toContain('<summary>the same in 299 more places</summary>')
  expect(page).toContain('1 secret in 300 places')
  expect(page.match(/sites\/\d+\/config\.ts/g)).toHaveLength(101)
  expect(renderHtml(repeated(), { all: true }).match(/sites\/\d+\/config\.ts/g)).toHaveLength(300)
})

test('advice that does not hold has a sign of its own', () => {
  expect(renderHtml(shop())).toContain('<svg class="icon advice"')
})

test('on a narrow screen the heading of the advice takes the whole width', () => {
  const style = /<style>([^]*)<\/style>/.exec(renderHtml(shop()))?.[1] ?? ''
  const narrow = style.slice(style.indexOf('@media (max-width: 40rem)'))
  expect(narrow).toMatch(/tbody th\[colspan\]\s*\{\s*grid-column: 1 ?\/ ?-1/)
})

test('a rule of the policy leads to no page', () => {
  const source = { url: '', checked: 'policy' } as const
  const rules = new Map([...repeated().rules].map(([id, info]) => [id, { ...info, source }]))
  expect(renderHtml({ ...repeated(), rules })).not.toContain('About this kind')
})
