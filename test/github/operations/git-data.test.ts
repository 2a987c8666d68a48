import { expect, test } from 'vitest'
import { company, refusal } from '../simulated.ts'

const repo = { owner: 'acme', repo: 'web' }
const files = { 'README.md': '# Web\n', 'src/a.ts': 'a\n', 'src/deep/b.ts': 'b\n' }

async function withWeb() {
  const made = await company({ contents: 'write' })
  const web = made.github.addRepository(made.acme, { name: 'web', files })
  return { ...made, web }
}

test('trees are read by branch, commit or id, flat or whole', async () => {
  const { octokit } = await withWeb()
  const flat = await octokit.git.getTree({ ...repo, tree_sha: 'main' })
  expect(flat.data.tree.map(({ path, type }) => `${type} ${path}`)).toEqual(['blob README.md', 'tree src'])
  const whole = await octokit.git.getTree({ ...repo, tree_sha: flat.data.sha, recursive: '1' })
  expect(whole.data.tree.map(({ path }) => path)).toEqual([
    'README.md',
    'src',
    'src/a.ts',
    'src/deep',
    'src/deep/b.ts',
  ])
  expect(whole.data).toMatchObject({ truncated: false })
  const readme = whole.data.tree[0]!
  expect(readme.size).toBe(6)
  const blob = await octokit.git.getBlob({ ...repo, file_sha: readme.sha })
  expect(Buffer.from(blob.data.content, 'base64').toString()).toBe('# Web\n')
  expect(await refusal(octokit.git.getTree({ ...repo, tree_sha: 'absent' }))).toMatchObject({ status: 404 })
})

test('a large tree is cut off, and says so', async () => {
  const { github, octokit } = await withWeb()
  expect(github.world.settings.treeLimit).toBe(100_000)
  github.world.settings.treeLimit = 3
  const { data } = await octokit.git.getTree({ ...repo, tree_sha: 'main', recursive: '1' })
  expect(data.truncated).toBe(true)
  expect(data.tree).toHaveLength(3)
  expect((await octokit.git.getTree({ ...repo, tree_sha: 'main' })).data.truncated).toBe(false)
})

test('an empty repository has answers of its own', async () => {
  const { github, acme, octokit } = await company({ contents: 'read' })
  github.addRepository(acme, { name: 'web' })
  expect(await refusal(octokit.git.getTree({ ...repo, tree_sha: 'main' }))).toMatchObject({ status: 409 })
  expect(await refusal(octokit.repos.listCommits(repo))).toMatchObject({ status: 409 })
  expect(await refusal(octokit.repos.getContent({ ...repo, path: 'a' }))).toMatchObject({
    status: 404,
    message: expect.stringMatching(/empty/),
  })
  expect((await octokit.repos.listBranches(repo)).data).toEqual([])
})

test('contents are files, folders, raw bytes, or too large to be shown', async () => {
  const { github, acme, octokit } = await company({ contents: 'read' })
  const large = 'x'.repeat(1024 * 1024 + 1)
  github.addRepository(acme, { name: 'web', files: { ...files, 'large.txt': large } })
  const get = (path: string, format = 'json') =>
    octokit.repos.getContent({ ...repo, path, mediaType: { format } })
  expect((await get('src')).data).toMatchObject([
    { name: 'a.ts', type: 'file', path: 'src/a.ts' },
    { name: 'deep', type: 'dir' },
  ])
  expect((await get('src/a.ts')).data).toMatchObject({ encoding: 'base64', content: 'YQo=\n', size: 2 })
  expect((await get('large.txt')).data).toMatchObject({ encoding: 'none', content: '', size: large.length })
  expect((await get('large.txt', 'raw')).data).toBe(large)
  expect(await refusal(get('absent'))).toMatchObject({ status: 404 })
})

test('commits are made from blobs and trees, and only move a branch forward', async () => {
  const { octokit, github } = await withWeb()
  const main = (await octokit.git.getRef({ ...repo, ref: 'heads/main' })).data.object.sha
  const blob = await octokit.git.createBlob({ ...repo, content: 'KEY=\n' })
  const tree = await octokit.git.createTree({
    ...repo,
    base_tree: main,
    tree: [
      { path: '.env.example', mode: '100644', type: 'blob', sha: blob.data.sha },
      { path: 'src/a.ts', mode: '100644', type: 'blob', sha: null },
    ],
  })
  const commit = await octokit.git.createCommit({
    ...repo,
    message: 'Tidy',
    tree: tree.data.sha,
    parents: [main],
  })
  const ref = await octokit.git.createRef({ ...repo, ref: 'refs/heads/tidy', sha: commit.data.sha })
  expect(ref.data.object.sha).toBe(commit.data.sha)
  const compared = await octokit.repos.compareCommitsWithBasehead({ ...repo, basehead: 'main...tidy' })
  expect(compared.data).toMatchObject({ status: 'ahead', ahead_by: 1, behind_by: 0 })
  expect(compared.data.files?.map(({ filename, status }) => `${status} ${filename}`)).toEqual([
    'added .env.example',
    'removed src/a.ts',
  ])
  expect(await refusal(octokit.git.updateRef({ ...repo, ref: 'heads/tidy', sha: main }))).toMatchObject({
    status: 422,
    message: expect.stringMatching(/fast forward/),
  })
  await octokit.git.updateRef({ ...repo, ref: 'heads/tidy', sha: main, force: true })
  expect(await refusal(octokit.git.createRef({ ...repo, ref: 'refs/heads/tidy', sha: main }))).toMatchObject({
    status: 422,
  })
  expect(github.calls.filter(({ isWrite }) => isWrite).length).toBe(7)
})

test('a file is changed by who knows what it was', async () => {
  const { octokit } = await withWeb()
  const change = (sha?: string) =>
    octokit.repos.createOrUpdateFileContents({
      ...repo,
      path: 'README.md',
      message: 'Change',
      content: Buffer.from('New\n').toString('base64'),
      ...(sha ? { sha } : {}),
    })
  expect(await refusal(change())).toMatchObject({ status: 422 })
  expect(await refusal(change('0'.repeat(40)))).toMatchObject({ status: 409 })
  const { data } = await octokit.repos.getContent({ ...repo, path: 'README.md' })
  if (Array.isArray(data)) throw new Error('A folder')
  expect((await change(data.sha)).status).toBe(200)
  expect((await octokit.repos.listCommits({ ...repo, path: 'README.md' })).data).toHaveLength(2)
})

test('a head can be asked for in forty bytes', async () => {
  const { octokit, github, web } = await withWeb()
  const { data } = await octokit.repos.getCommit({ ...repo, ref: 'main', mediaType: { format: 'sha' } })
  expect(data).toBe(await (await github.git.of(web)).commitId('main'))
})

test('names that git would take for something else name nothing', async () => {
  const { octokit } = await withWeb()
  for (const ref of ['main..main', 'main:README.md', '--all', 'HEAD^{tree}', 'main~1'])
    expect(await refusal(octokit.repos.getCommit({ ...repo, ref }))).toMatchObject({ status: 422 })
})
