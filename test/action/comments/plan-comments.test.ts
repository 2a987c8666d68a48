import { describe, expect, test } from 'vitest'
import type { Hunk } from '../../../action/comments/hunks.ts'
import type { KnownThread, Thread } from '../../../action/comments/known-thread.ts'
import { readMarker } from '../../../action/comments/marker.ts'
import { type CommentPlanning, planComments } from '../../../action/comments/plan-comments.ts'
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
const everything: readonly Hunk[] = [{ from: 1, to: 1000 }]
const plan = (
  findings: readonly AssessedFinding[],
  threads: readonly KnownThread[] = [],
  more: Partial<CommentPlanning> = {},
) =>
  planComments({
    findings,
    threads,
    most: 10,
    rules: new Map(),
    voice: ({ status, severity }) =>
      status !== 'open' ? 'settled' : severity === 'info' ? 'note' : 'blocks',
    suggest: () => undefined,
    shown: () => everything,
    said: () => undefined,
    isUnseen: () => false,
    isThere: () => true,
    head: 'a'.repeat(40),
    ...more,
  })
type Plan = ReturnType<typeof plan>
/** What stands on GitHub after a plan was carried out by a token that may resolve threads. */
const after = (planned: Plan, known: readonly KnownThread[] = []): readonly KnownThread[] => [
  ...known.map((one): KnownThread => {
    const body = planned.edit.find(({ id }) => id === one.id)?.body ?? one.body
    const isResolved = planned.resolve.includes(one.thread!.id)
      ? true
      : !planned.reopen.includes(one.thread!.id) && one.thread!.isResolved
    return { ...one, body, marker: readMarker(body)!, thread: { ...one.thread!, isResolved } }
  }),
  ...planned.create.map(({ body, path, line }, index): KnownThread => ({
    id: 100 + index,
    body,
    marker: readMarker(body)!,
    path,
    lines: { from: line, to: line },
    isAnswered: false,
    thread: { id: `T${100 + index}`, isResolved: false, isResolvedByOthers: false },
  })),
]
const nothing = { create: [], edit: [], resolve: [], reopen: [], left: [] }

describe('comments', () => {
  test('each open finding has one, however often it is looked at and wherever its line moved', () => {
    const first = plan([finding(1), finding(2)])
    expect(first.create.map(({ path, line }) => `${path}:${line}`)).toEqual(['a.sh:1', 'a.sh:2'])
    const again = plan([finding(1, { line: 40 }), finding(2)], after(first))
    expect(again).toMatchObject({ ...nothing, open: 2 })
  })

  test('what is fixed is said to be and resolved, once, and what comes back is open again in the same place', () => {
    const known = after(plan([finding(1)]))
    const fixed = plan([], known)
    expect(fixed.edit.map(({ body }) => readMarker(body))).toMatchObject([{ state: 'fixed' }])
    expect(fixed.resolve).toEqual(['T100'])
    const standing = after(fixed, known)
    expect(plan([], standing)).toMatchObject(nothing)
    const back = plan([finding(1)], standing)
    expect(back).toMatchObject({ create: [], reopen: ['T100'] })
    expect(back.edit.map(({ id, body }) => [id, readMarker(body)?.state])).toEqual([[100, 'open']])
  })

  test('what a person resolved stays resolved, unless it is graver than it was', () => {
    const byOthers: Thread = { id: 'T100', isResolved: true, isResolvedByOthers: true }
    const known = after(plan([finding(1)])).map((one) => ({ ...one, thread: byOthers }))
    const moved = finding(1, { title: 'Another title' })
    expect(plan([moved], known)).toMatchObject(nothing)
    const graver = plan([finding(1, { severity: 'critical' })], known)
    expect(graver).toMatchObject({ create: [], reopen: ['T100'] })
  })

  test('a thread in which people talk is left to them', () => {
    const known = after(plan([finding(1)])).map((one) => ({ ...one, isAnswered: true }))
    const fixed = plan([], known)
    expect(fixed.edit).toHaveLength(1)
    expect(fixed.resolve).toEqual([])
  })

  test('what is settled by people says so, and by whom', () => {
    const known = after(plan([finding(1)]))
    const settled = plan(
      [finding(1, { status: 'false-positive', statusReason: 'Made up (Ada, until 2027-01-01)' })],
      known,
    )
    expect(settled.edit[0]!.body).toContain('Settled: false positive. Made up (Ada, until 2027-01-01)')
    expect(settled.resolve).toEqual(['T100'])
    expect(plan([finding(1, { status: 'risk-accepted' })])).toMatchObject(nothing)
  })

  test('a secret that a later commit removed keeps its thread, which says what to do', () => {
    const known = after(plan([finding(1)]))
    const removed = plan([finding(1, { line: 1, commit: 'b'.repeat(40) })], known)
    expect(removed.resolve).toEqual([])
    expect(removed.edit[0]!.body).toContain('/gatehouse rotated')
    expect(readMarker(removed.edit[0]!.body)?.state).toBe('removed')
    const rotated = plan(
      [
        finding(1, {
          commit: 'b'.repeat(40),
          status: 'risk-accepted',
          rotated: { who: 'ada', when: '2026-11-27', evidence: 'T-1' },
        }),
      ],
      after(removed, known),
    )
    expect(rotated.edit[0]!.body).toContain('Settled: rotated')
  })

  test('nothing is called fixed in a file that could not be looked at', () => {
    const known = after(plan([finding(1)]))
    expect(plan([], known, { isUnseen: (path) => path === 'a.sh' })).toMatchObject(nothing)
  })

  test('a secret in several places is said once, with all of them', () => {
    const [one] = [finding(1)]
    const { create } = plan([one, { ...one, path: 'b.sh' }])
    expect(create).toHaveLength(1)
    expect(create[0]!.body).toContain('It also stands at `b.sh:1:1`.')
  })

  test('of a secret in several places it is said where others did not say it', () => {
    const [one] = [finding(1)]
    const said: CommentPlanning['said'] = ({ path }) => (path === 'a.sh' ? 'CodeQL' : undefined)
    expect(plan([one, { ...one, path: 'b.sh' }], [], { said }).create).toMatchObject([{ path: 'b.sh' }])
  })

  test('beyond the limit, without a line, in history alone, and said by others, it stands elsewhere', () => {
    const all = [finding(1), finding(2), finding(3), finding(4, { commit: 'b'.repeat(40) }), finding(5)]
    const { create, left } = plan(all, [], {
      most: 1,
      shown: () => [{ from: 1, to: 2 }],
      said: ({ line }) => (line === 5 ? 'CodeQL' : undefined),
    })
    expect(create).toHaveLength(1)
    expect(left.map(({ finding: { fingerprint }, why }) => [Number(fingerprint.slice(3)), why])).toEqual([
      [2, 'no-room'],
      [3, 'no-line'],
      [5, 'said'],
      [4, 'no-line'],
    ])
  })

  test('what keeps the change from passing has the room first', () => {
    const voice: CommentPlanning['voice'] = ({ line }) => (line === 2 ? 'blocks' : 'comment')
    expect(plan([finding(1), finding(2)], [], { voice, most: 1 }).create).toMatchObject([{ line: 2 }])
  })

  test('a comment stands within one hunk, and a whole file has it at its first line', () => {
    const shown = () => [
      { from: 3, to: 5 },
      { from: 20, to: 30 },
    ]
    const lines = (one: AssessedFinding) =>
      plan([one], [], { shown }).create.map(({ startLine, line }) => [startLine, line])
    expect(lines(finding(1, { line: 1, endLine: 4 }))).toEqual([[3, 4]])
    expect(lines(finding(1, { line: 4, endLine: 25 }))).toEqual([[4, 5]])
    expect(lines(finding(1, { line: 20, endLine: 20 }))).toEqual([[undefined, 20]])
    expect(lines(finding(1, { line: null, endLine: null }))).toEqual([[undefined, 3]])
  })

  test('a suggestion decides the lines, and is not made where they are not all shown', () => {
    const suggest = () => ({ from: 2, to: 4, block: '```suggestion\n```' })
    const [one] = plan([finding(4)], [], { suggest }).create
    expect(one).toMatchObject({ startLine: 2, line: 4, body: expect.stringContaining('suggestion') })
    const [other] = plan([finding(4)], [], { suggest, shown: () => [{ from: 3, to: 9 }] }).create
    expect(other).toMatchObject({ line: 4 })
    expect(other!.body).not.toContain('suggestion')
    expect(other!.startLine).toBeUndefined()
  })

  test('outside of the change, or a note, is not spoken of', () => {
    expect(plan([finding(2, { status: 'outside-diff' }), finding(3, { severity: 'info' })])).toMatchObject(
      nothing,
    )
  })

  const weakness = (path: string, more: Partial<AssessedFinding> = {}) =>
    finding(1, { rule: 'python-weak-hash', kind: 'code', path, ...more })

  test('weak code that stands alike in several files has a thread in each, and each has its own end', () => {
    const both = [weakness('a.py'), weakness('b.py')]
    const first = plan(both)
    expect(first.create.map(({ path }) => path)).toEqual(['a.py', 'b.py'])
    expect(first.create[0]!.body).not.toContain('also stands at')
    const known = after(first)
    expect(plan(both, known)).toMatchObject({ ...nothing, open: 2 })
    const fixed = plan([weakness('b.py')], known)
    expect(fixed.edit.map(({ id, body }) => [id, readMarker(body)?.state])).toEqual([[100, 'fixed']])
    expect(fixed.create).toEqual([])
  })

  test('a thread goes with its file to another name, and not to other files with the same code', () => {
    const known = after(plan([weakness('a.py')]))
    const isThere = (path: string): boolean => path !== 'a.py'
    expect(plan([weakness('b.py')], known, { isThere })).toMatchObject(nothing)
    const twice = plan([weakness('b.py'), weakness('c.py')], known, { isThere })
    expect(twice).toMatchObject({ ...nothing, create: [{ path: 'c.py' }] })
    const copied = plan([weakness('b.py')], known)
    expect(copied.create).toMatchObject([{ path: 'b.py' }])
    expect(copied.edit.map(({ body }) => readMarker(body)?.state)).toEqual(['fixed'])
  })

  test('what another line brings is said on that line, and names the one that it is used at', () => {
    const suggest = () => ({ from: 1, to: 1, block: '```suggestion\n```' })
    const [one] = plan([weakness('a.py', { brought: { line: 30 } })], [], { suggest }).create
    expect(one).toMatchObject({ line: 30, body: expect.stringContaining('is used at `a.py:1`') })
    expect(one!.body).not.toContain('suggestion')
    const [other] = plan([weakness('a.py', { brought: { line: null } })]).create
    expect(other).toMatchObject({ line: 1, body: expect.stringContaining('left the line as it was') })
  })

  test('a title from a rule of the repository makes no mark', () => {
    const [one] = plan([finding(1, { title: '**x** <!-- --> @ada [y](z)\n# h' })]).create
    expect(one!.body).not.toMatch(/\*\*x\*\*|@ada|\[y\]|^# h/m)
  })
})
