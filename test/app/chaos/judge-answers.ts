import type { ChaosState, RecordedActs } from './chaos-program.ts'
import type { PolicyPages, ProposedPolicy } from './policy-pages.ts'

/**
 * What people did and were not answered, or twice; what somebody got who may not; and what is said of proposed policies and is not so.
 * Pure.
 */
export function answerProblems({ acts }: ChaosState, pages: readonly PolicyPages[]): readonly string[] {
  if (!acts) return ['nothing is recorded of what was changed']
  return [
    ...pages.flatMap((one) => [
      ...commandProblems(acts, one),
      ...emergencyProblems(acts, one),
      ...proposalProblems(acts, one),
    ]),
    ...pressProblems(acts),
    ...orderProblems(acts),
  ]
}

/** Each command has one answer. */
function commandProblems(
  { answers }: RecordedActs,
  { organization, commands }: PolicyPages,
): readonly string[] {
  return commands.flatMap((about) => {
    const own = answers.find((one) => one.organization === organization && one.about === about)
    const [given, open] = [own?.given ?? 0, own?.open ?? 0]
    return given + open === 1
      ? []
      : [`${organization}: ${about} was answered ${given === 0 ? 'by nobody' : `${given} times`}`]
  })
}

/** Whoever uses an emergency is looked at afterwards, in an issue that is open until somebody has, or until Gatehouse leaves. */
function emergencyProblems(
  { emergencies, open, leaving }: RecordedActs,
  { organization, issues }: PolicyPages,
): readonly string[] {
  const isComing = (kind: string): boolean =>
    open.some((one) => one.organization === organization && one.kind === kind)
  const hasLeft = isLeft(leaving, organization)
  return emergencies
    .filter((one) => one.organization === organization)
    .flatMap(({ id, issue, isReviewed }) => {
      const what = `${organization}: emergency ${id}`
      if (issue === undefined) return [`${what} is to be reviewed by nobody`]
      if (issue === null) return isComing('open-issue') ? [] : [`${what} has no issue`]
      const state = issues.get(issue)
      if (state === undefined) return [`${what} has an issue that is not there`]
      const wanted = isReviewed ? 'closed' : 'open'
      return state === wanted || isComing('issue-state') || (hasLeft && state === 'closed')
        ? []
        : [`${what} is ${isReviewed ? '' : 'not '}reviewed, and its issue is ${state}`]
    })
}

const isLeft = (leaving: RecordedActs['leaving'], organization: string): boolean =>
  leaving.some((one) => one.organization === organization && one.until === Infinity)

function proposalProblems(
  { open, leaving }: RecordedActs,
  { organization, proposed, names }: PolicyPages,
): readonly string[] {
  const isHeldUp =
    isLeft(leaving, organization) ||
    open.some(
      (one) => one.organization === organization && (one.kind === 'check-run' || one.kind === 'pull-comment'),
    )
  return proposed.flatMap((one) =>
    [
      ...(isHeldUp ? [] : saidProblems(one)),
      ...names
        .filter((name) => one.comments.some((text) => text.includes(name)))
        .map((name) => `what is said of it names ${name}`),
    ].map((problem) => `${organization}: the policy of pull request ${one.number}: ${problem}`),
  )
}

function saidProblems({ isValid, conclusions, comments }: ProposedPolicy): readonly string[] {
  const wanted = isValid ? 'success' : 'failure'
  const isRefused = comments.at(-1)?.includes('The policy is not valid') === true
  return [
    ...(conclusions.at(-1) === wanted
      ? []
      : [`its check says ${conclusions.at(-1) ?? 'nothing'}, and it is ${isValid ? '' : 'not '}valid`]),
    ...(comments.length === 1 ? [] : [`${comments.length} comments are under it`]),
    ...(comments.length > 0 && isRefused === isValid ? ['its comment says otherwise'] : []),
  ]
}

/** In the stories `dev` may read everywhere and write nowhere. */
function pressProblems({ presses }: RecordedActs): readonly string[] {
  return presses.flatMap(({ place, login, button, outcome }) => {
    const what = `${place}: ${login} pressed ${button}, and`
    if (outcome === null) return [`${what} nobody has dealt with it`]
    const mayNot = login === 'dev' && outcome !== 'refused' && outcome !== 'gone'
    return mayNot ? [`${what} it was ${outcome}`] : []
  })
}

/** What somebody ordered is made, whatever is decided meanwhile; only of what is gone nothing can be. */
function orderProblems({ orders }: RecordedActs): readonly string[] {
  return orders
    .filter(({ state, isGone }) => !isGone && (state === 'withdrawn' || state === 'failed'))
    .map(
      ({ place, organization, kind, state }) =>
        `${kind} of ${place ?? organization} was ordered, and ${state}`,
    )
}
