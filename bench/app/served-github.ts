/**
 * A simulated GitHub in a process of its own, so that its time and memory are not the program's. Forked by `sweep.ts`. An
 * Enterprise Server: where a host tells of limits, the program keeps below them, and the limits would be what is measured.
 */
import { readingPermissions } from '../../test/demo/company/our-app.ts'
import type { Call } from '../../test/github/server/call.ts'
import { startSimulator, type Simulator } from '../../test/github/server/simulator.ts'
import { editDetails } from '../../test/github/world/details.ts'
import type { Organization } from '../../test/github/world/entities.ts'

/** What the process that forked this one needs to know. */
export interface ServedGitHub {
  readonly apiUrl: string
  readonly graphqlUrl: string
  readonly appId: number
  readonly privateKey: string
  readonly token: string
}

/** What was asked since it was last told. */
export interface AskedOfGitHub {
  readonly requests: number
  /** What did not change is free. */
  readonly charged: number
  /** Of these, queries: github.com has a limit of its own for them. */
  readonly queries: number
  readonly writes: number
  readonly defects: readonly string[]
  /** What was read, in its order: all of it, or of much of it every so many. */
  readonly reads: readonly Read[]
}

/** One request that a peer can send again. */
export type Read =
  /** By GET; with its query. */
  | { readonly target: string }
  /** The body of a query. */
  | { readonly graphql: string }

const count = Number(process.argv[2])

const workflow = (number: number): string =>
  `name: Build\non: [push]\njobs:\n  build:\n    runs-on: ubuntu-latest\n    steps: [{ run: echo ${number} }]\n`

const assistantWorkflow =
  'name: Claude\non: [issue_comment]\njobs:\n  claude:\n    runs-on: ubuntu-latest\n    steps: [{ uses: anthropics/claude-code-action@v1 }]\n'

/**
 * As in a large company: most have a workflow and owners, some a protected branch, secrets or nothing at all, few a key. One of two
 * hundred runs an assistant; its content is scanned, and so is that of what a key opens.
 */
function addRepositories(github: Simulator, acme: Organization): void {
  for (let number = 0; number < count; number += 1) {
    const repository = github.addRepository(acme, {
      name: `r${number}`,
      visibility: number % 11 === 0 ? 'public' : 'private',
      archived: number % 13 === 0,
      ...(number % 97 !== 0 && {
        files: {
          'README.md': `${number}\n`,
          ...(number % 3 !== 0 && { '.github/workflows/ci.yml': workflow(number % 50) }),
          ...(number % 200 === 1 && { '.github/workflows/claude.yml': assistantWorkflow }),
          ...(number % 2 === 0 && { CODEOWNERS: '* @ada\n' }),
        },
      }),
    })
    if (number % 17 === 0) github.addSecret(repository, { name: 'DEPLOY_TOKEN' })
    if (number % 230 === 0) github.addDeployKey(repository, { title: 'build server' })
    if (number % 5 === 0 && number % 97 !== 0)
      editDetails(repository).protections.set('main', {
        required_pull_request_reviews: { required_approving_review_count: 1 },
        enforce_admins: true,
        required_status_checks: null,
        restrictions: null,
      })
  }
}

/** Enough for a peer's speed, and no burden for the process that answers. */
const mostReads = 20_000

/** Keeps what was read, evenly over all of it: where it is too much, every second one, then every fourth. */
function createSample(): { readonly add: (call: Call) => void; readonly kept: () => readonly Read[] } {
  let reads: Read[] = []
  let every = 1
  let seen = 0
  return {
    add: ({ method, path, search, graphql, operationId }) => {
      if (graphql === undefined && (method !== 'GET' || operationId?.startsWith('git/'))) return
      seen += 1
      if (seen % every !== 0) return
      reads.push(graphql === undefined ? { target: `${path}${search}` } : { graphql })
      if (reads.length < mostReads) return
      reads = reads.filter((_, index) => index % 2 === 1)
      every *= 2
    },
    kept: () => reads,
  }
}

const github = await startSimulator({ profile: 'ghes-newest', limits: { primary: false, secondary: false } })
const ada = github.addUser({ login: 'ada' })
const acme = github.addOrganization({ login: 'acme', owners: [ada], defaultRepositoryPermission: 'none' })
const app = github.addApp({ slug: 'gatehouse', owner: acme, permissions: readingPermissions })
const installation = github.addInstallation({ app, on: acme })
addRepositories(github, acme)

let asked = { requests: 0, charged: 0, queries: 0, writes: 0 }
let reads = createSample()
/** Counted and forgotten: millions of calls are not kept. */
function countCalls(): void {
  for (const call of github.calls.splice(0)) {
    const { status, isWrite, operationId } = call
    if (operationId === 'apps/create-installation-access-token') continue
    reads.add(call)
    asked = {
      requests: asked.requests + 1,
      charged: asked.charged + (status === 304 ? 0 : 1),
      queries: asked.queries + (operationId === 'graphql/query' ? 1 : 0),
      writes: asked.writes + (isWrite ? 1 : 0),
    }
  }
}
setInterval(countCalls, 250)
process.on('message', () => {
  countCalls()
  const told: AskedOfGitHub = { ...asked, defects: github.defects, reads: reads.kept() }
  process.send!(told)
  asked = { requests: 0, charged: 0, queries: 0, writes: 0 }
  reads = createSample()
})
process.on('disconnect', () => process.exit())
const served: ServedGitHub = {
  apiUrl: github.apiUrl,
  graphqlUrl: github.graphqlUrl,
  appId: app.id,
  privateKey: app.privateKey,
  token: github.addInstallationToken(installation),
}
process.send!(served)
