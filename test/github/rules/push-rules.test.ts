import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { runGit } from '../git/run-git.ts'
import { company } from '../simulated.ts'
import { ruleViolations } from './rule-violations.ts'

const where = { owner: 'acme', repo: 'web' }
const paths = {
  type: 'file_path_restriction' as const,
  parameters: { restricted_file_paths: ['**/.env'] },
}

async function guarded() {
  const made = await company({
    contents: 'write',
    organization_administration: 'write',
    administration: 'write',
  })
  const { github, acme, octokit } = made
  const web = github.addRepository(acme, { name: 'web', files: { 'a.txt': 'a\n', 'old/.env': 'A=1\n' } })
  await octokit.repos.createOrgRuleset({
    org: 'acme',
    name: 'No environment files',
    enforcement: 'active',
    target: 'push',
    conditions: { repository_name: { include: ['~ALL'], exclude: ['free'] } },
    rules: [paths, { type: 'max_file_size', parameters: { max_file_size: 1 } }],
  })
  return { ...made, web }
}

test('what the rules forbid is refused by the interface', async () => {
  const { octokit } = await guarded()
  const content = Buffer.from('A=1\n').toString('base64')
  const put = (file: string) =>
    octokit.repos.createOrUpdateFileContents({ ...where, path: file, message: 'm', content })
  await expect(put('deep/.env')).rejects.toMatchObject({
    status: 409,
    message: expect.stringContaining('deep/.env'),
  })
  expect((await put('deep/env.md')).status).toBe(201)
  const tree = [{ path: '.env', mode: '100644', type: 'blob', content: 'A=1\n' }] as const
  await expect(octokit.git.createTree({ ...where, tree: [...tree] })).rejects.toMatchObject({ status: 422 })
  const large = 'x'.repeat(1024 * 1024 + 1)
  await expect(octokit.git.createBlob({ ...where, content: large })).rejects.toMatchObject({ status: 422 })
  expect((await octokit.git.createBlob({ ...where, content: 'small' })).status).toBe(201)
})

test('a push that holds it in any of its commits is refused, and tells why', async () => {
  const { github, installation } = await guarded()
  const folder = await mkdtemp(path.join(tmpdir(), 'push-rules-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  const url = new URL(`${github.webUrl}/acme/web.git`)
  Object.assign(url, { username: 'x-access-token', password: github.addInstallationToken(installation) })
  await runGit(folder, ['clone', '--quiet', url.href, '.'])
  const commit = async (change: () => Promise<void>) => {
    await change()
    await runGit(folder, ['add', '-A', '-f'])
    await runGit(folder, [
      '-c',
      'user.name=A',
      '-c',
      'user.email=a@example.com',
      'commit',
      '--quiet',
      '-m',
      'm',
    ])
  }
  await commit(() => writeFile(path.join(folder, 'b.txt'), 'b\n'))
  await runGit(folder, ['push', '--quiet', 'origin', 'HEAD:main'])
  await commit(() => writeFile(path.join(folder, '.env'), 'A=1\n'))
  await commit(() => rm(path.join(folder, '.env')))
  await expect(runGit(folder, ['push', '--quiet', 'origin', 'HEAD:refs/heads/topic'])).rejects.toThrow(
    /GH013: Repository rule violations found for refs\/heads\/topic[^]*Restricted file paths: \.env/,
  )
})

test('rules hold for what is private, and not where they are switched off, excluded or passed by', async () => {
  const { github, acme, app, octokit, web } = await guarded()
  const content = Buffer.from('A=1\n').toString('base64')
  const put = (repo: string, branch = 'main') =>
    octokit.repos.createOrUpdateFileContents({
      ...where,
      repo,
      path: `${branch}/.env`,
      message: 'm',
      content,
    })
  github.addRepository(acme, { name: 'free', files: { a: 'a' } })
  github.addRepository(acme, { name: 'open', visibility: 'public', files: { a: 'a' } })
  const fork = github.addRepository(acme, { name: 'fork', forkOf: web })
  expect((await put('free')).status).toBe(201)
  expect((await put('open')).status).toBe(201)
  await expect(put(fork.name)).rejects.toMatchObject({ status: 409 })
  const [ruleset] = acme.rulesets
  ruleset!.bypassActors = [{ actor_id: app.id, actor_type: 'Integration', bypass_mode: 'always' }]
  expect((await put('web')).status).toBe(201)
})

test('each kind of rule', () => {
  const violated = (type: string, parameters: Readonly<Record<string, unknown>>, file: string, size = 1) =>
    ruleViolations([{ type, parameters }], [{ path: file, size }]).length > 0
  expect(
    violated('file_extension_restriction', { restricted_file_extensions: ['*.pem', 'key'] }, 'a/b.PEM'),
  ).toBe(true)
  expect(violated('file_extension_restriction', { restricted_file_extensions: ['key'] }, 'monkey')).toBe(
    false,
  )
  expect(violated('max_file_path_length', { max_file_path_length: 3 }, 'a/bc')).toBe(true)
  expect(violated('max_file_size', { max_file_size: 1 }, 'a', 1024 * 1024)).toBe(false)
  const excepted = { restricted_file_paths: ['**/.env*'], ignored_file_paths: ['**/.env.example'] }
  expect(violated('file_path_restriction', excepted, 'x/.env.example')).toBe(false)
  expect(violated('file_path_restriction', excepted, 'x/.env.local')).toBe(true)
})
