import { readFileSync } from 'node:fs'
import * as fc from 'fast-check'
import { micromark } from 'micromark'
import { gfm, gfmHtml } from 'micromark-extension-gfm'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { commentText, fixedText, removedText, settledText } from '../../../action/comments/comment-text.ts'
import { isReviewMarked, readMarker } from '../../../action/comments/marker.ts'
import { reviewText } from '../../../action/comments/review-text.ts'
import { suggestLines } from '../../../action/comments/suggest.ts'
import { readInputs } from '../../../action/inputs.ts'
import { annotate } from '../../../action/post/annotate.ts'
import type { Runner } from '../../../action/runner.ts'
import { tell } from '../../../action/tell.ts'
import type { AssessedFinding } from '../../../policies/assessed-finding.ts'
import type { RuleInfo } from '../../../scanner/engine/rule.ts'
import { hostileText } from '../../report/hostile-text.ts'

const action: { inputs: Record<string, { default: string }> } = parse(readFileSync('action.yml', 'utf8'))
const runs = { numRuns: Math.min(1000, Number(process.env['PROOF_RUNS'] ?? 300)) }
const forged = `<!-- gatehouse:finding x g1:${'0'.repeat(40)} critical settled -->`
const text = fc.oneof(
  hostileText,
  fc.constantFrom(
    forged,
    '\n::error::x',
    '@acme/team',
    '`@team`',
    '<!-- gatehouse:review -->',
    ']]>',
    '##[error]x',
  ),
  fc.tuple(hostileText, fc.constantFrom(forged, '\n::warning::y')).map((both) => both.join('')),
)

const finding = (words: {
  readonly title: string
  readonly path: string
  readonly note: string
  readonly reason: string
}): AssessedFinding => ({
  rule: 'acme-key',
  kind: 'secret',
  title: words.title,
  severity: 'high',
  confidence: 'high',
  path: words.path,
  line: 3,
  column: 1,
  endLine: 3,
  endColumn: 5,
  commit: null,
  fingerprint: `g1:${'1'.repeat(40)}`,
  excerpt: '',
  reachedBy: [],
  note: words.note,
  status: 'open',
  statusReason: words.reason,
})
const findings = fc
  .record({ title: text, path: text, note: text, reason: text })
  // Nothing that has a name has an empty one.
  .map((words) => finding({ ...words, title: `x${words.title}`, note: `x${words.note}` }))
const rule: RuleInfo = {
  id: 'acme-key',
  kind: 'secret',
  title: 'x',
  severity: 'high',
  confidence: 'high',
  why: 'It opens doors.',
  fix: 'Revoke it.',
  source: { url: '', checked: 'policy' },
}
const head = 'a'.repeat(40)

const render = (markdown: string): string =>
  micromark(markdown, { allowDangerousHtml: true, extensions: [gfm()], htmlExtensions: [gfmHtml()] })
/** Everything but the text: what a hostile name must not change. */
const structure = (markdown: string): readonly string[] =>
  (
    render(markdown)
      .replaceAll('<!-- -->', '')
      .match(/<[^>]*>/g) ?? []
  ).map((tag) => tag.replace(/ href="[^"]*"/, ''))
const outsideCode = (markdown: string): string =>
  render(markdown)
    .replaceAll(/<code>[^<]*<\/code>/g, '')
    .replaceAll('<!-- -->', '\0')
/** A note becomes code, text, or nothing; tags of code are the only ones that may come and go. */
const withoutCode = (tags: readonly string[]): readonly string[] =>
  tags.filter((tag) => !/^<\/?code>$/.test(tag))

const calm = finding({ title: 'x', path: 'x', note: 'x', reason: 'x' })
const bodies: readonly ((one: AssessedFinding) => string)[] = [
  (one) => commentText(one, { rule, isBlocking: true, suggestion: undefined, elsewhere: [one] }),
  (one) => removedText({ ...one, commit: head }, { isBlocking: true }),
  (one) => settledText({ ...one, status: 'false-positive' }),
  (one) => fixedText({ ...one, head }),
]

test('whatever a file, a title or a reason is called, a comment has its own parts and its own mark', () => {
  fc.assert(
    fc.property(findings, (one) => {
      for (const body of bodies) {
        const said = body(one)
        expect(withoutCode(structure(said))).toEqual(withoutCode(structure(body(calm))))
        expect(readMarker(said)).toMatchObject({ rule: 'acme-key', fingerprint: one.fingerprint })
        expect(readMarker(said)?.state).toBe(readMarker(body(calm))?.state)
        expect(outsideCode(said)).not.toMatch(/(?<!\w)@[a-z0-9]/i)
      }
    }),
    runs,
  )
})

test('the table of a review has a row for each finding, and links lead to the repository alone', () => {
  const files = 'https://github.test/acme/web/blob/abc'
  fc.assert(
    fc.property(fc.array(findings, { minLength: 1, maxLength: 4 }), fc.boolean(), (list, isRemoved) => {
      const left = list.map((one) => ({
        finding: { ...one, commit: isRemoved ? head : null },
        why: 'no-line' as const,
      }))
      const said = reviewText({
        open: 0,
        left,
        isBlocking: () => true,
        blocking: 1,
        scanned: 'Scanned 1 of 1 file, at `abc`.',
        files,
      })
      const html = render(said)
      expect(html.match(/<tr>/g)).toHaveLength(list.length + 1)
      expect(html.match(/<td>/g)).toHaveLength(3 * list.length)
      // What is folded ends in its own cell.
      expect(
        html.match(/<details><summary>[^<]*<\/summary>[^<]*<code>[^<]*<\/code>[^<]*<\/details><\/td>/g),
      ).toHaveLength(list.length)
      for (const [, address] of html.matchAll(/href="([^"]*)"/g))
        expect(address).toMatch(/^https:\/\/github\.test\/acme\/web\/blob\/abc\/[\w\-.~%/]*#L3$/)
      expect(isReviewMarked(said)).toBe(true)
      expect(html).not.toMatch(/<(?:script|img|input)/i)
    }),
    runs,
  )
})

test('lines of a file that are shown to be accepted end where their block ends', () => {
  fc.assert(
    fc.property(text, text, (before, after) => {
      const [left, right] = [before, after].map((one) => one.replaceAll('\n', ' '))
      const line = `${left}VALUE${right}`
      const column = (left?.length ?? 0) + 1
      const secret = { ...calm, line: 1, endLine: 1, column, endColumn: column + 5, path: 'a.txt' }
      const checks = { mask: (all: string) => all, isFix: () => true }
      const suggestion = suggestLines(secret, `${line}\n`, [secret], checks)
      expect(suggestion).toBeDefined()
      const html = render(`${suggestion!.block}\n\nafter`)
      expect(html.match(/<pre>/g)).toHaveLength(1)
      expect(html).toMatch(/<p>after<\/p>\s*$/)
    }),
    runs,
  )
})

test('a name cannot command the runner: not in an annotation, not in the log', async () => {
  await fc.assert(
    fc.asyncProperty(findings, async (one) => {
      const lines: string[] = []
      const runner: Runner = {
        input: () => '',
        hide: () => {},
        info: (line) => lines.push(line),
        annotate: (_level, message, { title }) => lines.push(message, title),
        output: () => {},
        summarize: async () => {},
        fail: (line) => lines.push(line),
      }
      annotate(runner, { findings: [one], rules: new Map([[rule.id, rule]]) }, () => 'blocks')
      expect(lines).toHaveLength(2)
      // Nobody answers there, and the failure repeats what was asked.
      const failing = Object.assign(new Error(`GET /${one.path} said ${one.title}`), { status: 500 })
      await tell(...telling(runner, one, failing))
      for (const line of lines) {
        expect(line).not.toMatch(/[\n\r]|##\[/)
        expect(line).not.toMatch(/^\s*::/)
      }
    }),
    { numRuns: 100 },
  )
})

/** A run that found one thing, and whose GitHub fails. */
function telling(runner: Runner, one: AssessedFinding, failing: Error): Parameters<typeof tell> {
  const fail = async (): Promise<never> => {
    throw failing
  }
  // oxlint-disable-next-line typescript/no-explicit-any -- nothing of the client is used but that it fails
  const octokit: any = { paginate: fail, graphql: fail, rest: { pulls: { get: fail }, codeScanning: {} } }
  const coverage = { files: 1, bytes: 1, commits: 1, blobs: 1, notScanned: [] }
  return [
    {
      runner,
      place: { owner: 'acme', repo: 'web', server: 'https://github.test' },
      workspace: '/nowhere',
      folder: process.env['TMPDIR'] ?? '/tmp',
      now: () => new Date(0),
      ref: '',
      sleep: async () => {},
      signal: AbortSignal.timeout(60_000),
    },
    {
      inputs: readInputs((name) => (name === 'token' ? 'x' : action.inputs[name]!.default)),
      what: 'change',
      head,
      pull: { number: 1, isFork: false, isDraft: false, isByBot: false, author: 'ada' },
      octokit,
      examined: {
        isThere: () => true,
        report: {
          target: one.path,
          version: '0',
          scannedAt: new Date(0).toISOString(),
          duration: 1,
          findings: [one],
          rules: new Map([[rule.id, rule]]),
          coverage,
        },
        isWhole: true,
        suggest: () => undefined,
        code: 'comment',
        others: {},
        remarks: [],
      },
      opinion: undefined,
      notes: [],
      readLetPass: async () => ({ url: undefined, words: [] }),
      proposed: undefined,
    },
  ]
}
