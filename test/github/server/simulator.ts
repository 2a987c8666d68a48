import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { createClock, type Clock } from '../clock.ts'
import { isArchiveLink, serveArchive } from '../git/archive-links.ts'
import { createGitStores } from '../git/git-stores.ts'
import { isMediaLink, serveMedia } from '../git/serve-lfs.ts'
import { gitRequest, serveGit } from '../git/serve-git.ts'
import type { ProfileName } from '../profiles.ts'
import { happeningsOf, type Happenings } from '../webhooks/happenings.ts'
import { createWebhooks } from '../webhooks/webhooks.ts'
import { buildersOf, type Builders } from '../world/builders.ts'
import { createWorld } from '../world/world.ts'
import { answer } from './answer.ts'
import { isWrite } from './call.ts'
import type { Outgoing } from './exchange.ts'
import { createFaults } from './faults.ts'
import type { GitHub } from './github.ts'
import { createLimits, type LimitSettings } from './limits.ts'
import type { Reply } from './reply.ts'
import type { Browser } from './web-page.ts'
import { createWebsite, type Website } from './website.ts'

export interface SimulatorOptions {
  readonly profile?: ProfileName
  readonly limits?: Partial<LimitSettings>
}

/** A GitHub host that listens on this machine, and the hands that build and disturb it. */
export interface Simulator extends GitHub, Builders, Happenings {
  readonly apiUrl: string
  readonly webUrl: string
  readonly graphqlUrl: string
  readonly clock: Clock
  /** Who is signed in on the website: a test puts a person there. */
  readonly browser: Browser
  readonly close: () => Promise<void>
}

/** What is under way when a simulator closes may finish for so long. */
const longestCloseMs = 5000

export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const clock = createClock()
  const world = createWorld(options.profile ?? 'ghec', clock)
  const git = createGitStores()
  const defects: string[] = []
  const github: GitHub = {
    world,
    git,
    webhooks: createWebhooks(world, defects),
    limits: createLimits(world, { primary: true, secondary: true, ...options.limits }),
    faults: createFaults(),
    cloneFaults: createFaults(),
    calls: [],
    defects,
  }
  const website = createWebsite(github)
  const underWay = new Set<Promise<void>>()
  const server = createServer((message, response) => {
    const one = serve({ github, website }, message, response).finally(() => underWay.delete(one))
    underWay.add(one)
  })
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  const webUrl = `http://127.0.0.1:${portOf(server.address())}`
  const { apiPath, graphqlPath } = world.profile
  world.urls = { api: webUrl + apiPath, web: webUrl, graphql: webUrl + graphqlPath }
  return {
    ...github,
    ...buildersOf(world),
    ...happeningsOf(github),
    apiUrl: world.urls.api,
    webUrl,
    graphqlUrl: world.urls.graphql,
    clock,
    browser: website.browser,
    async close() {
      await github.webhooks.close()
      server.closeAllConnections()
      await new Promise((resolve) => {
        server.close(resolve)
      })
      // A push is answered before all of its webhooks are written, for which git is still read.
      await Promise.race([Promise.allSettled(underWay), wait(longestCloseMs, undefined, { ref: false })])
      await git.close()
    },
  }
}

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === 'string') throw new Error('The server does not listen on a port')
  return address.port
}

interface Host {
  readonly github: GitHub
  readonly website: Website
}

async function serve(host: Host, message: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(message.url ?? '/', host.github.world.urls.web)
  const git = gitRequest(url)
  if (git) return serveGit(host.github, git, message, response)
  if (isArchiveLink(url)) return serveArchive(host.github, url, response)
  if (isMediaLink(url)) return serveMedia(host.github, url, message, response)
  const chunks: Buffer[] = []
  message.on('data', (chunk: Buffer) => chunks.push(chunk))
  await once(message, 'end')
  send(await respond(host, message, url, Buffer.concat(chunks).toString('utf8')), response)
}

async function respond(
  { github, website }: Host,
  message: IncomingMessage,
  url: URL,
  text: string,
): Promise<Outgoing> {
  const { apiPath, graphqlPath } = github.world.profile
  const method = message.method ?? 'GET'
  const headers = Object.fromEntries(
    Object.entries(message.headers).map(([name, value]) => [name, String(value)]),
  )
  const page = website.answer(method, url, text, headers)
  if (page) return recorded(github, method, url, page)
  const isGraphql = url.pathname === graphqlPath
  if (!isGraphql && !url.pathname.startsWith(`${apiPath}/`)) return recorded(github, method, url, noSuchPage)
  const path = url.pathname.slice(apiPath.length)
  return answer(github, { method, url, path, headers, text, isGraphql })
}

const noSuchPage: Reply = { status: 404, body: { message: 'Not Found' } }

const signInPages: Readonly<Record<string, string>> = {
  '/login/oauth/access_token': 'web/access-token',
  '/login/oauth/authorize': 'web/authorize',
}

/** The website keeps no limits and checks nothing. */
function recorded(
  github: GitHub,
  method: string,
  url: URL,
  { status, body, bytes, headers }: Reply,
): Outgoing {
  const operationId = signInPages[url.pathname] ?? 'web/page'
  github.calls.push({
    method,
    path: url.pathname,
    search: url.search,
    graphql: undefined,
    operationId,
    actor: 'anonymous',
    installationId: undefined,
    status,
    isWrite: isWrite(method, operationId),
    charged: false,
    unknownQuery: [],
    requestId: '',
  })
  const content = bytes?.content ?? Buffer.from(body === undefined ? '' : JSON.stringify(body))
  const type = bytes?.type ?? 'application/json; charset=utf-8'
  return { status, headers: { 'content-type': type, ...headers }, content }
}

function send({ status, headers, content, fault }: Outgoing, response: ServerResponse): void {
  // The connection stays open and silent until the client or the end of the simulator closes it.
  if (fault === 'timeout') return
  response.writeHead(status, { ...headers, 'content-length': content.length })
  if (fault === 'truncated') {
    response.write(content.subarray(0, Math.floor(content.length / 2)))
    response.destroy()
    return
  }
  response.end(content)
}
