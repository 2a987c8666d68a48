import { gunzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { minute } from '../clock.ts'
import { company, withToken } from '../simulated.ts'

test('an archive is a link that is good for five minutes, and leaves out what git is told to', async () => {
  const { github, acme, octokit } = await company({ contents: 'read' })
  const files = { 'a.txt': 'a\n', 'hidden/b.txt': 'b\n', '.gitattributes': 'hidden export-ignore\n' }
  github.addRepository(acme, { name: 'web', files })
  const asked = await octokit.request('GET /repos/{owner}/{repo}/tarball/{ref}', {
    owner: 'acme',
    repo: 'web',
    ref: 'main',
    request: { redirect: 'manual' },
  })
  expect(asked.status).toBe(302)
  const link = asked.headers.location!
  const response = await fetch(link)
  const tar = gunzipSync(new Uint8Array(await response.arrayBuffer()))
  expect(tar.includes('/a.txt')).toBe(true)
  expect(tar.includes('b.txt')).toBe(false)
  github.clock.advance(6 * minute)
  expect((await fetch(link)).status).toBe(404)
})

test('code is searched in default branches of what one may read', async () => {
  const { github, acme, octokit } = await company({ contents: 'read' })
  const text = 'uses: anthropics/claude-code-action@v1\n'
  const web = github.addRepository(acme, {
    name: 'web',
    files: { '.github/workflows/c.yml': text, 'a.md': text },
  })
  github.addRepository(acme, { name: 'fork', forkOf: web })
  const other = github.addOrganization({ login: 'other' })
  github.addRepository(other, { name: 'secret', files: { 'a.yml': text } })
  const search = async (q: string) => (await octokit.search.code({ q })).data.items.map(({ path }) => path)
  expect(await search('claude-code-action org:acme')).toEqual(['.github/workflows/c.yml', 'a.md'])
  expect(await search('"claude-code-action" path:.github repo:acme/web')).toEqual(['.github/workflows/c.yml'])
  expect(await search('nowhere')).toEqual([])
  await expect(search('org:acme')).rejects.toMatchObject({ status: 422 })
  await expect(withToken(github).search.code({ q: 'x' })).rejects.toMatchObject({ status: 401 })
})
