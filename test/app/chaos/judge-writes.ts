import { type ChaosState, placeOf, type RecordedActs } from './chaos-program.ts'
import { mayTakeBack, wasLeaving } from './judge-leaving.ts'
import { isOrdered, underWayMs } from './under-way.ts'
import type { ProgramWrite } from './watch-writes.ts'

/** A pause holds within ten seconds; between processes of one machine in less. */
export const pausedMs = 5_000

/** So does what is switched off: what is sent already may take its time. */
const switchedMs = 10_000

/** What is made from `notify` on: nobody has to accept it first. */
const told: ReadonlySet<string> = new Set(['status', 'issues', 'always'])

/** What may be done to a repository of which outcome. */
const wanted: Readonly<Record<string, readonly string[]>> = {
  'actions/disable-workflow': ['denied', 'needs-approval'],
  'actions/enable-workflow': ['allowed'],
}

/** What the program wrote and should not have, at any moment. Nothing, where it has kept to what it says. Pure. */
export function writeProblems({ acts }: ChaosState, writes: readonly ProgramWrite[]): readonly string[] {
  if (!acts) return ['nothing is recorded of what was changed']
  return writes.flatMap((write) => {
    const when = new Date(write.at).toISOString()
    const what = `${write.operation} of ${write.organization} (${write.path}) at ${when}`
    return [
      ...switchProblems(write, acts),
      ...brakeProblems(write, acts),
      ...outcomeProblems(write, acts),
      ...leavingProblems(write, acts),
      ...tokenProblems(write),
    ].map((problem) => `${what}, ${problem}`)
  })
}

/** By what Gatehouse takes back what it made; each but the first three is also made where the policy wants it. */
const takingBack: ReadonlySet<string> = new Set([
  'repos/delete-org-ruleset',
  'orgs/custom-properties-for-repos-delete-organization-definition',
  'issues/delete-label',
  'issues/update',
  'pulls/update',
  'actions/enable-workflow',
])

/** What was begun when it was ordered, and nobody heard of its end, is made whole and taken back: at the end nothing of it is there. */
const madeWhole =
  /^(?:repos\/create-org-ruleset|orgs\/custom-properties-for-repos-create-or-update-organization-definition|issues\/create|pulls\/create|git\/)/

const isTakenBack = ({ operation, organization, at }: ProgramWrite, { leaving }: RecordedActs): boolean =>
  takingBack.has(operation) && mayTakeBack(leaving, organization, at)

function leavingProblems(write: ProgramWrite, { leaving }: RecordedActs): readonly string[] {
  // People are answered.
  const isAnswer = write.switch === 'always' && write.operation.startsWith('issues/')
  return isAnswer ||
    takingBack.has(write.operation) ||
    madeWhole.test(write.operation) ||
    !wasLeaving(leaving, write.organization, write.at, switchedMs)
    ? []
    : ['while Gatehouse was to leave']
}

/** Whoever undoes a wave gets back what it took, whatever is switched off by then. */
function isOrderedByPeople(
  { operation, organization, repository, path, at }: ProgramWrite,
  { orders }: RecordedActs,
): boolean {
  // One request gives several repositories, by names in its body; `judge-connections.ts` judges each of them.
  if (operation === 'enterprise-apps/grant-repository-access-to-installation')
    return orders.some(
      (one) =>
        one.organization === organization && one.kind === 'connect' && at >= one.from && at <= one.until,
    )
  const kind = givingBack.find(([pattern]) => pattern.test(operation))?.[1]
  // A secret is the organization's, and the repository is the last of its path.
  const id = repository ?? Number(/\/repositories\/(\d+)$/.exec(path)?.[1])
  return kind !== undefined && isOrdered(orders, { place: placeOf(organization, id), kind, at })
}

const givingBack: readonly (readonly [RegExp, string])[] = [
  [/^actions\/enable-workflow$/, 'enable-workflow'],
  [/\/add-selected-repo-to-org-secret$/, 'give-secret'],
]

function switchProblems(write: ProgramWrite, acts: RecordedActs): readonly string[] {
  const { switches } = acts
  if (write.switch === 'unknown') return ['of which nobody knows what lets it be']
  if (write.switch === 'always' || isTakenBack(write, acts) || isOrderedByPeople(write, acts)) return []
  const versions = during(switches.get(write.organization) ?? [], write.at, switchedMs)
  return versions.some(({ on }) => on.has(write.switch)) ? [] : [`when ${write.switch} was switched off`]
}

function brakeProblems(write: ProgramWrite, { acceptedAt, pauses }: RecordedActs): readonly string[] {
  const isAccepted = told.has(write.switch) || (acceptedAt.get(write.organization) ?? Infinity) <= write.at
  const isPaused = pauses.some(({ from, until }) => write.at > from + pausedMs && write.at < until)
  return [...(isAccepted ? [] : ['before it was accepted']), ...(isPaused ? ['while paused'] : [])]
}

function outcomeProblems(write: ProgramWrite, acts: RecordedActs): readonly string[] {
  const { outcomes } = acts
  const may = wanted[write.operation]
  if (may === undefined || isTakenBack(write, acts) || write.repository === undefined || !write.isChange)
    return []
  if (isOrderedByPeople(write, acts)) return []
  const place = placeOf(write.organization, write.repository)
  const could = during(outcomes.get(place) ?? [], write.at)
  return could.some(({ outcome }) => may.includes(outcome))
    ? []
    : [`when it was ${could.map(({ outcome }) => outcome).join(', then ') || 'not decided'}`]
}

/** In the stories what keeps to the limits is called so. */
const tokenProblems = ({ token }: ProgramWrite): readonly string[] =>
  token !== undefined && /^(?:fine|asked)/.test(token) ? [`and ${token} keeps to the limits`] : []

/** What held at an instant, or so shortly before that it may have been acted upon. @param all oldest first */
export function during<One extends { readonly at: number }>(
  all: readonly One[],
  at: number,
  shortly = underWayMs,
): readonly One[] {
  const last = all.findLast((one) => one.at <= at - shortly)
  return [...(last ? [last] : []), ...all.filter((one) => one.at > at - shortly && one.at <= at)]
}
