import { escapeHtml, htmlAddress } from '../../../report/escape/html.ts'
import type { Message, MessageLine } from '../message.ts'
import { shortened } from '../shortened.ts'

export interface MailText {
  readonly subject: string
  readonly text: string
  readonly html: string
}

const longestSubject = 150

/** A mail in plain text and in HTML that loads nothing. */
export const mailOf = ({ title, lines, footer }: Message): MailText => ({
  subject: shortened(title, longestSubject),
  text: [shortened(title, 500), ...lines.map(plainLine), `-- \n${shortened(footer, 500)}`].join('\n\n'),
  html: [
    '<!doctype html><html lang="en"><body style="font-family:sans-serif">',
    `<h1 style="font-size:1.1em">${escapeHtml(title)}</h1>`,
    ...lines.map((line) => `<p>${htmlLine(line)}</p>`),
    `<p style="color:#59636e;font-size:0.85em">${escapeHtml(footer)}</p></body></html>`,
  ].join('\n'),
})

const plainLine = ({ text, link }: MessageLine): string =>
  [shortened(text, 1000), ...(link === undefined ? [] : [link])].join('\n')

const htmlLine = ({ text, link }: MessageLine): string =>
  link === undefined ? escapeHtml(text) : `${escapeHtml(text)} <a href=${htmlAddress(link)}>Open</a>`
