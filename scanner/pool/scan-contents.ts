import type { CompiledRules } from '../engine/compile-rules.ts'
import {
  createFingerprints,
  type MakeFingerprint,
  quickFingerprint,
  slowFingerprint,
} from '../engine/fingerprint.ts'
import type { Finding } from '../engine/finding.ts'
import type { InspectedFile, Inspection, Place } from '../engine/inspection.ts'
import { judge } from '../engine/judge.ts'
import type { Match } from '../engine/match.ts'
import { toUtf8 } from '../engine/decode/text-encoding.ts'
import { matchBytes } from '../engine/match-bytes.ts'
import { createWindowMatcher, type MatchWindow } from '../engine/match-windows.ts'
import { inspectFileName, mayBeRisky } from '../rules/files/inspect-file-name.ts'
import { inspectAssistantFile, mayConcernAssistants } from '../rules/assistants/inspect-assistant-file.ts'
import { type ContentSink, defaultReadLimits, type ReadProblem } from '../sources/content-sink.ts'
import { isLfsPointer, lfsPointer } from '../sources/git/lfs-pointer.ts'
import { type AllowComment, readAllowComments } from './allow-comments.ts'
import { withoutKnownSecrets } from './known-secrets.ts'

/** A finding before history says which commit brought it. */
export type ContentFinding = Omit<Finding, 'commit' | 'history'>

/** What one file or blob gave; the index is that of the list that was read. */
export interface ContentResult {
  readonly findings: { readonly index: number; readonly finding: ContentFinding }[]
  readonly comments: { readonly index: number; readonly comment: AllowComment }[]
  readonly problems: { readonly index: number; readonly code: string; readonly reason: string }[]
  bytes: number
}

/** How much of a file the rules for names and structure see. */
const headLength = 64 * 1024
/** Configuration files are parsed whole; a larger one is no configuration. */
const configurationLimit = 1 << 20

/** Findings of one task, and so of one file. A person reads none of so many, and each takes some kilobytes of memory. */
export const mostFindings = 100_000
/** Different secrets of one file whose fingerprints take long. */
const mostSlowFingerprints = 100

/** One archive of a thousand others would take all the room there is for what was not scanned. */
const mostArchiveProblems = 10
const moreArchiveProblems = { code: 'not-unpacked', reason: 'there is more in it that was not unpacked' }

export const tooManyFindings: ReadProblem = {
  code: 'too-many-findings',
  reason: `Only the first ${mostFindings.toLocaleString('en-US')} findings are kept, and only ${mostSlowFingerprints} different passwords of one file.`,
}

/**
 * Makes the place where readers put content: it is matched at once, judged for every path it has, and forgotten.
 * @param pathsOf the paths of the content with that index; one for a file, each path a blob ever had in history
 */
export function scanContents(
  rules: CompiledRules,
  pathsOf: (index: number) => readonly string[],
): { readonly sink: ContentSink; readonly result: ContentResult } {
  const result: ContentResult = { findings: [], comments: [], problems: [], bytes: 0 }
  let large: { index: number; match: MatchWindow; matches: Match[]; head: Uint8Array } | undefined

  const problem = (index: number, { code, reason }: { code: string; reason: string }): void => {
    result.problems.push({ index, code, reason })
  }
  const onArchive = (index: number) => {
    let count = 0
    return (reason: string): void => {
      count += 1
      if (count <= mostArchiveProblems) problem(index, { code: 'not-unpacked', reason })
      else if (count === mostArchiveProblems + 1) problem(index, moreArchiveProblems)
    }
  }
  const take = (
    index: number,
    matches: readonly Match[],
    file: Omit<InspectedFile, 'path' | 'realSecrets'>,
    whole?: Uint8Array,
  ) => {
    let left = mostFindings - result.findings.length
    const fingerprints = createFingerprints(mostSlowFingerprints)
    for (const path of pathsOf(index)) {
      const { findings, isWhole } = findingsOf(matches, file, path, whole, fingerprints)
      for (const finding of findings.slice(0, left)) result.findings.push({ index, finding })
      left -= findings.length
      if (left >= 0 && isWhole) continue
      problem(index, tooManyFindings)
      return
    }
  }

  const sink: ContentSink = {
    whole(index, content) {
      result.bytes += content.length
      const bytes = toUtf8(content)
      if (isLfsPointer(bytes)) problem(index, lfsPointer)
      const allowed: number[] = []
      const matches = matchBytes(rules, bytes, {
        onProblem: onArchive(index),
        onWatched: (at) => allowed.push(at),
      })
      for (const comment of readAllowComments(bytes, allowed, matches))
        result.comments.push({ index, comment })
      take(index, matches, { head: bytes.subarray(0, headLength), size: bytes.length }, bytes)
    },
    window(index, bytes, offset, last) {
      result.bytes += bytes.length
      if (large?.index !== index) {
        const match = createWindowMatcher(rules, defaultReadLimits.overlap, onArchive(index))
        large = { index, match, matches: [], head: bytes.slice(0, headLength) }
      }
      // One more than is kept, so that it is noticed.
      const more = large.match(bytes, offset, last).slice(0, mostFindings + 1 - large.matches.length)
      for (const one of more) large.matches.push(one)
      if (!last) return
      take(index, large.matches, { head: large.head, size: offset + bytes.length })
      large = undefined
    },
    problem(index, found: ReadProblem) {
      problem(index, found)
      // What is known by its name alone is reported even where the content could not be had.
      if (large?.index === index) take(index, large.matches, { head: large.head, size: large.head.length })
      else take(index, [], { head: new Uint8Array(), size: 1 })
      large = undefined
    },
  }
  return { sink, result }
}

function findingsOf(
  matches: readonly Match[],
  file: Omit<InspectedFile, 'path' | 'realSecrets'>,
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
  const { rule, place, severity = rule.severity, confidence = rule.confidence, note } = inspection
  const known = { rule: rule.id, kind: rule.kind, title: rule.title, severity, confidence, path: file.path }
  const fingerprint = fingerprintOfInspection(inspection, file)
  return {
    ...known,
    fingerprint,
    excerpt: '',
    reachedBy: [],
    ...whereOf(place),
    ...(rule.findsSecrets === true && { isSecret: true }),
    ...(note === undefined ? {} : { note }),
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
