import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { appendAudit } from '../../../app/database/audit-log.ts'
import { recordPerson } from '../../../app/database/people.ts'
import type { NewAuditEvent } from '../../../app/enforcement/audit/event.ts'
import { useDatabases } from '../database/test-database.ts'
import type { Browser } from './open-door.ts'
import { twoRepositories } from './two-repositories.ts'

const databases = useDatabases()
const day = 24 * 60 * 60_000

const pageSchema = z.object({
  items: z.array(z.record(z.string(), z.unknown())),
  next: z.string().nullable(),
})

async function read(at: Browser, url: string): Promise<Record<string, unknown>> {
  const { status, text } = await at.get(url)
  if (status !== 200) throw new Error(`${url}: ${status} ${text}`)
  return z.record(z.string(), z.unknown()).parse(JSON.parse(text))
}

/** All of a list, one row a page. */
async function readAll(at: Browser, url: string): Promise<readonly Record<string, unknown>[]> {
  const rows: Record<string, unknown>[] = []
  for (let cursor = ''; ;) {
    const { items, next } = pageSchema.parse(
      await read(at, `${url}${url.includes('?') ? '&' : '?'}limit=1${cursor}`),
    )
    rows.push(...items)
    if (next === null) return rows
    cursor = `&cursor=${next}`
  }
}

const namesOf = (rows: readonly Record<string, unknown>[]): readonly string[] =>
  rows.map(({ repository }) => z.object({ name: z.string() }).parse(repository).name)

/** Acme with `web`, which bob sees, and `vault`, which he does not. */
async function company() {
  const { store } = await databases.create()
  const two = await twoRepositories(store)
  const { host_id: host } = await store.database
    .selectFrom('organizations')
    .select('host_id')
    .executeTakeFirstOrThrow()
  const gus = await recordPerson(store, host, 4711, 'gus')
  const [owner, member] = [await two.signIn(two.ada), await two.signIn(two.bob)]
  return { ...two, gus, owner, member, at: two.clock.now }
}

test('exceptions are told to those who see their repositories, with who answers for them', async () => {
  const { store, organization, webId, vaultId, gus, owner, member, at } = await company()
  const exception = (repository: string, days: number, more: object = {}) => ({
    organization_id: organization,
    repository_id: repository,
    check_id: 'visibility',
    findings: null,
    control: '<b>@ada</b> looks at it',
    owner: 'acme/security',
    given_by: gus,
    acts_for: JSON.stringify([{ name: 'acme/gatehouse-owners' }]),
    issue: 7,
    granted_at: new Date(at.getTime() - day),
    expires_at: new Date(at.getTime() + days * day),
    ended_at: null,
    ended_by: null,
    ...more,
  })
  await store.database
    .insertInto('exceptions')
    .values([
      exception(vaultId, 40),
      exception(webId, 10, {
        check_id: null,
        findings: JSON.stringify({ rules: ['aws-*'], paths: ['docs/**'] }),
      }),
      exception(webId, 50, { ended_at: at, ended_by: gus }),
    ])
    .execute()
  expect(namesOf(await readAll(owner, '/api/v1/exceptions'))).toEqual(['web', 'vault'])
  expect(namesOf(await readAll(owner, '/api/v1/exceptions?state=ending'))).toEqual(['web'])
  const [seen, ...others] = await readAll(member, '/api/v1/exceptions')
  expect(others).toEqual([])
  expect(seen).toMatchObject({
    repository: { id: webId, name: 'web' },
    waived: { findings: { rules: ['aws-*'], paths: ['docs/**'] } },
    control: '<b>@ada</b> looks at it',
    owner: 'acme/security',
    by: 'gus',
    actsFor: ['acme/gatehouse-owners'],
    endedAt: null,
  })
  expect(await readAll(member, '/api/v1/exceptions?state=over')).toMatchObject([
    { waived: { check: 'visibility' }, endedBy: 'gus' },
  ])
  expect(await read(member, `/api/v1/exceptions/${String(seen!['id'])}`)).toEqual(seen)
  const [, hidden] = await readAll(owner, '/api/v1/exceptions')
  expect((await member.get(`/api/v1/exceptions/${String(hidden!['id'])}`)).status).toBe(404)
})

test('of a recertification everybody sees what is asked of their repositories, and counts of nothing else', async () => {
  const { store, organization, webId, vaultId, gus, owner, member, at } = await company()
  const { id: recertification } = await store.database
    .insertInto('recertifications')
    .values({
      organization_id: organization,
      opened_at: at,
      opened_by: gus,
      due_days: 14,
      closed_at: null,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  const review = async (reviewers: readonly string[], issue: number | null) =>
    store.database
      .insertInto('recertification_reviews')
      .values({
        organization_id: organization,
        recertification_id: recertification,
        reviewers: JSON.stringify(reviewers),
        issue,
        asked_at: issue === null ? null : at,
        overdue_at: null,
      })
      .returning('id')
      .executeTakeFirstOrThrow()
  const [security, nobody] = [await review(['acme/security', '@gus'], 8), await review([], null)]
  const item = (one: string, number: number, repository: string, isKept: boolean) => ({
    review_id: one,
    number,
    repository_id: repository,
    state: isKept ? ('kept' as const) : ('open' as const),
    answered_by: isKept ? gus : null,
    answered_at: isKept ? at : null,
  })
  await store.database
    .insertInto('recertification_items')
    .values([
      item(security.id, 1, webId, true),
      item(security.id, 2, vaultId, false),
      item(nobody.id, 1, vaultId, false),
    ])
    .execute()
  const url = `/api/v1/recertifications/${recertification}`
  expect(await read(owner, url)).toMatchObject({
    organization: { login: 'acme' },
    openedBy: 'gus',
    closedAt: null,
    reviews: [
      { reviewers: ['acme/security', '@gus'], issue: 8, counts: { kept: 1, open: 1, lapsed: 0 } },
      { reviewers: [], issue: null, counts: { kept: 0, open: 1 } },
    ],
  })
  expect(await readAll(member, '/api/v1/recertifications?state=open')).toMatchObject([
    { id: recertification, reviews: [{ issue: 8, counts: { kept: 1, open: 0 } }] },
  ])
  expect(await readAll(member, '/api/v1/recertifications?state=closed')).toEqual([])
  expect(namesOf(await readAll(owner, `${url}/items`))).toEqual(['web', 'vault', 'vault'])
  expect(namesOf(await readAll(owner, `${url}/items?state=open`))).toEqual(['vault', 'vault'])
  expect(await readAll(member, `${url}/items`)).toEqual([
    {
      review: security.id,
      number: 1,
      repository: { id: webId, name: 'web' },
      issue: null,
      state: 'kept',
      answeredBy: 'gus',
      answeredAt: at.toISOString(),
    },
  ])
  await store.database.deleteFrom('recertification_items').where('repository_id', '=', webId).execute()
  expect(await readAll(member, '/api/v1/recertifications')).toEqual([])
  for (const one of [url, `${url}/items`]) expect((await member.get(one)).status).toBe(404)
  expect((await owner.get(url)).status).toBe(200)
})

test('a repository’s history is its own events, the newest first, also for whoever may not read the log', async () => {
  const { store, organization, webId, vaultId, gus, owner, member, at } = await company()
  const about = (repository: string, event: Pick<NewAuditEvent, 'kind' | 'data'>, actor: string | null) => ({
    ...event,
    actor,
    subject: `repository:${repository}`,
  })
  await store.transact((unit) =>
    appendAudit(unit, organization, at, [
      about(webId, { kind: 'connection.found', data: { path: 'secret', assistant: 'claude' } }, null),
      about(vaultId, { kind: 'decision.made', data: { outcome: 'denied', before: null } }, null),
      about(webId, { kind: 'approval.given', data: { approval: '1' } }, gus),
      about(
        webId,
        {
          kind: 'effect.planned',
          data: { reason: 'It is denied.', action: { kind: 'disconnect', repositories: [4711] } },
        },
        null,
      ),
    ]),
  )
  const url = `/api/v1/repositories/${webId}/history`
  expect(await readAll(member, url)).toEqual([
    {
      sequence: expect.any(Number),
      at: at.toISOString(),
      kind: 'effect.planned',
      actor: null,
      actorName: null,
      data: { reason: 'It is denied.', kind: 'disconnect' },
    },
    expect.objectContaining({ kind: 'approval.given', actor: gus, actorName: 'gus' }),
    expect.objectContaining({ kind: 'connection.found' }),
  ])
  expect(await readAll(member, `${url}?kind=connection.found&kind=decision.made`)).toMatchObject([
    { kind: 'connection.found' },
  ])
  expect(await readAll(owner, `/api/v1/repositories/${vaultId}/history`)).toMatchObject([
    { kind: 'decision.made' },
  ])
  expect((await member.get(`/api/v1/repositories/${vaultId}/history`)).status).toBe(404)
  const { next } = pageSchema.parse(await read(owner, `${url}?limit=1`))
  const elsewhere = await owner.get(`/api/v1/repositories/${vaultId}/history?limit=1&cursor=${next}`)
  expect(JSON.parse(elsewhere.text)).toMatchObject({ code: 'invalid-cursor' })
  // What is gone keeps its history, for those who see all of its organization.
  await store.database.updateTable('repositories').set({ gone_at: at }).where('id', '=', vaultId).execute()
  expect(await readAll(owner, `/api/v1/repositories/${vaultId}/history`)).toHaveLength(1)
})

test('connections are listed with what shows them', async () => {
  const { store, webId, vaultId, owner, member, at } = await company()
  const row = (
    repository: string,
    path: string,
    state: string,
    control: string,
    evidence: readonly string[],
  ) =>
    sql`(${repository}, 'claude', ${path}, ${state}, ${control}, ${JSON.stringify(evidence)}, ${state === 'unknown' ? 'It could not be read.' : null}, ${at}, ${at})`
  await sql`insert into reaches (repository_id, assistant, path, state, control, evidence, why, since, read_at) values
    ${sql.join([
      row(webId, 'app-installation', 'connected', 'enforceable', ['Claude’s App is on it.']),
      row(webId, 'secret', 'possible', 'detectable', ['A secret of its organization.']),
      row(webId, 'deploy-key', 'unknown', 'unknown', []),
      row(vaultId, 'workflow', 'connected', 'enforceable', ['A workflow runs it.']),
    ])}`.execute(store.database)
  const paths = async (at_: Browser, query = '') =>
    (await readAll(at_, `/api/v1/connections${query}`)).map(({ path }) => path)
  expect(await paths(owner)).toEqual(['app-installation', 'secret', 'workflow'])
  expect(await paths(member)).toEqual(['app-installation', 'secret'])
  expect(await paths(member, `?repository=${vaultId}`)).toEqual([])
  expect(await paths(owner, '?control=enforceable&state=connected')).toEqual(['app-installation', 'workflow'])
  expect(await paths(owner, '?path=secret&path=workflow')).toEqual(['secret', 'workflow'])
  expect(await readAll(member, '/api/v1/connections?state=unknown')).toEqual([
    {
      organization: expect.objectContaining({ login: 'acme' }),
      repository: { id: webId, name: 'web' },
      assistant: 'claude',
      path: 'deploy-key',
      state: 'unknown',
      control: 'unknown',
      evidence: [],
      why: 'It could not be read.',
      since: at.toISOString(),
      readAt: at.toISOString(),
    },
  ])
})
