import type { FastifyInstance } from 'fastify'
import { pino } from 'pino'
import { createListener } from '../../../app/api/create-listener.ts'
import { createScimStore } from '../../../app/database/provisioning/scim-store.ts'
import { createScimToken } from '../../../app/database/provisioning/scim-tokens.ts'
import { openScim } from '../../../app/scim/open-scim.ts'
import { recordPerson } from '../../../app/database/people.ts'
import type { Store } from '../../../app/database/store.ts'
import type { GatehouseRole } from '../../../app/enforcement/members/viewer.ts'

/** Opens SCIM on a port of this machine. @returns where, without the connection */
export async function serveScim(
  store: Store,
  now: () => Date = () => new Date(),
): Promise<{ readonly server: FastifyInstance; readonly address: string }> {
  const log = pino({ enabled: false })
  const server = createListener(log)
  const limit = { count: () => undefined, vouch: () => {} }
  await openScim(server, { store: createScimStore(store, now), publicUrl: undefined, limit, log })
  const address = await server.listen({ host: '127.0.0.1', port: 0 })
  return { server, address: `${address}/scim/v2` }
}

export interface MadeConnection {
  /** Our ids. */
  readonly connection: string
  readonly organization: string
  readonly owner: string
  readonly token: string
}

/** A connection of an organization, with lines that give roles by groups, past its dry run unless it is said. */
export async function addConnection(
  store: Store,
  organization: string,
  {
    lines = [],
    units = [organization],
    isStarted = true,
    at = new Date(),
  }: {
    readonly lines?: readonly { readonly name: string; readonly role: GatehouseRole }[]
    readonly units?: readonly string[]
    readonly isStarted?: boolean
    readonly at?: Date
  } = {},
): Promise<MadeConnection> {
  const host = await store.database.selectFrom('hosts').select('id').executeTakeFirstOrThrow()
  const owner = await recordPerson(store, host.id, 1, 'owner')
  const { id: connection } = await store.database
    .insertInto('identity_connections')
    .values({
      organization_id: organization,
      kind: 'scim',
      name: 'Entra',
      settings: '{}',
      created_by: owner,
      created_at: at,
      changed_at: at,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  for (const unit of units)
    await store.database
      .insertInto('identity_units')
      .values({ connection_id: connection, organization_id: unit })
      .execute()
  for (const [position, line] of lines.entries())
    await store.database
      .insertInto('role_mappings')
      .values({ connection_id: connection, position, source: 'group', ...line })
      .execute()
  await store.database
    .insertInto('provisioning')
    .values({ connection_id: connection, made_by: owner, made_at: at, started_at: isStarted ? at : null })
    .execute()
  const made = await createScimToken(
    store,
    { connection, organization, by: owner, at },
    new Date(at.getTime() + 365 * 24 * 60 * 60_000),
  )
  return { connection, organization, owner, token: made!.token }
}

export interface ScimAnswer {
  readonly status: number
  readonly headers: Headers
  // oxlint-disable-next-line typescript/no-explicit-any -- what a provider gets is read as it comes
  readonly body: any
}

export type Ask = (
  method: string,
  path: string,
  body?: unknown,
  headers?: Readonly<Record<string, string>>,
) => Promise<ScimAnswer>

/** Asks as an identity provider does. @param base with the connection */
export const asking =
  (base: string, token: string): Ask =>
  async (method, path, body, headers = {}) => {
    const response = await fetch(`${base}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body !== undefined && { 'content-type': 'application/scim+json' }),
        ...headers,
      },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    })
    const text = await response.text()
    return {
      status: response.status,
      headers: response.headers,
      body: text === '' ? undefined : JSON.parse(text),
    }
  }
