import { describe, expect, test } from 'vitest'
import { auditKinds } from '../../../app/enforcement/audit/event.ts'
import { nextDigest } from '../../../app/notifications/due-at.ts'
import { eventIds, eventKinds } from '../../../app/notifications/event-kinds.ts'
import { messageOf } from '../../../app/notifications/message.ts'
import { noticesOf } from '../../../app/notifications/notices-of.ts'
import { planDeliveries } from '../../../app/notifications/plan-deliveries.ts'
import type { Happened } from '../../../app/notifications/records.ts'
import { afterFailure, mostTries } from '../../../app/notifications/retry.ts'
import { route } from '../../../app/notifications/route.ts'
import { notice, target } from './sample.ts'

const now = new Date('2026-11-27T10:00:00Z')
const options = { id: 'id', names: false, digest: undefined, policyRepository: 'gatehouse' }

test('event ids are permanent and unique, and come from events that exist', () => {
  expect(new Set(eventIds).size).toBe(eventIds.length)
  for (const { from } of eventKinds) expect(['clock', ...auditKinds]).toContain(from)
  // What is closed was opened by something, else tickets would close what nobody opened.
  const opened = eventKinds.filter(({ phase }) => phase === 'opens').map(({ id }) => id.split('.')[0])
  const closed = eventKinds.filter(({ phase }) => phase === 'closes').map(({ id }) => id.split('.')[0])
  for (const one of closed) expect(opened).toContain(one)
})

describe('what is told of an event', () => {
  const organization = { id: '3', host: 'github.com', login: 'acme' }
  const told = (kind: string, data: Happened['data'], over: Partial<Happened> = {}) =>
    noticesOf(organization, {
      kind,
      key: 'event:1',
      at: now,
      subject: 'repository:17',
      data,
      repository: null,
      isReached: true,
      graveOpen: 1,
      issue: null,
      ...over,
    }).map(({ event, phase, matter, detail }) => ({ event, phase, matter, detail }))

  test('a grave finding counts where Claude can read it, and only there', () => {
    const severities = { critical: 1, high: 2, low: 9 }
    expect(told('finding.opened', { severities })).toEqual([
      {
        event: 'finding.grave',
        phase: 'opens',
        matter: 'findings-of-repository:17',
        detail: '3 new findings of high or critical severity.',
      },
    ])
    expect(told('finding.opened', { severities }, { isReached: false })).toEqual([])
    expect(told('finding.opened', { severities: { low: 4 } })).toEqual([])
    expect(told('finding.changed', {})).toEqual([])
    expect(told('finding.changed', {}, { graveOpen: 0 })[0]?.event).toBe('finding.cleared')
  })

  test('an approval and an emergency are two things, and a re-check that saw everything only closes', () => {
    expect(told('approval.given', { kind: 'emergency', approval: '4' })[0]?.event).toBe('emergency.used')
    expect(told('approval.given', { kind: 'approval', approval: '4' })[0]?.event).toBe('approval.given')
    expect(told('sweep.finished', { failed: 12, repositories: 4100 })[0]?.detail).toBe(
      '12 of 4,100 repositories could not be looked at.',
    )
    expect(told('sweep.finished', { failed: 0, repositories: 4100 })[0]).toMatchObject({
      event: 'sweep.complete',
      phase: 'closes',
    })
    expect(told('decision.made', {})).toEqual([])
  })

  test('what an event of another version lacks breaks nothing', () => {
    for (const kind of auditKinds)
      for (const data of [{}, { severities: 'many', state: 3, kind: null, expiresAt: 'soon', failed: 'x' }])
        for (const one of told(kind, data)) expect(one.detail).not.toMatch(/undefined|NaN|null|Invalid/)
  })
})

describe('who is told', () => {
  const meant = (over: Parameters<typeof target>[0], about = notice()) =>
    route(about, [target(over)], undefined, now).map(({ recipient }) => recipient)

  test('by event, organization and owner', () => {
    expect(meant({})).toEqual([''])
    expect(meant({ events: new Set(['plan.held']) })).toEqual([])
    expect(meant({ organizations: ['acme'] })).toEqual([''])
    expect(meant({ organizations: ['github.com/acme'] })).toEqual([''])
    expect(meant({ organizations: ['ghes.example/acme'] })).toEqual([])
    expect(meant({ owners: ['acme/payments'] })).toEqual([''])
    expect(meant({ owners: ['acme/other'] })).toEqual([])
    expect(meant({ owners: ['acme/payments'] }, notice({ repository: null }))).toEqual([])
  })

  test('mail goes to each by itself, and to owners whose address is known', () => {
    const channel = {
      kind: 'mail',
      host: 'mail.example',
      port: 587,
      security: 'starttls',
      user: undefined,
      password: undefined,
      from: 'g@acme.example',
    } as const
    const ownerAddresses = { 'acme/payments': 'pay@acme.example', ada: 'ada@acme.example' }
    expect(meant({ channel, to: ['sec@acme.example'], ownerAddresses })).toEqual([
      'ada@acme.example',
      'pay@acme.example',
      'sec@acme.example',
    ])
    expect(meant({ channel, ownerAddresses }, notice({ repository: null }))).toEqual([])
  })

  test('not in quiet hours, but at once of what presses; tickets wait for nothing', () => {
    const quietHours = { from: '09:00', to: '18:00', timeZone: 'UTC' }
    const due = (over: Parameters<typeof target>[0], event: string) =>
      route(notice({ event }), [target({ quietHours, ...over })], undefined, now)[0]?.dueAt.toISOString()
    expect(due({}, 'request.opened')).toBe('2026-11-27T18:00:00.000Z')
    expect(due({}, 'emergency.used')).toBe(now.toISOString())
    // The policy's, where the target has none of its own.
    expect(route(notice(), [target()], { ...quietHours, to: '12:00' }, now)[0]?.dueAt.toISOString()).toBe(
      '2026-11-27T12:00:00.000Z',
    )
    const jira = {
      kind: 'jira',
      url: 'https://jira.example',
      edition: 'cloud',
      user: 'a@acme.example',
      token: () => 'x',
      project: 'SEC',
      issueType: 'Task',
      closeBy: 'Done',
    } as const
    expect(due({ channel: jira }, 'request.opened')).toBe(now.toISOString())
  })
})

describe('summaries', () => {
  test.each([
    ['hourly', '00:15', 'UTC', '2026-11-27T10:00:00Z', '2026-11-27T10:15:00.000Z'],
    ['hourly', '09:00', 'UTC', '2026-11-27T10:00:00Z', '2026-11-27T11:00:00.000Z'],
    ['daily', '09:00', 'UTC', '2026-11-27T10:00:00Z', '2026-11-28T09:00:00.000Z'],
    ['daily', '09:00', 'UTC', '2026-11-27T09:00:00Z', '2026-11-28T09:00:00.000Z'],
    ['daily', '09:00', 'America/New_York', '2026-11-27T10:00:00Z', '2026-11-27T14:00:00.000Z'],
    ['weekly', '09:00', 'UTC', '2026-11-27T10:00:00Z', '2026-11-30T09:00:00.000Z'],
    ['weekly', '09:00', 'UTC', '2026-11-30T08:59:00Z', '2026-11-30T09:00:00.000Z'],
    // The night in which clocks are changed: nine by the clock on the wall all the same.
    ['daily', '09:00', 'Europe/Berlin', '2026-10-24T10:00:00Z', '2026-10-25T08:00:00.000Z'],
    ['daily', '09:00', 'Europe/Berlin', '2026-03-28T10:00:00Z', '2026-03-29T07:00:00.000Z'],
  ] as const)('%s at %s in %s after %s', (every, at, timeZone, from, expected) => {
    expect(nextDigest({ every, at, timeZone }, new Date(from)).toISOString()).toBe(expected)
  })

  test('one says what it is, several are counted, and no repository is named unless the target may know', () => {
    const one = messageOf([notice()], options)
    expect(one.title).toBe('acme: A request for Claude waits for an answer')
    expect(one.lines).toEqual([
      { text: 'It is asked for 90 days.', link: 'https://github.com/acme/gatehouse/issues/12' },
    ])
    expect(messageOf([notice()], { ...options, names: true }).lines[0]?.text).toBe(
      'acme/payments: It is asked for 90 days.',
    )
    const many = Array.from({ length: 30 }, (_, index) =>
      notice({ key: String(index), event: index < 27 ? 'request.opened' : 'finding.grave', issue: null }),
    )
    const summary = messageOf(many, { ...options, digest: { every: 'daily', at: '09:00', timeZone: 'UTC' } })
    expect(summary.title).toBe('acme: 30 notices, daily summary')
    expect(summary.lines.map(({ text }) => text).filter((text) => !text.startsWith('–'))).toEqual([
      'Claude can read grave new findings in 3 repositories',
      '27 requests for Claude wait for an answer',
    ])
    expect(summary.lines.map(({ text }) => text)).toContain('– and 22 more')
    expect(JSON.stringify(summary)).not.toContain('payments')
  })
})

describe('how much is sent at once', () => {
  const due = (count: number, event = 'request.opened') =>
    Array.from({ length: count }, (_, index) => ({
      id: String(index),
      organization: '3',
      recipient: '',
      event,
    }))
  const sizes = (...given: Parameters<typeof planDeliveries>) =>
    planDeliveries(...given).map(({ items }) => items.length)

  test('few by themselves, many together, and after many messages what comes waits, but for what presses', () => {
    expect(sizes(target(), due(3), [])).toEqual([1, 1, 1])
    expect(sizes(target(), due(1200), [])).toEqual([500, 500, 200])
    const recent = [{ organization: '3', recipient: '', deliveries: 5 }]
    expect(sizes(target(), due(3), recent)).toEqual([])
    expect(sizes(target(), due(2, 'emergency.used'), recent)).toEqual([1, 1])
    // Another place has its own count.
    expect(sizes(target(), due(1), [{ organization: '4', recipient: '', deliveries: 9 }])).toEqual([1])
  })
})

describe('tries', () => {
  const failure = { kind: 'failed', why: 'it answered 500' } as const

  test('are made for two days, further and further apart', () => {
    let at = now
    let attempts = 0
    for (;;) {
      const after = afterFailure({ attempts, createdAt: now }, failure, at, 0.5)
      attempts = after.attempts
      if (after.state === 'dead') break
      at = after.at
    }
    expect(attempts).toBe(mostTries)
    expect((at.getTime() - now.getTime()) / 3_600_000).toBeGreaterThan(36)
    expect((at.getTime() - now.getTime()) / 3_600_000).toBeLessThan(72)
  })

  test('are not made of what is refused, and who asks to wait is not failing, though not for ever', () => {
    expect(afterFailure({ attempts: 0, createdAt: now }, { ...failure, isFinal: true }, now, 0)).toEqual({
      state: 'dead',
      attempts: 1,
    })
    const wish = { ...failure, notBefore: new Date(now.getTime() + 90_000) }
    expect(afterFailure({ attempts: 19, createdAt: now }, wish, now, 0)).toEqual({
      state: 'waiting',
      attempts: 19,
      at: wish.notBefore,
    })
    const forever = { ...failure, notBefore: new Date('2099-01-01') }
    const after = afterFailure({ attempts: 0, createdAt: now }, forever, now, 0)
    expect(after.state === 'waiting' && after.at.getTime() - now.getTime()).toBe(3_600_000)
    const old = new Date(now.getTime() - 8 * 24 * 3_600_000)
    expect(afterFailure({ attempts: 0, createdAt: old }, wish, now, 0).state).toBe('dead')
  })
})
