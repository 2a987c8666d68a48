import { describe, expect, test } from 'vitest'
import { readMarker } from '../../../action/comments/marker.ts'
import { type KnownComment, planComments } from '../../../action/comments/plan-comments.ts'
import type { AssessedFinding } from '../../../policies/assessed-finding.ts'

const finding = (number: number, more: Partial<AssessedFinding> = {}): AssessedFinding => ({
  rule: 'github-personal-access-token',
  kind: 'secret',
  title: 'A token',
  severity: 'high',
  confidence: 'high',
  path: 'a.sh',
  line: number,
  column: 1,
  endLine: number,
  endColumn: 5,
  commit: null,
  fingerprint: `g1:${String(number).padStart(40, '0')}`,
  excerpt: '',
  reachedBy: [],
  status: 'open',
  ...more,
})
const plan = (findings: readonly AssessedFinding[], known: readonly KnownComment[] = [], most = 10) =>
  planComments({
    findings,
    known,
    most,
    rules: new Map(),
    isBlocking: () => true,
    suggest: () => undefined,
    head: 'a'.repeat(40),
  })
/** What stands on GitHub after a plan was carried out. */
const after = (
  planned: ReturnType<typeof plan>,
  known: readonly KnownComment[] = [],
): readonly KnownComment[] => [
  ...known.map((one) => planned.edit.find(({ id }) => id === one.id) ?? one),
  ...planned.create.map(({ body }, index) => ({ id: 100 + index, body })),
]

describe('comments', () => {
  test('each open finding has one, however often it is looked at and wherever its line moved', () => {
    const first = plan([finding(1), finding(2)])
    expect(first.create.map(({ path, line }) => `${path}:${line}`)).toEqual(['a.sh:1', 'a.sh:2'])
    const again = plan([finding(1, { line: 40 }), finding(2)], after(first))
    expect(again).toEqual({ create: [], edit: [], left: [] })
  })

  test('what is fixed is said to be, once, and what comes back is open again in the same place', () => {
    const known = after(plan([finding(1)]))
    const fixed = plan([], known)
    expect(fixed.edit.map(({ body }) => readMarker(body))).toMatchObject([{ isFixed: true }])
    const standing = after(fixed, known)
    expect(plan([], standing).edit).toEqual([])
    const back = plan([finding(1)], standing)
    expect(back.create).toEqual([])
    expect(back.edit.map(({ id, body }) => [id, readMarker(body)?.isFixed])).toEqual([[100, false]])
  })

  test('beyond the limit, without a line, and in history alone, it stands in the summary', () => {
    const all = [finding(1), finding(2), finding(3, { line: null }), finding(4, { commit: 'b'.repeat(40) })]
    const { create, left } = plan(all, [], 1)
    expect(create).toHaveLength(1)
    expect(left.map(({ fingerprint }) => Number(fingerprint.slice(3)))).toEqual([2, 3, 4])
  })

  test('what is let pass, outside of the change, or a note is not spoken of', () => {
    const quiet = [
      finding(1, { status: 'false-positive' }),
      finding(2, { status: 'outside-diff' }),
      finding(3, { severity: 'info' }),
    ]
    expect(plan(quiet)).toEqual({ create: [], edit: [], left: [] })
  })

  test('a comment that is none of ours changes nothing, whatever it says', () => {
    const others = [
      { id: 1, body: 'I like this' },
      { id: 2, body: '<!-- gatehouse:finding x g1:12 -->' },
    ]
    expect(plan([finding(1)], others)).toMatchObject({ edit: [], create: [{ line: 1 }] })
  })

  test('a title from a rule of the repository makes no mark', () => {
    const [one] = plan([finding(1, { title: '**x** <!-- --> @ada [y](z)\n# h' })]).create
    expect(one!.body).not.toMatch(/\*\*x\*\*|@ada|\[y\]|^# h/m)
  })
})
