import { expect, test } from 'vitest'
import { writeNote } from '../../../action/answers/note-marker.ts'
import { dueReminders } from '../../../action/answers/remind.ts'
import { neglectedText } from '../../../action/answers/requests-text.ts'
import { conversationOf, openRequests, type Said, unanswered } from '../../../action/answers/threads.ts'
import { writeMarker } from '../../../action/comments/marker.ts'

const bot = 'github-actions[bot]'
const fingerprint = `g1:${'a'.repeat(40)}`
const start = new Date('2026-11-27T12:00:00Z')
const due = new Date('2026-11-30T12:00:00Z')

const said = (id: number, login: string, body: string, more: Partial<Said> = {}): Said => ({
  id,
  where: 'line',
  thread: 1,
  by: { login, isBot: login.endsWith('[bot]') },
  body,
  isEdited: false,
  isByApp: false,
  at: new Date(start.getTime() + id * 1000),
  url: `https://github.test/${id}`,
  ...more,
})
const root = said(
  1,
  bot,
  `A secret.\n\n${writeMarker({ rule: 'a-b', fingerprint, severity: 'high', state: 'open' })}`,
)
const ask = said(2, 'ada', '/gatehouse rotated')
const note = (id: number, outcome: Parameters<typeof writeNote>[0]['outcome'], day?: Date, about = 2) =>
  said(id, bot, writeNote({ about, outcome, due: day }))
const read = (...comments: Said[]) => conversationOf(comments, (login) => login === bot)
const ids = (all: readonly { readonly said: Said }[]) => all.map(({ said: { id } }) => id)

test('only answers of people to a comment of ours count', () => {
  const other = said(10, 'eve', root.body)
  const found = read(
    other,
    said(11, 'ada', '/gatehouse rotated', { thread: 10 }),
    said(12, 'other[bot]', root.body),
    said(13, 'ada', '/gatehouse rotated', { thread: 12 }),
    root,
    ask,
    said(3, 'other[bot]', '/gatehouse approve'),
    said(4, 'ada', 'Thanks!'),
    said(5, 'ada', '/gatehouse approve', { where: 'pull', thread: undefined }),
    said(6, 'ada', `/gatehouse rotated ${fingerprint}`, { where: 'pull', thread: undefined }),
  )
  expect(ids(found.asked)).toEqual([2, 6])
  expect(found.asked.map((one) => one.fingerprint)).toEqual([fingerprint, fingerprint])
})

test('what was answered is not answered again, and what waits is', () => {
  expect(ids(unanswered(read(root, ask)))).toEqual([2])
  for (const outcome of ['recorded', 'refused', 'requested'] as const)
    expect(unanswered(read(root, ask, note(3, outcome)))).toEqual([])
  expect(ids(unanswered(read(root, ask, note(3, 'waiting', due), note(4, 'reminded'))))).toEqual([2])
  expect(unanswered(read(root, ask, note(3, 'waiting', due), note(4, 'recorded')))).toEqual([])
  // Nobody else writes our notes.
  expect(
    ids(unanswered(read(root, ask, { ...note(3, 'refused'), by: { login: 'eve', isBot: false } }))),
  ).toEqual([2])
})

test('an answer speaks of every comment that it settles, and what it quotes settles nothing', () => {
  const [first, second] = [2, 3].map((about) => writeNote({ about, outcome: 'recorded', due: undefined }))
  const also = said(3, 'bob', '/gatehouse approve')
  expect(unanswered(read(root, ask, also, said(4, bot, `Yes.\n\n${first}\n${second}\n`)))).toEqual([])
  expect(ids(unanswered(read(root, ask, also, said(4, bot, `${first}\n\nNo.\n${second}`))))).toEqual([2])
})

test('a request is open until it is decided, deleted, edited or made anew', () => {
  const open = (...more: Said[]) => openRequests(read(root, ask, ...more)).map(({ asked }) => asked.said.id)
  expect(open(note(3, 'requested', due))).toEqual([2])
  expect(open(note(3, 'requested', due), note(4, 'refused'))).toEqual([])
  const again = said(5, 'eve', '/gatehouse rotated')
  expect(open(note(3, 'requested', due), again, note(6, 'requested', due, 5))).toEqual([5])
  expect(openRequests(read(root, note(3, 'requested', due)))).toEqual([])
  expect(openRequests(read(root, { ...ask, isEdited: true }, note(3, 'requested', due)))).toEqual([])
})

test('people are reminded halfway, and others told when time is over, each once', () => {
  const at = (day: string, ...more: Said[]) =>
    dueReminders(
      openRequests(read(root, ask, note(3, 'requested', due), ...more))[0]!,
      new Date(`${day}T13:00:00Z`),
    )
  expect(at('2026-11-28')).toBeUndefined()
  expect(at('2026-11-29')).toBe('reminded')
  expect(at('2026-11-29', note(4, 'reminded'))).toBeUndefined()
  expect(at('2026-11-30', note(4, 'reminded'))).toBe('escalated')
  expect(at('2026-12-01', note(4, 'escalated'))).toBeUndefined()
})

test('commands that nothing took up are named after a while, and no others', () => {
  const later = (minutes: number): Date => new Date(start.getTime() + minutes * 60_000)
  expect(neglectedText(read(root, ask), later(5))).toEqual([])
  expect(neglectedText(read(root, ask), later(15)).join()).toContain(
    '**1 answer to Gatehouse waits** ([ada](https://github.test/2))',
  )
  expect(neglectedText(read(root, ask, note(3, 'requested', due)), later(15))).toEqual([])
  const override = said(4, 'ada', `/gatehouse not-scanned-ok ${'a'.repeat(40)} It is an image.`, {
    where: 'pull',
  })
  expect(neglectedText(read(root, override), later(15))).toEqual([])
})
