import type { AssessedFinding } from '../../policies/assessed-finding.ts'
import { escapeSarifMessage } from '../escape/sarif-message.ts'
import { escapeUriPath } from '../escape/uri.ts'
import { escapeInvisible } from '../escape/visible.ts'
import { isTracked } from '../order.ts'
import { suggestionFor } from '../suggestion.ts'
import { broughtWords, capitalized, dayOf, shortCommit, statusWord } from '../wording.ts'
import { levels, rankOf } from './levels.ts'

/** One finding; `ruleIndex` is its rule's place in the driver's list. */
export const sarifResult = (finding: AssessedFinding, ruleIndex: number) => ({
  ruleId: finding.rule,
  ruleIndex,
  level: levels[finding.severity],
  rank: rankOf(finding.severity, finding.confidence),
  message: { text: escapeSarifMessage(messageOf(finding)) },
  locations: [location(finding)],
  ...related(finding),
  partialFingerprints: { 'gatehouse/v1': finding.fingerprint },
  ...suppressions(finding),
  ...fixes(finding),
  properties: propertiesOf(finding),
})

function messageOf(finding: AssessedFinding): string {
  const { commit, history, note, reachedBy } = finding
  const inside = reachedBy.length === 0 ? '' : `, inside ${reachedBy.join(', ')}`
  const since =
    commit === null
      ? ''
      : ` ${shortCommit(commit)}${history === undefined ? '' : ` of ${dayOf(history.authorDate)}`}`
  const where = isTracked(finding)
    ? since === ''
      ? ''
      : `, there since${since}`
    : `, only in history, first in${since}`
  const more = [...(note === undefined ? [] : [note]), ...broughtWords(finding)]
  return [`${finding.title}${inside}${where}.`, ...more.map((one) => `${capitalized(one)}.`)].join(' ')
}

export const artifactLocation = (path: string) => ({ uri: escapeUriPath(path), uriBaseId: '%SRCROOT%' })

function location(finding: AssessedFinding) {
  const { line, column, endLine, endColumn, excerpt } = finding
  const file = artifactLocation(finding.path)
  // GitHub shows no result without a line; `wholeFile` in the properties says that it means the file.
  if (line === null) return { physicalLocation: { artifactLocation: file, region: { startLine: 1 } } }
  const region = {
    startLine: line,
    ...(column === null ? {} : { startColumn: column }),
    ...(endLine === null ? {} : { endLine }),
    ...(endColumn === null ? {} : { endColumn }),
  }
  // The excerpt is the first line, masked; the context must not be smaller than the region.
  const contextRegion = {
    startLine: line,
    endLine: endLine ?? line,
    snippet: { text: escapeInvisible(excerpt) },
  }
  return {
    physicalLocation: { artifactLocation: file, region, ...(excerpt === '' ? {} : { contextRegion }) },
  }
}

/** The line of a change that makes one of another line a finding. */
function related({ path, brought }: AssessedFinding) {
  if (brought === undefined || brought.line === null) return {}
  const physicalLocation = { artifactLocation: artifactLocation(path), region: { startLine: brought.line } }
  return {
    relatedLocations: [
      { id: 1, physicalLocation, message: { text: 'The line of the change that makes it one' } },
    ],
  }
}

/** What people or the diff have taken out of the count stays in the file, marked. */
function suppressions(finding: AssessedFinding) {
  if (finding.status === 'open') return {}
  const reason = finding.statusReason === undefined ? '' : `: ${finding.statusReason}`
  const justification = escapeInvisible(`${statusWord(finding)}${reason}`)
  return { suppressions: [{ kind: 'external', status: 'accepted', justification }] }
}

function fixes(finding: AssessedFinding) {
  const suggestion = suggestionFor(finding)
  if (suggestion === undefined) return {}
  const replacements = suggestion.edits.map(({ line, column, endLine, endColumn, text }) => ({
    deletedRegion: { startLine: line, startColumn: column, endLine, endColumn },
    insertedContent: { text },
  }))
  const change = { artifactLocation: artifactLocation(finding.path), replacements }
  return { fixes: [{ description: { text: suggestion.title }, artifactChanges: [change] }] }
}

const propertiesOf = (finding: AssessedFinding) => ({
  severity: finding.severity,
  confidence: finding.confidence,
  status: finding.status,
  tracked: isTracked(finding),
  wholeFile: finding.line === null,
  ...(finding.commit === null ? {} : { commit: finding.commit }),
  ...(finding.reachedBy.length === 0 ? {} : { reachedBy: finding.reachedBy }),
})
