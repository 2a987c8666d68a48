import type { AssessedFinding } from '../../policies/assessed-finding.ts'
import type { RuleInfo } from '../../scanner/engine/rule.ts'
import type { Voice } from '../judge.ts'
import { commentText } from './comment-text.ts'
import { type Hunk, isShownWhole, shownPart } from './hunks.ts'
import type { KnownThread } from './known-thread.ts'
import { keyOfFinding } from './marker.ts'
import { emptyUpdates, joinUpdates, type ThreadUpdates, updateThread, updateUnseen } from './plan-threads.ts'
import type { LineSuggestion } from './suggest.ts'
import { placeKeyOf, threadFinder, threadKeyOf } from './thread-of.ts'

/** One that is to be made, on lines of the changed side. */
export interface NewComment {
  readonly path: string
  /** Its last line, 1-based. */
  readonly line: number
  /** Its first line, where it is another one. */
  readonly startLine?: number
  readonly body: string
}

/** A finding that no comment is made for. */
export interface LeftFinding {
  readonly finding: AssessedFinding
  /** `no-room`: as many comments as wished stand open; `no-line`: GitHub shows no line of it; `said`: another program said it there. */
  readonly why: 'no-room' | 'no-line' | 'said'
  /** Who said it. */
  readonly by?: string
}

export interface CommentPlan extends ThreadUpdates {
  readonly create: readonly NewComment[]
  readonly left: readonly LeftFinding[]
  /** How many findings a comment of ours stands for, new ones among them. */
  readonly open: number
}

export interface CommentPlanning {
  /** Gravest first. */
  readonly findings: readonly AssessedFinding[]
  readonly rules: ReadonlyMap<string, RuleInfo>
  readonly voice: (finding: AssessedFinding) => Voice
  /** The lines as they would be, where that is certain. */
  readonly suggest: (finding: AssessedFinding) => LineSuggestion | undefined
  /** Ours, oldest first. */
  readonly threads: readonly KnownThread[]
  /** The lines that GitHub shows of a file. */
  readonly shown: (path: string) => readonly Hunk[]
  /** Who has put the same on the same line. */
  readonly said: (finding: AssessedFinding) => string | undefined
  /** How many comments may stand open at most. */
  readonly most: number
  /** Whether a file could not be looked at, so that nothing is known to be gone from it. */
  readonly isUnseen: (path: string) => boolean
  /** Whether the change has a file at that path. */
  readonly isThere: (path: string) => boolean
  /** In hex. */
  readonly head: string
}

/**
 * What to change about the comments so that each finding that is worth it has one, and each other one says what became of it. What
 * people answered and resolved stays; nothing is said twice. Pure.
 */
export function planComments(planning: CommentPlanning): CommentPlan {
  const { suggest, threads } = planning
  const threadOf = threadFinder(threads, planning.isThere)
  const taken = new Set<KnownThread>()
  const groups = groupsOf(planning)
  const create: NewComment[] = []
  const left: LeftFinding[] = []
  let updates = emptyUpdates
  let open = 0
  for (const group of groups) {
    const { findings } = group
    const before = threadOf(findings[0])
    if (before && !taken.has(before)) {
      taken.add(before)
      const finding =
        findings.find(({ path, commit }) => commit === null && path === before.path) ?? findings[0]
      const text = textOf(finding, group, planning, suggestionAt(before, suggest(finding)))
      updates = joinUpdates(updates, updateThread(before, { finding, voice: group.voice, text }))
      if (group.voice !== 'settled') open += 1
    } else if (isLoud(group.voice)) {
      const place = placeOf(planning, group, open)
      if ('why' in place) left.push(place)
      else {
        create.push(place)
        open += 1
      }
    }
  }
  const keys = new Set(groups.map(({ key }) => key))
  const unseen = threads.filter(
    (one) =>
      !taken.has(one) &&
      !keys.has(keyOfFinding(one.marker)) &&
      !keys.has(placeKeyOf({ ...one.marker, ...one })),
  )
  return { create, left, open, ...joinUpdates(updates, updateUnseen(unseen, planning)) }
}

/** What one thread is about: a secret at all of its places, other findings at one. */
interface Group {
  readonly key: string
  /** The one that is spoken of first. */
  readonly findings: readonly [AssessedFinding, ...AssessedFinding[]]
  readonly voice: Voice
}

const loudest: readonly Voice[] = ['blocks', 'comment', 'note', 'settled']
const isLoud = (voice: Voice): boolean => voice === 'blocks' || voice === 'comment'

/** The loudest first, so that they have the room; what can be seen on a line before what cannot. */
function groupsOf({ findings, voice }: CommentPlanning): readonly Group[] {
  const byKey = new Map<string, AssessedFinding[]>()
  const ranked = findings.toSorted(
    (a, b) =>
      loudest.indexOf(voice(a)) - loudest.indexOf(voice(b)) ||
      Number(a.commit !== null) - Number(b.commit !== null),
  )
  for (const finding of ranked) {
    // Where it was before is not what the change brings.
    if (finding.status === 'outside-diff') continue
    const key = threadKeyOf(finding)
    const list = byKey.get(key)
    if (list) list.push(finding)
    else byKey.set(key, [finding])
  }
  return [...byKey].map(([key, [first, ...others]]) => ({
    key,
    findings: [first!, ...others],
    voice: voice(first!),
  }))
}

function textOf(
  finding: AssessedFinding,
  { findings, voice }: Group,
  { rules }: CommentPlanning,
  suggestion: LineSuggestion | undefined,
): string {
  return commentText(finding, {
    rule: rules.get(finding.rule),
    isBlocking: voice === 'blocks',
    suggestion: suggestion?.block,
    elsewhere: findings.filter((one) => one !== finding && one.commit === null),
  })
}

/** A thread stays where it is, and what is accepted there replaces just its lines. */
const suggestionAt = (
  { lines }: KnownThread,
  suggestion: LineSuggestion | undefined,
): LineSuggestion | undefined =>
  suggestion?.from === lines?.from && suggestion?.to === lines?.to ? suggestion : undefined

/** At the first of its places where a comment can stand and nobody has said it. */
function placeOf(planning: CommentPlanning, group: Group, open: number): NewComment | LeftFinding {
  const places = group.findings.filter(({ commit }) => commit === null)
  const said = new Map(places.map((one) => [one, planning.said(one)]))
  const unsaid = places.filter((one) => said.get(one) === undefined)
  const [first] = places
  if (first !== undefined && unsaid.length === 0)
    return { finding: first, why: 'said', by: said.get(first) ?? '' }
  for (const finding of unsaid) {
    const lines = linesOf(finding, planning)
    if (lines === undefined) continue
    return open < planning.most ? newComment(finding, group, planning, lines) : { finding, why: 'no-room' }
  }
  return { finding: unsaid[0] ?? group.findings[0], why: 'no-line' }
}

type Lines = Pick<NewComment, 'line' | 'startLine'>

function linesOf(
  { path, line, endLine, brought }: AssessedFinding,
  { shown }: CommentPlanning,
): Lines | undefined {
  const hunks = shown(path)
  const by = brought?.line ?? null
  if (by !== null) return shownPart({ from: by, to: by }, hunks)
  // A file that should not be there at all is spoken of at its beginning.
  const from = line ?? hunks[0]?.from
  return from === undefined ? undefined : shownPart({ from, to: endLine ?? from }, hunks)
}

function newComment(
  finding: AssessedFinding,
  group: Group,
  planning: CommentPlanning,
  lines: Lines,
): NewComment {
  const { path, brought } = finding
  // Where it stands at another line than it would change there is none.
  const suggestion = (brought?.line ?? null) === null ? planning.suggest(finding) : undefined
  if (suggestion === undefined || !isShownWhole(suggestion, planning.shown(path)))
    return { path, ...lines, body: textOf(finding, group, planning, undefined) }
  const { from, to } = suggestion
  const body = textOf(finding, group, planning, suggestion)
  return { path, line: to, ...(from !== to && { startLine: from }), body }
}
