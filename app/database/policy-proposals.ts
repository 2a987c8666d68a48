import { sql } from 'kysely'
import type { EffectState } from '../enforcement/effects/effect.ts'
import type { PullState } from '../enforcement/github.ts'
import {
  type PolicyProposal,
  proposalKind,
  type ProposalRecorder,
  type ProposalRecords,
} from '../enforcement/policy-proposals/proposal.ts'
import type { ListedProposal } from '../enforcement/reading/policy-reading.ts'
import type { Store, Unit } from './store.ts'

type Reading = Pick<Store, 'database'>

export const proposalRecords = (store: Reading): ProposalRecords => ({
  byId: (id) => proposals(store).where('id', '=', id).executeTakeFirst(),
  open: async (organization) => {
    const rows = await proposals(store)
      .where('organization_id', '=', organization)
      .where('pull_state', '=', 'open')
      .orderBy('id')
      .execute()
    return rows.flatMap((row) => (row.pull === null ? [] : [{ ...row, pull: row.pull }]))
  },
})

const proposals = ({ database }: Reading) =>
  database
    .selectFrom('policy_proposals')
    .select([
      'id',
      'organization_id as organization',
      'repository_id as repository',
      'title',
      'note',
      'text',
      'base',
      'proposed_by as proposedBy',
      'pull',
    ])
    .$castTo<PolicyProposal>()

export const proposalRecorder = ({ database }: Unit): ProposalRecorder => ({
  add: async ({ organization, repository, title, note, text, base, proposedBy }, at) => {
    const { id } = await database
      .insertInto('policy_proposals')
      .values({
        organization_id: organization,
        repository_id: repository,
        title,
        note,
        text,
        base,
        proposed_by: proposedBy,
        proposed_at: at,
        pull: null,
        pull_state: null,
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    return id
  },
  pull: async (proposal, pull, state) => {
    await database
      .updateTable('policy_proposals')
      .set({ pull, pull_state: state })
      .where('id', '=', proposal)
      .execute()
  },
})

/** What was proposed of an organization's policy, the newest first, for whoever may read its policy. */
export async function listProposals(
  { database }: Reading,
  { organization, limit, after }: { organization: string; limit: number; after?: string | undefined },
): Promise<{ readonly rows: readonly ListedProposal[]; readonly next: string | undefined }> {
  const { rows } = await sql<{
    id: string
    title: string
    by: string | null
    at: Date
    pull: number | null
    pullState: PullState | null
    change: EffectState | null
    problem: string | null
    page: string
  }>`
    select proposal.id, title, person_names.login as by, proposed_at as at, pull, pull_state as "pullState", effect.state as change, effect.problem,
      'https://' || hosts.name || '/' || organizations.login || '/' || repositories.name as page
    from policy_proposals proposal
    join organizations on organizations.id = proposal.organization_id
    join hosts on hosts.id = organizations.host_id
    join repositories on repositories.id = proposal.repository_id
    left join person_names on person_id = proposal.proposed_by
    left join lateral (
      select state, problem from effects
      where effects.organization_id = proposal.organization_id and identity = ${`${proposalKind}:`}::text || proposal.id
      order by effects.id desc limit 1
    ) effect on true
    where proposal.organization_id = ${organization} and ${after === undefined ? sql`true` : sql`proposal.id < ${after}`}
    order by proposal.id desc limit ${limit + 1}`.execute(database)
  const shown = rows.slice(0, limit)
  return {
    rows: shown.map(({ id, title, by, at, pull, pullState, change, problem, page }) => ({
      id,
      title,
      by,
      at,
      state: pullState ?? waitingStates[change ?? 'planned'],
      problem: pullState === null ? problem : null,
      pull: pull === null ? null : { number: pull, url: `${page}/pull/${pull}` },
    })),
    next: rows.length > limit ? shown.at(-1)?.id : undefined,
  }
}

/** By how its change stands, while no pull request of it is known. */
const waitingStates: Readonly<Record<EffectState, ListedProposal['state']>> = {
  planned: 'planned',
  held: 'planned',
  applied: 'planned',
  'already-so': 'planned',
  manual: 'manual',
  failed: 'failed',
  withdrawn: 'withdrawn',
}
