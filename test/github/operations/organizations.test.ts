import { expect, test } from 'vitest'
import { company, refusal } from '../simulated.ts'

test('a secret of the organization reaches the repositories it is for, and only a list can be shortened', async () => {
  const { github, acme, octokit } = await company({ organization_secrets: 'write', secrets: 'read' })
  const web = github.addRepository(acme, { name: 'web' })
  github.addRepository(acme, { name: 'open', visibility: 'public' })
  github.addSecret(acme, { name: 'ANTHROPIC_API_KEY', repositories: [web] })
  github.addSecret(acme, { name: 'FOR_PRIVATE', visibility: 'private' })
  const reaching = async (repo: string) => {
    const { data } = await octokit.actions.listRepoOrganizationSecrets({ owner: 'acme', repo })
    return data.secrets.map(({ name }) => name)
  }
  expect(await reaching('web')).toEqual(['ANTHROPIC_API_KEY', 'FOR_PRIVATE'])
  expect(await reaching('open')).toEqual([])
  const drop = (name: string) =>
    octokit.actions.removeSelectedRepoFromOrgSecret({ org: 'acme', secret_name: name, repository_id: web.id })
  expect(await refusal(drop('FOR_PRIVATE'))).toMatchObject({ status: 409 })
  await drop('ANTHROPIC_API_KEY')
  expect(await reaching('web')).toEqual(['FOR_PRIVATE'])
})

test('the list of allowed actions exists only where actions are selected, and is replaced as a whole', async () => {
  const { octokit } = await company({ organization_administration: 'write' })
  const org = 'acme'
  expect(await refusal(octokit.actions.getAllowedActionsOrganization({ org }))).toMatchObject({ status: 409 })
  await octokit.actions.setGithubActionsPermissionsOrganization({
    org,
    enabled_repositories: 'all',
    allowed_actions: 'selected',
  })
  const patterns = ['!anthropics/claude-code-action@*']
  await octokit.actions.setAllowedActionsOrganization({ org, patterns_allowed: patterns })
  expect((await octokit.actions.getAllowedActionsOrganization({ org })).data).toEqual({
    github_owned_allowed: false,
    verified_allowed: false,
    patterns_allowed: patterns,
  })
})

test('a workflow is what the default branch has, and can be switched off', async () => {
  const { github, acme, octokit } = await company({ actions: 'write' })
  const file = '.github/workflows/claude.yml'
  github.addRepository(acme, {
    name: 'web',
    files: { [file]: 'name: Claude\non: push\n', '.github/workflows/a.txt': '' },
  })
  const repo = { owner: 'acme', repo: 'web' }
  const list = async () => (await octokit.actions.listRepoWorkflows(repo)).data.workflows
  expect(await list()).toMatchObject([{ name: 'Claude', path: file, state: 'active' }])
  await octokit.actions.disableWorkflow({ ...repo, workflow_id: 'claude.yml' })
  expect(await list()).toMatchObject([{ state: 'disabled_manually' }])
  expect((await octokit.actions.getWorkflow({ ...repo, workflow_id: (await list())[0]!.id })).data.path).toBe(
    file,
  )
})

test('fine-grained tokens are listed, asked for, approved and revoked', async () => {
  const { github, acme, ada, octokit } = await company({
    organization_personal_access_tokens: 'write',
    organization_personal_access_token_requests: 'write',
  })
  const web = github.addRepository(acme, { name: 'web' })
  const asked = github.addTokenRequest(acme, {
    owner: ada,
    name: 'claude',
    repositories: [web],
    reason: 'For Claude',
  })
  const org = 'acme'
  const requests = await octokit.orgs.listPatGrantRequests({ org, owner: ['ada'] })
  expect(requests.data).toMatchObject([
    { id: asked.id, reason: 'For Claude', repository_selection: 'subset' },
  ])
  expect((await octokit.orgs.listPatGrantRequests({ org, owner: ['bob'] })).data).toEqual([])
  await octokit.orgs.reviewPatGrantRequest({ org, pat_request_id: asked.id, action: 'approve' })
  const grants = await octokit.orgs.listPatGrants({ org })
  expect(grants.data).toMatchObject([{ token_name: 'claude', owner: { login: 'ada' } }])
  const [{ id } = { id: 0 }] = grants.data
  const reached = await octokit.orgs.listPatGrantRepositories({ org, pat_id: id })
  expect(reached.data.map(({ full_name: name }) => name)).toEqual(['acme/web'])
  await octokit.orgs.updatePatAccess({ org, pat_id: id, action: 'revoke' })
  expect((await octokit.orgs.listPatGrants({ org })).data).toEqual([])
})

test('a custom property has the values it allows, and owners set it unless repositories may', async () => {
  const { github, acme, octokit } = await company({
    organization_custom_properties: 'admin',
    repository_custom_properties: 'write',
  })
  github.addRepository(acme, { name: 'web' })
  const org = 'acme'
  await octokit.request('PATCH /orgs/{org}/properties/schema', {
    org,
    properties: [
      { property_name: 'claude-access', value_type: 'single_select', allowed_values: ['approved', 'denied'] },
    ],
  })
  const set = (value: string) =>
    octokit.request('PATCH /orgs/{org}/properties/values', {
      org,
      repository_names: ['web'],
      properties: [{ property_name: 'claude-access', value }],
    })
  expect(await refusal(set('perhaps'))).toMatchObject({ status: 422 })
  await set('approved')
  const values = await octokit.request('GET /repos/{owner}/{repo}/properties/values', {
    owner: org,
    repo: 'web',
  })
  expect(values.data).toEqual([{ property_name: 'claude-access', value: 'approved' }])
  const self = octokit.request('PATCH /repos/{owner}/{repo}/properties/values', {
    owner: org,
    repo: 'web',
    properties: [{ property_name: 'claude-access', value: 'denied' }],
  })
  expect(await refusal(self)).toMatchObject({ status: 422 })
})

test('a check belongs to its App, keeps its annotations, and takes fifty at once', async () => {
  const { github, acme, octokit } = await company({ checks: 'write', contents: 'read' })
  github.addRepository(acme, { name: 'web', files: { a: 'b' } })
  const repo = { owner: 'acme', repo: 'web' }
  const { data: head } = await octokit.repos.getCommit({ ...repo, ref: 'main' })
  const annotations = (count: number) =>
    Array.from({ length: count }, () => ({
      path: 'a',
      start_line: 1,
      end_line: 1,
      annotation_level: 'notice' as const,
      message: 'm',
    }))
  const create = (count: number) =>
    octokit.checks.create({
      ...repo,
      name: 'gatehouse',
      head_sha: head.sha,
      output: { title: 'T', summary: 'S', annotations: annotations(count) },
    })
  expect(await refusal(create(51))).toMatchObject({ status: 422 })
  const { data: run } = await create(50)
  const output = { title: 'T', summary: 'S', annotations: annotations(10) }
  await octokit.checks.update({ ...repo, check_run_id: run.id, conclusion: 'success', output })
  const listed = await octokit.checks.listForRef({ ...repo, ref: 'main' })
  expect(listed.data.check_runs).toMatchObject([
    { status: 'completed', conclusion: 'success', output: { annotations_count: 60 } },
  ])
})

test('a pull request shows its files, refuses comments beside its diff, and merges', async () => {
  const { github, acme, octokit } = await company({ contents: 'write', pull_requests: 'write' })
  github.addRepository(acme, {
    name: 'web',
    commits: [
      { files: { 'a.txt': '1\n2\n3\n4\n5\n6\n7\n8\n9\n' } },
      { files: { 'a.txt': '1\n2\n3\n4\n5\n6\n7\n8\nnine\n' }, branch: 'topic' },
    ],
  })
  const repo = { owner: 'acme', repo: 'web' }
  const { data: pull } = await octokit.pulls.create({ ...repo, head: 'topic', base: 'main', title: 'Nine' })
  expect(pull).toMatchObject({ changed_files: 1, additions: 1, deletions: 1, commits: 1 })
  const files = await octokit.pulls.listFiles({ ...repo, pull_number: pull.number })
  expect(files.data).toMatchObject([{ filename: 'a.txt', patch: expect.stringContaining('+nine') }])
  const comment = (line: number) =>
    octokit.pulls.createReview({
      ...repo,
      pull_number: pull.number,
      event: 'COMMENT',
      comments: [{ path: 'a.txt', line, body: 'Here' }],
    })
  expect(await refusal(comment(1))).toMatchObject({ status: 422 })
  expect((await comment(9)).data.state).toBe('COMMENTED')
  expect(
    await refusal(octokit.pulls.create({ ...repo, head: 'topic', base: 'main', title: 'Again' })),
  ).toMatchObject({
    status: 422,
  })
  await octokit.pulls.merge({ ...repo, pull_number: pull.number })
  const { data } = await octokit.repos.getContent({ ...repo, path: 'a.txt', mediaType: { format: 'raw' } })
  expect(data).toContain('nine')
})
