import type { Message, MessageLine } from '../message.ts'
import { shortened } from '../shortened.ts'

/** Slack takes 150 characters in a header, 3000 in a section, 50 blocks. Source: docs.slack.dev, "Block Kit". */
const longestTitle = 150
const longestSection = 2900
/** Escaping makes five characters of one at most. */
const longestLine = 500

/** The body for an incoming webhook of Slack, in Block Kit. */
export const slackPayload = ({ title, lines, footer }: Message) => ({
  // What notifications on a phone show, and readers of screens.
  text: escapeSlack(shortened(title, longestTitle)),
  unfurl_links: false,
  unfurl_media: false,
  blocks: [
    { type: 'header', text: { type: 'plain_text', text: shortened(title, longestTitle), emoji: false } },
    ...sectionsOf(lines).map((text) => ({
      type: 'section',
      // `verbatim`: nothing in it becomes a mention or a link by itself.
      text: { type: 'mrkdwn', text, verbatim: true },
    })),
    {
      type: 'context',
      elements: [{ type: 'plain_text', text: shortened(footer, longestTitle), emoji: false }],
    },
  ],
})

/** Slack's three control characters; nothing else can begin a mention, a link or a date. Source: docs.slack.dev, "Formatting message text". */
export const escapeSlack = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

function sectionsOf(lines: readonly MessageLine[]): readonly string[] {
  const sections: string[] = []
  for (const line of lines.map(lineText)) {
    const last = sections.at(-1)
    if (last !== undefined && last.length + line.length < longestSection)
      sections[sections.length - 1] = `${last}\n${line}`
    else sections.push(line)
  }
  return sections
}

function lineText({ text, link }: MessageLine): string {
  const words = escapeSlack(shortened(text, longestLine))
  return link === undefined ? words : `${words} <${escapeSlack(link).replaceAll('|', '%7C')}|Open>`
}
