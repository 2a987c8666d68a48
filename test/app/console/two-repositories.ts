import { recordSnapshots } from '../../../app/database/repositories.ts'
import { refreshSummaries } from '../../../app/database/refresh-summaries.ts'
import type { Store } from '../../../app/database/store.ts'
import { listedRepository } from '../database/listed-repository.ts'
import { openDoor } from './open-door.ts'

const minute = 60_000

/** Acme with two repositories, of which bob, who is a member, can read one by his team. */
export async function twoRepositories(store: Store) {
  const door = await openDoor(store)
  const { github, acme, bob, organization, installation } = door
  await store.database
    .updateTable('organizations')
    .set({ installation_id: String(installation.id) })
    .where('id', '=', organization)
    .execute()
  acme.defaultRepositoryPermission = 'none'
  const [web, vault] = ['web', 'vault'].map((name) => github.addRepository(acme, { name }))
  const team = github.addTeam(acme, { name: 'Web', members: [bob], repositories: [[web!, 'read']] })
  const snapshots = [web!, vault!].map(({ id, name }) => ({ snapshot: listedRepository(id, name) }))
  const [webId, vaultId] = await store.transact((unit) =>
    recordSnapshots(unit, organization, snapshots, door.clock.now),
  )
  await refreshSummaries(store, door.clock.now)
  const later = (minutes: number): void => {
    door.clock.now = new Date(door.clock.now.getTime() + minutes * minute)
  }
  return { ...door, team, web: web!, vault: vault!, webId: webId!, vaultId: vaultId!, later }
}
