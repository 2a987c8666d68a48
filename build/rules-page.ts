import path from 'node:path'
import { markdownProse } from '../report/escape/markdown.ts'
import type { RuleInfo, RuleKind } from '../scanner/engine/rule.ts'
import { allRules } from '../scanner/rules/index.ts'

export const rulesPageFile = path.join(import.meta.dirname, '../docs/rules.md')

const headings: Readonly<Partial<Record<RuleKind, string>>> = {
  secret: 'Secrets',
  file: 'Risky files',
  workflow: 'Claude in workflows',
  assistant: 'Settings of assistants',
  code: 'Weaknesses in code',
}

const introduction = `# Rules

What Gatehouse looks for. \`gatehouse rules show <id>\` tells why something matters and what to do about it; a policy can add
[rules of its own](policy.md). Severity is the harm that follows when a finding is real, confidence how sure the rule is that
it is; for some findings a look at the text or its place changes either. A source with a tick was read when the rule was
written; the others are known from elsewhere.

Written by \`npm run generate\` from the rules themselves; do not edit.
`

/** The page for people that lists every built-in rule: a table for each kind, in the order of titles. */
export function rulesPage(): string {
  const sections = Object.entries(headings).map(([kind, heading]) => {
    const rules = allRules.filter((rule) => rule.kind === kind)
    return `## ${heading} (${rules.length})\n\n${tableOf(rules)}`
  })
  return `${introduction}\n${sections.join('\n')}`
}

function tableOf(rules: readonly RuleInfo[]): string {
  const rows = rules.toSorted(byTitle).map(({ id, title, severity, confidence, source }) => {
    const tick = source.checked === 'read' ? ' ✓' : ''
    return `| \`${id}\` | ${markdownProse(title)} | ${severity} | ${confidence} | [${new URL(source.url).hostname}](<${source.url}>)${tick} |\n`
  })
  return `| id | title | severity | confidence | source |\n|---|---|---|---|---|\n${rows.join('')}`
}

// Not by the reader's language: the page is the same on every machine.
function byTitle(one: RuleInfo, other: RuleInfo): number {
  const [a, b] = [one.title.toLowerCase(), other.title.toLowerCase()]
  return a < b ? -1 : a > b ? 1 : 0
}
