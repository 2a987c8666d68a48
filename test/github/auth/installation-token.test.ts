import { expect, test } from 'vitest'
import { hour } from '../clock.ts'
import { asApp, company, refusal, withToken } from '../simulated.ts'

test('a token reaches what the installation reaches, and nothing else exists for it', async () => {
  const { github, acme, octokit } = await company({ contents: 'read' })
  const other = github.addOrganization({ login: 'other' })
  github.addRepository(acme, { name: 'web' })
  github.addRepository(other, { name: 'secret' })
  github.addRepository(other, { name: 'open', visibility: 'public' })
  expect((await octokit.repos.get({ owner: 'acme', repo: 'web' })).data.private).toBe(true)
  expect((await octokit.repos.get({ owner: 'other', repo: 'open' })).status).toBe(200)
  expect(await refusal(octokit.repos.get({ owner: 'other', repo: 'secret' }))).toMatchObject({
    status: 404,
    data: { message: 'Not Found', status: '404' },
  })
})

test('a token can be narrowed to repositories and permissions', async () => {
  const { github, acme, app, installation } = await company({ contents: 'write', issues: 'write' })
  const web = github.addRepository(acme, { name: 'web' })
  github.addRepository(acme, { name: 'api' })
  const { data } = await asApp(github, app).apps.createInstallationAccessToken({
    installation_id: installation.id,
    repository_ids: [web.id],
    permissions: { contents: 'read' },
  })
  expect(data).toMatchObject({
    permissions: { contents: 'read', metadata: 'read' },
    repository_selection: 'selected',
    repositories: [{ name: 'web' }],
  })
  const narrowed = withToken(github, data.token)
  expect((await narrowed.repos.get({ owner: 'acme', repo: 'web' })).status).toBe(200)
  expect(await refusal(narrowed.repos.get({ owner: 'acme', repo: 'api' }))).toMatchObject({ status: 404 })
  expect((await narrowed.apps.listReposAccessibleToInstallation()).data.total_count).toBe(1)
})

test('a token cannot be widened', async () => {
  const { github, acme, app, installation } = await company({ contents: 'read' })
  const other = github.addOrganization({ login: 'other' })
  const foreign = github.addRepository(other, { name: 'secret' })
  github.addRepository(acme, { name: 'web' })
  const mint = (rest: object) =>
    asApp(github, app).apps.createInstallationAccessToken({ installation_id: installation.id, ...rest })
  for (const rest of [
    { permissions: { contents: 'write' } },
    { permissions: { issues: 'read' } },
    { repository_ids: [foreign.id] },
    { repositories: ['absent'] },
  ])
    expect(await refusal(mint(rest))).toMatchObject({ status: 422 })
})

test('a missing permission is named', async () => {
  const { github, acme, octokit } = await company({ contents: 'read' })
  github.addRepository(acme, { name: 'web' })
  const refused = await refusal(octokit.repos.listDeployKeys({ owner: 'acme', repo: 'web' }))
  expect(refused).toMatchObject({
    status: 403,
    message: expect.stringMatching(/^Resource not accessible by integration/),
    headers: { 'x-accepted-github-permissions': 'administration=read' },
  })
})

test('a permission that is taken away is gone from tokens already handed out', async () => {
  const { github, acme, installation } = await company({ contents: 'read' })
  github.addRepository(acme, { name: 'web' })
  const octokit = withToken(github, github.addInstallationToken(installation))
  expect((await octokit.repos.get({ owner: 'acme', repo: 'web' })).status).toBe(200)
  installation.permissions = {}
  expect(await refusal(octokit.repos.get({ owner: 'acme', repo: 'web' }))).toMatchObject({ status: 403 })
})

test('a token ends after an hour, with its installation, and while that is suspended', async () => {
  const { github, acme, app, installation } = await company({ contents: 'read' })
  github.addRepository(acme, { name: 'web' })
  const get = (token: string) => withToken(github, token).repos.get({ owner: 'acme', repo: 'web' })
  const old = github.addInstallationToken(installation)
  github.clock.advance(hour)
  expect(await refusal(get(old))).toMatchObject({ status: 401, data: { message: 'Bad credentials' } })
  const token = github.addInstallationToken(installation)
  await asApp(github, app).apps.suspendInstallation({ installation_id: installation.id })
  expect(await refusal(get(token))).toMatchObject({ status: 403 })
  await asApp(github, app).apps.unsuspendInstallation({ installation_id: installation.id })
  expect((await get(token)).status).toBe(200)
  await asApp(github, app).apps.deleteInstallation({ installation_id: installation.id })
  expect(await refusal(get(token))).toMatchObject({ status: 401 })
})

test('a token that GitHub never gave out is refused, even for what is public', async () => {
  const { github, acme } = await company()
  github.addRepository(acme, { name: 'open', visibility: 'public' })
  const octokit = withToken(github, ['ghs', 'x'.repeat(36)].join('_'))
  expect(await refusal(octokit.repos.get({ owner: 'acme', repo: 'open' }))).toMatchObject({ status: 401 })
})

test('without a token only public repositories exist', async () => {
  const { github, acme } = await company()
  github.addRepository(acme, { name: 'open', visibility: 'public' })
  github.addRepository(acme, { name: 'web' })
  const octokit = withToken(github)
  expect((await octokit.repos.get({ owner: 'acme', repo: 'open' })).status).toBe(200)
  expect(await refusal(octokit.repos.get({ owner: 'acme', repo: 'web' }))).toMatchObject({ status: 404 })
})
