import { expect, test } from 'vitest'
import type { RecordedApproval } from '../../../../app/enforcement/approvals/approval.ts'
import type { AccessRequest } from '../../../../app/enforcement/requests/access-request.ts'
import { act, standingsFor } from '../../../../app/enforcement/requests/act.ts'
import type { Command } from '../../../../app/enforcement/requests/command.ts'
import type { Situation } from '../../../../app/enforcement/requests/situation.ts'
import type { Standing } from '../../../../app/enforcement/requests/standing.ts'
import type { WrittenPolicy } from '../../../../policies/policy.ts'
import { resolvePolicy } from '../../../../policies/resolve-policy.ts'

const now = new Date('2027-03-01T12:00:00Z')
const day = 24 * 60 * 60 * 1000
const inDays = (days: number): Date => new Date(now.getTime() + days * day)

const yes = (name: string): Standing => ({ is: 'yes', actsFor: { name, githubId: 7 } })
const no: Standing = { is: 'no' }
const unread: Standing = { is: 'unknown' }

type Rule = NonNullable<NonNullable<WrittenPolicy['groups']>[number]['approval']>
const policyWith = (rule: Partial<Rule> = {}, requests: NonNullable<WrittenPolicy['requests']> = {}) =>
  resolvePolicy({
    version: 1,
    groups: [
      {
        name: 'apps',
        match: ['acme/**'],
        access: 'approval',
        approval: { by: ['acme/security'], maxDays: 90, ...rule },
      },
    ],
    requests: {
      owners: ['acme/gatehouse-owners'],
      emergency: { by: ['acme/on-call'], maxHours: 4 },
      ...requests,
    },
  })

const request: AccessRequest = {
  id: '1',
  repository: '17',
  requestedBy: 'dev',
  reason: 'x',
  days: 30,
  state: 'open',
  issue: 5,
  openedAt: inDays(-1),
}

const approval = (by: string, more: Partial<RecordedApproval> = {}): RecordedApproval => ({
  id: `of ${by}`,
  request: '1',
  kind: 'approval',
  by,
  requestedBy: 'dev',
  actsFor: [{ name: 'acme/security', githubId: 7 }],
  grantedAt: inDays(-1),
  expiresAt: inDays(29),
  ...more,
})

const all: Command['kind'][] = ['request', 'approve', 'deny', 'revoke', 'emergency', 'renew']
const commands: Readonly<Record<Command['kind'], Command>> = {
  request: { kind: 'request', repository: 'acme/shop', days: undefined, reason: 'x' },
  approve: { kind: 'approve', days: undefined },
  deny: { kind: 'deny', reason: 'x' },
  revoke: { kind: 'revoke', repository: undefined, reason: 'x' },
  emergency: { kind: 'emergency', repository: undefined, reason: 'x', ticket: 'INC-1' },
  renew: { kind: 'renew', days: undefined },
}

const situation = (
  kind: Command['kind'],
  standings: Readonly<Record<string, Standing>>,
  more: Partial<Situation> = {},
  policy = policyWith(),
): Situation => ({
  command: commands[kind],
  actor: 'sam',
  issue: 5,
  target: { id: '17', name: 'acme/shop', page: 'https://github.com/acme/shop' },
  request,
  open: request.state === 'open' ? request : undefined,
  isOpenLost: false,
  approvals: [],
  group: policy.groups[0],
  standings: new Map(Object.entries(standings)),
  settings: policy.requests,
  readiness: undefined,
  answerBy: inDays(7),
  now,
  ...more,
})

const result = (given: Situation) => {
  const made = act(given)
  return made.isWaiting
    ? 'waits'
    : [
        made.answer.outcome,
        ...made.writes.map((write) => ('state' in write ? write.state : write.kind)),
      ].join(' ')
}

const member = { 'acme/security': yes('acme/security'), 'acme/gatehouse-owners': no }
const outsider = { 'acme/security': no, 'acme/gatehouse-owners': no, 'acme/on-call': no }
const unreadable = { 'acme/security': unread, 'acme/gatehouse-owners': unread, 'acme/on-call': unread }

test.each(all.filter((kind) => kind !== 'request' && kind !== 'renew'))(
  '%s changes nothing by an outsider, and waits where nobody can be read',
  (kind) => {
    const more = { approvals: [approval('kim')] }
    expect(result(situation(kind, outsider, more))).toBe('not-allowed')
    expect(result(situation(kind, unreadable, more))).toBe('waits')
    // Somebody whom nobody asked about is unknown too.
    expect(result(situation(kind, {}, more))).toBe('waits')
  },
)

test('one approval is enough where one is wanted, and ends when the policy says at the latest', () => {
  const made = act(situation('approve', member))
  expect(made).toMatchObject({
    writes: [
      { kind: 'approve', approval: 'approval', requestedBy: 'dev', expiresAt: inDays(30) },
      { kind: 'close', state: 'approved' },
    ],
  })
  const long = act(situation('approve', member, { command: { kind: 'approve', days: 400 } }))
  expect(long).toMatchObject({ writes: [{ expiresAt: inDays(90) }, {}] })
})

test('of two that are wanted each counts once, also of two at once', () => {
  const two = policyWith({ count: 2 })
  expect(result(situation('approve', member, {}, two))).toBe('approved approve')
  expect(result(situation('approve', member, { approvals: [approval('sam')] }, two))).toBe('twice')
  expect(result(situation('approve', member, { approvals: [approval('kim')] }, two))).toBe(
    'approved approve approved',
  )
  // Whose own has run out meanwhile, or was given for another team, may approve again; it is one person's all the same.
  const ended = [approval('sam', { expiresAt: now })]
  expect(result(situation('approve', member, { approvals: ended }, two))).toBe('approved approve')
  const otherTeam = [approval('sam', { actsFor: [{ name: 'acme/former', githubId: 8 }] })]
  const again = act(situation('approve', member, { approvals: otherTeam }, two))
  expect(again).toMatchObject({ answer: { text: expect.stringContaining('1 so far') } })
  const expiredBeside = [approval('kim', { expiresAt: now })]
  expect(result(situation('approve', member, { approvals: expiredBeside }, two))).toBe('approved approve')
  // What runs from an earlier request renews nothing.
  const older = [approval('kim', { request: '0' })]
  expect(result(situation('approve', member, { approvals: older }, two))).toBe('approved approve')
})

test('who asks does not approve, unless the policy lets them', () => {
  const own = { actor: 'dev' }
  expect(result(situation('approve', member, own))).toBe('own-request')
  expect(result(situation('approve', member, own, policyWith({ selfApproval: true })))).toBe(
    'approved approve approved',
  )
})

test.each(['approved', 'denied', 'withdrawn', 'gone'] as const)(
  'a request that is %s cannot be approved',
  (state) => {
    const over = { request: { ...request, state }, open: undefined }
    const standing = { ...over, approvals: [approval('kim')] }
    expect(result(situation('approve', member, standing))).toBe(
      state === 'approved' ? 'already-approved' : 'over',
    )
    expect(result(situation('deny', member, over))).toBe('over')
    // What was revoked since, or has run out, is no approval any more, and neither is it approved anew.
    const run = { ...over, approvals: [approval('kim', { expiresAt: now })] }
    for (const more of [over, run]) expect(result(situation('approve', member, more))).toBe('over')
  },
)

test('nothing is approved while it is not settled what decides', () => {
  expect(result(situation('approve', member, { group: undefined }))).toBe('waits')
  expect(result(situation('emergency', { 'acme/on-call': yes('acme/on-call') }, { group: undefined }))).toBe(
    'waits',
  )
  expect(result(situation('approve', member, { request: undefined }))).toBe('no-request')
})

test('a denial ends what was given of the request, and who asked may withdraw', () => {
  const more = { approvals: [approval('kim'), approval('lee', { request: '0' })] }
  const made = act(situation('deny', member, more))
  expect(made).toMatchObject({ writes: [{ kind: 'end', approvals: ['of kim'] }, { state: 'denied' }] })
  expect(result(situation('deny', outsider, { actor: 'dev' }))).toBe('withdrawn withdrawn')
})

test('a revocation by an approver or a Gatehouse owner ends every approval, and the open request', () => {
  const more = { approvals: [approval('kim'), approval('lee', { request: '0' })] }
  const owner = { 'acme/security': unread, 'acme/gatehouse-owners': yes('acme/gatehouse-owners') }
  for (const standings of [member, owner]) {
    expect(act(situation('revoke', standings, more))).toMatchObject({
      writes: [{ kind: 'end', approvals: ['of kim', 'of lee'] }, { state: 'withdrawn' }],
    })
  }
  expect(result(situation('revoke', member, { open: undefined }))).toBe('nothing-to-revoke')
  // It is not kept from being taken away by a decision that is under way.
  expect(result(situation('revoke', owner, { ...more, group: undefined }))).toBe('revoked end withdrawn')
})

test('an emergency is for hours, for those who are named, and where the policy has one', () => {
  const onCall = { 'acme/on-call': yes('acme/on-call') }
  expect(act(situation('emergency', onCall))).toMatchObject({
    writes: [
      {
        kind: 'approve',
        approval: 'emergency',
        ticket: 'INC-1',
        expiresAt: new Date(now.getTime() + 4 * 60 * 60 * 1000),
      },
    ],
  })
  const running = approval('sam', { kind: 'emergency', expiresAt: inDays(0.1) })
  expect(result(situation('emergency', onCall, { approvals: [running] }))).toBe('emergency-runs')
  const { emergency: _, ...settings } = policyWith().requests
  expect(result(situation('emergency', onCall, { settings }))).toBe('no-emergency')
})

test('only what is there, seen, to be approved and not asked for yet is asked for', () => {
  const asked = { open: undefined, request: undefined }
  expect(result(situation('request', {}, asked))).toBe('opened open')
  expect(result(situation('request', {}, { ...asked, target: undefined }))).toBe('no-such-repository')
  expect(result(situation('request', {}))).toBe('already-open')
  for (const [access, outcome] of [
    ['deny', 'denied-by-policy'],
    ['allow', 'needs-none'],
  ] as const)
    expect(result(situation('request', {}, { ...asked, group: { name: 'x', access, approvals: [] } }))).toBe(
      outcome,
    )
  // One whose issue is gone would keep the repository from ever being asked for again.
  expect(result(situation('request', {}, { isOpenLost: true }))).toBe('opened withdrawn open')
  // An issue stays about one repository, also when its request is over: who approves there has read of that one.
  const other = { ...request, repository: '18', state: 'withdrawn' as const }
  expect(act(situation('request', {}, { open: undefined, request: other }))).toMatchObject({
    writes: [{ kind: 'open', issue: null }],
  })
  // One that is open in this issue keeps it.
  expect(act(situation('request', {}, { open: undefined }))).toMatchObject({ writes: [{ issue: null }] })
  const done = { ...request, state: 'approved' as const }
  expect(
    act(situation('renew', {}, { open: undefined, request: done, approvals: [approval('kim')] })),
  ).toMatchObject({
    writes: [{ kind: 'open', issue: 5 }],
  })
})

test('GitHub is asked of those alone on whom it depends', () => {
  const { groups, requests: settings } = policyWith({ by: ['acme/Security', '$owners'] })
  const names = (kind: Command['kind']) =>
    standingsFor({ command: commands[kind], group: groups[0], settings })
  expect(names('request')).toEqual([])
  expect(names('approve')).toEqual(['acme/security', '$owners'])
  expect(names('revoke')).toEqual(['acme/security', '$owners', 'acme/gatehouse-owners'])
  expect(names('emergency')).toEqual(['acme/on-call'])
})

test('no answer holds what somebody wrote', () => {
  const canary = '<img src=x> @everyone'
  const written: readonly Command[] = [
    { kind: 'deny', reason: canary },
    { kind: 'revoke', repository: undefined, reason: canary },
    { kind: 'request', repository: undefined, days: undefined, reason: canary },
  ]
  for (const command of written) {
    const open = command.kind === 'request' ? undefined : request
    const made = act(situation(command.kind, member, { command, open, approvals: [approval('kim')] }))
    expect(made.isWaiting ? [] : made.writes).not.toEqual([])
    expect(JSON.stringify(made.isWaiting ? '' : made.answer)).not.toContain('everyone')
  }
})

test('the readiness in an answer has counts and a link, and nothing of what was found', () => {
  const readiness = { outcome: 'needs-approval', met: 3, unmet: 2, unknown: 1 }
  const asked = act(situation('request', {}, { open: undefined, request: undefined, readiness }))
  const approved = act(situation('approve', member, { readiness }))
  for (const made of [asked, approved])
    expect(made).toMatchObject({
      answer: {
        text: expect.stringContaining(
          'Decision now: **needs approval**. Reasons: 3 met, 2 unmet, 1 unknown. Who can read the repository sees what was found and wanted [there](https://github.com/acme/shop)',
        ),
      },
    })
  const nothing = act(situation('request', {}, { open: undefined, request: undefined }))
  expect(nothing).toMatchObject({
    answer: { text: expect.stringContaining('Nothing is decided about it yet.') },
  })
  // Who is asked, how many of them, and until when.
  const two = policyWith({ count: 2, by: ['acme/security', '$owners'] })
  expect(act(situation('request', {}, { open: undefined, request: undefined }, two))).toMatchObject({
    answer: {
      text: expect.stringMatching(/2 [^]*acme\/security[^]*by 2027-03-08 \(UTC\); then they are reminded/),
    },
  })
})

test('what expires while the others approve is counted by no answer, and neither is a team under a look-alike name', () => {
  const two = policyWith({ count: 2 })
  // Given in the same instant in which it ends, and a millisecond before that.
  const left = (ms: number) => [approval('kim', { expiresAt: new Date(now.getTime() + ms) })]
  expect(result(situation('approve', member, { approvals: left(0) }, two))).toBe('approved approve')
  expect(result(situation('approve', member, { approvals: left(1) }, two))).toBe('approved approve approved')
  const alike = {
    'acme/s\u0435curity': yes('acme/s\u0435curity'),
    'acme/securit\u0443': yes('acme/securit\u0443'),
  }
  expect(result(situation('approve', { ...alike, ...outsider }))).toBe('not-allowed')
  expect(result(situation('approve', alike))).toBe('waits')
})

test('who approves after a revocation changes nothing, in whatever order both are read', () => {
  const revoked = { request: { ...request, state: 'withdrawn' as const }, open: undefined, approvals: [] }
  expect(result(situation('approve', member, revoked))).toBe('over')
  expect(result(situation('revoke', member, revoked))).toBe('nothing-to-revoke')
  // Approved first: the revocation ends it.
  const approvedFirst = { request: { ...request, state: 'approved' as const }, open: undefined }
  expect(result(situation('revoke', member, { ...approvedFirst, approvals: [approval('kim')] }))).toBe(
    'revoked end',
  )
})

test('where the policy wants an approved ticket, only one that is surely approved lets somebody approve', () => {
  const policy = policyWith({}, { ticket: { system: 'changes', approved: ['Approved'] } })
  const named = { command: { kind: 'approve', days: undefined, ticket: 'CHG0030001' } } as const
  const status = (is: string, isOfProject = true) =>
    ({ known: true, isThere: true, status: is, isOfProject }) as const
  const naming = (ticket?: Situation['ticket']) =>
    result(situation('approve', member, { ...named, ...(ticket && { ticket }) }, policy))
  expect(result(situation('approve', member, {}, policy))).toBe('ticket-none')
  expect(naming({ known: true, isThere: false })).toBe('ticket-not-there')
  expect(naming(status('New'))).toBe('ticket-not-approved')
  expect(naming(status('Approved', false))).toBe('ticket-not-there')
  // What cannot be read, or was not, is neither yes nor no.
  expect(naming({ known: false, why: 'it answered 503' })).toBe('waits')
  expect(naming()).toBe('waits')
  expect(naming(status('approved'))).toBe('approved approve approved')
  const made = act(situation('approve', member, { ...named, ticket: status('Approved') }, policy))
  expect(made).toMatchObject({
    writes: [
      { kind: 'approve', ticket: 'CHG0030001' },
      { kind: 'close', state: 'approved' },
    ],
  })
  // Who may not approve learns nothing of the ticket.
  expect(result(situation('approve', outsider, { ...named, ticket: status('New') }, policy))).toBe(
    'not-allowed',
  )
})
