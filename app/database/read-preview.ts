import { beginPreview, type PolicyWithAllowlist } from '../../policies/preview-policy.ts'
import { known } from '../../policies/facts.ts'
import { markFindings } from '../enforcement/findings/mark-findings.ts'
import { type CandidateFile, resolveCandidate } from '../enforcement/policy/candidate.ts'
import { judged } from '../enforcement/approvals/approval.ts'
import type { PolicyTrial } from '../enforcement/records.ts'
import { readApprovals } from './approvals.ts'
import { readContent } from './content.ts'
import { readDecisions } from './decisions.ts'
import { createGovernanceReader, readPolicies } from './policies.ts'
import type { Scope } from './scope.ts'
import type { Store } from './store.ts'

type Reading = Pick<Store, 'database'>
type Decided = Awaited<ReturnType<typeof readDecisions>>[number]

/** Content of so many repositories is read at a time. */
const batch = 16

/** Tries a policy on everything that is recorded of an organization. Reads only. */
export async function readPreview(
  store: Reading,
  scope: Scope,
  { organization, candidate, now }: { organization: string; candidate: CandidateFile; now: Date },
): Promise<PolicyTrial> {
  const [{ inForce }, { valid }] = await Promise.all([
    createGovernanceReader(store)(organization),
    readPolicies(store, organization),
  ])
  const { resolved, remarks } = resolveCandidate(candidate, valid?.source ?? null)
  if (!resolved.ok) return resolved
  const preview = beginPreview({ current: inForce, candidate: resolved, now })
  const decided = await readDecisions(store, scope, organization)
  for (let from = 0; from < decided.length; from += batch) {
    const some = decided.slice(from, from + batch)
    for (const one of await Promise.all(some.map((row) => toPreviewed(store, row, now)))) preview.add(one)
  }
  return {
    ok: true,
    current: inForce.name,
    preview: preview.end(),
    remarks: [...remarks, ...(await ageRemarks(store, organization, decided))],
  }
}

async function toPreviewed(store: Reading, { repositoryId, name, facts }: Decided, now: Date) {
  const { findings, comments, alerts } = await readContent(store, repositoryId)
  return {
    name: facts.repository.known ? facts.repository.value : name,
    facts,
    approvals: known((await readApprovals(store, 'everything', repositoryId)).map(judged)),
    findingsUnder: ({ policy, allowlist }: PolicyWithAllowlist) => {
      const given = { repository: repositoryId, findings, comments, alerts, policy, allowlist, now }
      const { own, alone } = markFindings({ ...given, isWhole: false })
      return [...own, ...alone]
    },
  }
}

async function ageRemarks(
  { database }: Reading,
  organization: string,
  decided: readonly Decided[],
): Promise<readonly string[]> {
  const { there } = await database
    .selectFrom('repositories')
    .select((select) => select.fn.countAll<string>().as('there'))
    .where('organization_id', '=', organization)
    .where('gone_at', 'is', null)
    .executeTakeFirstOrThrow()
  const undecided = Number(there) - decided.length
  const oldest = decided.map(({ decidedAt }) => decidedAt.toISOString()).toSorted()[0]
  return [
    ...(undecided > 0 ? [`Nothing is known yet of ${undecided} more, which are left out.`] : []),
    ...(oldest === undefined ? [] : [`It rests on what was read on ${oldest.slice(0, 10)} or later.`]),
  ]
}
