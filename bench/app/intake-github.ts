/**
 * A simulated github.com in a process of its own, with its limits, as a program that takes webhooks in has to do with it; and
 * webhooks about its repositories. Forked by `intake.ts`.
 */
import { readingPermissions } from '../../test/demo/company/our-app.ts'
import { startSimulator } from '../../test/github/server/simulator.ts'
import { makeWebhookBodies, type WebhookBody } from './webhook-bodies.ts'

/** What the process that forked this one needs to know. */
export interface IntakeGitHub {
  readonly apiUrl: string
  readonly appId: number
  readonly privateKey: string
  readonly bodies: readonly WebhookBody[]
}

/** A first sweep of so many stays below what GitHub lets pass in a minute, so that it is soon over. */
const count = 30

const github = await startSimulator({ profile: 'ghec' })
const ada = github.addUser({ login: 'ada' })
const acme = github.addOrganization({ login: 'acme', owners: [ada], defaultRepositoryPermission: 'none' })
const repositories = Array.from({ length: count }, (_, number) =>
  github.addRepository(acme, {
    name: `r${number}`,
    description: 'One of many services behind the shop',
    topics: ['shop', 'service'],
    files: { 'README.md': `${number}\n`, '.github/workflows/ci.yml': 'name: Build\non: [push]\njobs: {}\n' },
  }),
)
const app = github.addApp({ slug: 'gatehouse', owner: acme, permissions: readingPermissions })
github.addInstallation({ app, on: acme })
const bodies = await makeWebhookBodies(github, acme, repositories)
if (github.defects.length > 0) throw new Error(github.defects.slice(0, 3).join('\n'))
// Calls are only counted elsewhere; here they would be kept for nothing.
setInterval(() => github.calls.splice(0), 1000)
process.on('disconnect', () => process.exit())
const served: IntakeGitHub = { apiUrl: github.apiUrl, appId: app.id, privateKey: app.privateKey, bodies }
process.send!(served)
