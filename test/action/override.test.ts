import { expect, test } from 'vitest'
import type { Said } from '../../action/answers/threads.ts'
import { overrideForm, overridesFor, refusalOf } from '../../action/override/read-override.ts'

const head = 'a'.repeat(40)
const said = (body: string, more: Partial<Said> = {}): Said => ({
  id: 1,
  where: 'pull',
  thread: undefined,
  by: { login: 'ada', isBot: false },
  body,
  isEdited: false,
  isByApp: false,
  at: new Date('2026-03-01T10:00:00Z'),
  url: 'https://github.com/acme/web/pull/1#issuecomment-1',
  ...more,
})
const reason = 'The file is an image that the camera wrote.'

test('only a command that names the whole commit is about it', () => {
  const asked = (body: string) => overridesFor([said(body)], head).map((one) => one.reason)
  expect(asked(`/gatehouse not-scanned-ok ${head} ${reason}`)).toEqual([reason])
  expect(asked(overrideForm(head))).toEqual(['why that is in order'])
  for (const body of [
    `/gatehouse not-scanned-ok ${'b'.repeat(40)} ${reason}`,
    `/gatehouse not-scanned-ok ${head.slice(0, 12)} ${reason}`,
    `/gatehouse not-scanned-ok ${reason}`,
    `> /gatehouse not-scanned-ok ${head} ${reason}`,
    `\`/gatehouse not-scanned-ok ${head} ${reason}\``,
    `/gatehouse not-scanned-ok ${head} ${reason}\n/gatehouse deny`,
    `not-scanned-ok ${head} ${reason}`,
  ])
    expect(asked(body)).toEqual([])
})

test('the newest word is heard first', () => {
  const at = (day: number, id: number) =>
    said(`/gatehouse not-scanned-ok ${head} ${reason} ${id}`, {
      id,
      at: new Date(`2026-03-0${day}T10:00:00Z`),
    })
  expect(overridesFor([at(1, 1), at(3, 2), at(2, 3)], head).map(({ said: { id } }) => id)).toEqual([2, 3, 1])
})

test('what was edited, what a machine wrote, and what somebody says of their own change does not count', () => {
  const refusal = (more: Partial<Said>, why = reason, about = { authors: ['bea'], ownChange: false }) =>
    refusalOf({ said: said('', more), reason: why }, about)
  expect(refusal({})).toBeUndefined()
  expect(refusal({ isEdited: true })).toContain('edited')
  expect(refusal({ isByApp: true })).toContain('people')
  expect(refusal({ by: { login: 'x[bot]', isBot: true } })).toContain('people')
  expect(refusal({}, 'ok')).toContain('reason')
  expect(refusal({}, reason, { authors: ['Ada'], ownChange: false })).toContain('own change')
  expect(refusal({}, reason, { authors: ['Ada'], ownChange: true })).toBeUndefined()
})
