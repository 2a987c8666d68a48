import { createHash } from 'node:crypto'
import type { Message } from '../message.ts'
import type { Notice } from '../notice.ts'
import { shortened } from '../shortened.ts'

/** What a ticket says, in plain text. */
export interface TicketText {
  /** By which it is found again, also by who has not seen it opened: letters, digits and `-`. */
  readonly mark: string
  readonly summary: string
  readonly lines: readonly string[]
}

/** Jira takes 255 characters, ServiceNow's `short_description` 160. */
const longestSummary = 160

export const ticketOf = (message: Message, notice: Notice): TicketText => ({
  mark: markOf(notice),
  summary: shortened(message.title, longestSummary),
  lines: [
    ...message.lines.flatMap(({ text, link }) => [
      shortened(text, 1000),
      ...(link === undefined ? [] : [link]),
    ]),
    shortened(message.footer, 500),
  ],
})

/** One for each matter of each organization. */
export const markOf = ({ organization, matter }: Pick<Notice, 'organization' | 'matter'>): string =>
  `gatehouse-${createHash('sha256')
    .update(JSON.stringify([organization.host, organization.id, matter]))
    .digest('hex')
    .slice(0, 24)}`

/** A document of Jira Cloud (Atlassian Document Format): in a text node nothing is markup. */
export const atlassianDocument = (lines: readonly string[]) => ({
  type: 'doc',
  version: 1,
  content: lines
    .filter((line) => line !== '')
    .map((line) => ({
      type: 'paragraph',
      content: [
        {
          type: 'text',
          text: line,
          ...(isLink(line) && { marks: [{ type: 'link', attrs: { href: line } }] }),
        },
      ],
    })),
})

/** Text for Jira Data Center, which reads wiki markup: a backslash takes a sign's meaning. Links of our own stay links. */
export const wikiText = (lines: readonly string[]): string =>
  lines
    .map((line) => (isLink(line) ? line : line.replace(/[\\{}[\]*_?^+~!|#\-@&<>]/g, (sign) => `\\${sign}`)))
    .join('\n\n')

/** Text for ServiceNow, whose journals take HTML between `[code]` and `[/code]`. */
export const journalText = (lines: readonly string[]): string =>
  lines.map((line) => line.replaceAll(/\[(?=\/?code\])/gi, '[ ')).join('\n\n')

const isLink = (line: string): boolean => /^https:\/\/\S+$/.test(line)
