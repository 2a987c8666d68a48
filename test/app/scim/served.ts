import { afterEach } from 'vitest'
import type { GatehouseRole } from '../../../app/enforcement/members/viewer.ts'
import { addOrganization } from '../database/add-organization.ts'
import type { useDatabases } from '../database/test-database.ts'
import { addConnection, type Ask, asking, serveScim } from './provider.ts'
import { groupSchema, userSchema } from './scim-messages.ts'

const open: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of open.splice(0)) await close()
})

/** A company with its provider, on a real port and a real database. */
export async function served(
  databases: ReturnType<typeof useDatabases>,
  {
    lines = [],
    isStarted = true,
    now = () => new Date(),
  }: {
    readonly lines?: readonly { readonly name: string; readonly role: GatehouseRole }[]
    readonly isStarted?: boolean
    readonly now?: () => Date
  } = {},
) {
  const { store } = await databases.create()
  const acme = await addOrganization(store, 'acme')
  const made = await addConnection(store, acme, { lines, isStarted, at: now() })
  const { server, address } = await serveScim(store, now)
  open.push(() => server.close())
  const ask: Ask = asking(`${address}/${made.connection}`, made.token)
  const addUser = async (userName: string, more: object = {}): Promise<string> => {
    const { body, status } = await ask('POST', '/Users', { schemas: [userSchema], userName, ...more })
    if (status !== 201) throw new Error(`${userName}: ${JSON.stringify(body)}`)
    return body.id
  }
  const addGroup = async (displayName: string, ids: readonly string[] = []): Promise<string> => {
    const members = ids.map((value) => ({ value }))
    const { body, status } = await ask('POST', '/Groups', { schemas: [groupSchema], displayName, members })
    if (status !== 201) throw new Error(`${displayName}: ${JSON.stringify(body)}`)
    return body.id
  }
  const personOf = async (id: string): Promise<string> =>
    (
      await store.database
        .selectFrom('identities')
        .select('person_id')
        .where('id', '=', id)
        .executeTakeFirstOrThrow()
    ).person_id
  const roles = async (): Promise<Readonly<Record<string, string>>> => {
    const rows = await store.database
      .selectFrom('identity_roles')
      .innerJoin('person_names', 'person_names.person_id', 'identity_roles.person_id')
      .select(['login', 'role', 'is_barred'])
      .execute()
    return Object.fromEntries(
      rows.map(({ login, role, is_barred: isBarred }) => [login, isBarred ? 'barred' : String(role)]),
    )
  }
  const audited = async (kind?: string) =>
    (await store.database.selectFrom('audit_events').select(['kind', 'data']).orderBy('sequence').execute())
      .filter((one) => kind === undefined || one.kind === kind)
      .map(({ kind: is, data }) => ({ kind: is, data: Object(data) }))
  return { store, acme, address, ask, addUser, addGroup, personOf, roles, audited, ...made }
}
