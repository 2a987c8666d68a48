import { beginPreview, type PolicyWithAllowlist } from '../../policies/preview-policy.ts'
import { known } from '../../policies/facts.ts'
import type { Policy } from '../../policies/resolve-policy.ts'
import { markFindings } from '../enforcement/findings/mark-findings.ts'
import { type CandidateFile, resolveCandidate } from '../enforcement/policy/candidate.ts'
import { judged } from '../enforcement/approvals/approval.ts'
import { type TeamNames, teamNames, teamsIn } from '../enforcement/approvals/team-names.ts'
import type { PolicyTrial } from '../enforcement/records.ts'
import { readApprovals } from './approvals.ts'
import { withVerdicts } from '../enforcement/verdicts/with-verdicts.ts'
import { readContent } from './content.ts'
import { waived } from '../enforcement/exceptions/waived.ts'
import { readExceptions } from './exceptions.ts'
import { readDecisions } from './decisions.ts'
import { createGovernanceReader, readPolicies } from './policies.ts'
import type { Scope } from './scope.ts'
import type { Store } from './store.ts'
import { readTeams } from './teams.ts'

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
  const names = await readNames(store, organization, [inForce.policy, resolved.policy])
  for (let from = 0; from < decided.length; from += batch) {
    const some = decided.slice(from, from + batch)
    for (const one of await Promise.all(some.map((row) => toPreviewed(store, row, { names, now }))))
      preview.add(one)
  }
  return {
    ok: true,
    current: inForce.name,
    preview: preview.end(),
    remarks: [...remarks, ...(await ageRemarks(store, organization, decided))],
  }
}

async function readNames(
  store: Reading,
  organization: string,
  policies: readonly Policy[],
): Promise<TeamNames> {
  const { login } = await store.database
    .selectFrom('organizations')
    .select('login')
    .where('id', '=', organization)
    .executeTakeFirstOrThrow()
  return teamNames(login, await readTeams(store, organization), policies.flatMap(teamsIn))
}

async function toPreviewed(
  store: Reading,
  { repositoryId, name, facts }: Decided,
  { names, now }: { readonly names: TeamNames; readonly now: Date },
) {
  const { findings, comments, alerts, verdicts } = await readContent(store, repositoryId)
  const exceptions = await readExceptions(store, 'everything', repositoryId)
  return {
    name: facts.repository.known ? facts.repository.value : name,
    facts,
    approvals: known(
      (await readApprovals(store, 'everything', repositoryId)).map((one) => judged(one, names)),
    ),
    exceptions: exceptions.map(waived),
    findingsUnder: ({ policy, allowlist: written }: PolicyWithAllowlist) => {
      const allowlist = withVerdicts(written, verdicts)
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
