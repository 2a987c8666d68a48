import { micromark } from 'micromark'
import { gfm, gfmHtml } from 'micromark-extension-gfm'
import { expect, test } from 'vitest'
import { commentText } from '../../../action/comments/comment-text.ts'
import type { AssessedFinding } from '../../../policies/assessed-finding.ts'
import { allRules } from '../../../scanner/rules/index.ts'
import type { RuleInfo } from '../../../scanner/engine/rule.ts'

const rule = (id: string): RuleInfo => allRules.find((one) => one.id === id)!
const said = (info: RuleInfo, more: Partial<AssessedFinding> = {}, isBlocking = false): string =>
  commentText(
    {
      rule: info.id,
      kind: info.kind,
      title: info.title,
      severity: info.severity,
      confidence: info.confidence,
      path: 'a.sh',
      line: 1,
      column: 1,
      endLine: 1,
      endColumn: 9,
      commit: null,
      fingerprint: `g1:${'0'.repeat(40)}`,
      excerpt: '',
      reachedBy: [],
      status: 'open',
      ...more,
    },
    { rule: info, isBlocking, suggestion: undefined, elsewhere: [] },
  )
const html = (text: string): string =>
  micromark(text, { extensions: [gfm()], htmlExtensions: [gfmHtml()], allowDangerousHtml: true })

test('why this place comes before why such places matter, and what to do after both', () => {
  const text = said(rule('python-insecure-random'), { note: 'a secret is made with random.choice' })
  const places = ['A secret is made', rule('python-insecure-random').why.slice(0, 20), 'What to do'].map(
    (one) => text.indexOf(one),
  )
  expect(places).toEqual(places.toSorted((one, other) => one - other))
  expect(places).not.toContain(-1)
  expect(text).toContain('random.choice. After')
  expect(said(rule('python-insecure-random'), { note: 'A whole sentence.' })).toContain(
    'A whole sentence. After',
  )
})

test('it is said first whether it keeps the change from passing', () => {
  const [headline = ''] = said(rule('python-cors'), {}, true).split('\n')
  expect(headline).toContain('**keeps this change from passing**')
  expect(said(rule('python-cors'))).toContain('Only a remark')
})

test('addresses and pages of our own rules are links, those of anybody else are not', () => {
  const own = rule('github-personal-access-token')
  expect(html(said(own))).toContain('new one at <a href="https://github.com/settings/tokens">')
  expect(html(said(rule('python-xxe')))).toContain(
    'href="https://docs.python.org/3/library/xml.html#xml-security"',
  )
  const theirs = { ...own, source: { url: 'https://evil.example/', checked: 'policy' } } as const
  expect(html(said(theirs))).not.toContain('<a ')
})

test('a command names the file where that is safe', () => {
  const environment = rule('dotenv-file')
  expect(said(environment, { path: 'api/.env' })).toContain('`git rm --cached api/.env`')
  for (const path of ['-rf', 'a b/.env', '$(id)/.env', '`x`/.env'])
    expect(said(environment, { path })).toContain('`git rm --cached <file>`')
})

test('every page that a comment names is a link that ends where it should', () => {
  const leadsOn = ({ source, weakness }: RuleInfo): boolean =>
    source.checked === 'read' || weakness !== undefined
  const link = /Read on: <a href="https:\/\/[^"]+">[\w.-]+<\/a>/
  for (const info of allRules) expect(link.test(html(said(info))), info.id).toBe(leadsOn(info))
})
