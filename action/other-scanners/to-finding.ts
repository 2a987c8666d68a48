import { createHash } from 'node:crypto'
import type { Finding } from '../../scanner/engine/finding.ts'
import type { MaskText } from '../../scanner/engine/mask-text.ts'
import type { RuleInfo } from '../../scanner/engine/rule.ts'
import type { OtherFinding } from './other-finding.ts'

/** Rules of others begin like this; none of ours does. */
export const otherPrefix = 'other-'
export const isOther = ({ rule }: Pick<Finding, 'rule'>): boolean => rule.startsWith(otherPrefix)

const longestMessage = 400

/** Letters and digits of a name, as rules are named. */
const slug = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 80)
    .replace(/-+$/, '') || 'unnamed'

export const ruleOf = ({ tool, rule }: Pick<OtherFinding, 'tool' | 'rule'>): string =>
  `${otherPrefix}${slug(tool)}-${slug(rule)}`

const oneLine = (text: string): string => {
  const line = text.replaceAll(/[\s\p{Cc}]+/gu, ' ').trim()
  return line.length > longestMessage ? `${line.slice(0, longestMessage - 1)}…` : line
}

/**
 * A finding of another scanner as one of ours. It is bound to what the tool says stays the same, else to the text of its line, so that an
 * allowlist entry for it survives when lines move. What it says is masked: some tools repeat the secret.
 * @param lineText the text of the line it stands in; undefined where that is not known
 */
export function toFinding(one: OtherFinding, lineText: string | undefined, mask: MaskText): Finding {
  const { tool, severity, path, line, endLine, identity } = one
  const rule = ruleOf(one)
  const bound = identity ?? lineText?.trim() ?? ''
  const content = JSON.stringify([tool, one.rule, path, bound])
  const message = oneLine(mask(one.message))
  return {
    rule,
    kind: 'code',
    title: oneLine(mask(`${tool}: ${one.rule}`)),
    severity,
    confidence: 'high',
    path,
    line,
    column: line === null ? null : 1,
    endLine,
    endColumn: endLine === null ? null : 1,
    commit: null,
    fingerprint: `g1:${createHash('sha256').update(`gatehouse/other\0${rule}\0`).update(content).digest('hex').slice(0, 40)}`,
    excerpt: '',
    reachedBy: [],
    ...(message !== '' && { note: message }),
  }
}

/** The papers of a rule of theirs, of which we know nothing. */
export const papersOfOther = ({ tool }: OtherFinding, finding: Finding): RuleInfo => ({
  id: finding.rule,
  kind: 'code',
  title: finding.title,
  severity: finding.severity,
  confidence: 'high',
  why: `${oneLine(tool)} reported it; Gatehouse did not look for it.`,
  fix: 'Look at what that tool says of it.',
  source: { url: '', checked: 'policy' },
})
