import { modeAt } from '../../../policies/mode-at.ts'
import type { Policy } from '../../../policies/resolve-policy.ts'
import type { Mode } from '../../../policies/policy-group.ts'
import { renderPreviewCounts } from '../../../report/markdown/preview.ts'
import { summary } from '../../../report/preview.ts'
import type { WantedEffect } from '../effects/effect.ts'
import type { EffectAction } from '../effects/effect-action.ts'
import { finalEvent, plannedEvent } from '../effects/effect-events.ts'
import type { FoundFile, GitHubOrganization, OpenPull } from '../github.ts'
import type { CandidateFile } from '../policy/candidate.ts'
import { policyPath } from '../policy/refresh-policy.ts'
import { followProposals } from '../policy-proposals/follow-proposals.ts'
import type { KnownOrganization, PolicyTrial, Records, Run } from '../records.ts'
import { keyOf } from '../work-keys.ts'

export interface PullPreviewing {
  readonly organization: KnownOrganization
  readonly github: GitHubOrganization
  readonly records: Records
  readonly policyRepository: string
  /** What may be done on GitHub at most. */
  readonly ceiling: Mode
  readonly now: () => Date
}

/** The name of the check, by which a ruleset can require it. */
export const policyCheckName = 'gatehouse/policy'
/** What is said of one pull request. */
const previewKinds = ['check-run', 'pull-comment'] as const
/** More open pull requests that change a policy nobody reads; the newest are looked at. */
const mostPulls = 30

/**
 * Says on each open pull request that changes the policy what it would change: a check on its head, and a comment that is kept up to
 * date. What became of those that were proposed in the console is recorded. Counts only, since who reads the policy's repository need not be one who may know the names of all others.
 */
export async function previewPulls(input: PullPreviewing, run: Run): Promise<void> {
  const { organization, now } = input
  await followProposals(input)
  const wanted = await wantedPreviews(input)
  const at = now()
  await run.finish(async (recorder) => {
    const subject = { planner: 'previews', organization: organization.id, repository: null } as const
    const plan = await recorder.plan(subject, wanted, at)
    if (plan.planned.length > 0) await recorder.want([keyOf('changes', organization.id)])
    await recorder.audit(organization.id, at, [
      ...plan.withdrawn.map((effect) => finalEvent(effect, 'withdrawn', null)),
      ...plan.planned.map(plannedEvent),
    ])
  })
}

async function wantedPreviews(input: PullPreviewing): Promise<readonly WantedEffect[]> {
  const { organization, github, records, policyRepository } = input
  const { inForce } = await records.governance(organization.id)
  if (!mayTell(input, inForce.policy)) return []
  const pulls = await github.listPulls(policyRepository)
  const current = await github.readFile(policyRepository, policyPath)
  if (!pulls.known || !current.known) return []
  const said = await records.saidOnCommits(organization.id)
  const wanted: WantedEffect[] = []
  for (const pull of pulls.value.slice(0, mostPulls)) {
    const before = said.filter(({ commit }) => commit === pull.head)
    // What it would change is told against what is in force: where that is another one since, it is told anew.
    const saidNow = new Set(before.filter(({ policy }) => policy === inForce.id).map(({ kind }) => kind))
    if (previewKinds.every((kind) => saidNow.has(kind))) continue
    const candidate = await readCandidate(input, pull)
    // One that leaves the policy as it is has nothing said of it, unless it changed the one before.
    if (candidate === undefined) continue
    if (before.length === 0 && !(await isTouched(input, pull, candidate, current.value))) continue
    const trial = await records.tryPolicy(organization.id, candidate)
    const actions = actionsOf(policyRepository, organization.login, pull, candidate, trial)
    wanted.push(
      ...actions
        .filter(({ kind }) => !saidNow.has(kind))
        .map((action) => ({ action, reason: 'A pull request changes the policy.', policy: inForce.id })),
    )
  }
  return wanted
}

/** From `notify` on, in any of the policy's groups: who only observes wants nothing written. */
const mayTell = ({ ceiling, now }: PullPreviewing, policy: Policy): boolean =>
  ceiling !== 'observe' && policy.groups.some((group) => modeAt(group, now()) !== 'observe')

/**
 * Whether a pull request changes the policy. One that branched off an older one has that older one at its head, and leaves it as it is.
 * Where that cannot be read, it may change it.
 */
async function isTouched(
  { github, policyRepository }: PullPreviewing,
  { head }: OpenPull,
  candidate: { readonly oid: string },
  current: FoundFile | null,
): Promise<boolean> {
  if (candidate.oid === current?.oid) return false
  if (current === null) return true
  const base = await github.readMergeBase(policyRepository, current.commit, head)
  if (!base.known) return true
  const before = await github.readFile(policyRepository, policyPath, base.value)
  return !before.known || before.value?.oid !== candidate.oid
}

/** undefined: it could not be read. */
async function readCandidate(
  { github, policyRepository }: PullPreviewing,
  { head }: OpenPull,
): Promise<(CandidateFile & { readonly oid: string }) | undefined> {
  const file = await github.readFile(policyRepository, policyPath, head)
  if (!file.known || file.value === null) return undefined
  return { name: policyPath, text: file.value.text, oid: file.value.oid }
}

function actionsOf(
  repository: string,
  organization: string,
  { number, head }: OpenPull,
  candidate: CandidateFile,
  trial: PolicyTrial,
): readonly Extract<EffectAction, { kind: (typeof previewKinds)[number] }>[] {
  const told = trial.ok
    ? {
        conclusion: 'success' as const,
        title: summary({ organization, candidate: candidate.name, ...trial }),
        text: renderPreviewCounts({ organization, candidate: candidate.name, ...trial }),
      }
    : { conclusion: 'failure' as const, title: 'The policy is not valid', text: problemList(trial.problems) }
  return [
    {
      kind: 'check-run',
      repository,
      commit: head,
      name: policyCheckName,
      conclusion: told.conclusion,
      title: told.title,
      summary: told.text,
    },
    { kind: 'pull-comment', repository, number, commit: head, body: told.text },
  ]
}

const problemList = (problems: readonly string[]): string =>
  ['## The policy is not valid', '', 'The last valid one stays in force.', '', ...problems.map(asItem)].join(
    '\n',
  )

/** Problems quote the file, which anybody may have written. */
const asItem = (problem: string): string => `- \`${problem.replaceAll(/[`\r\n]/g, ' ')}\``
