/**
 * An initial sync of a whole company by SCIM, as Entra ID and Okta make one: each person is looked for and made, each group made, and its
 * members put into it. How many statements each of them costs is counted, and how long they take. `node bench/app/scim.ts [people] [groups]`
 */
import { Client } from 'pg'
import { addOrganization } from '../../test/app/database/add-organization.ts'
import { addConnection, asking, serveScim } from '../../test/app/scim/provider.ts'
import { patchOf } from '../../test/app/scim/scim-messages.ts'
import { withStore } from '../with-store.ts'

const [people = 10_000, groups = 500] = process.argv.slice(2).map(Number)
/** So many requests are under way at once. */
const atOnce = 8
const membersOfRequest = 100

let statements = 0
const query: unknown = Reflect.get(Client.prototype, 'query')
Object.assign(Client.prototype, {
  query(this: Client, ...parameters: readonly unknown[]): unknown {
    statements += 1
    return typeof query === 'function' ? Reflect.apply(query, this, parameters) : undefined
  },
})

async function measured(what: string, count: number, work: (at: number) => Promise<void>): Promise<void> {
  const before = statements
  const began = performance.now()
  let next = 0
  const one = async (): Promise<void> => {
    while (next < count) {
      const at = next
      next += 1
      await work(at)
    }
  }
  await Promise.all(Array.from({ length: atOnce }, one))
  const seconds = (performance.now() - began) / 1000
  const each = (statements - before) / count
  console.log(
    `${what}: ${count} in ${seconds.toFixed(1)} s, ${(count / seconds).toFixed(0)} a second, ${each.toFixed(1)} statements each`,
  )
}

await withStore(
  async (store) => {
    const acme = await addOrganization(store, 'acme')
    const lines = [{ name: 'group 1', role: 'member' as const }]
    const { connection, token } = await addConnection(store, acme, { lines })
    const { server, address } = await serveScim(store)
    const ask = asking(`${address}/${connection}`, token)
    const users: string[] = []
    const groupIds: string[] = []
    await measured('people looked for', people, async (at) => {
      await ask('GET', `/Users?filter=${encodeURIComponent(`userName eq "user${at}@acme.test"`)}`)
    })
    await measured('people made', people, async (at) => {
      const userName = `user${at}@acme.test`
      const { body } = await ask('POST', '/Users', {
        userName,
        externalId: String(at),
        displayName: `User ${at}`,
        emails: [{ value: userName, type: 'work', primary: true }],
        active: true,
      })
      users[at] = body.id
    })
    await measured('groups made', groups, async (at) => {
      groupIds[at] = (await ask('POST', '/Groups', { displayName: `group ${at}` })).body.id
    })
    // Each person is in four groups.
    const perGroup = Math.ceil((people * 4) / groups)
    const requests = groups * Math.ceil(perGroup / membersOfRequest)
    await measured('members put into groups, 100 a request', requests, async (at) => {
      const group = at % groups
      const from = group * perGroup + Math.floor(at / groups) * membersOfRequest
      const until = Math.min(from + membersOfRequest, (group + 1) * perGroup)
      const value = Array.from({ length: until - from }, (_, one) => ({
        value: users[(from + one) % people],
      }))
      await ask('PATCH', `/Groups/${groupIds[group]}`, patchOf({ op: 'add', path: 'members', value }), {})
    })
    await measured('people made inactive', Math.floor(people / 100), async (at) => {
      await ask('PATCH', `/Users/${users[at]}`, patchOf({ op: 'replace', path: 'active', value: false }))
    })
    console.log(`${users.length} people, ${groupIds.length} groups, ${statements} statements in all`)
    await server.close()
  },
  { max: 10 },
)
