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
