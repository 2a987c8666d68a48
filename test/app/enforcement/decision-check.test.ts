import { expect, test } from 'vitest'
import { buttons } from '../../../app/enforcement/decision-check/buttons.ts'
import {
  type CheckedDecision,
  decisionCheck,
} from '../../../app/enforcement/decision-check/decision-check.ts'
import { hintsOf } from '../../../app/enforcement/hints.ts'

const now = new Date('2026-11-02T00:00:00Z')
const later = new Date('2026-11-03T00:00:00Z')
const check = (
  outcome: CheckedDecision['decision']['outcome'],
  more: Partial<CheckedDecision> & { readonly state?: 'connected' | 'unknown' } = {},
) =>
  decisionCheck({
    decision: {
      outcome,
      reasons: [{ check: 'visibility', state: 'unmet', wanted: 'w', found: 'secret/path' }],
    },
    reaches: [{ state: more.state ?? 'not-seen' }],
    stayUntil: undefined,
    isAskedFor: false,
    now,
    ...more,
  })

test('it stands in the way only where an assistant reaches what it may not', () => {
  expect(check('allowed', { state: 'connected' }).conclusion).toBe('success')
  for (const outcome of ['denied', 'needs-approval', 'unknown'] as const) {
    expect(check(outcome).conclusion).toBe('neutral')
    expect(check(outcome, { state: 'unknown' }).conclusion).toBe('neutral')
  }
  expect(check('denied', { state: 'connected' }).conclusion).toBe('action_required')
  expect(check('needs-approval', { state: 'connected' }).conclusion).toBe('action_required')
  expect(check('unknown', { state: 'connected' }).conclusion).toBe('neutral')
  // What was there before governance began has its time, and no more than that.
  expect(check('needs-approval', { state: 'connected', stayUntil: later }).conclusion).toBe('neutral')
  expect(check('needs-approval', { state: 'connected', stayUntil: now }).conclusion).toBe('action_required')
})

test('it tells counts and nothing of what was found, and asks where nobody has asked', () => {
  const { summary, title } = check('needs-approval')
  expect(summary).toContain('0 of its conditions hold, 1 do not, 0 could not be read.')
  expect(`${summary}${title}`).not.toContain('secret/path')
  expect(check('needs-approval').buttons).toEqual(['request-access', 'look-again'])
  expect(check('needs-approval', { isAskedFor: true }).buttons).toEqual(['look-again'])
  expect(check('denied').buttons).toEqual(['look-again'])
  expect(check('denied').digest).not.toBe(check('needs-approval').digest)
  expect(check('denied').digest).toBe(check('denied').digest)
})

test('buttons are as short as GitHub takes them', () => {
  expect(Object.keys(buttons).length).toBeLessThanOrEqual(3)
  for (const [name, { label, description }] of Object.entries(buttons)) {
    expect(Math.max(name.length, label.length)).toBeLessThanOrEqual(20)
    expect(description.length).toBeLessThanOrEqual(40)
  }
})

test('only a person who presses a button of our check is heard', () => {
  const hints = (more: object) =>
    hintsOf('check_run', {
      action: 'requested_action',
      organization: { id: 3 },
      repository: { id: 7, name: 'web', owner: { id: 3 } },
      sender: { login: 'dev', id: 9, type: 'User' },
      check_run: { id: 5, name: 'gatehouse' },
      requested_action: { identifier: 'request-access' },
      ...more,
    })
  const by = { githubId: 9, login: 'dev' }
  const press = { kind: 'press', organization: 3, githubId: 7, checkRun: 5, button: 'request-access', by }
  expect(hints({})).toEqual([press])
  expect(hints({ action: 'rerequested', requested_action: undefined })).toEqual([
    { ...press, button: 'look-again' },
  ])
  for (const other of [
    { action: 'created' },
    { check_run: { id: 5, name: 'gatehouse/policy' } },
    { sender: { login: 'claude[bot]', id: 9, type: 'Bot' } },
    { requested_action: { identifier: 'toString' } },
  ])
    expect(hints(other)).toEqual([])
})
