import type { ExplainedPath, Explanation } from './explanation.ts'
import { gravestFirst } from './order.ts'
import { outcomeWords } from './outcomes.ts'
import { isAdvice, sortReasons } from './reasons.ts'
import { shortCommit } from './wording.ts'

/** What can be done about a path. */
export const controlLabels: Readonly<Record<ExplainedPath['control'], string>> = {
  enforceable: 'we can change this',
  detectable: 'we can only see this',
  unknown: "we can't see this",
}

export const stateWords: Readonly<Record<ExplainedPath['state'], string>> = {
  connected: 'connected',
  possible: 'possibly connected',
  'not-seen': 'not seen',
  unknown: 'could not be read',
}

const instant = (iso: string): string => `${iso.slice(0, 16).replace('T', ' ')} UTC`

export const headline = ({ repository, decision }: Explanation): string =>
  `${repository} is ${decision.outcome === 'needs-approval' ? 'not allowed yet: it needs approval' : outcomeWords[decision.outcome]}`

export const subtitle = ({ decision }: Explanation): string =>
  [
    `policy ${decision.policy}`,
    `group ${decision.group ?? 'not settled'}`,
    `mode ${decision.mode}`,
    `since ${instant(decision.since)}`,
  ].join(', ')

/** What to do next, without repetitions: what stops it first. */
export function nextSteps({
  decision: { outcome, reasons },
}: Pick<Explanation, 'decision'>): readonly string[] {
  if (outcome === 'allowed') return []
  const deciding = sortReasons(reasons).filter((reason) => !isAdvice(reason) && reason.state !== 'met')
  return [...new Set(deciding.map(({ todo }) => todo).filter((todo) => todo !== undefined))]
}

const byItself = ({ decision: { changesAt } }: Explanation): string =>
  changesAt === null
    ? 'It does not change by itself: only with what is found, approved or written in the policy.'
    : `It may change by itself on ${instant(changesAt)}, when something ends or begins.`

function lookedAtWords({ lookedAt, decision }: Explanation): readonly string[] {
  const { paths, commit, contentProblem } = lookedAt
  return [
    paths === null ? 'Its paths were never read.' : `Its paths were read on ${instant(paths)}.`,
    commit === null
      ? 'Its content was not scanned.'
      : `Its content was scanned at the commit ${shortCommit(commit)}.`,
    ...(contentProblem === undefined ? [] : [`Content that could not be looked at: ${contentProblem}.`]),
    `It was decided on ${instant(decision.decidedAt)}.`,
  ]
}

function findingWords({ findings: { open, settled } }: Explanation): string {
  const counts = gravestFirst
    .filter((severity) => open[severity] > 0)
    .map((severity) => `${open[severity]} ${severity}`)
  const aside = settled === 0 ? '' : `; ${settled} set aside`
  return counts.length === 0 ? `No open findings${aside}.` : `Open findings: ${counts.join(', ')}${aside}.`
}

const ownerWords = ({ owners: { owners, why } }: Explanation): string =>
  owners.length === 0 ? why : `${owners.join(', ')}. ${why}`

/** What the decision rests on besides its reasons, a sentence or two each. */
export const groundWords = (explanation: Explanation): readonly string[] => [
  ...lookedAtWords(explanation),
  findingWords(explanation),
  `Owners: ${ownerWords(explanation)}`,
  byItself(explanation),
]

/** For programs. */
export const renderWhyJson = (explanation: Explanation): string =>
  `${JSON.stringify({ version: 1, ...explanation, next: nextSteps(explanation) }, undefined, 2)}\n`
