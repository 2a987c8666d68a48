import type { AssessedFinding } from '../../policies/assessed-finding.ts'
import type { RuleInfo } from '../../scanner/engine/rule.ts'
import { escapeMarkdown, markdownProse } from '../escape/markdown.ts'
import { escapeInvisible } from '../escape/visible.ts'
import type { Report } from '../report.ts'
import { weaknessRelationships, weaknessTags } from './weaknesses.ts'
import { levels, precisions, securitySeverities } from './levels.ts'

/** The rules of these findings, by id, with help that a viewer shows beside a result. */
export function ruleDescriptors(report: Report, findings: readonly AssessedFinding[]) {
  const ids = [...new Set(findings.map((finding) => finding.rule))].toSorted()
  return ids.map((id) => {
    const info = report.rules.get(id)
    return info === undefined ? { id } : ruleDescriptor(info)
  })
}

const ruleDescriptor = (info: RuleInfo) => ({
  id: info.id,
  name: nameOf(info.id),
  shortDescription: { text: plain(info.title) },
  fullDescription: { text: plain(info.why) },
  help: { text: plain(`${info.why} ${info.fix}${formatOf(info)}`), markdown: helpOf(info) },
  ...(isAddress(info.source.url) ? { helpUri: info.source.url } : {}),
  defaultConfiguration: { level: levels[info.severity] },
  ...weaknessRelationships(info),
  properties: {
    tags: ['security', info.kind, ...weaknessTags(info)],
    precision: precisions[info.confidence],
    'problem.severity': { error: 'error', warning: 'warning', note: 'recommendation' }[levels[info.severity]],
    'security-severity': securitySeverities[info.severity],
  },
})

const formatOf = ({ source }: RuleInfo): string => (source.url === '' ? '' : ` Format: ${source.url}`)

function helpOf(info: RuleInfo): string {
  const source = isAddress(info.source.url) ? `[Where the format is documented](<${info.source.url}>)` : ''
  return [
    `# ${escapeMarkdown(info.title)}`,
    markdownProse(info.why),
    `## What to do`,
    markdownProse(info.fix),
    source,
  ]
    .filter((part) => part !== '')
    .join('\n\n')
}

const plain = escapeInvisible

const isAddress = (text: string): boolean => /^https:\/\/[\w.-]+(?:[/?#][\w\-.~:/?#@!$&*+,;=%]*)?$/.test(text)

/** `github-personal-access-token` as `GithubPersonalAccessToken`: names hold no separators. */
const nameOf = (id: string): string =>
  plain(id)
    .split('-')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('')
