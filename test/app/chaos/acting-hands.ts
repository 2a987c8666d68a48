import { setTimeout as wait } from 'node:timers/promises'
import { sql } from 'kysely'
import { appendAudit, readEnd } from '../../../app/database/audit-log.ts'
import { closeHold, readOpenHold, recordPause, recordResume } from '../../../app/database/brakes.ts'
import { recordAcceptance } from '../../../app/database/acceptances.ts'
import { listOrganizations } from '../../../app/database/organizations.ts'
import { recordPerson } from '../../../app/database/people.ts'
import { createRecords } from '../../../app/database/records.ts'
import type { Store, Unit } from '../../../app/database/store.ts'
import { transactOrder } from '../../../app/database/transact-order.ts'
import type { AuditKind } from '../../../app/enforcement/audit/event.ts'
import { openRecertification } from '../../../app/enforcement/recertification/open-recertification.ts'
import type { ActingHands } from './chaos-program.ts'
import { orderingHands } from './ordering-hands.ts'

const day = 24 * 60 * 60 * 1000

export interface HandsOptions {
  /** How many organizations there are. */
  readonly organizations: number
  /** Asks for work; without it nobody is woken. */
  readonly want?: (unit: Unit, keys: readonly string[]) => Promise<void>
  readonly now?: () => Date
}

/** People, as the records of a deployment show them. */
export function actingHands(
  store: Store,
  { organizations, want = wantUnheard, now = () => new Date() }: HandsOptions,
): ActingHands {
  const all = () => listOrganizations(store, 'everything')
  const tell = async (unit: Unit, id: string, kind: AuditKind, data: { readonly [name: string]: string }) => {
    await appendAudit(unit, id, now(), [{ kind, actor: null, subject: `organization:${id}`, data }])
  }
  const wantChanges = async (unit: Unit): Promise<void> =>
    want(
      unit,
      (await all()).map(({ id }) => `changes:${id}`),
    )
  return {
    ...orderingHands(store, { want, now }),
    async accept() {
      while ((await all()).length < organizations) await wait(100)
      for (const { id } of await all())
        await transactOrder(store, async (unit) => {
          await want(unit, [`changes:${id}`])
          const { sequence } = await readEnd(unit.database, id)
          await recordAcceptance(unit, id, sequence, now())
          await tell(unit, id, 'enforcement.accepted', {})
        })
    },
    lastDone: (name) => lastDone(store, name),
    taken: (login) => taken(store, login),
    async approve(repository, lasting = 30 * day) {
      const known = await knownRepository(store, repository)
      if (!known) return `nobody knows ${repository} yet`
      const [by, asker] = [
        await recordPerson(store, known.host, 101, 'eve'),
        await recordPerson(store, known.host, 102, 'max'),
      ]
      await transactOrder(store, async (unit) => {
        await want(unit, [`repository:${known.id}`])
        await unit.database
          .insertInto('approvals')
          .values({
            organization_id: known.organization,
            repository_id: known.id,
            request_id: null,
            kind: 'approval',
            given_by: by,
            requested_by: asker,
            acts_for: JSON.stringify([{ name: `${known.login}/security` }]),
            granted_at: now(),
            expires_at: new Date(now().getTime() + lasting),
            ticket: null,
            reason: null,
            ended_at: null,
            ended_by: null,
            end_reason: null,
          })
          .execute()
        await tell(unit, known.organization, 'approval.given', { repository: known.id })
      })
      return `an approval${lasting < day ? ` of ${lasting / 1000} s` : ''}: ${known.login}/${known.name}`
    },
    async recertify() {
      const records = createRecords(store, want)
      const opened: string[] = []
      for (const { id, login } of await all()) {
        const opening = { organization: { id }, records, ceiling: 'enforce', by: null, now: now() } as const
        opened.push(`${login} ${(await openRecertification(opening)).opened}`)
      }
      return `approvals are to be confirmed: ${opened.join(', ')}`
    },
    async endApprovals(repository) {
      const known = await knownRepository(store, repository)
      if (!known) return `nobody knows ${repository} yet`
      await transactOrder(store, async (unit) => {
        await want(unit, [`repository:${known.id}`])
        await unit.database
          .updateTable('approvals')
          .set({ ended_at: now(), end_reason: 'a try' })
          .where('repository_id', '=', known.id)
          .where('ended_at', 'is', null)
          .execute()
        await tell(unit, known.organization, 'approval.ended', { repository: known.id })
      })
      return `approvals end: ${known.login}/${known.name}`
    },
    async letPass() {
      const passed: string[] = []
      for (const { id, login } of await all())
        await transactOrder(store, async (unit) => {
          const hold = await readOpenHold(store, 'everything', id)
          if (!hold) return
          if (!(await closeHold(unit, hold.id, 'accepted', now()))) return
          await want(unit, [`changes:${id}`])
          await tell(unit, id, 'hold.closed', { hold: hold.id, outcome: 'accepted' })
          passed.push(login)
        })
      return `let pass: ${passed.join(', ') || 'nothing waits'}`
    },
    async pause() {
      await store.transact((unit) => recordPause(unit, null, 'a try', now()))
      return 'changes are paused'
    },
    async resume() {
      await transactOrder(store, async (unit) => {
        await wantChanges(unit)
        await recordResume(unit, null, now())
      })
      return 'changes go on'
    },
    async sweep() {
      await askForSweep(store)
      return 'a sweep is due'
    },
  }
}

/** Waits until a decision has asked for something. */
export async function untilPlanned({ database }: Pick<Store, 'database'>): Promise<void> {
  while (!(await database.selectFrom('effects').select('id').limit(1).executeTakeFirst())) await wait(100)
}

const knownRepository = ({ database }: Store, githubId: number) =>
  database
    .selectFrom('repositories')
    .innerJoin('organizations', 'organizations.id', 'organization_id')
    .select([
      'repositories.id as id',
      'organization_id as organization',
      'repositories.name as name',
      'login',
      'host_id as host',
    ])
    .where('repositories.github_id', '=', String(githubId))
    .where('gone_at', 'is', null)
    .executeTakeFirst()

/** Without waking anybody: the queue finds it by itself. */
export async function wantUnheard({ database }: Unit, keys: readonly string[]): Promise<void> {
  await sql`insert into work (key) select unnest(${sql.val(keys)}::text[])
    on conflict (key) do update set wanted = work.wanted + 1, not_before = now()`.execute(database)
}

/** As the schedule asks, whose wake-up is lost: the queue finds it by itself. */
export async function askForSweep({ database }: Store): Promise<void> {
  await sql`insert into work (key) select 'host:' || id from hosts
    on conflict (key) do update set wanted = work.wanted + 1, not_before = now()`.execute(database)
}

const mostTold = 40

async function lastDone({ database }: Store, name: string): Promise<readonly string[]> {
  const named = database
    .selectFrom('repositories')
    .innerJoin('organizations', 'organizations.id', 'repositories.organization_id')
    .where((where) =>
      where.or([
        where(sql`organizations.login || '/' || repositories.name`, '=', name),
        where(sql`organizations.login || '#' || repositories.github_id`, '=', name),
      ]),
    )
    .select('repositories.id')
  const effects = await database
    .selectFrom('effects')
    .where('repository_id', 'in', named)
    .select(['kind', 'action', 'state', 'reason', 'planned_at', 'finished_at', 'problem'])
    .orderBy('id', 'desc')
    .limit(mostTold)
    .execute()
  const made = await database
    .selectFrom('made_things')
    .where('repository_id', 'in', named)
    .selectAll()
    .orderBy('id')
    .execute()
  const findings = await database
    .selectFrom('findings')
    .where('repository_id', 'in', named)
    .where('state', '=', 'open')
    .select(['rule', 'path', 'changed_at', 'last_seen_at'])
    .execute()
  const scans = await database.selectFrom('repositories').where('id', 'in', named).selectAll().execute()
  return [
    ...scans.map((one) => `  is ${JSON.stringify(one)}`),
    ...findings.map((one) => `  finding ${JSON.stringify(one)}`),
    ...effects.toReversed().map((one) => `  effect ${JSON.stringify(one)}`),
    ...made.map((one) => `  made ${JSON.stringify(one)}`),
  ]
}

async function taken({ database }: Store, login: string): Promise<readonly string[]> {
  const effects = await database
    .selectFrom('effects')
    .innerJoin('organizations', 'organizations.id', 'effects.organization_id')
    .leftJoin('repositories', 'repositories.id', 'effects.repository_id')
    .where('organizations.login', '=', login)
    .where('kind', 'in', [
      'disconnect',
      'drop-secret',
      'disable-workflow',
      'deny-token-request',
      'revoke-token',
    ])
    .where('attempts', '>', 0)
    .select(['effects.id', 'kind', 'repositories.github_id', 'state', 'attempts', 'hold_id', 'policy_id'])
    .select(['planned_at', 'finished_at'])
    .orderBy('effects.id')
    .execute()
  return effects.map((one) => `  taken ${JSON.stringify(one)}`)
}
