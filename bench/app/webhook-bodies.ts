import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { heardEvents, readingPermissions } from '../../test/demo/company/our-app.ts'
import type { Simulator } from '../../test/github/server/simulator.ts'
import { pushCommits } from '../../test/github/webhooks/push-commit.ts'
import type { Organization, Repository, User } from '../../test/github/world/entities.ts'

/** What GitHub sends about something, as it sends it. */
export interface WebhookBody {
  /** `push` */
  readonly event: string
  /** JSON */
  readonly text: string
}

/**
 * Lets people work in every repository, and keeps what GitHub says about it to an App that hears everything: pushes of one to eight
 * commits, pull requests that are opened, commented on and pushed to, repositories whose visibility changes, and an installation
 * that is given repositories.
 */
export async function makeWebhookBodies(
  github: Simulator,
  acme: Organization,
  repositories: readonly Repository[],
): Promise<readonly WebhookBody[]> {
  const bodies: WebhookBody[] = []
  const listener = createServer((message, response) => {
    const pieces: Buffer[] = []
    message.on('data', (piece: Buffer) => pieces.push(piece))
    message.on('end', () => {
      const event = String(message.headers['x-github-event'])
      bodies.push({ event, text: Buffer.concat(pieces).toString('utf8') })
      response.writeHead(202).end()
    })
  }).listen(0, '127.0.0.1')
  await once(listener, 'listening')
  // oxlint-disable-next-line no-unsafe-type-assertion -- what listens on TCP has an address of this kind
  const { port } = listener.address() as AddressInfo
  const app = github.addApp({
    slug: 'listener',
    owner: acme,
    permissions: { ...readingPermissions, issues: 'read', pull_requests: 'read' },
    events: heardEvents,
    webhook: { url: `http://127.0.0.1:${port}/`, secret: 'nobody looks at it' },
  })
  const installation = github.addInstallation({ app, on: acme })
  const grace = github.addUser({ login: 'grace', name: 'Grace' })
  acme.members.set(grace.id, 'admin')
  const token = github.addClassicToken(grace, ['repo'])
  for (const [index, repository] of repositories.entries())
    await workIn(github, repository, { index, sender: grace, token })
  github.webhooks.emit(
    'installation_repositories.added',
    { installation },
    { repositories_added: repositories.map(shortly) },
  )
  await github.webhooks.settled()
  listener.close()
  // Nobody hears of it any more, and its installation is none that a sweep should see.
  github.world.installations.delete(installation.id)
  return bodies
}

interface Work {
  readonly index: number
  readonly sender: User
  /** Of the same person. */
  readonly token: string
}

async function workIn(github: Simulator, repository: Repository, work: Work): Promise<void> {
  const { index, sender, token } = work
  for (let push = 0; push < 4; push += 1)
    await pushCommits(
      github,
      repository,
      Array.from({ length: 1 + ((index * 5 + push * 3) % 8) }, (_, commit) => ({
        sender,
        message: messageOf(index + push + commit),
        files: filesOf(index, push, commit),
      })),
    )
  const branch = `topic-${index}`
  await github.pushCommit(repository, {
    sender,
    branch,
    message: messageOf(index),
    files: filesOf(index, 9, 0),
  })
  const post = async (path: string, body: unknown): Promise<void> => {
    const response = await fetch(`${github.apiUrl}/repos/acme/${repository.name}/${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'user-agent': 'bench' },
      body: JSON.stringify(body),
    })
    if (response.status !== 201) throw new Error(`${path}: ${response.status} ${await response.text()}`)
  }
  await post('pulls', { title: `Topic ${index}`, head: branch, base: 'main', body: description(index) })
  await post('issues/1/comments', { body: description(index + 1) })
  await github.pushCommit(repository, {
    sender,
    branch,
    message: messageOf(index),
    files: filesOf(index, 9, 1),
  })
  const { visibility } = repository
  github.setVisibility(repository, { visibility: 'public', sender })
  github.setVisibility(repository, { visibility, sender })
}

const words =
  'keep the queue short when a worker ends before its lease does and tell whoever waits that the order of these two steps matters here'.split(
    ' ',
  )

const messageOf = (number: number): string =>
  `${sentence(number, 7)}\n\n${Array.from({ length: number % 5 }, (_, line) => sentence(number + line, 14)).join('\n')}`

const description = (number: number): string =>
  Array.from({ length: 6 + (number % 18) }, (_, line) => `- ${sentence(number + line, 18)}`).join('\n')

const sentence = (number: number, length: number): string =>
  Array.from({ length }, (_, index) => words[(number * 7 + index * 5) % words.length]).join(' ')

function filesOf(index: number, push: number, commit: number): Readonly<Record<string, string>> {
  const count = 1 + ((index + push * 2 + commit * 3) % 9)
  const path = (file: number): string =>
    `packages/${words[(index + file) % words.length]}/source/${words[(push * 3 + file) % words.length]}-${commit}-${file}.ts`
  return Object.fromEntries(
    Array.from({ length: count }, (_, file) => [
      path(file),
      `export const at = '${index} ${push} ${commit}'\n`,
    ]),
  )
}

const shortly = ({ id, name, visibility }: Repository) => ({
  id,
  node_id: Buffer.from(`Repository:${id}`).toString('base64'),
  name,
  full_name: `acme/${name}`,
  private: visibility !== 'public',
})
