import { randomBytes } from 'node:crypto'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { Readable } from 'node:stream'
import { sql } from 'kysely'
import type { Connection } from '../../app/database/connection.ts'
import { openSession, recordMemberships } from '../../app/database/sessions.ts'
import { createSealer, createSealKey } from '../../app/database/sealed.ts'
import type { Store } from '../../app/database/store.ts'
import { addressOf } from '../../test/app/database/address-of.ts'
import { watchMemory } from '../app/process-memory.ts'
import { type StartedProgram, startOptions, startProgram } from '../app/start-program.ts'
import type { Aim } from '../speed/aims.ts'
import { below, limitMs, percentile, runs } from './limits.ts'
import { measurePages } from './measure-pages.ts'

/** What pages and programs ask, by the name it is printed with. Beginnings of fingerprints and names are as the tables are filled. */
const questions: Readonly<Record<string, string>> = {
  overview: '/overview',
  'overview of one organization': '/overview?organization=1',
  organizations: '/organizations',
  'repositories by name': '/repositories?limit=100',
  'repositories, worst first': '/repositories?limit=100&order=worst',
  'repositories, newest decision first': '/repositories?limit=100&order=since',
  'repositories: a name that few have': '/repositories?limit=100&search=4242',
  'repositories: a name that none has': '/repositories?limit=100&search=zzz',
  'repositories: denied and connected': '/repositories?limit=100&outcome=denied&connected=true',
  'repositories: unowned, worst first': '/repositories?limit=100&unowned=true&order=worst',
  'repositories: asked for': '/repositories?limit=100&requested=true',
  'number of repositories': '/repositories/count',
  'number of denied ones with a name': '/repositories/count?outcome=denied&search=42',
  'one repository': '/repositories/4242',
  'history of a repository': '/repositories/4242/history',
  'findings of a repository': '/repositories/51/findings?limit=100',
  connections: '/connections?limit=100',
  'connections that stand': '/connections?limit=100&state=connected',
  'connections of one path': '/connections?limit=100&path=app-installation',
  'findings, gravest first': '/findings?limit=100',
  'findings, oldest first': '/findings?limit=100&order=age',
  'findings, widest spread first': '/findings?limit=100&order=spread',
  'findings that are read now, and open': '/findings?limit=100&reachable=true&state=open',
  'findings of one rule': '/findings?limit=100&rule=rule-7&order=age',
  'findings at a path': '/findings?limit=100&search=file-4242',
  'findings at no path': '/findings?limit=100&search=zzz',
  'findings of each rule': '/findings/rules?organization=1',
  requests: '/requests?limit=100',
  'requests that are open': '/requests?limit=100&state=open',
  approvals: '/approvals?limit=100',
  changes: '/organizations/1/changes?limit=100',
  'events, newest first': '/organizations/1/audit-events?limit=100',
  'events of a kind': '/organizations/1/audit-events?limit=100&kind=effect.applied',
  'events of a repository': '/organizations/1/audit-events?limit=100&subject=repository%3A4242',
  'events with a word that few have': '/organizations/1/audit-events?limit=100&search=INC-4242',
  'events with a word that all have': '/organizations/1/audit-events?limit=100&search=secrets',
  'events with a word that none has': '/organizations/1/audit-events?limit=100&search=zzz',
  members: '/organizations/1/members?limit=100',
  sweeps: '/organizations/1/sweeps',
}

/** An export must not hold more for more events: what V8 has not tidied up yet is in this. */
const mostExportMb = 300

/** What the API and the pages cost over these tables, for an owner of all organizations. */
export async function measureServed(store: Store, connection: Connection): Promise<readonly Aim[]> {
  const program = await startProgram([path.join(import.meta.dirname, 'served-console.ts')], {
    DATABASE_URL: addressOf(connection),
    NODE_OPTIONS: startOptions(),
  })
  const address = `http://127.0.0.1:${program.port}`
  try {
    const aims: Aim[] = []
    console.log('\nat the API')
    for (const [what, question] of Object.entries(questions))
      aims.push(await measureQuestion(`API: ${what}`, `${address}/api/v1${question}`, await signIn(store)))
    aims.push(await measureExport(store, program, address))
    aims.push(...(await measurePages(address, () => signIn(store))))
    return aims
  } finally {
    await program.stop()
  }
}

/** A new session each time, since the API takes so many requests a minute of each. @returns its cookie */
async function signIn(store: Store): Promise<string> {
  const { rows } = await sql<{ id: string }>`select id from people where github_id = 1`.execute(
    store.database,
  )
  const { rows: organizations } = await sql<{ id: string }>`select id from organizations`.execute(
    store.database,
  )
  const person = rows[0]!.id
  return store.transact(async (unit) => {
    const at = new Date()
    await recordMemberships(
      unit,
      person,
      organizations.map(({ id }) => ({ organization: id, role: 'admin' as const })),
      at,
    )
    const sealer = createSealer([createSealKey(randomBytes(32))])
    const { cookie } = await openSession(unit, sealer, {
      person,
      avatarUrl: '',
      agent: 'bench',
      tokens: '{}',
      at,
    })
    return cookie
  })
}

async function measureQuestion(what: string, url: string, cookie: string): Promise<Aim> {
  const took: number[] = []
  let bytes = 0
  // The first is not counted: it brings pages of the database into memory.
  for (let run = 0; run <= runs; run += 1) {
    const begun = performance.now()
    const response = await fetch(url, { headers: { cookie: `gatehouse=${cookie}` } })
    const body = await response.text()
    if (run > 0) took.push(performance.now() - begun)
    if (!response.ok) throw new Error(`${response.status} of ${url}: ${body}`)
    bytes = body.length
  }
  return below(what, limitMs, percentile(took), `${(bytes / 1024).toFixed(0).padStart(4)} KB`)
}

/** Every event of every organization, as a program fetches them. */
async function measureExport(store: Store, program: StartedProgram, address: string): Promise<Aim> {
  const cookie = await signIn(store)
  const { rows } = await sql<{ id: string }>`select id from organizations order by id`.execute(store.database)
  const memory = watchMemory(program.pid)
  const begun = performance.now()
  let events = 0
  for (const { id } of rows) {
    const url = `${address}/api/v1/organizations/${id}/audit-events/export?format=jsonl`
    const response = await fetch(url, { headers: { cookie: `gatehouse=${cookie}` } })
    if (!response.ok || !response.body) throw new Error(`${response.status} of ${url}`)
    for await (const line of createInterface({ input: Readable.fromWeb(response.body) }))
      if (line.startsWith('{"type":"event"')) events += 1
  }
  const seconds = (performance.now() - begun) / 1000
  const megabytes = memory.stop()
  const found = `${events} events in ${seconds.toFixed(1)} s, ${megabytes.toFixed(0)} MB at most`
  console.log(`  export: ${found}`)
  const { rows: counted } = await sql<{ count: string }>`select count(*) from audit_events`.execute(
    store.database,
  )
  const isWhole = events === Number(counted[0]!.count)
  return {
    what: `export of all events, whole, below ${mostExportMb} MB`,
    reached: isWhole && megabytes < mostExportMb,
    found,
  }
}
