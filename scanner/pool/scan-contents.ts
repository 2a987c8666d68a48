import type { CompiledRules } from '../engine/compile-rules.ts'
import { createFingerprints, type MakeFingerprint } from '../engine/fingerprint.ts'
import type { Match } from '../engine/match.ts'
import { toUtf8 } from '../engine/decode/text-encoding.ts'
import type { ContentSink, ReadProblem } from '../sources/content-sink.ts'
import type { LfsPointer } from '../sources/git/lfs-pointer.ts'
import type { AllowComment } from './allow-comments.ts'
import { codeFindingsOf, noCode } from './code-findings.ts'
import { type ContentFinding, findingsOf, type SeenFile } from './content-findings.ts'
import type { KnownBlob } from './known-blob.ts'
import {
  beginLarge,
  type ContentProblem,
  headLength,
  type Large,
  type Matched,
  matchWhole,
  mostFindings,
} from './match-content.ts'
import { type StoredBlob, storedBlob } from './stored-blob.ts'

/** What one file or blob gave; the index is that of the list that was read. */
export interface ContentResult {
  readonly findings: { readonly index: number; readonly finding: ContentFinding }[]
  readonly comments: { readonly index: number; readonly comment: AllowComment }[]
  readonly problems: { readonly index: number; readonly code: string; readonly reason: string }[]
  /** Which of them only point at files in Git LFS. */
  readonly pointers: ({ readonly index: number } & LfsPointer)[]
  /** What was matched and may be stored; empty unless that is asked for. */
  readonly stored: { readonly index: number; readonly blob: StoredBlob }[]
  bytes: number
  /** How many contents were matched; the others were known. */
  matched: number
}

export const noContent = (): ContentResult => ({
  findings: [],
  comments: [],
  problems: [],
  pointers: [],
  stored: [],
  bytes: 0,
  matched: 0,
})

/** What is known already, and whether more is to be. */
export interface Memory {
  readonly known: ReadonlyMap<number, KnownBlob>
  /** Whether to tell what was matched in a form that can be stored. */
  readonly isKept: boolean
  /** Whether to look for weaknesses in code too, in the content with that index at that path; grammars for it are loaded. */
  readonly isCodeRead?: (index: number, path: string) => boolean
  /** Whose repository it is, where that is known. */
  readonly owner?: string | undefined
}

export const noMemory: Memory = { known: new Map(), isKept: false }

/** Different secrets of one file whose fingerprints take long. */
const mostSlowFingerprints = 100

export const tooManyFindings: ReadProblem = {
  code: 'too-many-findings',
  reason: `Only the first ${mostFindings.toLocaleString('en-US')} findings are kept, and only ${mostSlowFingerprints} different passwords of one file.`,
}

/**
 * Makes the place where readers put content: it is matched at once, judged for every path it has, and forgotten.
 * @param pathsOf the paths of the content with that index; one for a file, each path a blob ever had in history
 * @returns also `takeKnown`, for what is known and need not be read
 */
export function scanContents(
  rules: CompiledRules,
  pathsOf: (index: number) => readonly string[],
  { known, isKept, isCodeRead = () => false, owner }: Memory = noMemory,
): {
  readonly sink: ContentSink
  readonly takeKnown: (index: number) => void
  readonly result: ContentResult
} {
  const result = noContent()
  let large: Large | undefined

  const problem = (index: number, { code, reason }: ContentProblem): void => {
    result.problems.push({ index, code, reason })
  }
  const judgeAll = (
    index: number,
    matches: readonly Match[],
    file: SeenFile,
    fingerprints: MakeFingerprint,
    whole?: Uint8Array,
  ): void => {
    let left = mostFindings - result.findings.length
    for (const path of pathsOf(index)) {
      const { findings, isWhole } = findingsOf(matches, file, path, whole, fingerprints)
      const code = isCodeRead(index, path)
        ? codeFindingsOf(path, file, whole, { others: findings, owner })
        : noCode
      if (code.problem) problem(index, code.problem)
      for (const finding of [...findings, ...code.findings].slice(0, left))
        result.findings.push({ index, finding })
      left -= findings.length + code.findings.length
      if (left >= 0 && isWhole) continue
      problem(index, tooManyFindings)
      return
    }
  }
  const takeMatched = (index: number, matched: Matched, file: SeenFile, whole?: Uint8Array): void => {
    result.matched += 1
    for (const comment of matched.comments) result.comments.push({ index, comment })
    for (const one of matched.problems) problem(index, one)
    if (matched.pointer) result.pointers.push({ index, ...matched.pointer })
    const { fingerprints, madeFor } = remembered(createFingerprints(mostSlowFingerprints))
    judgeAll(index, matched.matches, file, fingerprints, whole)
    const blob = isKept ? storedBlob(matched, madeFor) : undefined
    if (blob) result.stored.push({ index, blob })
  }
  const takeKnown = (index: number, file: SeenFile = unseen, whole?: Uint8Array): void => {
    const { stored, matches, fingerprints } = known.get(index)!
    for (const comment of stored.comments) result.comments.push({ index, comment })
    for (const one of stored.problems) problem(index, one)
    judgeAll(index, matches, file, fingerprints, whole)
  }

  const sink: ContentSink = {
    whole(index, content) {
      result.bytes += content.length
      const bytes = toUtf8(content)
      const file = { head: bytes.subarray(0, headLength), size: bytes.length }
      if (known.has(index)) takeKnown(index, file, bytes)
      else takeMatched(index, { ...matchWhole(rules, bytes), bytes: content.length }, file, bytes)
    },
    window(index, bytes, offset, last) {
      result.bytes += bytes.length
      if (large?.index !== index) large = beginLarge(rules, index, bytes, known.has(index))
      large.bytes += bytes.length
      large.match(bytes, offset, last)
      if (!last) return
      const file = { head: large.head, size: offset + bytes.length }
      if (known.has(index)) takeKnown(index, file)
      else takeMatched(index, large, file)
      large = undefined
    },
    problem(index, found: ReadProblem) {
      problem(index, found)
      const fingerprints = createFingerprints(mostSlowFingerprints)
      // What is known by its name alone is reported even where the content could not be had.
      if (large?.index === index) {
        for (const one of large.problems) problem(index, one)
        judgeAll(index, large.matches, { head: large.head, size: large.head.length }, fingerprints)
      } else judgeAll(index, [], { head: new Uint8Array(), size: 1 }, fingerprints)
      large = undefined
    },
  }
  return {
    sink,
    result,
    takeKnown: (index) => {
      result.bytes += known.get(index)!.stored.bytes
      takeKnown(index)
    },
  }
}

/** For paths at which nothing but matches counts. */
const unseen: SeenFile = { head: new Uint8Array(), size: 0 }

/** Makes fingerprints and knows afterwards which were made. */
function remembered(make: MakeFingerprint): {
  readonly fingerprints: MakeFingerprint
  readonly madeFor: (match: Match) => string | undefined
} {
  const made = new Map<Match, string>()
  return {
    fingerprints: (match) => {
      const fingerprint = make(match)
      if (fingerprint !== undefined) made.set(match, fingerprint)
      return fingerprint
    },
    madeFor: (match) => made.get(match),
  }
}
