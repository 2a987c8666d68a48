import type { Simulator } from '../../github/server/simulator.ts'
import type { ChaosCompany, EnforcingCompany } from './chaos-company.ts'
import type { ChaosProgram, ChaosState } from './chaos-program.ts'
import { differences } from './compare-states.ts'
import { answerProblems } from './judge-answers.ts'
import { connectionProblems } from './judge-connections.ts'
import { leavingProblems } from './judge-leaving.ts'
import { madeProblems } from './judge-made.ts'
import { radiusProblems } from './judge-radius.ts'
import { writeProblems } from './judge-writes.ts'
import { madeOnGitHub } from './made-on-github.ts'
import { policyPages } from './policy-pages.ts'
import { reachedNow } from './reached-now.ts'
import type { ConnectionWatch } from './watch-connections.ts'
import type { WriteWatch } from './watch-writes.ts'

/** What was seen of GitHub while things happened. */
export interface Watches {
  readonly connections: ConnectionWatch
  readonly writes: WriteWatch
}

export interface Judged {
  readonly github: Simulator
  readonly company: ChaosCompany
  readonly program: Pick<ChaosProgram, 'readState' | 'computeFresh'>
}

/** @returns what is wrong, once the program is at rest, and what is recorded */
export async function verdict(
  { github, company, program }: Judged,
  watches: Watches,
): Promise<{ readonly wrong: readonly string[]; readonly state: ChaosState }> {
  const state = await program.readState()
  const existing = new Map(
    company.organizations.map(({ login, id }) => [login, github.world.repositoriesOf.get(id)?.size ?? 0]),
  )
  const defects = github.defects.map((defect) => `the simulated GitHub is wrong: ${defect}`)
  const { enforcing } = company
  // Whether decisions are right is proven where nothing is changed: approvals are no part of what a fresh computation can see.
  if (enforcing)
    return {
      state,
      wrong: [
        ...differences(state, state, existing),
        ...(await actProblems({ github, company: { ...company, enforcing } }, state, watches)),
        ...defects,
      ],
    }
  // Asking for our own webhooks once more changes nothing of anybody's.
  const writes = github.calls.filter(
    ({ isWrite, operationId }) => isWrite && operationId !== 'apps/redeliver-webhook-delivery',
  )
  return {
    state,
    wrong: [
      ...differences(state, await program.computeFresh(), existing),
      ...writes.map(({ method, path }) => `a write on GitHub: ${method} ${path}`),
      ...defects,
    ],
  }
}

/** What is not as it was decided, or was done and should not have been. @param now by the program's clock */
export async function actProblems(
  {
    github,
    company,
  }: {
    readonly github: Simulator
    readonly company: ChaosCompany & { readonly enforcing: EnforcingCompany }
  },
  state: ChaosState,
  { connections: { changes }, writes: { writes, lastSwitched } }: Watches,
  now?: () => number,
): Promise<readonly string[]> {
  const { enforcing } = company
  const made = await madeOnGitHub(github, company, now)
  return [
    ...connectionProblems(state, { ...reachedNow(github, enforcing, company), changes }),
    ...writeProblems(state, writes),
    ...radiusProblems(changes, writes, state.acts?.letPass ?? [], enforcing.mostRemovals),
    ...madeProblems(state, made, lastSwitched),
    ...leavingProblems(state, made, lastSwitched),
    ...answerProblems(state, await policyPages(github, company)),
  ]
}
