import type { AssessedFinding } from '../policies/assessed-finding.ts'
import type { Report } from '../report/report.ts'
import { saidBefore } from './comments/already-said.ts'
import { keyOfFinding } from './comments/marker.ts'
import { type CommentPlan, type CommentPlanning, planComments } from './comments/plan-comments.ts'
import { reviewText } from './comments/review-text.ts'
import { threadFinder } from './comments/thread-of.ts'
import type { Suggest } from './create-suggest.ts'
import { withoutFeature } from './features.ts'
import type { Voice } from './judge.ts'
import { applyUpdates } from './post/apply-updates.ts'
import { postReview } from './post/post-review.ts'
import type { Posting } from './post/posting.ts'
import { readAlerts } from './post/read-alerts.ts'
import { type PullComments, readComments } from './post/read-comments.ts'
import { readHunks } from './post/read-hunks.ts'
import { type KnownReview, readReview, updateReview } from './post/review-body.ts'
import { spokenWords } from './spoken-words.ts'

export interface Speaking extends Posting {
  readonly report: Report
  readonly suggest: Suggest
  readonly voice: (finding: AssessedFinding) => Voice
  /** Whether the change has a file at that path. */
  readonly isThere: (path: string) => boolean
  /** It comes from another repository. */
  readonly isFork: boolean
  /** How many comments may stand open at most. */
  readonly most: number
  /** `Scanned 3 of 3 files, …` */
  readonly scanned: string
}

/** What was said, or would be, for the summary. Each a sentence. */
export type Spoken = readonly string[]

/** Says on the lines of a pull request what is worth it, in one review, and brings what was said before up to date. */
export async function speak(speaking: Speaking): Promise<Spoken> {
  const { comments, review, plan, hints } = await look(speaking)
  const areThreadsDone = await applyUpdates(speaking, plan)
  const unplaced = await say(speaking, plan, review)
  return [
    ...spokenWords(plan, { isDone: true, unplaced, isWanted: speaking.most > 0 }),
    ...hints,
    ...(comments.threads.length > 0 && !areThreadsDone ? [withoutFeature('resolve', speaking)] : []),
  ]
}

/** What `speak` would do. Only reads. */
export async function rehearse(speaking: Speaking): Promise<Spoken> {
  const { plan, hints } = await look(speaking)
  return [...spokenWords(plan, { isDone: false, unplaced: 0, isWanted: speaking.most > 0 }), ...hints]
}

interface Looked {
  readonly comments: PullComments
  readonly review: KnownReview | undefined
  readonly plan: CommentPlan
  /** What could not be known. */
  readonly hints: readonly string[]
}

async function look(speaking: Speaking): Promise<Looked> {
  const { report, suggest, voice, most, head } = speaking
  const { findings, rules, coverage } = report
  const [comments, review] = await Promise.all([readComments(speaking), readReview(speaking)])
  const threadAt = threadFinder(comments.threads, () => true)
  const fresh = findings.filter((one) => isLoud(voice(one)) && !threadAt(one))
  const paths = new Set(fresh.filter(({ commit }) => commit === null).map(({ path }) => path))
  const isCode = fresh.some(({ kind }) => kind === 'code')
  const [hunks, alerts] = await Promise.all([
    paths.size === 0 ? undefined : readHunks(speaking, paths),
    isCode ? readAlerts(speaking) : [],
  ])
  const remarks = [...comments.remarks, ...(alerts ?? [])]
  const unseen = new Set(coverage.notScanned.map(({ path }) => path))
  const planning: CommentPlanning = {
    findings,
    rules,
    voice,
    suggest,
    threads: comments.threads,
    shown: (path) => hunks?.get(path) ?? [],
    said: (finding) => saidBefore(finding, rules.get(finding.rule), remarks),
    most,
    isUnseen: (path) => unseen.has('') || unseen.has(path),
    isThere: speaking.isThere,
    head,
  }
  return {
    comments,
    review,
    plan: planComments(planning),
    hints: alerts === undefined ? [withoutFeature('alerts', speaking)] : [],
  }
}

const isLoud = (voice: Voice): boolean => voice === 'blocks' || voice === 'comment'

/** @returns how many comments GitHub had no line for */
async function say(speaking: Speaking, plan: CommentPlan, review: KnownReview | undefined): Promise<number> {
  const { voice, report, scanned, place, head, most } = speaking
  const isBlocking = (finding: AssessedFinding): boolean => voice(finding) === 'blocks'
  const text = reviewText({
    open: plan.open,
    left: plan.left,
    isBlocking,
    blocking: new Set(report.findings.filter(isBlocking).map(keyOfFinding)).size,
    scanned,
    files: `${place.server}/${place.owner}/${place.repo}/blob/${head}`,
  })
  if (review) await updateReview(speaking, review, text)
  const isWorthIt = plan.create.length > 0 || plan.left.some(({ why }) => why !== 'said')
  // Where no comments are wished for, a review is one too.
  if (most === 0 || !isWorthIt || (plan.create.length === 0 && review)) return 0
  const unplaced = await postReview(speaking, { body: review ? '' : text, comments: plan.create })
  return unplaced.length
}
