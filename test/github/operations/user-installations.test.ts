import { expect, test } from 'vitest'
import { company, refusal, withToken } from '../simulated.ts'

/** Claude's App on two repositories, beside ours. */
async function withClaude() {
  const { github, acme, ada, app, installation } = await company({ contents: 'read' })
  const bob = github.addUser({ login: 'bob' })
  acme.members.set(bob.id, 'member')
  const web = github.addRepository(acme, { name: 'web' })
  const api = github.addRepository(acme, { name: 'api' })
  const vault = github.addRepository(acme, { name: 'vault' })
  const anthropic = github.addOrganization({ login: 'anthropics' })
  const claude = github.addApp({ slug: 'claude', owner: anthropic, permissions: { contents: 'write' } })
  const claudes = github.addInstallation({ app: claude, on: acme, repositories: [web, api] })
  const paths = { installation_id: claudes.id, repository_id: web.id }
  return { github, acme, ada, bob, app, installation, web, api, vault, claude, claudes, paths }
}

const list = 'GET /user/installations/{installation_id}/repositories'
const put = 'PUT /user/installations/{installation_id}/repositories/{repository_id}'
const remove = 'DELETE /user/installations/{installation_id}/repositories/{repository_id}'

test("an owner's classic token with `repo` lists, adds and removes repositories of another App", async () => {
  const { github, ada, claudes, vault, web, paths } = await withClaude()
  const octokit = withToken(github, github.addClassicToken(ada, ['repo', 'admin:org']))
  const { data } = await octokit.request(list, paths)
  expect(data).toMatchObject({ total_count: 2, repository_selection: 'selected' })
  expect((await octokit.request(put, { ...paths, repository_id: vault.id })).status).toBe(204)
  expect((await octokit.request(remove, paths)).status).toBe(204)
  expect(claudes.repositoryIds.has(web.id)).toBe(false)
  expect(github.calls.filter(({ isWrite }) => isWrite)).toHaveLength(2)
})

test('the last repository cannot be removed, and nothing from an installation on all', async () => {
  const { github, ada, api, claudes, paths } = await withClaude()
  const octokit = withToken(github, github.addClassicToken(ada, ['repo']))
  await octokit.request(remove, paths)
  expect(await refusal(octokit.request(remove, { ...paths, repository_id: api.id }))).toMatchObject({
    status: 422,
  })
  claudes.selection = 'all'
  expect(await refusal(octokit.request(remove, paths))).toMatchObject({ status: 422 })
})

test('no other token can change it', async () => {
  const { github, acme, ada, bob, app, claude, installation, web, paths } = await withClaude()
  const tokens: readonly (readonly [string, number])[] = [
    [github.addInstallationToken(installation), 403],
    [github.addActionsToken(web, { contents: 'write' }), 403],
    [
      github.addFineGrainedToken(ada, {
        owner: acme,
        repositories: 'all',
        permissions: { contents: 'write' },
      }),
      403,
    ],
    [github.addUserToken(claude, ada), 403],
    [github.addUserToken(app, ada), 403],
    [github.addClassicToken(ada, ['read:org']), 404],
    // A member who reads the repository, and does not administer it.
    [github.addClassicToken(bob, ['repo']), 403],
  ]
  for (const [token, status] of tokens)
    expect(await refusal(withToken(github, token).request(remove, paths))).toMatchObject({ status })
})

test('an organization may shut classic tokens out', async () => {
  const { github, acme, ada, paths } = await withClaude()
  acme.classicTokensAllowed = false
  const octokit = withToken(github, github.addClassicToken(ada, ['repo']))
  expect(await refusal(octokit.request(remove, paths))).toMatchObject({
    status: 403,
    message: expect.stringMatching(/personal access token \(classic\)/),
  })
  expect(await refusal(octokit.repos.get({ owner: 'acme', repo: 'web' }))).toMatchObject({ status: 403 })
})

test('reports differ on whether a classic token may list, so both can be had', async () => {
  const { github, ada, paths } = await withClaude()
  github.world.settings.classicTokensListInstallationRepositories = false
  const octokit = withToken(github, github.addClassicToken(ada, ['repo']))
  expect(await refusal(octokit.request(list, paths))).toMatchObject({ status: 403 })
})

test('installations are listed only to a token of their own App', async () => {
  const { github, ada, app, claude, paths } = await withClaude()
  const as = (token: string) => withToken(github, token)
  expect(
    await refusal(as(github.addClassicToken(ada, ['repo'])).request('GET /user/installations')),
  ).toMatchObject({
    status: 403,
    message: expect.stringMatching(/authorized to a GitHub App/),
  })
  const own = await as(github.addUserToken(claude, ada)).request('GET /user/installations')
  expect(own.data.installations.map(({ app_slug: slug }) => slug)).toEqual(['claude'])
  expect((await as(github.addUserToken(claude, ada)).request(list, paths)).data.total_count).toBe(2)
  expect(await refusal(as(github.addUserToken(app, ada)).request(list, paths))).toMatchObject({ status: 404 })
})

test('our App sees that Claude is installed, how, and not on which repositories', async () => {
  const { github, installation } = await withClaude()
  installation.permissions = { organization_administration: 'read' }
  const octokit = withToken(github, github.addInstallationToken(installation))
  const { data } = await octokit.orgs.listAppInstallations({ org: 'acme' })
  const claude = data.installations.find(({ app_slug: slug }) => slug === 'claude')
  expect(claude).toMatchObject({ repository_selection: 'selected', permissions: { contents: 'write' } })
  expect(JSON.stringify(claude)).not.toContain('acme/web')
})
