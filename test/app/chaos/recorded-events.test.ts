import { expect, test } from 'vitest'
import { chainEvent, checkChain, emptyChain } from '../../../app/enforcement/audit/chain.ts'
import type { AuditEvent, NewAuditEvent } from '../../../app/enforcement/audit/event.ts'
import { contradictions } from './recorded-events.ts'

const subject = 'repository:17'
const decision = (outcome: string, before: string | null): NewAuditEvent => ({
  kind: 'decision.made',
  actor: null,
  subject,
  data: { outcome, before, group: 'all' },
})
const finished: NewAuditEvent = {
  kind: 'sweep.finished',
  actor: null,
  subject: 'organization:1',
  data: { sweep: '4' },
}
const opened: NewAuditEvent = { kind: 'finding.opened', actor: null, subject, data: { findings: ['8'] } }

function chained(events: readonly NewAuditEvent[]): readonly AuditEvent[] {
  let end = emptyChain
  return events.map((event) => {
    const placed = chainEvent(end, '1', new Date(0), event)
    end = placed
    return placed
  })
}

const current = [{ subject, outcome: 'denied', group: 'all' }]

test('a log that tells each thing once is right', () => {
  const events = chained([decision('allowed', null), decision('denied', 'allowed'), finished, opened])
  expect(contradictions(events, current)).toEqual([])
})

test('what two processes both recorded is told, although the chain verifies', async () => {
  const events = chained([
    decision('denied', null),
    decision('denied', null),
    finished,
    finished,
    opened,
    opened,
  ])
  expect((await checkChain(events)).fault).toBeUndefined()
  expect(contradictions(events, current)).toEqual([
    `event 2: ${subject} was not null`,
    `event 2: ${subject} was decided so already`,
    'event 4: sweep "4" finished a second time',
    'event 6: finding "8" opened a second time',
  ])
})

test('a decision whose event was lost is told', () => {
  expect(contradictions(chained([decision('allowed', null)]), current)).toEqual([
    `the decision on ${subject} is not in the log`,
  ])
})

const effect = (kind: NewAuditEvent['kind'], id = '5'): NewAuditEvent => ({
  kind,
  actor: null,
  subject,
  data: { effect: id },
})
const toldOf = (kinds: readonly NewAuditEvent['kind'][], open: readonly string[] = []) =>
  contradictions(chained(kinds.map((kind) => effect(kind))), [], new Set(open))

test('a change that is planned once, tried often and over once is right', () => {
  expect(toldOf(['effect.planned', 'effect.attempted', 'effect.attempted', 'effect.applied'])).toEqual([])
  expect(toldOf(['effect.planned', 'effect.waiting', 'effect.withdrawn'])).toEqual([])
  expect(toldOf(['effect.planned', 'effect.attempted'], ['5'])).toEqual([])
})

test('a change that is over twice, tried after that, or never planned is told', () => {
  expect(toldOf(['effect.planned', 'effect.applied', 'effect.applied'])).toHaveLength(1)
  expect(toldOf(['effect.planned', 'effect.withdrawn', 'effect.attempted'])).toHaveLength(2)
  expect(toldOf(['effect.attempted', 'effect.applied'])).toHaveLength(1)
  expect(toldOf(['effect.planned', 'effect.planned', 'effect.applied'])).toHaveLength(1)
})

test('a change whose end is recorded in one place alone is told', () => {
  expect(toldOf(['effect.planned'])).toEqual(['effect 5 is over, and the log does not say how'])
  expect(toldOf(['effect.planned', 'effect.applied'], ['5'])).toEqual([
    'effect 5 is open, and not in the log',
  ])
})
