import { escapeMarkdown, markdownCode } from '../../report/escape/markdown.ts'
import { count } from '../../report/wording.ts'
import { type Conversation, type Pending, unanswered } from './threads.ts'

/** A request, and the pull request that it stands on. */
export interface PendingOn extends Pending {
  readonly number: number
}

/** More would not be read; the rest is counted. */
const mostListed = 100

/** The requests that wait for somebody, the most urgent first, as Markdown for the page of the run. Pure. */
export function requestsText(open: readonly PendingOn[], now: Date): string {
  if (open.length === 0) return 'No request about a finding is open.\n'
  const sorted = open.toSorted((one, other) => one.due.getTime() - other.due.getTime())
  const late = open.filter(({ due }) => due <= now).length
  const rows = sorted.slice(0, mostListed).map((one) => rowOf(one, now))
  const more = open.length - rows.length
  return [
    `**${count(open.length, 'open request')}**${late === 0 ? '' : `, ${late} of them past their time`}`,
    `| Pull request | Finding | Asked by | Decide by |\n| --- | --- | --- | --- |\n${rows.join('\n')}`,
    ...(more > 0 ? [`And ${count(more, 'more', 'more')}.`] : []),
    '',
  ].join('\n\n')
}

function rowOf({ asked: { said, fingerprint = '', rule }, due, number }: PendingOn, now: Date): string {
  const at = `${due.toISOString().slice(0, 16).replace('T', ' ')} UTC`
  return `| #${number} | ${markdownCode(rule ?? fingerprint)} | [${escapeMarkdown(said.by.login)}](${said.url}) | ${due <= now ? `**${at}, over**` : at} |`
}

/** The workflow that answers is done long before. */
const patience = 10 * 60 * 1000

/** Says that people wrote commands which nothing has answered, as where no workflow does. Markdown. Pure. */
export function neglectedText(conversation: Conversation, now: Date): readonly string[] {
  const left = unanswered(conversation).filter(
    ({ said: { id, at } }) => !conversation.notes.has(id) && now.getTime() - at.getTime() > patience,
  )
  if (left.length === 0) return []
  const who = left.slice(0, mostListed).map(({ said }) => `[${escapeMarkdown(said.by.login)}](${said.url})`)
  return [
    `**${count(left.length, 'answer')} to Gatehouse ${left.length === 1 ? 'waits' : 'wait'}** (${who.join(', ')}) and nothing took ${left.length === 1 ? 'it' : 'them'} up: the workflow that answers comments is not set up in this repository, or it failed. See the page on answers.`,
  ]
}
