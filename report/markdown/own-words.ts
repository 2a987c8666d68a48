import type { RuleInfo } from '../../scanner/engine/rule.ts'
import { markdownAdvice, markdownProse } from '../escape/markdown.ts'

/** How the words of a rule become Markdown: links are for our own alone. */
export const proseOf = ({ source }: RuleInfo): ((text: string) => string) =>
  source.checked === 'policy' ? markdownProse : markdownAdvice

/** The page that a rule was held against, as a link by the name of its site; undefined where nobody has read it. */
export const pageOf = ({ source }: RuleInfo): string | undefined =>
  source.checked === 'read' ? `[${new URL(source.url).hostname}](<${source.url}>)` : undefined
