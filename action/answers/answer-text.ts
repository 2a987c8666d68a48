import { escapeMarkdown, markdownCode } from '../../report/escape/markdown.ts'
import { count } from '../../report/wording.ts'
import type { RefusalReason } from './decide-answer.ts'
import { answerForms, type Claim } from './read-answer.ts'
import { administrators, type Deciders } from './who-decides.ts'

const write = (kind: keyof typeof answerForms): string => markdownCode(answerForms[kind])
const onMinute = (at: Date): string => `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`
const person = (login: string): string => `@${login}`

/** Teams and people so that GitHub tells them. */
export const mentioned = (names: readonly string[]): string =>
  names.map((name) => (name === administrators ? nobodyNamed : `@${name.replace(/^@/, '')}`)).join(' or ')

/** The same so that it tells nobody. */
const inWords = (names: readonly string[]): string =>
  names.map((name) => (name === administrators ? nobodyNamed : markdownCode(name))).join(' or ')

const nobodyNamed = 'who administers this repository'

const said: Readonly<Record<Claim['kind'], string>> = {
  'false-positive': 'a false positive',
  accept: 'an accepted risk',
  rotated: 'a secret that was rotated',
}

/** What Gatehouse answers. Markdown; nothing of what people wrote is obeyed in it. */
export const answerTexts = {
  malformed: (problem: string) => `Nothing was done. ${problem}`,
  edited: 'Nothing was done: a comment that was edited does not count. Write a new one.',
  byApp: 'Nothing was done: what an App writes in somebody’s name does not count. Write it yourself.',
  nameless: `Nothing was done: it does not say which finding is meant. Answer the comment on its line, or name it: ${markdownCode('/gatehouse rotated g1:… what shows it')}. The summary of the check has the fingerprints.`,
  gone: 'Nothing was done: this finding is not in the change as it is now.',
  settled: (reason: string) =>
    `There is nothing to decide: it does not count already. ${escapeMarkdown(reason)}`,
  refused: (why: RefusalReason, deciders: Deciders) => refusals[why](deciders),
  unread: (deciders: Deciders) =>
    `This waits, and is neither a yes nor a no: whether you are one of ${inWords(deciders.names)} could not be read. The token needs ${markdownCode('members: read')} for that, which the workflow’s own never has; see the page on answers. It is tried again by itself.`,
  denied: ({ by, asker, reason }: { readonly by: string; readonly asker: string; readonly reason: string }) =>
    `${person(by)} says no, ${person(asker)}: ${escapeMarkdown(reason)}\n\nIt stays open.`,
  requested: ({ by, claim, deciders, due, isUnread }: Requested) =>
    [
      `${person(by)} asks that this counts as ${said[claim.kind]}.`,
      `${mentioned(deciders.names)}: please decide by **${onMinute(due)}**. Write ${write('approve')} or ${write('deny')} in this thread. It stays open until then, and whoever wrote the change does not decide.`,
      ...(isUnread
        ? [
            `Whether ${person(by)} may decide alone could not be read: the token needs ${markdownCode('members: read')}. If it can be read later, that counts.`,
          ]
        : []),
    ].join('\n\n'),
  recorded: ({ claim, by, approver, expires, isCut, pull }: Recorded) =>
    [
      `${person(approver)} decided that this counts as ${said[claim.kind]}${approver === by ? '' : `, as ${person(by)} asked`}, until ${expires}${isCut ? ', the longest that the policy lets' : ''}.`,
      typeof pull === 'number'
        ? `It is written down in #${pull} and counts once that is merged: then run the check again.`
        : pull,
    ].join('\n\n'),
  reminded: (deciders: Deciders, due: Date) =>
    `${mentioned(deciders.names)}: this still waits for your answer, until **${onMinute(due)}**.`,
  escalated: (deciders: Deciders, due: Date) =>
    `${mentioned(deciders.escalateTo)}: nobody decided this by ${onMinute(due)}. It is still open and waits for ${inWords(deciders.names)}.`,
} as const

interface Requested {
  readonly by: string
  readonly claim: Claim
  readonly deciders: Deciders
  readonly due: Date
  readonly isUnread: boolean
}

interface Recorded {
  readonly claim: Claim
  readonly by: string
  readonly approver: string
  readonly expires: string
  readonly isCut: boolean
  /** Number of the pull request with the entry; or what to do where none could be made. */
  readonly pull: number | string
}

const refusals: Readonly<Record<RefusalReason, (deciders: Deciders) => string>> = {
  over: () => 'Nothing was done: that day is over.',
  'no-request': () => 'Nothing was done: nobody asks for anything about this finding.',
  'own-request': () => 'Nothing was done: who asks does not approve.',
  'own-change': () => 'Nothing was done: whoever wrote the change does not decide what may pass in it.',
  'not-allowed': ({ names }) => `Nothing was done: this is for ${inWords(names)}, by what GitHub says now.`,
}

/** What stands in the pull request that adds entries. */
export function entriesText(entries: readonly EntryLine[], isByWorkflow: boolean): string {
  const rows = entries.map(
    ({ fingerprint, verdict, reason, approver, expires }) =>
      `| ${markdownCode(fingerprint ?? 'a place')} | ${verdict} | ${escapeMarkdown(reason)} | ${markdownCode(approver)} | ${expires} |`,
  )
  return [
    `What was decided in answers to comments: ${count(entries.length, 'entry', 'entries')} that the base does not have. They count once this is merged.`,
    `| Finding | Verdict | Reason | Decided by | Until |\n| --- | --- | --- | --- | --- |\n${rows.join('\n')}`,
    ...(isByWorkflow
      ? [
          'This was made with the token of a workflow, for which GitHub starts no other workflows: **required checks do not run by themselves**. Close and reopen this pull request to start them, or give the workflow the token of a GitHub App.',
        ]
      : []),
  ].join('\n\n')
}

interface EntryLine {
  readonly fingerprint?: string | undefined
  readonly verdict: string
  readonly reason: string
  readonly approver: string
  readonly expires: string
}
