import type { ChaosState, Leaving } from './chaos-program.ts'
import { underWayMs } from './under-way.ts'
import type { MadeInRepository, MadeOnGitHub } from './made-on-github.ts'
import type { LastSwitched } from './judge-made.ts'

/**
 * What is planned in organizations that Gatehouse was to leave, though nobody ordered it; and what it has made in those that it is to
 * leave now and is still there. Pure.
 */
export function leavingProblems(
  { acts }: ChaosState,
  made: MadeOnGitHub,
  lastSwitched: LastSwitched,
): readonly string[] {
  if (!acts) return ['nothing is recorded of what was changed']
  return acts.leaving.flatMap((one) => [
    ...[...new Set(one.planned)].map(
      (kind) => `${one.organization}: ${kind} was planned while Gatehouse was to leave`,
    ),
    ...(one.until === Infinity &&
    !acts.open.some(({ organization, kind }) => organization === one.organization && kind === 'undo')
      ? leftProblems(one, made, lastSwitched).map((what) => `${one.organization} was left, and ${what}`)
      : []),
  ])
}

function leftProblems(
  { organization, left }: Leaving,
  { repositories, organizations }: MadeOnGitHub,
  lastSwitched: LastSwitched,
): readonly string[] {
  const own = organizations.find(({ login }) => login === organization)
  return [
    ...left.map((what) => `${what} is recorded as being there`),
    ...(own?.rulesets ?? []).map((name) => `ruleset ${name} is there`),
    ...(own?.hasProperty === true ? ['its property is there'] : []),
    ...repositories
      .filter((one) => one.organization === organization && !one.isArchived)
      .flatMap((one) => leftIn(one, lastSwitched).map((what) => `${what} in ${one.name}`)),
  ]
}

/** People's answers are issues of their own, and stay with those who asked. */
const leftIn = (
  { id, name, policies, proposals, workflow, written }: MadeInRepository,
  lastSwitched: LastSwitched,
): readonly string[] => [
  ...(proposals.includes('open') || policies.some(({ isOpen }) => isOpen) ? ['a pull request is open'] : []),
  ...(workflow === 'off' && lastSwitched.get(id) === 'program' ? ['a workflow is switched off'] : []),
  ...(name !== 'gatehouse' && written.some(({ what, state }) => what === 'issue' && state === 'open')
    ? ['an issue is open']
    : []),
]

/** Whether Gatehouse was to leave an organization then, and longer than it may take until every process knows. */
export const wasLeaving = (
  leaving: readonly Leaving[],
  organization: string,
  at: number,
  shortly = underWayMs,
): boolean =>
  leaving.some((one) => one.organization === organization && at > one.from + shortly && at < one.until)

/** Whether it may still take back what it made, as it was ordered to. */
export const mayTakeBack = (leaving: readonly Leaving[], organization: string, at: number): boolean =>
  leaving.some((one) => one.organization === organization && at >= one.from && at < one.until + underWayMs)
