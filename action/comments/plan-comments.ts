import type { AssessedFinding } from '../../policies/assessed-finding.ts'
import type { RuleInfo } from '../../scanner/engine/rule.ts'
import { commentText, fixedText } from './comment-text.ts'
import { keyOfFinding, readMarker } from './marker.ts'

/** A comment of ours that stands on the pull request. */
export interface KnownComment {
  readonly id: number
  readonly body: string
}

/** One that is to be made, on lines of the changed side. */
export interface NewComment {
  readonly path: string
  /** Its last line, 1-based. */
  readonly line: number
  /** Its first line, where it is another one. */
  readonly startLine?: number
  readonly body: string
}

export interface CommentPlan {
  readonly create: readonly NewComment[]
  readonly edit: readonly { readonly id: number; readonly body: string }[]
  /** For which there was no room, or no line: they stand in the summary alone. */
  readonly left: readonly AssessedFinding[]
}

export interface CommentPlanning {
  /** Gravest first. */
  readonly findings: readonly AssessedFinding[]
  readonly rules: ReadonlyMap<string, RuleInfo>
  readonly isBlocking: (finding: AssessedFinding) => boolean
  /** The line as it would be, where that is certain. */
  readonly suggest: (finding: AssessedFinding) => string | undefined
  readonly known: readonly KnownComment[]
  /** How many comments may stand open at most. */
  readonly most: number
  /** In hex. */
  readonly head: string
}

/**
 * What to change about the comments so that each open finding of the change has one, and each other one says that it is fixed. What
 * people answered below stays; nothing is said twice. Pure.
 */
export function planComments(planning: CommentPlanning): CommentPlan {
  const { rules, isBlocking, suggest, most } = planning
  const known = new Map<string, KnownComment>()
  for (const one of planning.known) {
    const marker = readMarker(one.body)
    // The oldest counts: people may have answered it.
    if (marker && !known.has(keyOfFinding(marker))) known.set(keyOfFinding(marker), one)
  }
  const create: NewComment[] = []
  const edit: { id: number; body: string }[] = []
  const left: AssessedFinding[] = []
  const open = new Set<string>()
  for (const finding of planning.findings.filter(isSpokenOf)) {
    const key = keyOfFinding(finding)
    if (open.has(key)) continue
    const body = commentText(finding, {
      rule: rules.get(finding.rule),
      isBlocking: isBlocking(finding),
      suggestion: suggest(finding),
    })
    const before = known.get(key)
    if (before) {
      open.add(key)
      if (before.body !== body) edit.push({ id: before.id, body })
    } else if (open.size < most && finding.line !== null && finding.commit === null) {
      open.add(key)
      create.push(placed(finding, finding.line, body))
    } else left.push(finding)
  }
  return { create, edit: [...edit, ...fixed(planning, known, open)], left }
}

/** Notes are for the summary. */
const isSpokenOf = ({ status, severity }: AssessedFinding): boolean =>
  status === 'open' && severity !== 'info'

function placed(finding: AssessedFinding, line: number, body: string): NewComment {
  // A range of more than a screen would hide the change itself.
  const isRange = finding.endLine !== null && finding.endLine > line && finding.endLine - line < 50
  return isRange
    ? { path: finding.path, line: finding.endLine, startLine: line, body }
    : { path: finding.path, line, body }
}

function fixed(
  { rules, head, findings }: CommentPlanning,
  known: ReadonlyMap<string, KnownComment>,
  open: ReadonlySet<string>,
): readonly { readonly id: number; readonly body: string }[] {
  // Without room for it a finding is open all the same.
  const still = new Set(findings.filter(isSpokenOf).map(keyOfFinding))
  return [...known].flatMap(([key, { id, body }]) => {
    const marker = readMarker(body)
    if (open.has(key) || still.has(key) || marker === undefined || marker.isFixed) return []
    return [{ id, body: fixedText({ ...marker, title: rules.get(marker.rule)?.title ?? marker.rule, head }) }]
  })
}
