import { createServer } from 'node:http'
import { expect, onTestFinished, test } from 'vitest'
import { hour } from '../../github/clock.ts'
import { simulated } from '../../github/simulated.ts'
import { openFor, writesOf } from './opened.ts'

/** Somebody who listens, or does not. */
async function listener() {
  const answer = { status: 200, received: 0 }
  const server = createServer((request, response) => {
    request.resume().on('end', () => {
      answer.received += 1
      response.writeHead(answer.status).end()
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
  return { url, answer }
}

async function acme() {
  const github = await simulated()
  const { url, answer } = await listener()
  const org = github.addOrganization({ login: 'acme' })
  const shop = github.addRepository(org, { name: 'shop' })
  const app = github.addApp({
    slug: 'gatehouse',
    owner: org,
    permissions: {},
    events: ['repository'],
    webhook: { url, secret: 'the secret of this test' },
  })
  const installation = github.addInstallation({ app, on: org })
  const host = await openFor(github, app)
  const happen = async () => {
    github.webhooks.emit('repository.archived', { repository: shop })
    await github.webhooks.settled()
  }
  return { github, host, answer, happen, installation, shop }
}

test('what failed every time is found and delivered once more; what came through once is not', async () => {
  const { github, host, answer, happen, installation } = await acme()
  await happen()
  answer.status = 500
  await happen()
  const since = new Date(github.clock.now() - hour)
  const failed = await host.listFailedDeliveries(since)
  expect(failed).toMatchObject([{ event: 'repository', installationId: installation.id }])
  // It fails again: still one, and the newest attempt.
  await host.redeliver(failed[0]!.id)
  await github.webhooks.settled()
  const again = await host.listFailedDeliveries(since)
  expect(again).toMatchObject([{ guid: failed[0]!.guid }])
  expect(again[0]!.id).not.toBe(failed[0]!.id)
  answer.status = 200
  await host.redeliver(again[0]!.id)
  await github.webhooks.settled()
  expect(await host.listFailedDeliveries(since)).toEqual([])
  expect(await host.listDeliveries(since)).toHaveLength(2)
  // Asking for a delivery is all that was written.
  expect(new Set(writesOf(github).map(({ operationId }) => operationId))).toEqual(
    new Set(['apps/redeliver-webhook-delivery']),
  )
})

test('whoever cannot be reached reads what would have come, over many pages, oldest first, from an instant on', async () => {
  const { github, host, answer, happen, shop } = await acme()
  answer.status = 500
  await happen()
  github.clock.advance(hour)
  const since = new Date(github.clock.now())
  for (let index = 0; index < 120; index += 1)
    github.webhooks.emit('repository.archived', { repository: shop })
  await github.webhooks.settled()
  const listed = await host.listDeliveries(since)
  expect(listed).toHaveLength(120)
  expect(listed.map(({ id }) => id)).toEqual(listed.map(({ id }) => id).toSorted((a, b) => a - b))
  const { guid, event, payload } = await host.readDelivery(listed[0]!.id)
  expect({ guid, event }).toEqual({ guid: listed[0]!.guid, event: 'repository' })
  expect(JSON.parse(payload.toString())).toMatchObject({ action: 'archived', repository: { id: shop.id } })
})
