import { recordAcceptance } from '../../../app/database/acceptances.ts'
import { readAudit } from '../../../app/database/audit-log.ts'
import { closeHold, readOpenHold } from '../../../app/database/brakes.ts'
import { readOpenEffects } from '../../../app/database/effects.ts'
import { hintRepository } from '../../../app/database/repositories.ts'
import { readPlan } from '../../../app/database/read-plan.ts'
import { noHeads } from '../../../app/enforcement/audit/vouched-heads.ts'
import { renderPlan } from '../../../app/enforcement/effects/render-plan.ts'
import { githubWriteLimits } from '../../../app/enforcement/write-pace.ts'
import { listOrganizations } from '../../../app/database/organizations.ts'
import type { Store } from '../../../app/database/store.ts'
import type { useDatabases } from '../database/test-database.ts'
import { type ActingCompany, actingCompany, type ActingOptions, enforcingPolicy } from './acting-company.ts'
import { drive, type Driven } from './driven.ts'

/** What is called `web…` is allowed, the rest is denied, and the App may be switched. */
export const switchingPolicy = enforcingPolicy
  .replace('connections: true', 'connections: true\n  selection: true')
  .replace(
    'default: deny',
    'default: deny\nsafety: { removals: 5 }\nrequests: { inheritedUntil: 2020-01-01 }',
  )

/** So many that may stay, with two that may not and the policy's own repository, which may not either. */
export const manyRepositories = (count: number): ActingOptions['repositories'] =>
  Object.fromEntries([
    ...Array.from({ length: count }, (_, index) => [`web-${index}`, true]),
    ['old-a', true],
    ['old-b', true],
  ])

const onApp: ReadonlySet<string> = new Set(['select', 'quarantine', 'connect', 'disconnect'])

/** A company with Claude's App on all repositories, and a program that a test drives; another one begins where it died. */
export async function switchingCompany(
  databases: ReturnType<typeof useDatabases>,
  options: ActingOptions,
): Promise<{
  readonly company: ActingCompany
  /** Our id of the organization. */
  readonly acme: string
  readonly driven: Driven
  readonly store: Store
  readonly accept: () => Promise<void>
  /** Another process on the same database. */
  readonly again: () => Promise<Driven>
  /** The database as it is now, restored from a backup some time later. */
  readonly backUp: () => Promise<Store>
  /** What `gatehouse plan` shows, on one line. */
  readonly shown: () => Promise<string>
  /** Lets pass what is held, as its owner would. */
  readonly letPass: () => Promise<void>
  /** Puts another policy in force. */
  readonly follow: (policy: string) => Promise<void>
  /** Kinds of effects on the App that are open, with their state. */
  readonly open: () => Promise<readonly string[]>
  /** Kinds of those that came to some end, in order. */
  readonly ended: (how: 'applied' | 'withdrawn') => Promise<readonly string[]>
  /** Something of a repository may have changed, as a webhook tells. */
  readonly hint: (name: string) => Promise<void>
  readonly events: (kind: string) => Promise<readonly Readonly<Record<string, unknown>>[]>
}> {
  const company = await actingCompany({
    policy: switchingPolicy,
    isOnAll: true,
    hasSecondaryLimits: false,
    ...options,
  })
  const { store, connection } = await databases.create()
  const { github, app, settings } = company
  const again = () => drive({ store, github, app, settings, now: () => new Date() })
  const driven = await again()
  await driven.sweep()
  const [acme] = await listOrganizations(store, 'everything')
  const { id, hostId } = acme!
  const events = async (kind: string): Promise<readonly Readonly<Record<string, unknown>>[]> => {
    const found: Readonly<Record<string, unknown>>[] = []
    for await (const event of readAudit(store, 'everything', id))
      if (event.kind === kind) found.push(event.data)
    return found
  }
  return {
    company,
    acme: id,
    driven,
    store,
    again,
    backUp: async () => (await databases.copy(connection)).store,
    accept: async () => {
      await store.transact(async (unit) => {
        await recordAcceptance(unit, id, 1, new Date())
        await driven.want(unit, [`changes:${id}`])
      })
    },
    shown: async () => {
      const plan = await readPlan(store, 'everything', { ...acme!, host: 'github.com' }, noHeads, new Date())
      const text = renderPlan(
        { plan, ceiling: 'enforce', pace: { limits: githubWriteLimits, repositoriesInOne: 50 } },
        { width: 200 },
      )
      // Wrapped where the terminal is narrow.
      return text.replaceAll(/\s+/g, ' ')
    },
    letPass: () =>
      store.transact(async (unit) => {
        const hold = await readOpenHold(unit, 'everything', id)
        await closeHold(unit, hold!.id, 'accepted', new Date())
        await driven.want(unit, [`changes:${id}`])
      }),
    follow: async (text) => {
      const files = { 'gatehouse.yml': text }
      await github.pushCommit(company.repository('gatehouse'), { files, sender: company.ada })
      await driven.sweep()
    },
    open: async () =>
      (await readOpenEffects(store, 'everything', id))
        .filter(({ action }) => onApp.has(action.kind))
        .map(({ action, state }) => `${action.kind} ${state}`),
    ended: async (how) =>
      (await events(`effect.${how}`)).map(({ kind }) => String(kind)).filter((kind) => onApp.has(kind)),
    hint: async (name) => {
      const ids = { host: hostId, organization: company.acme.id, repository: company.repository(name).id }
      const repository = await hintRepository(store, ids)
      await store.transact((unit) => driven.want(unit, [`repository:${repository}`]))
    },
    events,
  }
}
