import type { AssessedFinding } from '../policies/assessed-finding.ts'
import { count } from '../report/wording.ts'
import type { CommentPlan } from './comments/plan-comments.ts'
import { rotatedCommand } from './comments/review-text.ts'

export interface PlanOutcome {
  /** Whether it was carried out; else it is only told. */
  readonly isDone: boolean
  /** Comments for which GitHub had no line. */
  readonly unplaced: number
  /** Whether any comment was wished for. */
  readonly isWanted: boolean
}

/** Removed secrets that are named one by one. */
const mostNamed = 5

/** What a plan did, or would have done, a sentence each, unescaped. Pure. */
export function spokenWords(
  { create, edit, resolve, reopen, left }: CommentPlan,
  { isDone, unplaced, isWanted }: PlanOutcome,
): readonly string[] {
  const made = create.length - unplaced
  const deeds = [
    ...(made > 0 ? [`commented on ${count(made, 'place')}`] : []),
    ...(edit.length > 0 ? [`brought ${count(edit.length, 'earlier comment')} up to date`] : []),
    ...(resolve.length > 0 ? [`resolved ${count(resolve.length, 'thread')}`] : []),
    ...(reopen.length > 0 ? [`opened ${count(reopen.length, 'thread')} again`] : []),
  ]
  const [removed, there] = [left.filter(isRemoved), left.filter((one) => !isRemoved(one))]
  const number = (why: string): number => there.filter((one) => one.why === why).length
  const lineless = number('no-line') + unplaced
  return [
    ...deeds.map((deed) => (isDone ? `${capital(deed)}.` : `Would have ${deed}.`)),
    ...(isWanted && number('no-room') > 0
      ? [`${count(number('no-room'), 'finding')} beyond the limit of comments.`]
      : []),
    ...(lineless > 0 ? [`${count(lineless, 'finding')} on no line that GitHub shows.`] : []),
    ...removed.slice(0, mostNamed).map(({ finding }) => removedWords(finding)),
    ...saidWords(there.flatMap(({ by }) => by ?? [])),
  ]
}

const isRemoved = ({ finding }: CommentPlan['left'][number]): boolean => finding.commit !== null

/** A way out that is no rewriting of history. */
const removedWords = (finding: AssessedFinding): string =>
  `${finding.title}: a later commit took it out of \`${finding.path}\`, and everybody who fetched the branch has it. Replace it at its service, then answer on the pull request: ${rotatedCommand(finding)}`

function saidWords(by: readonly string[]): readonly string[] {
  const numbers = new Map<string, number>()
  for (const one of by) numbers.set(one, (numbers.get(one) ?? 0) + 1)
  return [...numbers].map(([one, number]) => `${count(number, 'finding')} said by ${one} already.`)
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
