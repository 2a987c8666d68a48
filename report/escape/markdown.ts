import { escapeInvisible } from './visible.ts'

/** Splits what GitHub would link after rendering; it is neither shown nor copied. */
const split = '<!-- -->'

/**
 * Prose of others inside Markdown, on one line, also in a table's cell: nothing in it is a mark, a tag, a link, a mention or
 * a reference. For paths and excerpts there is `markdownCode`.
 *
 * Against the parser, character references are enough (CommonMark: they never make structure). Mentions, issues and commits
 * GitHub finds in the rendered text, where only a split helps.
 */
export function escapeMarkdown(text: string): string {
  return escapeInvisible(text)
    .trim()
    .replace(/^[-+=:]|[^\p{L}\p{N} ,;.?!'"():/%+=\u00a0-\uffff-]/gu, reference)
    .replace(/&#x40;|&#x23;|(?<=\b[a-z][a-z0-9]*)-(?=\d)|:(?=\/)|www(?=\.)/gi, `$&${split}`)
    .replace(/\b[0-9a-f]{7,}\b/gi, (id) => id.replace(/.{6}(?=.)/g, `$&${split}`))
    .replace(/^(\d+)(?=[.)])/, `$1${split}`)
}

/** Prose of ours, or of a rule's author: as `escapeMarkdown`, but what stands between backticks becomes code. */
export const markdownProse = (text: string): string =>
  text
    .split(/`([^`]+)`/)
    .map((part, index) => (index % 2 === 1 ? markdownCode(part) : spaced(part, escapeMarkdown(part))))
    .join('')

/** Prose of our own rules, and of nobody else: as `markdownProse`, and addresses in it are links. */
export const markdownAdvice = (text: string): string =>
  text
    .split(/(`[^`]+`|https:\/\/[\w.-]+\/[\w/.-]*[\w/])/)
    .map((part, index) => (index % 2 === 1 && !part.startsWith('`') ? `<${part}>` : markdownProse(part)))
    .join('')

// The spaces beside code, which escaping trims.
const spaced = (part: string, escaped: string): string =>
  `${/^\s/.test(part) ? ' ' : ''}${escaped}${/\S\s+$/.test(part) ? ' ' : ''}`

const reference = (char: string): string => `&#x${char.codePointAt(0)?.toString(16)};`

/**
 * Text as code, on one line, also in a table's cell. GitHub links nothing inside code. Where the text holds what could end
 * the span or the cell, or what the Actions runner would obey in a log, the tag with character references is used instead: no table or span rule reaches into those.
 */
export function markdownCode(text: string): string {
  const visible = escapeInvisible(text)
  if (visible.trim() === '') return '*(empty)*'
  const plain = !/[`|\\]|##\[/.test(visible) && visible === visible.trim()
  return plain ? `\`${visible}\`` : `<code>${visible.replace(/[^\p{L}\p{N} ]/gu, reference)}</code>`
}
