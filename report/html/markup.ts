import { escapeHtml } from '../escape/html.ts'

/** HTML that is safe to put into a page. Only `html` and `proseHtml` make it, so that no text reaches a page unescaped. */
export interface Html {
  readonly markup: string
}

type Value = string | number | Html | readonly Html[]

/**
 * A piece of HTML. Text and numbers are escaped, other pieces are put in as they are; attributes must be in double quotes.
 */
export function html(parts: TemplateStringsArray, ...values: readonly Value[]): Html {
  const markup = parts.map(
    (part, index) => unindented(part) + (index < values.length ? written(values[index] ?? '') : ''),
  )
  return { markup: markup.join('') }
}

// Indentation is for those who read this code.
const unindented = (part: string): string => part.replace(/\n\s+/g, '\n')

/** Prose of ours, or of a rule's author: what stands between backticks becomes code. */
export const proseHtml = (text: string): readonly Html[] =>
  text.split(/`([^`]+)`/).map((part, index) => (index % 2 === 1 ? html`<code>${part}</code>` : html`${part}`))

/** The same for the papers of a rule, whose https addresses become links. Never for text of a repository. */
export const linkedProseHtml = (text: string): readonly Html[] =>
  text
    .split(/(https:\/\/[^\s()<>"'`]*[^\s()<>"'`.,;:])/)
    .flatMap((part, index) =>
      index % 2 === 1 ? [html`<a href="${part}" rel="noreferrer noopener">${part}</a>`] : proseHtml(part),
    )

/** Nothing, where a piece does not apply. */
export const nothing: Html = { markup: '' }

function written(value: Value): string {
  if (typeof value === 'string') return escapeHtml(value)
  if (typeof value === 'number') return String(value)
  if ('markup' in value) return value.markup
  return value.map(({ markup }) => markup).join('')
}
