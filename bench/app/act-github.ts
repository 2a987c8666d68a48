/**
 * A simulated GitHub in a process of its own, with an enterprise and an assistant's App, on which a program changes connections. Forked by
 * `act.ts`. Without limits, so that the program is what is measured; how far the limits reach is computed from the number of writes.
 */
import { setTimeout as wait } from 'node:timers/promises'
import { wantedEvents } from '../../app/github/events.ts'
import { enterpriseApp } from '../../test/app/acting/enterprise-app.ts'
import { watchConnections } from '../../test/app/chaos/watch-connections.ts'
import { manifestPermissions } from '../../test/app/end-to-end/reached-company.ts'
import { startSimulator } from '../../test/github/server/simulator.ts'

/** What the process that forked this one needs to know. */
export interface ActGitHub {
  readonly apiUrl: string
  readonly appId: number
  readonly privateKey: string
  readonly secret: string
  readonly settings: Readonly<Record<string, string>>
  /** GitHub's id of the repository that is given and taken again and again. */
  readonly subject: number
}

/** What can be asked for. Each is answered with when it happened, and with what was asked and written since the last answer. */
export type ActAsked =
  /** Webhooks go there from now on. */
  | { readonly what: 'deliver'; readonly to: string }
  /** A policy is pushed, by which the subject may be connected with an approval, or not at all. */
  | { readonly what: 'policy'; readonly access: 'approval' | 'deny'; readonly allowed?: readonly string[] }
  /** The subject gets a name that the policy has an approval for, or one that it denies. */
  | { readonly what: 'rename'; readonly name: string }
  /** Somebody gives every repository that is denied to the App by hand. */
  | { readonly what: 'drift' }
  | { readonly what: 'nothing' }

/** Milliseconds since 1970. */
export interface ActAnswer {
  readonly at: number
  /** With those that wrote. */
  readonly requests: number
  readonly writes: number
  readonly connected: number
  readonly defects: readonly string[]
}

/** Told when the program has changed something. */
export interface ActChange {
  readonly changedAt: number
}

const [secret = '', count = '0'] = process.argv.slice(2)

const policyText = (access: 'approval' | 'deny', allowed: readonly string[] = []): string => `version: 1
mode: enforce
default: deny
changes: { connections: true }
safety: { removals: 10000 }
requests: { inheritedUntil: 2020-01-01 }
notifications: { issues: false }
groups:
  - name: kept
    match: ${JSON.stringify(['acme/kept*', ...allowed])}
    access: allow
  - name: apps
    match: ['acme/app*']
    access: ${access}
${access === 'approval' ? '    approval: { by: [acme/security], maxDays: 90 }\n' : ''}`

const github = await startSimulator({ profile: 'ghec', limits: { primary: false, secondary: false } })
const { profile } = github.world
/** Where GitHub tells of limits, the program asks at a measured pace: 5,000 repositories' first look would take two hours by it. */
const tellOfLimits = (isTold: boolean): void =>
  void Object.assign(github.world, { profile: { ...profile, limited: isTold } })
tellOfLimits(false)
const ada = github.addUser({ login: 'ada' })
const enterprise = github.addEnterprise({ slug: 'big' })
const acme = github.addOrganization({ login: 'acme', owners: [ada], enterprise })
const policy = github.addRepository(acme, {
  name: 'gatehouse',
  files: { 'gatehouse.yml': policyText('approval') },
})
const subject = github.addRepository(acme, { name: 'app', files: { 'README.md': '# app\n' } })
const kept = github.addRepository(acme, { name: 'kept', files: { 'README.md': '# kept\n' } })
const others = Array.from({ length: Number(count) }, (_, number) =>
  github.addRepository(acme, { name: `r${number}`, files: { 'README.md': `${number}\n` } }),
)
const app = github.addApp({
  slug: 'gatehouse',
  owner: acme,
  permissions: manifestPermissions('ghec'),
  events: wantedEvents.map(({ name }) => name),
  webhook: { url: 'http://127.0.0.1:9/', secret },
})
github.addInstallation({ app, on: acme })
const anthropic = github.addOrganization({ login: 'anthropics' })
const claude = github.addApp({ slug: 'claude', owner: anthropic, permissions: { contents: 'write' } })
const installation = github.addInstallation({ app: claude, on: acme, repositories: [kept] })
const watch = watchConnections([{ way: 'app', login: 'acme', holder: installation }])

let told = 0
setInterval(() => {
  const changes = watch.changes.slice(told)
  told = watch.changes.length
  for (const { at, by } of changes) {
    const change: ActChange = { changedAt: at }
    if (by === 'program') process.send!(change)
  }
}, 5)

async function answer(asked: ActAsked): Promise<void> {
  if (asked.what === 'deliver') app.webhook.url = asked.to
  if (asked.what === 'policy')
    await github.pushCommit(policy, { files: { 'gatehouse.yml': policyText(asked.access, asked.allowed) } })
  if (asked.what === 'rename') github.rename(subject, { name: asked.name })
  if (asked.what === 'drift') {
    tellOfLimits(true)
    watch.byPeople(() => {
      for (const { id } of others) installation.repositoryIds.add(id)
    })
  }
}

let requests = 0
let writes = 0
function countCalls(): void {
  for (const { isWrite } of github.calls.splice(0)) {
    requests += 1
    writes += isWrite ? 1 : 0
  }
}
process.on('message', (asked: ActAsked) => {
  void (async () => {
    const at = Date.now()
    await answer(asked)
    countCalls()
    const connected = installation.repositoryIds.size
    const told: ActAnswer = { at, requests, writes, connected, defects: github.defects }
    requests = 0
    writes = 0
    process.send!(told)
  })()
})
process.on('disconnect', () => process.exit())
const served: ActGitHub = {
  apiUrl: github.apiUrl,
  appId: app.id,
  privateKey: app.privateKey,
  secret,
  settings: enterpriseApp(github, enterprise),
  subject: subject.id,
}
process.send!(served)
// Nothing else keeps what was asked from growing.
while (process.connected) {
  countCalls()
  await wait(1000, undefined, { ref: false })
}
