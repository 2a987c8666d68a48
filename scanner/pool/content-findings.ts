import type { Finding } from '../engine/finding.ts'
import { type MakeFingerprint, quickFingerprint, slowFingerprint } from '../engine/fingerprint.ts'
import type { InspectedFile, Inspection, Place } from '../engine/inspection.ts'
import { judge } from '../engine/judge.ts'
import type { Match } from '../engine/match.ts'
import { inspectAssistantFile, mayConcernAssistants } from '../rules/assistants/inspect-assistant-file.ts'
import { inspectFileName, mayBeRisky } from '../rules/files/inspect-file-name.ts'
import { withoutKnownSecrets } from './known-secrets.ts'

/** A finding before history says which commit brought it. */
export type ContentFinding = Omit<Finding, 'commit' | 'history' | 'brought'>

/** What the rules for names and structure see of a file besides its path. */
export type SeenFile = Omit<InspectedFile, 'path' | 'realSecrets'>

/** Configuration files are parsed whole; a larger one is no configuration. */
const configurationLimit = 1 << 20

/** Whether more than a path's matches decides what is found there: the rules for names and structure look at the content too. */
export const needsContent = (path: string): boolean => mayBeRisky(path) || mayConcernAssistants(path)

/**
 * What a file's content means at one path.
 * @param whole the content, where it was read whole
 * @returns also whether every match that counts there has a fingerprint
 */
export function findingsOf(
  matches: readonly Match[],
  file: SeenFile,
  path: string,
  whole: Uint8Array | undefined,
  fingerprints: MakeFingerprint,
): { readonly findings: readonly ContentFinding[]; readonly isWhole: boolean } {
  let isWhole = true
  const secrets = matches.flatMap((match) => {
    const judgement = judge(match, path)
    if (!judgement) return []
    const fingerprint = fingerprints(match)
    if (fingerprint === undefined) isWhole = false
    return fingerprint === undefined ? [] : [{ ...secretFinding(match, path, fingerprint), ...judgement }]
  })
  // A key for browsers is public by design, and no harm in any file.
  const realSecrets = secrets.filter(
    ({ severity, confidence }) => confidence !== 'low' && severity !== 'low' && severity !== 'info',
  ).length
  const inspected = { ...file, path, realSecrets }
  const inspections = [
    ...(mayBeRisky(path) ? inspectFileName(inspected) : []),
    ...(whole && whole.length <= configurationLimit && mayConcernAssistants(path)
      ? withoutKnownSecrets(inspectAssistantFile(path, Buffer.from(whole).toString('utf8')), secrets)
      : []),
  ]
  const inspectedFindings = inspections.map((inspection) => toFinding(inspection, inspected))
  // What the file is comes first: it must not be crowded out.
  return { findings: [...inspectedFindings, ...secrets], isWhole }
}

function secretFinding(match: Match, path: string, fingerprint: string): ContentFinding {
  const { rule, severity, confidence, excerpt, reachedBy, place } = match
  const { id, kind, title } = rule
  const known = { rule: id, kind, title, severity, confidence, path, excerpt, reachedBy, ...whereOf(place) }
  return { ...known, fingerprint }
}

/** A finding of a rule that looks at names and structure. */
export function toFinding(
  inspection: Inspection,
  file: Pick<InspectedFile, 'path' | 'head' | 'size'>,
): ContentFinding {
  const { rule, place, severity = rule.severity, confidence = rule.confidence } = inspection
  const { note, edits, comesBy } = inspection
  const known = { rule: rule.id, kind: rule.kind, title: rule.title, severity, confidence, path: file.path }
  const fingerprint = fingerprintOfInspection(inspection, file)
  return {
    ...known,
    fingerprint,
    excerpt: inspection.excerpt ?? '',
    reachedBy: [],
    ...whereOf(place),
    ...(rule.findsSecrets === true && { isSecret: true }),
    ...(note === undefined ? {} : { note }),
    ...(edits && { edits }),
    ...(comesBy && { comesBy }),
  }
}

function fingerprintOfInspection(
  { rule, identity, isUnguessable }: Inspection,
  { head, size }: Pick<InspectedFile, 'head' | 'size'>,
): string {
  if (identity !== null) return quickFingerprint(rule.id, Buffer.from(identity))
  const content = Buffer.concat([head, Buffer.from(`\0${size}`)])
  // A small file's content could be guessed from a quick hash, and it may be nothing but a password.
  return isUnguessable === true ? quickFingerprint(rule.id, content) : slowFingerprint(rule.id, content)
}

const nowhere = { line: null, column: null, endLine: null, endColumn: null }
const whereOf = (place: Place | null): Place | typeof nowhere => place ?? nowhere
