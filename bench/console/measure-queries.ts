import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { listAudit } from '../../app/database/list-audit.ts'
import { countRepositories, listRepositories } from '../../app/database/list-repositories.ts'
import { listFindings } from '../../app/database/list-findings.ts'
import { readFindingAccounts, readRuleNoise } from '../../app/database/read-findings.ts'
import { readOverview, readTrend } from '../../app/database/read-overview.ts'
import { refreshSummaries } from '../../app/database/refresh-summaries.ts'
import type { Scope } from '../../app/database/scope.ts'
import type { Store } from '../../app/database/store.ts'
import type { Aim } from '../speed/aims.ts'
import { below, limitMs, percentile, runs } from './limits.ts'

/** The one with half of everything. */
const largest: Scope = { organizations: ['1'] }
const all: Scope = { organizations: Array.from({ length: 11 }, (_, index) => `${index + 1}`) }
const page = { order: 'name', limit: 100 } as const
const findings = { order: 'severity', limit: 100 } as const
/** As the tables are filled with it. */
const fingerprint = `g1:${createHash('md5').update('42').digest('hex')}`
const events = { organization: '1', order: 'newest', limit: 100 } as const

const questions: readonly (readonly [what: string, ask: (store: Store) => Promise<unknown>])[] = [
  ['repositories by name', (store) => listRepositories(store, largest, page)],
  ['repositories of all organizations', (store) => listRepositories(store, all, page)],
  [
    'repositories, in the middle',
    (store) => listRepositories(store, largest, { ...page, after: ['repository-3', '40000'] }),
  ],
  ['repositories, worst first', (store) => listRepositories(store, all, { ...page, order: 'worst' })],
  [
    'repositories, newest decision first',
    (store) => listRepositories(store, all, { ...page, order: 'since' }),
  ],
  [
    'repositories: a name that few have',
    (store) => listRepositories(store, all, { ...page, search: '4242' }),
  ],
  ['repositories: a name that none has', (store) => listRepositories(store, all, { ...page, search: 'zzz' })],
  [
    'repositories: denied and connected',
    (store) => listRepositories(store, all, { ...page, outcomes: ['denied'], isConnected: true }),
  ],
  [
    'repositories: unowned, worst first',
    (store) => listRepositories(store, all, { ...page, order: 'worst', isUnowned: true }),
  ],
  ['repositories: asked for', (store) => listRepositories(store, all, { ...page, isRequested: true })],
  [
    'repositories: a group that is not there',
    (store) => listRepositories(store, all, { ...page, group: 'none' }),
  ],
  ['number of all repositories', (store) => countRepositories(store, all, {})],
  [
    'number of denied ones with a name',
    (store) => countRepositories(store, all, { outcomes: ['denied'], search: '42' }),
  ],
  ['overview', (store) => readOverview(store, all, new Date())],
  ['trend', (store) => readTrend(store, all.organizations, new Date())],
  ['findings, gravest first', (store) => listFindings(store, all, findings)],
  ['findings, oldest first', (store) => listFindings(store, all, { ...findings, order: 'age' })],
  ['findings, widest spread first', (store) => listFindings(store, all, { ...findings, order: 'spread' })],
  [
    'findings that are read now, and open',
    (store) => listFindings(store, all, { ...findings, isReachable: true, states: ['open'] }),
  ],
  [
    'findings of one rule',
    (store) => listFindings(store, all, { ...findings, rules: ['rule-7'], order: 'age' }),
  ],
  ['findings at a path', (store) => listFindings(store, all, { ...findings, search: 'file-4242' })],
  ['findings at no path', (store) => listFindings(store, all, { ...findings, search: 'zzz' })],
  [
    'findings of a repository, grouped',
    (store) => listFindings(store, all, { ...findings, repository: '51' }),
  ],
  [
    'findings of a repository',
    (store) => readFindingAccounts(store, all, { repository: '51' }, { limit: 100 }),
  ],
  [
    'one finding everywhere',
    (store) => readFindingAccounts(store, all, { rule: 'rule-7', fingerprint }, { limit: 100 }),
  ],
  ['findings of each rule', (store) => readRuleNoise(store, largest)],
  ['events, newest first', (store) => listAudit(store, largest, events)],
  [
    'events of a kind',
    (store) => listAudit(store, largest, { ...events, kinds: ['effect.applied', 'approval.given'] }),
  ],
  [
    'events of a kind that is not there',
    (store) => listAudit(store, largest, { ...events, kinds: ['wave.undone'] }),
  ],
  ['events of a repository', (store) => listAudit(store, largest, { ...events, subject: 'repository:4242' })],
  [
    'events of a day',
    (store) =>
      listAudit(store, largest, {
        ...events,
        from: new Date(Date.now() - 9 * 864e5),
        to: new Date(Date.now() - 8 * 864e5),
      }),
  ],
  [
    'events with a word that few have',
    (store) => listAudit(store, largest, { ...events, search: 'INC-4242' }),
  ],
  [
    'events with a word that all have',
    (store) => listAudit(store, largest, { ...events, search: 'secrets' }),
  ],
  ['events with a name', (store) => listAudit(store, largest, { ...events, search: 'repository-4242' })],
  ['events with a word that none has', (store) => listAudit(store, largest, { ...events, search: 'zzz' })],
  [
    'events with two words',
    (store) => listAudit(store, largest, { ...events, search: 'secrets INC-77', kinds: ['effect.applied'] }),
  ],
]

/** Tables of which a question must never read every row. */
const large = [
  'repositories',
  'repository_summaries',
  'audit_events',
  'findings',
  'finding_groups',
  'decisions',
  'reaches',
]

/** What lists ask of the database, which must have one connection alone: what each of them read is counted for itself. */
export async function measureQueries(store: Store): Promise<readonly Aim[]> {
  const aims: Aim[] = []
  for (const [what, ask] of questions) aims.push(...(await measureOne(store, what, ask)))
  await sql`insert into stale_summaries (repository_id) select id from repositories where id % 10 = 0`.execute(
    store.database,
  )
  const begun = performance.now()
  const made = await refreshSummaries(store, new Date())
  console.log(`  ${made} summaries made anew in ${(performance.now() - begun).toFixed(0)} ms`)
  return aims
}

async function measureOne(
  store: Store,
  what: string,
  ask: (store: Store) => Promise<unknown>,
): Promise<readonly Aim[]> {
  const before = await wholeScans(store)
  const took: number[] = []
  for (let run = 0; run < runs; run += 1) {
    const begun = performance.now()
    await ask(store)
    took.push(performance.now() - begun)
  }
  const after = await wholeScans(store)
  const read = large.filter((table) => (after.get(table) ?? 0) > (before.get(table) ?? 0))
  const note = read.length > 0 ? `reads all of ${read.join(', ')}` : ''
  return [
    below(what, limitMs, percentile(took), note),
    ...(read.length > 0 ? [{ what: `${what}: by indexes`, reached: false, found: read.join(', ') }] : []),
  ]
}

async function wholeScans({ database }: Store): Promise<ReadonlyMap<string, number>> {
  await sql`select pg_stat_force_next_flush()`.execute(database)
  await sql`select pg_stat_clear_snapshot()`.execute(database)
  const { rows } = await sql<{ name: string; scans: string }>`
    select relname as name, seq_scan as scans from pg_stat_user_tables`.execute(database)
  return new Map(rows.map(({ name, scans }) => [name, Number(scans)]))
}
