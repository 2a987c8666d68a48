import { leave } from '../../../app/database/leave.ts'
import { isLeaving } from '../../../app/database/leaving.ts'
import { listExceptions } from '../../../app/database/exceptions.ts'
import { listOrganizations } from '../../../app/database/organizations.ts'
import { recordPerson } from '../../../app/database/people.ts'
import { createRecords } from '../../../app/database/records.ts'
import type { Store } from '../../../app/database/store.ts'
import { listWaves, undoWave } from '../../../app/database/undo-wave.ts'
import { recordProposal } from '../../../app/enforcement/policy-proposals/record-proposal.ts'
import type { HandsOptions } from './acting-hands.ts'
import type { ActingHands } from './chaos-program.ts'

/** Orders of Gatehouse owners, as commands give them: to undo waves, to leave an organization, to stay after all. */
export function orderingHands(
  store: Store,
  { want, now }: Required<Pick<HandsOptions, 'want' | 'now'>>,
): Pick<ActingHands, 'undoWaves' | 'leave' | 'propose' | 'stay' | 'exceptions'> {
  const all = () => listOrganizations(store, 'everything')
  const by = async (host: string) => ({
    by: await recordPerson(store, host, 103, 'owner'),
    unverified: undefined,
  })
  return {
    async undoWaves() {
      const undone: string[] = []
      for (const { id, login, hostId } of await all())
        for (const { policy } of await listWaves(store, 'everything', id)) {
          const given = await undoWave(store, want, id, policy, await by(hostId), now())
          if (given.length > 0) undone.push(`${given.length} of ${login}`)
        }
      return `waves are undone: ${undone.join(', ') || 'nothing is to be given back'}`
    },
    async leave(login) {
      for (const { id, hostId } of (await all()).filter((one) => one.login === login))
        await leave(store, id, 'remove', await by(hostId), now())
      return `Gatehouse is to leave ${login}`
    },
    async propose(policy, text) {
      const records = createRecords(store, want)
      const known = await store.database
        .selectFrom('repositories')
        .select(['id', 'organization_id as organization'])
        .where('github_id', '=', String(policy))
        .where('gone_at', 'is', null)
        .executeTakeFirst()
      const organization = known && (await records.organization(known.organization))
      if (!organization || (await isLeaving(store, organization.id))) return 'nothing can be proposed there'
      const { id, hostId, login } = organization
      const { inForce, found } = await records.governance(id)
      const proposal = await records.note(async (recorder) =>
        recordProposal(
          recorder,
          {
            organization: id,
            repository: known.id,
            title: 'Another policy',
            note: 'Why not',
            text,
            base: found?.source?.file.commit ?? null,
            proposedBy: (await by(hostId)).by,
            githubId: policy,
            inForce: inForce.id,
            enforced: 0,
          },
          now(),
        ),
      )
      return `policy ${proposal} is proposed in the console: ${login}`
    },
    async stay() {
      const stays: string[] = []
      for (const { id, login, hostId } of await all()) {
        if (!(await isLeaving(store, id))) continue
        await leave(store, id, 'stay', await by(hostId), now())
        stays.push(login)
      }
      return `Gatehouse stays: ${stays.join(', ') || 'it was to leave nowhere'}`
    },
    async exceptions() {
      const known: { id: string; issue: number; login: string }[] = []
      for (const { id: organization, login } of await all())
        for (const { id, issue } of await listExceptions(store, 'everything', organization, now()))
          known.push({ id, issue, login })
      return known
    },
  }
}
