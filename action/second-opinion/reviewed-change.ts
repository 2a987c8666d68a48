import { structuredPatch } from 'diff'
import type { CompiledRules } from '../../scanner/engine/compile-rules.ts'
import { maskLines } from '../../scanner/engine/mask-lines.ts'
import { readDiff } from '../../scanner/sources/git/read-changes.ts'
import type { CommitsInGit } from '../gather/open-range.ts'
import { readFileText } from '../../scanner/sources/git/read-file-text.ts'

/** A part of a file as Claude reads it: secrets are masked, lines are numbered as on the changed side. */
export interface ReviewedFile {
  readonly path: string
  readonly text: string
  /** Lines of the changed side that the change brought or that stand beside them. */
  readonly lines: ReadonlySet<number>
}

export interface ReviewedChange {
  readonly files: readonly ReviewedFile[]
  readonly notSent: readonly { readonly path: string; readonly why: string }[]
}

export interface ReviewLimits {
  /** Of the whole text, in UTF-16 units. */
  readonly most: number
  /** Paths that are never sent: what is found in them is there in many forms. */
  readonly isWithheld: (path: string) => string | undefined
}

/** Around a change, to be understood. */
const contextLines = 12
/** A longer line was made by a program. */
const longestLine = 2_000

/**
 * What a change brings as text for a reader who may not see secrets: both sides are masked whole before they are compared, since the half
 * of a key that is left in a comparison is no key to a rule.
 */
export async function readReviewedChange(
  { repository, base, head }: CommitsInGit,
  rules: CompiledRules,
  limits: ReviewLimits,
): Promise<ReviewedChange> {
  const { changes, base: left } = await readDiff(repository, `${base}..${head}`)
  const files: ReviewedFile[] = []
  const notSent: { path: string; why: string }[] = []
  let room = limits.most
  for (const { path } of changes) {
    const withheld = limits.isWithheld(path)
    const file = withheld ?? (await readReviewed(path))
    if (typeof file === 'string') notSent.push({ path, why: file })
    else if (file.text.length > room) notSent.push({ path, why: 'the limit of what may be sent is reached' })
    else {
      room -= file.text.length
      files.push(file)
    }
  }
  return { files, notSent }

  async function readReviewed(path: string): Promise<ReviewedFile | string> {
    const [before, after] = await Promise.all([
      left === null ? undefined : readFileText(repository, left, path),
      readFileText(repository, head, path),
    ])
    if (after === undefined) return 'it is no text, or too large'
    const [old, changed] = [maskLines(rules, before ?? ''), maskLines(rules, after)]
    const file = reviewedFile(path, old, changed)
    if (file === undefined) return 'its lines are too long for a person to have written them'
    return file.lines.size === 0 ? 'only what is masked, or how it is stored, has changed' : file
  }
}

/** Pure. @returns undefined for what no person wrote */
export function reviewedFile(path: string, before: string, after: string): ReviewedFile | undefined {
  const { hunks } = structuredPatch(path, path, before, after, '', '', { context: contextLines })
  const lines = new Set<number>()
  const text: string[] = []
  for (const { newStart, lines: written } of hunks) {
    if (text.length > 0) text.push('…')
    let number = newStart
    for (const line of written) {
      // "\ No newline at end of file"
      if (line.startsWith('\\')) continue
      if (line.length > longestLine) return undefined
      const isGone = line.startsWith('-')
      text.push(`${(isGone ? '' : String(number)).padStart(6)} ${line}`)
      if (!isGone) {
        lines.add(number)
        number += 1
      }
    }
  }
  return { path, text: text.join('\n'), lines }
}
