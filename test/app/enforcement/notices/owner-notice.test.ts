import { describe, expect, test } from 'vitest'
import { type NoticeSubject, ownerNotice } from '../../../../app/enforcement/notices/owner-notice.ts'
import { ownersInWords } from '../../../../app/enforcement/notices/owner-marks.ts'
import { digestOfIssue, keptIssue } from '../../../../app/enforcement/notices/kept-issue.ts'
import { readPolicy } from '../../../../policies/read-policy.ts'

const now = new Date('2026-11-26T14:00:00Z')
const later = new Date('2026-12-24T00:00:00Z')

function policyOf(text: string): NoticeSubject['policy'] {
  const read = readPolicy(`version: 1\nmode: enforce\n${text}`)
  if (!read.ok) throw new Error(JSON.stringify(read))
  return read.policy
}
const policy = policyOf('changes: { connections: true }\n')

const reason = (check: string, more = {}) => ({
  check,
  state: 'unmet' as const,
  wanted: 'no secret is open in the files',
  found: '2 secrets',
  todo: 'Take them out.',
  ...more,
})
const subject = (more: Partial<NoticeSubject> = {}): NoticeSubject => ({
  decision: { outcome: 'denied', reasons: [reason('group')], mode: 'enforce', group: 'default' },
  policy,
  isConnected: true,
  isOnApp: true,
  wasTaken: false,
  isTakenUntilFixed: false,
  stayUntil: undefined,
  disconnectAt: undefined,
  now,
  ...more,
})
const decided = (outcome: 'allowed' | 'denied' | 'needs-approval' | 'unknown', more = {}) => ({
  decision: { outcome, reasons: [reason('approval')], mode: 'enforce' as const, group: 'default', ...more },
})

describe('owners are told', () => {
  test('of what is connected and not allowed, by when it goes', () => {
    expect(ownerNotice(subject())).toMatchObject({
      isOpen: true,
      isNews: true,
      title: 'Claude is disconnected from this repository now',
    })
    expect(ownerNotice(subject({ ...decided('needs-approval'), stayUntil: later }))!.title).toContain(
      'on 2026-12-24 (UTC)',
    )
    const onlyTold = ownerNotice(subject(decided('denied', { mode: 'notify' })))!
    expect(onlyTold.title).toBe('Claude may not reach this repository by the policy')
    expect(onlyTold.text).toContain('nothing is taken away')
    // Of a workflow nothing is taken with the App.
    expect(ownerNotice(subject({ isOnApp: false }))!.title).toBe(onlyTold.title)
    expect(ownerNotice(subject({ policy: policyOf('') }))!.title).toBe(onlyTold.title)
  })

  test('of the day from which a group is enforced, while it only tells', () => {
    const waiting = policyOf(
      "changes: { connections: true }\ngroups: [{ name: old, match: ['**'], access: deny, mode: enforce, enforceFrom: 2027-01-04 }]\n",
    )
    const told = ownerNotice(
      subject({ policy: waiting, ...decided('denied', { mode: 'notify', group: 'old' }) }),
    )!
    expect(told.title).toBe('Claude is disconnected from this repository on 2027-01-04 (UTC)')
  })

  test('before a grave finding disconnects, and what to do about it', () => {
    const told = ownerNotice(subject({ ...decided('allowed'), disconnectAt: later }))!
    expect(told).toMatchObject({
      isOpen: true,
      title: expect.stringContaining('unless what was found is fixed'),
    })
    expect(told.text).toContain('2026-12-24 00:00 UTC')
    expect(told.text).toContain('it stays in history')
    const taken = subject({
      ...decided('allowed'),
      disconnectAt: now,
      isConnected: false,
      isTakenUntilFixed: true,
      wasTaken: true,
    })
    expect(ownerNotice(taken)).toMatchObject({
      isOpen: true,
      title: expect.stringContaining('until what was found is fixed'),
    })
  })

  test('that it was taken, in an issue that nobody has to close', () => {
    const gone = subject({ isConnected: false, wasTaken: true })
    expect(ownerNotice(gone)).toMatchObject({
      isOpen: false,
      isNews: true,
      title: 'Claude was disconnected from this repository',
    })
    // What was never there is no news.
    expect(ownerNotice({ ...gone, wasTaken: false })).toMatchObject({ isOpen: false, isNews: false })
    expect(ownerNotice(subject(decided('allowed')))).toMatchObject({ isOpen: false, isNews: false })
  })

  test('nothing new where it is not known', () => {
    expect(ownerNotice(subject(decided('unknown')))).toBeUndefined()
  })

  test('in words in which nothing of others is a mark', () => {
    const hostile = reason('group', { found: '@everyone <img src=x> [a](http://b)', todo: undefined })
    const { text } = ownerNotice(subject(decided('denied', { reasons: [hostile] })))!
    expect(text).not.toMatch(/@everyone|<img|\[a\]\(/)
    expect(text).not.toContain('undefined')
  })
})

test('only whom its own people named as such is notified', () => {
  const words = (kind: 'codeowners' | 'property' | 'admin-team', ...owners: readonly string[]) =>
    ownersInWords({ kind, owners })
  expect(words('codeowners', '@acme/web', '@ada_acme')).toBe('Owners: @acme/web, @ada\\_acme')
  expect(words('property', 'platform', 'dev@acme.example')).toBe('Owners: `platform`, `dev@acme.example`')
  expect(words('admin-team', 'acme/admins')).toBe('Owners: `acme/admins`')
  expect(words('property', '@a](x) @b')).toBe('Owners: `@a](x) @b`')
  expect(ownersInWords(undefined)).toContain('Nobody is named')
})

test('an issue is known again by what was recorded of it', () => {
  const told = { isOpen: true, title: 'a', text: 'b' }
  expect(digestOfIssue(told)).not.toBe(digestOfIssue({ ...told, isOpen: false }))
  const record = {
    organization: '1',
    repository: '2',
    kind: 'issue' as const,
    reference: '17',
    details: { purpose: 'owner-notice', title: 'a', digest: digestOfIssue(told), isOpen: true },
    madeAt: now,
    removedAt: null,
  }
  const other = { ...record, reference: '18', details: {} }
  expect(keptIssue([other, record], 'owner-notice')).toMatchObject({ number: 17, isThere: true })
  expect(keptIssue([record], 'manual-steps')).toBeUndefined()
  // Closed by whoever uninstalled Gatehouse: it is told anew where that comes back.
  expect(keptIssue([{ ...record, removedAt: now }], 'owner-notice')).toMatchObject({ isThere: false })
})
