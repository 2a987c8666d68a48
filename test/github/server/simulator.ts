import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createClock, type Clock } from '../clock.ts'
import { createGitStores } from '../git/git-stores.ts'
import type { ProfileName } from '../profiles.ts'
import { createWebhooks } from '../webhooks/webhooks.ts'
import { buildersOf, type Builders } from '../world/builders.ts'
import { createWorld } from '../world/world.ts'
import { answer, type Incoming, type Outgoing } from './answer.ts'
import { createFaults } from './faults.ts'
import type { GitHub } from './github.ts'
import { createLimits, type LimitSettings } from './limits.ts'

export interface SimulatorOptions {
  readonly profile?: ProfileName
  readonly limits?: Partial<LimitSettings>
}

/** A GitHub host that listens on this machine, and the hands that build and disturb it. */
export interface Simulator extends GitHub, Builders {
  readonly apiUrl: string
  readonly webUrl: string
  readonly graphqlUrl: string
  readonly clock: Clock
  readonly close: () => Promise<void>
}

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
    calls: [],
    defects,
  }
  const server = createServer((message, response) => {
    void serve(github, message, response)
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
    apiUrl: world.urls.api,
    webUrl,
    graphqlUrl: world.urls.graphql,
    clock,
    async close() {
      await github.webhooks.close()
      server.closeAllConnections()
      await new Promise((resolve) => {
        server.close(resolve)
      })
      await git.close()
    },
  }
}

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === 'string') throw new Error('The server does not listen on a port')
  return address.port
}

async function serve(github: GitHub, message: IncomingMessage, response: ServerResponse): Promise<void> {
  const chunks: Buffer[] = []
  message.on('data', (chunk: Buffer) => chunks.push(chunk))
  await once(message, 'end')
  const outgoing = await respond(github, message, Buffer.concat(chunks))
  send(outgoing, response)
}

function respond(github: GitHub, message: IncomingMessage, body: Buffer): Promise<Outgoing> {
  const url = new URL(message.url ?? '/', github.world.urls.web)
  const { apiPath } = github.world.profile
  const incoming: Incoming = {
    method: message.method ?? 'GET',
    url,
    path: url.pathname.startsWith(apiPath) ? url.pathname.slice(apiPath.length) : url.pathname,
    headers: Object.fromEntries(
      Object.entries(message.headers).map(([name, value]) => [name, String(value)]),
    ),
    text: body.toString('utf8'),
  }
  return answer(github, incoming)
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
