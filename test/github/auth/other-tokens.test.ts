import { expect, test } from 'vitest'
import { asApp, company, refusal, withToken } from '../simulated.ts'

const web = { owner: 'acme', repo: 'web' }

test("a workflow's token is for its repository, with the permissions it was given", async () => {
  const { github, acme } = await company()
  const one = github.addRepository(acme, { name: 'web', files: { a: 'b' } })
  github.addRepository(acme, { name: 'api' })
  const octokit = withToken(github, github.addActionsToken(one, { contents: 'read', issues: 'write' }))
  expect((await octokit.repos.getContent({ ...web, path: 'a' })).status).toBe(200)
  expect((await octokit.issues.create({ ...web, title: 'One' })).data.user?.login).toBe('github-actions[bot]')
  expect(await refusal(octokit.pulls.list(web))).toMatchObject({
    status: 403,
    headers: { 'x-accepted-github-permissions': 'pull_requests=read' },
  })
  expect(await refusal(octokit.repos.get({ owner: 'acme', repo: 'api' }))).toMatchObject({ status: 404 })
  expect(await refusal(octokit.orgs.listAppInstallations({ org: 'acme' }))).toMatchObject({ status: 403 })
})

test('a fine-grained token has its repositories and permissions, and no more than its person', async () => {
  const { github, acme, ada } = await company()
  const one = github.addRepository(acme, { name: 'web', files: { a: 'b' } })
  const api = github.addRepository(acme, { name: 'api' })
  const bob = github.addUser({ login: 'bob' })
  acme.members.set(bob.id, 'member')
  const permissions = { contents: 'write', administration: 'read' } as const
  const as = (user: typeof ada) =>
    withToken(github, github.addFineGrainedToken(user, { owner: acme, repositories: [one], permissions }))
  expect((await as(ada).repos.listDeployKeys(web)).data).toEqual([])
  expect(await refusal(as(bob).repos.listDeployKeys(web))).toMatchObject({ status: 404 })
  expect((await as(bob).repos.getContent({ ...web, path: 'a' })).status).toBe(200)
  expect(await refusal(as(ada).repos.get({ owner: 'acme', repo: api.name }))).toMatchObject({ status: 404 })
  expect(await refusal(as(ada).issues.create({ ...web, title: 'x' }))).toMatchObject({
    status: 403,
    message: expect.stringMatching(/personal access token/),
  })
})

test('a classic token has what its person may and its scopes allow', async () => {
  const { github, acme, ada } = await company()
  const bob = github.addUser({ login: 'bob' })
  acme.members.set(bob.id, 'member')
  github.addRepository(acme, { name: 'web' })
  const as = (user: typeof ada, ...scopes: string[]) =>
    withToken(github, github.addClassicToken(user, scopes))
  expect((await as(bob, 'repo').repos.get(web)).headers['x-oauth-scopes']).toBe('repo')
  expect(await refusal(as(bob, 'public_repo').repos.get(web))).toMatchObject({ status: 404 })
  expect(await refusal(as(bob, 'repo').repos.listDeployKeys(web))).toMatchObject({ status: 404 })
  expect((await as(ada, 'repo').repos.listDeployKeys(web)).status).toBe(200)
  expect((await as(ada, 'admin:org').orgs.listAppInstallations({ org: 'acme' })).status).toBe(200)
  expect(await refusal(as(ada, 'repo').orgs.listAppInstallations({ org: 'acme' }))).toMatchObject({
    status: 404,
  })
  expect(await refusal(as(bob, 'admin:org').orgs.listAppInstallations({ org: 'acme' }))).toMatchObject({
    status: 404,
  })
})

test('only Apps see fine-grained tokens of others, and write checks', async () => {
  const { github, acme, ada } = await company()
  github.addRepository(acme, { name: 'web', files: { a: 'b' } })
  const octokit = withToken(github, github.addClassicToken(ada, ['repo', 'admin:org']))
  const grants = octokit.request('GET /orgs/{org}/personal-access-tokens', { org: 'acme' })
  expect(await refusal(grants)).toMatchObject({ status: 403 })
  const check = octokit.checks.create({ ...web, name: 'x', head_sha: '0'.repeat(40) })
  expect(await refusal(check)).toMatchObject({ status: 403 })
})

test('who reads a repository: by base permission, team, name, or because it is internal', async () => {
  const { github, acme } = await company()
  const corp = github.addEnterprise({ slug: 'corp' })
  const [bob, cy, dee, eve] = ['bob', 'cy', 'dee', 'eve'].map((login) => github.addUser({ login }))
  const inner = github.addOrganization({
    login: 'inner',
    enterprise: corp,
    members: [bob!, cy!],
    defaultRepositoryPermission: 'none',
  })
  github.addOrganization({ login: 'sister', enterprise: corp, members: [dee!] })
  const secret = github.addRepository(inner, { name: 'secret', collaborators: [[eve!, 'triage']] })
  const shared = github.addRepository(inner, { name: 'shared', visibility: 'internal' })
  const parent = github.addTeam(inner, { name: 'Parent', repositories: [[secret, 'write']] })
  github.addTeam(inner, { name: 'Child', members: [cy!], parent })
  const status = async (user: typeof bob, repo: string) => {
    const octokit = withToken(github, github.addClassicToken(user!, ['repo']))
    const call = octokit.repos.get({ owner: 'inner', repo })
    return (await call.catch((error: { readonly status: number }) => error)).status
  }
  const seen = await Promise.all([bob, cy, dee, eve].map((user) => status(user, secret.name)))
  expect(seen).toEqual([404, 200, 404, 200])
  const internal = await Promise.all([bob, cy, dee, eve].map((user) => status(user, shared.name)))
  expect(internal).toEqual([200, 200, 200, 404])
  expect(acme.login).toBe('acme')
})

test('an App ends the tokens of its people', async () => {
  const { github, ada, app } = await company()
  const token = github.addUserToken(app, ada)
  const basic = Buffer.from(`${app.clientId}:${app.clientSecret}`).toString('base64')
  const call = (path: string, authorization: string) =>
    fetch(`${github.apiUrl}/applications/${app.clientId}/${path}`, {
      method: 'DELETE',
      headers: { authorization, 'user-agent': 'test' },
      body: JSON.stringify({ access_token: token }),
    })
  expect((await call('token', `Bearer ${token}`)).status).toBe(401)
  expect((await call('token', `Basic ${basic}`)).status).toBe(204)
  expect(await refusal(withToken(github, token).users.getAuthenticated())).toMatchObject({ status: 401 })
  expect((await call('grant', `Basic ${basic}`)).status).toBe(404)
  expect((await asApp(github, app).apps.getAuthenticated()).data?.client_id).toBe(app.clientId)
})
