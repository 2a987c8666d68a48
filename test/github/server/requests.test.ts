import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { company, refusal, simulated, withToken } from '../simulated.ts'

test("a body that is not JSON, lacks a field or has a wrong one is refused in GitHub's words", async () => {
  const { github, acme, installation } = await company({ issues: 'write' })
  github.addRepository(acme, { name: 'web' })
  const post = async (body: string) => {
    const response = await fetch(`${github.apiUrl}/repos/acme/web/issues`, {
      method: 'POST',
      headers: { authorization: `Bearer ${github.addInstallationToken(installation)}`, 'user-agent': 'test' },
      body,
    })
    const answer: unknown = await response.json()
    return { status: response.status, answer }
  }
  expect(await post('{')).toMatchObject({
    status: 400,
    answer: { message: 'Problems parsing JSON', status: '400' },
  })
  expect(await post('[]')).toMatchObject({ status: 422 })
  expect(await post('{}')).toMatchObject({
    status: 422,
    answer: {
      message: 'Validation Failed',
      errors: [{ field: 'title', code: 'missing_field' }],
      documentation_url: 'https://docs.github.com/rest/issues/issues#create-an-issue',
    },
  })
  expect(await post('{"title":"A","body":1}')).toMatchObject({
    status: 422,
    answer: { errors: [{ field: 'body', code: 'invalid' }] },
  })
  expect(await post('{"title":"A"}')).toMatchObject({ status: 201 })
  expect(await post(JSON.stringify({ title: 'A', body: 'x'.repeat(65_537) }))).toMatchObject({ status: 422 })
})

test('a query is checked, and what GitHub does not know in it is noted', async () => {
  const { github, acme, octokit } = await company({ issues: 'read' })
  github.addRepository(acme, { name: 'web' })
  const list = (rest: object) =>
    octokit.request('GET /repos/{owner}/{repo}/issues', { owner: 'acme', repo: 'web', ...rest })
  expect(await refusal(list({ state: 'ajar' }))).toMatchObject({ status: 422 })
  expect(await refusal(list({ per_page: 'many' }))).toMatchObject({ status: 422 })
  await list({ sate: 'open' })
  expect(github.calls.at(-1)).toMatchObject({ status: 200, unknownQuery: ['sate'] })
})

test('paths may hold slashes, plain and encoded, and letters of any kind', async () => {
  const { github, acme, octokit } = await company({ contents: 'read', statuses: 'read' })
  const files = { '.github/CODEOWNERS': '* @acme\n', 'docs/grüße ✓.md': 'Hello\n' }
  github.addRepository(acme, { name: 'web', commits: [{ files }, { files: { a: 'b' }, branch: 'feat/x/y' }] })
  const repo = { owner: 'acme', repo: 'web' }
  for (const path of Object.keys(files))
    expect((await octokit.repos.getContent({ ...repo, path })).data).toMatchObject({ path, type: 'file' })
  expect((await octokit.repos.getBranch({ ...repo, branch: 'feat/x/y' })).data.name).toBe('feat/x/y')
  expect((await octokit.repos.getCombinedStatusForRef({ ...repo, ref: 'feat/x/y' })).data.total_count).toBe(0)
  const plain = await octokit.request('GET /repos/acme/web/commits/feat/x/y/statuses')
  expect(plain.status).toBe(200)
})

test('a client must say who it is and ask for a version that exists', async () => {
  const github = await simulated()
  // Node's own client always sends a name, so an empty one is set.
  const nameless = await fetch(`${github.apiUrl}/meta`, { headers: { 'user-agent': '' } })
  expect(nameless.status).toBe(403)
  const octokit = withToken(github)
  const ask = (version: string) =>
    octokit.request('GET /meta', { headers: { 'x-github-api-version': version } })
  expect((await ask('2022-11-28')).headers['x-github-api-version-selected']).toBe('2022-11-28')
  expect(await refusal(ask('1999-01-01'))).toMatchObject({ status: 400 })
})

test('what is not described does not exist', async () => {
  const github = await simulated()
  expect(await refusal(withToken(github).request('GET /nothing/of/the/kind'))).toMatchObject({ status: 404 })
})

test('an answer of its own that GitHub could not give is a defect', async () => {
  const { github, acme, octokit } = await company()
  const web = github.addRepository(acme, { name: 'web' })
  Object.assign(web, { defaultBranch: 7 })
  expect(await refusal(octokit.repos.get({ owner: 'acme', repo: 'web' }))).toMatchObject({ status: 599 })
  expect(github.defects).toEqual([expect.stringContaining('/default_branch must be string')])
  github.defects.length = 0
})

test('a former name leads to the repository, until somebody takes it', async () => {
  const { github, acme, octokit } = await company({ contents: 'read' })
  const web = github.addRepository(acme, { name: 'web', files: { 'a/b.txt': 'x' } })
  github.renameRepository(web, 'site')
  const get = () => octokit.repos.getContent({ owner: 'acme', repo: 'web', path: 'a/b.txt' })
  expect((await get()).data).toMatchObject({ path: 'a/b.txt' })
  expect(github.calls.slice(-2).map(({ status }) => status)).toEqual([301, 200])
  github.addRepository(acme, { name: 'web' })
  expect(await refusal(get())).toMatchObject({ status: 404 })
})

test('a tag is good for one token: another is answered in full, and its tag is made of token and text', async () => {
  const { github, acme, installation } = await company({ administration: 'read' })
  github.addRepository(acme, { name: 'web' })
  const accept = 'application/vnd.github.v3+json'
  const ask = (token: string, etag?: string) =>
    fetch(`${github.apiUrl}/repos/acme/web/keys`, {
      headers: { accept, authorization: `token ${token}`, ...(etag && { 'if-none-match': etag }) },
    })
  const [one, two] = [github.addInstallationToken(installation), github.addInstallationToken(installation)]
  const first = await ask(one)
  const etag = first.headers.get('etag')!
  const expected = (token: string): string =>
    createHash('sha256').update(`${accept}:token ${token}:[]`).digest('hex')
  expect(etag).toBe(`W/"${expected(one)}"`)
  expect((await ask(one, etag)).status).toBe(304)
  expect((await ask(two, etag)).status).toBe(200)
  expect((await ask(two, `W/"${expected(two)}"`)).status).toBe(304)
})
