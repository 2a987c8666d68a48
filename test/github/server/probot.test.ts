import { createServer } from 'node:http'
import { createNodeMiddleware, createProbot, type ApplicationFunction } from 'probot'
import { expect, onTestFinished, test } from 'vitest'
import { company } from '../simulated.ts'

const secret = 'the secret of this test'

test('Probot is told of an issue, verifies it, signs in as the installation, and answers', async () => {
  const { github, acme } = await company()
  const web = github.addRepository(acme, { name: 'web' })
  const ours = github.addApp({
    slug: 'probot',
    owner: acme,
    permissions: { issues: 'write' },
    events: ['issues'],
    webhook: { url: '', secret },
  })
  github.addInstallation({ app: ours, on: acme })
  const application: ApplicationFunction = (probot) => {
    probot.on('issues.opened', async (context) => {
      await context.octokit.rest.issues.createComment(context.issue({ body: 'Seen.' }))
    })
  }
  const probot = createProbot({
    overrides: {
      appId: ours.id,
      privateKey: ours.privateKey,
      secret,
      logLevel: 'fatal',
      baseUrl: github.apiUrl,
    },
  })
  const middleware = await createNodeMiddleware(application, { probot, webhooksPath: '/hook' })
  const server = createServer((request, response) => void middleware(request, response))
  const port = await new Promise<number>((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      resolve(typeof address === 'object' ? (address?.port ?? 0) : 0)
    })
  })
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  Object.assign(ours.webhook, { url: `http://127.0.0.1:${port}/hook`, active: true })
  const person = github.addUser({ login: 'eve' })
  web.visibility = 'public'
  const token = github.addClassicToken(person, ['public_repo'])
  const opened = await fetch(`${github.apiUrl}/repos/acme/web/issues`, {
    method: 'POST',
    headers: { authorization: `token ${token}`, 'user-agent': 'test' },
    body: JSON.stringify({ title: 'Hello' }),
  })
  expect(opened.status).toBe(201)
  await github.webhooks.settled()
  expect(web.details?.comments).toMatchObject([{ body: 'Seen.' }])
  expect(github.webhooks.deliveries(ours.id)).toMatchObject([
    { event: 'issues', action: 'opened', statusCode: 200 },
  ])
})
