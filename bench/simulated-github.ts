/**
 * How much the simulated GitHub can serve with 50,000 repositories, no two alike: it must not be what a measurement of the
 * App measures. `node bench/simulated-github.ts [repositories]`
 */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { availableParallelism } from 'node:os'
import { startSimulator } from '../test/github/server/simulator.ts'

const count = Number(process.argv[2] ?? 50_000)

const workflow = (number: number): string =>
  `name: Build\non: [push]\njobs:\n  build:\n    runs-on: ubuntu-latest\n    steps: [{ run: echo ${number} }]\n`

interface Served {
  readonly apiUrl: string
  readonly graphqlUrl: string
  readonly token: string
}

async function serve(): Promise<void> {
  const github = await startSimulator({ limits: { primary: false, secondary: false } })
  const ada = github.addUser({ login: 'ada' })
  const acme = github.addOrganization({ login: 'acme', owners: [ada] })
  const app = github.addApp({
    slug: 'gatehouse',
    owner: acme,
    permissions: { contents: 'read', secrets: 'read', administration: 'read' },
  })
  const installation = github.addInstallation({ app, on: acme })
  for (let number = 0; number < count; number++)
    github.addRepository(acme, {
      name: `r${number}`,
      files: {
        'README.md': `${number}\n`,
        '.github/workflows/ci.yml': workflow(number),
        CODEOWNERS: '* @ada\n',
      },
    })
  const token = github.addInstallationToken(installation)
  const served: Served = { apiUrl: github.apiUrl, graphqlUrl: github.graphqlUrl, token }
  process.send!(served)
  process.on('disconnect', () => process.exit())
  process.on('message', () => {
    process.send!({ memory: process.memoryUsage(), defects: github.defects, calls: github.calls.length })
  })
}

const listing = `query ($after: String) {
  organization(login: "acme") {
    repositories(first: 50, after: $after, orderBy: { field: NAME, direction: ASC }) {
      pageInfo { hasNextPage endCursor }
      nodes {
        databaseId name visibility isArchived isFork isTemplate isEmpty pushedAt
        defaultBranchRef { name target { oid } }
        workflows: object(expression: "HEAD:.github/workflows") { ... on Tree { entries { name type oid } } }
        owners1: object(expression: "HEAD:.github/CODEOWNERS") { oid }
        owners2: object(expression: "HEAD:CODEOWNERS") { oid }
        owners3: object(expression: "HEAD:docs/CODEOWNERS") { oid }
      }
    }
  }
}`

interface Listing {
  readonly data: {
    readonly organization: {
      readonly repositories: {
        readonly nodes: readonly unknown[]
        readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string }
      }
    }
  }
}

async function measure(): Promise<void> {
  const started = performance.now()
  const child = fork(import.meta.filename, [String(count), 'serve'], { execArgv: process.execArgv })
  const [served]: Served[] = await once(child, 'message')
  const { apiUrl, graphqlUrl, token } = served!
  const took = (since: number): number => (performance.now() - since) / 1000
  console.log(`${count} repositories made in ${took(started).toFixed(1)} s; ${availableParallelism()} cores`)
  const headers = { authorization: `Bearer ${token}`, 'user-agent': 'bench' }

  const begun = performance.now()
  let after: string | null = null
  let seen = 0
  do {
    const body: string = JSON.stringify({ query: listing, variables: { after } })
    const response = await fetch(graphqlUrl, { method: 'POST', headers, body })
    const { data }: Listing = JSON.parse(await response.text())
    const { nodes, pageInfo } = data.organization.repositories
    seen += nodes.length
    after = pageInfo.hasNextPage ? pageInfo.endCursor : null
  } while (after !== null)
  console.log(`GraphQL: ${seen} repositories, ${Math.round(seen / took(begun))} a second`)

  for (const [what, path] of [
    ['repository', ''],
    ['secrets', '/actions/secrets'],
    ['file', '/contents/CODEOWNERS'],
    ['collaborators', '/collaborators'],
  ] as const) {
    const since = performance.now()
    const requests = 5_000
    await inParallel(8, requests, async (number) => {
      const response = await fetch(`${apiUrl}/repos/acme/r${(number * 7919) % count}${path}`, { headers })
      await response.arrayBuffer()
      if (response.status !== 200) throw new Error(`${what}: ${response.status}`)
    })
    console.log(`REST ${what}: ${Math.round(requests / took(since))} requests a second`)
  }
  child.send('how are you')
  const [state] = await once(child, 'message')
  console.log(`memory ${Math.round(state.memory.rss / 1e6)} MB, defects ${JSON.stringify(state.defects)}`)
  child.disconnect()
}

async function inParallel(
  workers: number,
  all: number,
  run: (number: number) => Promise<void>,
): Promise<void> {
  let next = 0
  const work = async (): Promise<void> => {
    while (next < all) await run(next++)
  }
  await Promise.all(Array.from({ length: workers }, work))
}

await (process.argv[3] === 'serve' ? serve() : measure())
