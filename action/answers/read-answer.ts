import { commandLines } from '../../policies/command-lines.ts'
import { reasonOf } from '../../policies/reason-of.ts'

/** What somebody says of a finding. Days as year-month-day. */
export type Claim =
  | { readonly kind: 'false-positive'; readonly reason: string; readonly until: string | undefined }
  | { readonly kind: 'accept'; readonly reason: string; readonly until: string }
  | { readonly kind: 'rotated'; readonly evidence: string | undefined }

/** What a comment says: a claim of one's own, or a word on somebody else's. */
export type Answer = Claim | { readonly kind: 'approve' } | { readonly kind: 'deny'; readonly reason: string }

export type ReadAnswer =
  | {
      readonly ok: true
      readonly answer: Answer
      /** Named where no thread says which finding is meant. */
      readonly fingerprint: string | undefined
    }
  /** For people, without anything of what they wrote. */
  | { readonly ok: false; readonly problem: string }

export const answerForms: Readonly<Record<Answer['kind'], string>> = {
  'false-positive': '/gatehouse false-positive why it is harmless until 2027-06-30',
  accept: '/gatehouse accept why that is in order until 2027-06-30',
  rotated: '/gatehouse rotated what shows that it was',
  approve: '/gatehouse approve',
  deny: '/gatehouse deny why not',
}

const kinds = new Map<string, Answer['kind']>([
  ['false-positive', 'false-positive'],
  ['accept', 'accept'],
  ['rotated', 'rotated'],
  ['approve', 'approve'],
  ['deny', 'deny'],
])

/** As long as the allowlist takes it. */
const longest = 1000
const shortest = 15

const wrong = (kind: Answer['kind'], problem: string): ReadAnswer => ({
  ok: false,
  problem: `${problem} Write \`${answerForms[kind]}\`.`,
})

/**
 * What a comment says about a finding. Pure, for every text there is.
 * @returns undefined: nothing that is meant for Gatehouse, or another of its commands
 */
export function readAnswer(body: string): ReadAnswer | undefined {
  const lines = commandLines(body)
  const [line] = lines
  if (line === undefined) return undefined
  const [word = '', ...words] = line.split(/[ \t]+/)
  const kind = kinds.get(word.toLowerCase())
  if (kind === undefined) return undefined
  if (lines.length > 1)
    return {
      ok: false,
      problem: 'Only one command can stand in a comment. Write a comment for each of them.',
    }
  const [first = ''] = words
  const fingerprint = /^g1:[0-9a-f]{40}$/.test(first) ? first : undefined
  const rest = reasonOf((fingerprint === undefined ? words : words.slice(1)).join(' '))
  const read = readers[kind](rest)
  return 'ok' in read ? read : { ok: true, answer: read, fingerprint }
}

const readers: Readonly<Record<Answer['kind'], (rest: string) => Answer | ReadAnswer>> = {
  'false-positive': (rest) => {
    const { text, until } = splitUntil(rest)
    return problemOf('false-positive', text, until) ?? { kind: 'false-positive', reason: text, until }
  },
  accept: (rest) => {
    const { text, until } = splitUntil(rest)
    const problem = problemOf('accept', text, until)
    if (problem) return problem
    if (until === undefined) return wrong('accept', 'It needs a last day: nothing is accepted for ever.')
    return { kind: 'accept', reason: text, until }
  },
  rotated: (rest) => {
    if (rest === '') return { kind: 'rotated', evidence: undefined }
    return problemOf('rotated', rest, undefined) ?? { kind: 'rotated', evidence: rest }
  },
  // Anything more is refused: who writes "approve once it is clean" has not approved.
  approve: (rest) =>
    rest === '' ? { kind: 'approve' } : wrong('approve', 'Nothing else may stand on that line.'),
  deny: (rest) =>
    /[\p{L}\p{N}]/u.test(rest) && rest.length <= longest
      ? { kind: 'deny', reason: rest }
      : wrong('deny', `It needs a reason, of at most ${longest} characters.`),
}

function splitUntil(rest: string): { readonly text: string; readonly until: string | undefined } {
  const end = /(?:^| )until (\S+)$/i.exec(rest)
  if (!end) return { text: rest, until: undefined }
  return { text: rest.slice(0, end.index), until: end[1] }
}

function problemOf(kind: Answer['kind'], text: string, until: string | undefined): ReadAnswer | undefined {
  const isChecked = new Set(text.toLowerCase()).size >= 6 && /\p{L}/u.test(text)
  if (text.length < shortest || !isChecked)
    return wrong(kind, `It needs a reason that somebody else can check, of at least ${shortest} characters.`)
  if (text.length > longest) return wrong(kind, `A reason has at most ${longest} characters.`)
  if (until !== undefined && !isDay(until)) return wrong(kind, 'The last day is not a day.')
  return undefined
}

function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  const at = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text)
}
