import type { Inspection } from '../../engine/inspection.ts'
import type { RuleInfo } from '../../engine/rule.ts'
import { dig } from '../documents/document.ts'
import { readJson } from '../documents/read-json.ts'
import { identityOf } from '../documents/sighting.ts'
import { denyRulesFor } from './deny-rules.ts'
import { malformedPermissions } from './malformed-permissions.ts'

/** About the repository as a whole: risky files are there, and nothing keeps Claude's file tools from them. */
export const denyRulesMissing: RuleInfo = {
  id: 'claude-deny-rules-missing',
  kind: 'assistant',
  title: 'No deny rule keeps Claude from risky files',
  severity: 'medium',
  confidence: 'high',
  why: 'Claude Code may read these files without being asked to, and sends what it reads to the model.',
  fix: 'Take the files out of the repository. Until then, and for copies on people’s machines, add the deny rules named in the note to `.claude/settings.json`.',
  source: { url: 'https://code.claude.com/docs/en/settings-reference#permissions-deny', checked: 'read' },
}

/** Deny rules are no wall; who reads the note must know. */
const limits =
  'Deny rules are best effort: they bind Claude’s file tools and commands like `cat`, not a program that opens the file itself; for a hard limit use the sandbox.'

/** More than this many rules make a note that nobody reads. */
const mostShown = 30

/**
 * One inspection for all uncovered files; none where there is nothing uncovered.
 * @param settingsText of the root's `.claude/settings.json`; null: there is none
 */
export function missingDenyRules(
  uncovered: readonly string[],
  settingsText: string | null,
): Inspection | null {
  if (uncovered.length === 0) return null
  const rules = denyRulesFor(uncovered)
  const reading = settingsText === null ? null : readJson(settingsText)
  const usable = reading?.ok === true && malformedPermissions(reading.document.root) === null
  const deny = usable ? dig(reading.document.root, 'permissions', 'deny') : null
  return {
    rule: denyRulesMissing,
    place: deny && usable ? reading.document.place({ start: deny.start, end: deny.end }) : null,
    // What is to be copied comes last, so that no sentence runs on from it.
    note: `${counted(uncovered.length)} ${limits} ${instruction(rules, reading !== null, usable || reading === null, deny !== null)}`,
    identity: identityOf(...[...uncovered].toSorted()),
  }
}

const counted = (files: number): string =>
  files === 1 ? '1 file is not covered.' : `${files} files are not covered.`

function instruction(rules: readonly string[], exists: boolean, readable: boolean, hasDeny: boolean): string {
  const shown = rules.slice(0, mostShown)
  const more = rules.length > shown.length ? ` (the first ${shown.length} of ${rules.length})` : ''
  if (!readable)
    return `Claude Code skips \`.claude/settings.json\` as it is: correct it first, then add to \`permissions.deny\`${more}: ${listed(shown)}`
  if (hasDeny)
    return `Add to the list \`permissions.deny\` in \`.claude/settings.json\`${more}: ${listed(shown)}`
  const json = JSON.stringify({ permissions: { deny: shown } })
  return `${exists ? 'Merge this into' : 'Create'} \`.claude/settings.json\`${exists ? '' : ' with'}${more}: ${json}`
}

const listed = (rules: readonly string[]): string => rules.map((rule) => JSON.stringify(rule)).join(', ')
