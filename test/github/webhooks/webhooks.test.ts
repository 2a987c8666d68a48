import { createServer, type IncomingHttpHeaders } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'
import { verify } from '@octokit/webhooks-methods'
import { expect, onTestFinished, test } from 'vitest'
import { day } from '../clock.ts'
import type { SimulatorOptions } from '../server/simulator.ts'
import { asApp, asInstallation, simulated } from '../simulated.ts'
import type { Permissions } from '../world/entities.ts'

interface Received {
  readonly headers: IncomingHttpHeaders
  readonly text: string
}

/** Somebody who listens, and answers with `status` after `delay`. */
async function listener({ status = 200, delay = 0 } = {}) {
  const received: Received[] = []
  const answer = { status }
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      received.push({ headers: request.headers, text: Buffer.concat(chunks).toString('utf8') })
      setTimeout(() => response.writeHead(answer.status).end('ok'), delay)
    })
  })
  const url = await new Promise<string>((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      resolve(`http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/hook`)
    })
  })
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return { url, received, answer }
}

const secret = 'the secret of this test'

async function listening(
  permissions: Permissions,
  events: readonly string[],
  {
    options = {},
    ...rest
  }: { readonly options?: SimulatorOptions; readonly status?: number; readonly delay?: number } = {},
) {
  const github = await simulated(options)
  const hook = await listener(rest)
  const acme = github.addOrganization({ login: 'acme' })
  const web = github.addRepository(acme, { name: 'web', files: { 'README.md': 'Hello\n' } })
  const app = github.addApp({
    slug: 'gatehouse',
    owner: acme,
    permissions,
    events,
    webhook: { url: hook.url, secret },
  })
  const installation = github.addInstallation({ app, on: acme })
  return { github, hook, acme, web, app, installation, octokit: asInstallation(github, installation) }
}

const write = (octokit: ReturnType<typeof asInstallation>) =>
  octokit.repos.createOrUpdateFileContents({
    owner: 'acme',
    repo: 'web',
    path: '.env',
    message: 'Add settings',
    content: Buffer.from('A=1\n').toString('base64'),
  })

test('a change sends a signed push with all headers', async () => {
  const { github, hook, app, installation, octokit } = await listening({ contents: 'write' }, ['push'])
  await write(octokit)
  await github.webhooks.settled()
  expect(hook.received).toHaveLength(1)
  const { headers, text } = hook.received[0]!
  expect(headers).toMatchObject({
    'user-agent': expect.stringMatching(/^GitHub-Hookshot\//),
    'content-type': 'application/json',
    'x-github-event': 'push',
    'x-github-delivery': expect.stringMatching(/^[0-9a-f-]{36}$/),
    'x-github-hook-id': expect.stringMatching(/^\d+$/),
    'x-github-hook-installation-target-id': String(app.id),
    'x-github-hook-installation-target-type': 'integration',
  })
  expect(await verify(secret, text, String(headers['x-hub-signature-256']))).toBe(true)
  expect(await verify('another', text, String(headers['x-hub-signature-256']))).toBe(false)
  expect(JSON.parse(text)).toMatchObject({
    ref: 'refs/heads/main',
    created: false,
    forced: false,
    installation: { id: installation.id },
    repository: { full_name: 'acme/web', private: true },
    head_commit: { message: 'Add settings', added: ['.env'] },
    sender: { login: 'gatehouse[bot]', type: 'Bot' },
  })
})

test('an App hears only what it asked for, may know, and is installed on', async () => {
  const { github, hook, acme, web, installation } = await listening({ contents: 'read' }, ['push', 'issues'])
  const other = github.addOrganization({ login: 'other' })
  const foreign = github.addRepository(other, { name: 'foreign' })
  github.webhooks.emit('repository.archived', { repository: web })
  github.webhooks.emit('repository.archived', { repository: foreign })
  github.webhooks.emit('issues.opened', { repository: web })
  github.webhooks.emit('installation.created', { installation })
  await github.webhooks.settled()
  expect(hook.received.map(({ headers }) => headers['x-github-event'])).toEqual(['installation'])
  expect(JSON.parse(hook.received[0]!.text)).toMatchObject({
    action: 'created',
    installation: { id: installation.id, account: { login: acme.login } },
    repositories: [{ full_name: 'acme/web' }],
  })
})

test("nothing tells of another App's installation", async () => {
  const { github, hook, acme } = await listening({ contents: 'read' }, ['installation'])
  const claude = github.addApp({ slug: 'claude', owner: acme })
  const installation = github.addInstallation({ app: claude, on: acme })
  github.webhooks.emit('installation.created', { installation })
  await github.webhooks.settled()
  expect(hook.received).toEqual([])
})

test('a payload that GitHub would not send is a defect and is not sent', async () => {
  const { github, hook, web } = await listening({}, ['repository'])
  github.webhooks.emit('repository.renamed', { repository: web })
  await github.webhooks.settled()
  expect(github.defects).toEqual([expect.stringMatching(/^repository\.renamed: .*changes/)])
  expect(hook.received).toEqual([])
  github.defects.length = 0
})

test('failed deliveries are in the log, can be sent again, and keep their name', async () => {
  const { github, hook, app, web } = await listening({}, ['repository'], { status: 500 })
  const octokit = asApp(github, app)
  github.webhooks.emit('repository.archived', { repository: web })
  await github.webhooks.settled()
  const failed = await octokit.apps.listWebhookDeliveries({ status: 'failure' })
  expect(failed.data).toMatchObject([
    { event: 'repository', action: 'archived', status_code: 500, redelivery: false },
  ])
  hook.answer.status = 200
  const [first] = failed.data
  await octokit.apps.redeliverWebhookDelivery({ delivery_id: first!.id })
  await github.webhooks.settled()
  const all = await octokit.apps.listWebhookDeliveries()
  expect(all.data.map(({ guid, redelivery, status_code: code }) => ({ guid, redelivery, code }))).toEqual([
    { guid: first!.guid, redelivery: true, code: 200 },
    { guid: first!.guid, redelivery: false, code: 500 },
  ])
  expect(hook.received.map(({ headers }) => headers['x-github-delivery'])).toEqual([first!.guid, first!.guid])
  const whole = await octokit.apps.getWebhookDelivery({ delivery_id: all.data[0]!.id })
  expect(whole.data.request.payload).toMatchObject({ action: 'archived' })
})

test('the log forgets after three days, on Enterprise Server after seven', async () => {
  for (const [profile, days] of [
    ['ghec', 3],
    ['ghes-newest', 7],
  ] as const) {
    const { github, app, web } = await listening({}, ['repository'], { options: { profile } })
    github.webhooks.emit('repository.archived', { repository: web })
    await github.webhooks.settled()
    github.clock.advance(days * day - 60_000)
    expect((await asApp(github, app).apps.listWebhookDeliveries()).data).toHaveLength(1)
    github.clock.advance(120_000)
    expect((await asApp(github, app).apps.listWebhookDeliveries()).data).toHaveLength(0)
  }
})

test('who is too slow is given up', async () => {
  const { github, app, web } = await listening({}, ['repository'], { delay: 300 })
  expect(github.world.settings.webhookTimeout).toBe(10_000)
  github.world.settings.webhookTimeout = 50
  github.webhooks.emit('repository.archived', { repository: web })
  await github.webhooks.settled()
  expect(github.webhooks.deliveries(app.id)).toMatchObject([{ statusCode: 0, status: 'timed out' }])
})

test('deliveries can be dropped, fail, come late, come twice and out of order', async () => {
  const { github, hook, app, web } = await listening({}, ['repository'])
  const send = async (...actions: readonly string[]) => {
    for (const action of actions) github.webhooks.emit(`repository.${action}`, { repository: web })
    await github.webhooks.settled()
    const seen = hook.received.map(({ text }) => /"action":"(\w+)"/.exec(text)?.[1])
    hook.received.length = 0
    return seen
  }
  github.webhooks.faults.add({ fault: { kind: 'drop' }, times: 1 })
  expect(await send('archived')).toEqual([])
  expect(github.webhooks.deliveries(app.id)).toEqual([])
  github.webhooks.faults.add({ fault: { kind: 'fail' }, times: 1 })
  expect(await send('archived')).toEqual([])
  expect(github.webhooks.deliveries(app.id)).toMatchObject([{ statusCode: 0 }])
  github.webhooks.faults.add({ fault: { kind: 'duplicate' }, times: 1 })
  expect(await send('archived')).toEqual(['archived', 'archived'])
  github.webhooks.faults.add({ fault: { kind: 'reorder' }, times: 1 })
  expect(await send('archived', 'unarchived')).toEqual(['unarchived', 'archived'])
  github.webhooks.faults.add({ fault: { kind: 'delay', milliseconds: 60 }, times: 1 })
  github.webhooks.emit('repository.archived', { repository: web })
  await wait(20)
  expect(hook.received).toEqual([])
  expect(await send('unarchived')).toEqual(['unarchived', 'archived'])
})
