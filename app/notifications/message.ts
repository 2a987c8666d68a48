import { eventKinds, eventKindOf } from './event-kinds.ts'
import type { Notice } from './notice.ts'
import type { Target } from './target.ts'

/** What is said, in plain text; each channel escapes it for where it goes. */
export interface Message {
  /** By which a doubled delivery is recognised: the same each time that it is tried. */
  readonly id: string
  readonly title: string
  readonly lines: readonly MessageLine[]
  /** Under it: what it is about and by what it is known again. */
  readonly footer: string
}

export interface MessageLine {
  readonly text: string
  /** `https://…` */
  readonly link?: string
}

/** More nobody reads; they are counted. */
const mostLines = 20
const mostForEvent = 5
const mostInSummary = 30

export interface MessageOptions {
  readonly id: string
  /** Whether repositories are named. */
  readonly names: boolean
  /** What collects them, where something does. */
  readonly digest: Target['digest']
  /** Name of the repository in each organization that holds its policy. */
  readonly policyRepository: string
}

/** What so many notices of one organization say together: one by itself, several as counts of each kind. Pure. */
export function messageOf(notices: readonly Notice[], options: MessageOptions): Message {
  const [first] = notices
  if (!first) throw new Error('a message is about something')
  const groups = eventKinds.flatMap((kind) => {
    const own = notices.filter(({ event }) => event === kind.id)
    return own.length === 0 ? [] : [{ title: kind.title(own.length), notices: own }]
  })
  const { login } = first.organization
  const footer = `${login} on ${first.organization.host} · Gatehouse · ${options.id}`
  const [only] = groups
  if (groups.length === 1 && only) {
    const lines = linesOf(only.notices, options, mostLines)
    return { id: options.id, title: `${login}: ${only.title}`, lines, footer }
  }
  const lines = groups.flatMap((group) => [
    { text: group.title },
    ...linesOf(group.notices, options, mostForEvent).map((line) => ({ ...line, text: `– ${line.text}` })),
  ])
  const period = options.digest ? `, ${options.digest.every} summary` : ''
  return {
    id: options.id,
    title: `${login}: ${notices.length.toLocaleString('en-US')} notices${period}`,
    lines: shortened(lines, mostInSummary),
    footer,
  }
}

function linesOf(notices: readonly Notice[], options: MessageOptions, most: number): readonly MessageLine[] {
  const lines = notices.map((notice) => lineOf(notice, options)).filter(({ text }) => text !== '')
  return shortened(lines, most)
}

function shortened(lines: readonly MessageLine[], most: number): readonly MessageLine[] {
  const left = lines.length - most
  return left > 0 ? [...lines.slice(0, most), { text: `and ${left.toLocaleString('en-US')} more` }] : lines
}

function lineOf(notice: Notice, options: MessageOptions): MessageLine {
  const link = linkOf(notice, options)
  const name =
    options.names && notice.repository ? `${notice.organization.login}/${notice.repository.name}` : ''
  const words = [name === '' ? '' : `${name}:`, notice.detail].filter((part) => part !== '').join(' ')
  const text = words.replace(/:$/, '.') || (link === undefined ? '' : 'More is behind the link.')
  return { text, ...(link !== undefined && { link }) }
}

/**
 * Where more is to be read by whoever may: the issue in which it is dealt with, else the repository where it may be named, else where the
 * policy is. GitHub shows nobody what they could not open.
 */
function linkOf(
  { organization, repository, issue }: Notice,
  { names, policyRepository }: MessageOptions,
): string {
  const { host, login } = organization
  const page = (name: string): string => `https://${host}/${login}/${encodeURIComponent(name)}`
  if (issue !== null) return `${page(policyRepository)}/issues/${issue}`
  return names && repository ? page(repository.name) : page(policyRepository)
}

/** One notice as programs read it. @param names whether repositories are named */
export const noticeForPrograms = (notice: Notice, names: boolean) => ({
  event: notice.event,
  key: notice.key,
  at: notice.at,
  organization: { host: notice.organization.host, login: notice.organization.login },
  repository: names && notice.repository ? notice.repository.name : null,
  title: eventKindOf(notice.event)?.title(1) ?? notice.event,
  detail: notice.detail,
  matter: notice.matter,
  phase: notice.phase,
  issue: notice.issue,
})
