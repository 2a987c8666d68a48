import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { findingChanges, type SeenFindings } from '../../../../app/enforcement/findings/finding-changes.ts'
import { findingEvents } from '../../../../app/enforcement/findings/finding-events.ts'
import type { KnownFinding } from '../../../../app/enforcement/findings/known-finding.ts'
import type { AssessedFinding } from '../../../../policies/assessed-finding.ts'
import { assessed, inHistory } from './sample-finding.ts'

const on = (day: number): Date => new Date(`2026-11-${day}T08:00:00Z`)
const [monday, tuesday, wednesday] = [on(23), on(24), on(25)]

const seen = (findings: readonly AssessedFinding[], more: Partial<SeenFindings> = {}): SeenFindings => ({
  source: 'scan',
  findings,
  isWholeHistory: true,
  isNotScanned: () => false,
  isIgnored: () => false,
  at: monday,
  ...more,
})

/** What is recorded after one look after the other. */
function after(...looks: readonly SeenFindings[]): readonly KnownFinding[] {
  const known = new Map<string, KnownFinding>()
  for (const look of looks)
    for (const one of findingChanges([...known.values()], look).findings)
      known.set(`${one.rule} ${one.fingerprint} ${one.path} ${one.source}`, one)
  return [...known.values()]
}

describe('a secret', () => {
  test('that is new is open, and stays so since then', () => {
    const [one] = after(seen([assessed()]), seen([assessed()], { at: tuesday }))
    expect(one).toMatchObject({
      state: 'open',
      firstSeenAt: monday,
      changedAt: monday,
      lastSeenAt: tuesday,
    })
  })

  test('that left the files is in history, until it leaves that too, and comes back where it reappears', () => {
    const states = (...looks: readonly SeenFindings[]) => after(...looks)[0]
    const looks = [seen([assessed()]), seen([inHistory()], { at: tuesday })]
    expect(states(...looks)).toMatchObject({ state: 'fixed-at-tip', changedAt: tuesday })
    looks.push(seen([], { at: wednesday }))
    expect(states(...looks)).toMatchObject({
      state: 'gone',
      why: expect.stringMatching(/No branch or tag leads to it any more.*rotate it/),
    })
    looks.push(seen([assessed()], { at: on(26) }))
    expect(states(...looks)).toMatchObject({ state: 'open', firstSeenAt: monday, changedAt: on(26) })
  })

  test('that is not seen where it could have been missed stays as it is', () => {
    const missed = seen([], { isNotScanned: (path) => path === 'a.sh', at: tuesday })
    expect(after(seen([assessed()]), missed)[0]).toMatchObject({ state: 'open', lastSeenAt: monday })
  })

  test('that is not in the files is not called gone where history was not looked at', () => {
    const shallow = { isWholeHistory: false, at: tuesday }
    expect(after(seen([assessed()]), seen([], shallow))[0]).toMatchObject({ state: 'fixed-at-tip' })
    expect(after(seen([inHistory()]), seen([], shallow))[0]).toMatchObject({ state: 'fixed-at-tip' })
  })

  test('that the policy leaves out now is gone, with that as the reason', () => {
    const ignored = seen([], { isIgnored: () => true, isNotScanned: () => true })
    expect(after(seen([assessed()]), ignored)[0]).toMatchObject({
      state: 'gone',
      why: expect.stringContaining('policy'),
    })
  })

  test('goes by what people have said of it', () => {
    const rotated = { who: 'ada', when: '2026-11-20', evidence: 'TICKET-1' }
    const stateOf = (finding: AssessedFinding) => after(seen([finding]))[0]!.state
    expect(stateOf(assessed({ status: 'false-positive' }))).toBe('false-positive')
    expect(stateOf(assessed({ status: 'risk-accepted' }))).toBe('risk-accepted')
    expect(stateOf(inHistory({ status: 'risk-accepted', rotated }))).toBe('rotated')
    expect(stateOf(assessed({ status: 'baseline' }))).toBe('open')
  })

  test('at several lines is as open as the worst of them', () => {
    const one = after(seen([assessed({ status: 'false-positive' }), assessed({ line: 9 })]))
    expect(one).toMatchObject([{ state: 'open', places: [{ line: 1 }, { line: 9 }] }])
    expect(one[0]!.places[0]).not.toHaveProperty('status')
  })
})

test('a file that should not be there is gone when it has left the files', () => {
  const file = { kind: 'file', rule: 'dotenv-file', path: '.env' } as const
  const looks = [seen([assessed(file)]), seen([inHistory(file)], { at: tuesday })]
  expect(after(...looks)).toMatchObject([{ state: 'gone', why: 'It is not in the files any more.' }])
})

test('what GitHub alone has found is nothing to our own scans, and the other way round', () => {
  const github = { source: 'github', isWholeHistory: true } as const
  const looks = [
    seen([assessed({ path: 'b.sh' })], github),
    seen([assessed()]),
    seen([], { ...github, at: tuesday }),
  ]
  expect(after(...looks)).toMatchObject([
    { source: 'github', state: 'gone' },
    { source: 'scan', state: 'open' },
  ])
})

test('the same scan twice changes nothing, whatever it found', () => {
  const findings = fc.array(
    fc.record({
      path: fc.constantFrom('a', 'b', 'c'),
      line: fc.integer({ min: 1, max: 3 }),
      status: fc.constantFrom('open', 'false-positive', 'risk-accepted'),
      tracked: fc.boolean(),
    }),
  )
  fc.assert(
    fc.property(findings, (all) => {
      const look = seen(all.map(({ tracked, ...one }) => (tracked ? assessed(one) : inHistory(one))))
      const first = findingChanges([], look)
      const second = findingChanges(first.findings, { ...look, at: tuesday })
      expect(second.changes).toEqual([])
      expect(second.findings.map(({ state }) => state)).toEqual(first.findings.map(({ state }) => state))
    }),
  )
})

test('events count, and name nothing but ids', () => {
  const first = findingChanges([], seen([assessed({ path: 'acme-token.txt' }), assessed({ path: 'b.sh' })]))
  const second = findingChanges(first.findings, seen([assessed({ path: 'b.sh' })], { at: tuesday }))
  const withIds = ({ changes }: typeof first) =>
    changes.map((change, index) => ({ ...change, id: `${index + 7}` }))
  const events = [...findingEvents('17', withIds(first)), ...findingEvents('17', withIds(second))]
  expect(events).toEqual([
    {
      kind: 'finding.opened',
      actor: null,
      subject: 'repository:17',
      data: { count: 2, severities: { critical: 2 }, findings: ['7', '8'] },
    },
    {
      kind: 'finding.changed',
      actor: null,
      subject: 'repository:17',
      data: { count: 1, transitions: [{ from: 'open', to: 'gone', count: 1 }], findings: ['7'] },
    },
  ])
  for (const hidden of ['acme-token', 'b.sh', 'g1:']) expect(JSON.stringify(events)).not.toContain(hidden)
})
