import { escapeInvisible } from './visible.ts'

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
  '`': '&#96;',
}

/** Text between tags. Invisible and control characters are shown as `\x1b`, so that nothing is reordered or hidden;
 * `##[` is broken up, because a page may be printed to an Actions log. */
export const escapeHtml = (text: string): string =>
  escapeInvisible(text)
    .replace(/[&<>"'`]/g, (char) => entities[char] ?? char)
    .replaceAll('##[', '##&#91;')

/** The value of an attribute, with its quotes: `title=${htmlAttribute(path)}`. */
export const htmlAttribute = (text: string): string => `"${escapeHtml(text)}"`

/** An attribute for `href`: only `https:` addresses lead anywhere; everything else leads to the page itself. */
export const htmlAddress = (address: string): string =>
  htmlAttribute(/^https:\/\/[^\s"'<>\\]+$/i.test(address) ? address : '#')
