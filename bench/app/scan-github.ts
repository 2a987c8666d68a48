/**
 * A simulated GitHub in a process of its own, in which repositories are connected and pushed to when somebody asks. Forked by
 * `scan.ts`. Without limits, so that the program is what is measured.
 */
import { setTimeout as wait } from 'node:timers/promises'
import { heardEvents, readingPermissions } from '../../test/demo/company/our-app.ts'
import { secretText } from '../../test/demo/company/secret-text.ts'
import { runGit } from '../../test/github/git/run-git.ts'
import { startSimulator } from '../../test/github/server/simulator.ts'
import { repositoriesOf } from '../../test/github/world/lookups.ts'

/** What the process that forked this one needs to know. */
export interface ScanGitHub {
  readonly apiUrl: string
  readonly webUrl: string
  readonly appId: number
  readonly privateKey: string
  /** Reads everything. */
  readonly token: string
  /** What webhooks are signed with. */
  readonly secret: string
}

/** What can be asked for; each is answered with the commit that the repository then ends with. */
export type Asked =
  /** Webhooks go there from now on. Answered with nothing. */
  | { readonly what: 'deliver'; readonly to: string }
  /** There is a new repository, with the content of one on the disk. */
  | { readonly what: 'connect'; readonly name: string; readonly from: string }
  /** Somebody pushes one commit, with a key in it. */
  | { readonly what: 'push'; readonly name: string }

const secret = process.argv[2] ?? ''
const github = await startSimulator({ profile: 'ghes-newest', limits: { primary: false, secondary: false } })
const ada = github.addUser({ login: 'ada' })
const acme = github.addOrganization({ login: 'acme', owners: [ada], defaultRepositoryPermission: 'none' })
const app = github.addApp({
  slug: 'gatehouse',
  owner: acme,
  permissions: readingPermissions,
  events: heardEvents,
  webhook: { url: 'http://127.0.0.1:9/', secret },
})
const installation = github.addInstallation({ app, on: acme })

async function connect(name: string, from: string): Promise<string> {
  const repository = github.addRepository(acme, { name })
  const store = await github.git.toWrite(repository)
  await runGit(await store.folder(), ['fetch', '--quiet', from, '+refs/heads/main:refs/heads/main'])
  store.forget()
  const head = await store.commitId('main')
  github.webhooks.emit('repository.created', { repository, sender: ada })
  return head!
}

async function push(name: string): Promise<string> {
  const repository = repositoriesOf(github.world, acme.id).find((one) => one.name === name)
  return github.pushCommit(repository!, {
    sender: ada,
    message: 'Add settings',
    files: { 'settings.env': secretText('stripe-secret-key') },
  })
}

async function answer(asked: Asked): Promise<string> {
  if (asked.what === 'connect') return connect(asked.name, asked.from)
  if (asked.what === 'push') return push(asked.name)
  app.webhook.url = asked.to
  return ''
}

process.on('message', (asked: Asked) => {
  void (async () => process.send!({ head: await answer(asked), defects: github.defects }))()
})
process.on('disconnect', () => process.exit())
const served: ScanGitHub = {
  apiUrl: github.apiUrl,
  webUrl: github.webUrl,
  appId: app.id,
  privateKey: app.privateKey,
  token: github.addInstallationToken(installation),
  secret,
}
process.send!(served)
// Nothing else keeps what was asked from growing.
while (process.connected) {
  github.calls.splice(0)
  await wait(1000, undefined, { ref: false })
}
