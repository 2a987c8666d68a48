import { gzipSync } from 'node:zlib'
import { accessTo } from '../auth/access-table.ts'
import { description } from '../description/description.ts'
import type { Simulator } from '../server/simulator.ts'
import { asInstallation } from '../simulated.ts'
import { eventPermissions } from '../webhooks/event-permissions.ts'
import type { Level, Organization, Permissions, Repository, User } from '../world/entities.ts'

const ranks: Readonly<Record<Level, number>> = { read: 1, write: 2, admin: 3 }

/** The highest of everything that some operation asks for. */
function allPermissions(of: 'organizations' | 'enterprises'): Permissions {
  const highest = new Map<string, Level>()
  for (const id of Object.keys(description.operations)) {
    const access = accessTo(id)
    if (access === undefined || !('needs' in access)) continue
    for (const [name, level] of access.needs.flatMap((one) => Object.entries(one))) {
      const isForEnterprises = name.startsWith('enterprise_')
      if (isForEnterprises === (of === 'enterprises') && ranks[level] >= ranks[highest.get(name) ?? 'read'])
        highest.set(name, level)
    }
  }
  return Object.fromEntries(highest)
}

/** A company in which every read has something to find, and the values that lead there. */
export async function fullCompany(github: Simulator) {
  const ada = github.addUser({ login: 'ada', email: 'ada@example.com' })
  const bob = github.addUser({ login: 'bob' })
  const enterprise = github.addEnterprise({ slug: 'corp' })
  const cy = github.addUser({ login: 'cy' })
  const dee = github.addUser({ login: 'dee' })
  const acme = github.addOrganization({ login: 'acme', enterprise, owners: [ada], members: [bob, cy, dee] })
  const web = addWeb(github, acme, bob)
  const connections = addConnections(github, { acme, web, bob })
  const permissions = allPermissions('organizations')
  const webhook = { url: 'http://127.0.0.1:9/', secret: 'secret' }
  // Everything is sent, to nobody: what could not be sent would be a defect.
  const events = Object.keys(eventPermissions)
  const app = github.addApp({ slug: 'gatehouse', owner: acme, permissions, webhook, events })
  const enforcer = github.addApp({
    slug: 'enforcer',
    owner: enterprise,
    permissions: allPermissions('enterprises'),
  })
  const installation = github.addInstallation({ app, on: acme })
  const claude = github.addApp({ slug: 'claude', owner: acme, permissions: { contents: 'write' } })
  const claudes = github.addInstallation({ app: claude, on: acme, repositories: [web] })
  const onEnterprise = github.addInstallation({ app: enforcer, on: enterprise })
  const made = await makeThrough(github, asInstallation(github, installation), web, bob)
  const values: Readonly<Record<string, string | number>> = {
    owner: 'acme',
    repo: 'web',
    org: 'acme',
    enterprise: 'corp',
    username: 'bob',
    account_id: bob.id,
    team_slug: 'core',
    app_slug: 'gatehouse',
    installation_id: installation.id,
    repository_id: web.id,
    path: '.github/workflows/claude.yml',
    ref: 'main',
    branch: 'main',
    basehead: 'main...feature%2Fx',
    tree_sha: 'main',
    secret_name: 'ONE',
    name: 'ONE',
    environment_name: 'production',
    custom_property_name: 'claude-access',
    issue_number: 1,
    pull_number: 2,
    alert_number: 1,
    workflow_id: 'claude.yml',
    run_id: 77,
    ...connections,
    ...made.values,
  }
  const texts = { CLIENT: claude.clientId, ...made.texts }
  const special: Readonly<Record<string, Readonly<Record<string, string | number>>>> = {
    ...made.special,
    ...Object.fromEntries(
      Object.keys(description.operations)
        .filter((id) => id.startsWith('enterprise-apps/'))
        .map((id) => [id, { installation_id: claudes.id }]),
    ),
  }
  return { ada, app, enforcer, installation, onEnterprise, values, special, texts }
}

function addWeb(github: Simulator, acme: Organization, bob: User): Repository {
  const web = github.addRepository(acme, {
    name: 'web',
    commits: [
      {
        files: { 'README.md': '# Web\n', '.github/workflows/claude.yml': 'name: Claude\non: push\n' },
        author: { name: 'Ada', email: 'ada@example.com' },
      },
      { files: { 'src/app.ts': 'export {}\n' }, branch: 'feature/x' },
    ],
    properties: { 'claude-access': 'approved' },
    collaborators: [[bob, 'write']],
  })
  github.addRepository(acme, { name: 'web-fork', forkOf: web })
  github.addTeam(acme, { name: 'Core', members: [bob], repositories: [[web, 'maintain']] })
  return web
}

interface Parts {
  readonly acme: Organization
  readonly web: Repository
  readonly bob: User
}

function addConnections(github: Simulator, { acme, web, bob }: Parts): Readonly<Record<string, number>> {
  acme.properties.push({ property_name: 'claude-access', value_type: 'string' })
  for (const store of ['actions', 'dependabot', 'codespaces', 'agents'] as const) {
    github.addSecret(acme, { name: 'ONE', store, repositories: [web] })
    github.addSecret(web, { name: 'ONE', store })
    github.addVariable(acme, { name: 'ONE', store, value: 'x', repositories: [web] })
    github.addVariable(web, { name: 'ONE', store, value: 'x' })
  }
  github.addEnvironment(web, { name: 'production', secrets: ['DEPLOY'] })
  const place = {
    path: 'a',
    startLine: 1,
    endLine: 1,
    startColumn: 1,
    endColumn: 2,
    blobSha: 'a',
    commitSha: 'b',
  }
  github.addSecretAlert(web, {
    secretType: 'generic',
    secretTypeName: 'Generic',
    secret: 'hidden',
    locations: [place],
  })
  github.addAuditEntry(acme, { action: 'repo.create', fields: { actor: 'ada' } })
  acme.codingAgent.selection = 'selected'
  acme.codingAgent.repositoryIds.add(web.id)
  acme.actions.enabled = 'selected'
  acme.actions.allowed = 'selected'
  const twice = ['first', 'second'].map((name) => ({
    grant: github.addTokenGrant(acme, { owner: bob, name, repositories: 'all' }).id,
    request: github.addTokenRequest(acme, { owner: bob, name, repositories: [web] }).id,
  }))
  return {
    key_id: github.addDeployKey(web, { title: 'CI' }).id,
    pat_id: twice[0]!.grant,
    pat_request_id: twice[0]!.request,
  }
}

/** What only exists once somebody made it through the interface. */
async function makeThrough(
  github: Simulator,
  octokit: ReturnType<typeof asInstallation>,
  web: Repository,
  bob: User,
) {
  const repo = { owner: 'acme', repo: 'web' }
  const store = await github.git.of(web)
  const head = (await store.commitId('main'))!
  const blob = (await store.tree(head, true)).find(({ type }) => type === 'blob')!
  await octokit.issues.create({ ...repo, title: 'One', labels: ['bug'] })
  const comment = await octokit.issues.createComment({ ...repo, issue_number: 1, body: 'Hello' })
  await octokit.pulls.create({ ...repo, title: 'Two', head: 'feature/x', base: 'main' })
  const review = await octokit.pulls.createReview({ ...repo, pull_number: 2, event: 'COMMENT', body: 'So' })
  const place = { path: 'src/app.ts', line: 1, commit_id: head }
  const line = await octokit.pulls.createReviewComment({ ...repo, pull_number: 2, body: 'Here', ...place })
  const run = await octokit.checks.create({
    ...repo,
    name: 'gatehouse',
    head_sha: head,
    conclusion: 'success',
    output: {
      title: 'T',
      summary: 'S',
      annotations: [{ path: 'a', start_line: 1, end_line: 1, annotation_level: 'notice', message: 'm' }],
    },
  })
  await octokit.repos.createCommitStatus({ ...repo, sha: head, state: 'success', context: 'gatehouse' })
  const hook = await octokit.repos.createWebhook({ ...repo, config: { url: 'https://example.com' } })
  await octokit.orgs.createWebhook({ org: 'acme', name: 'web', config: { url: 'https://example.com' } })
  const enforcement = 'active' as const
  const rules = [{ type: 'deletion' as const }]
  const ruleset = await octokit.repos.createRepoRuleset({ ...repo, name: 'Rules', enforcement, rules })
  const ofOrganization = await octokit.repos.createOrgRuleset({
    org: 'acme',
    name: 'Rules',
    enforcement,
    target: 'push',
    conditions: { repository_name: { include: ['~ALL'], exclude: [] } },
    rules: [{ type: 'file_path_restriction', parameters: { restricted_file_paths: ['**/.env'] } }],
  })
  const sarif = await octokit.codeScanning.uploadSarif({
    ...repo,
    commit_sha: head,
    ref: 'refs/heads/main',
    sarif: gzipSync('{"runs":[]}').toString('base64'),
  })
  await octokit.repos.updateBranchProtection({
    ...repo,
    branch: 'main',
    required_status_checks: { strict: true, contexts: ['gatehouse'] },
    enforce_admins: true,
    required_pull_request_reviews: null,
    restrictions: null,
  })
  await octokit.actions.setGithubActionsPermissionsRepository({
    ...repo,
    enabled: true,
    allowed_actions: 'selected',
  })
  for (const id of [77, 78])
    web.details!.workflowRuns.push({
      id,
      path: '.github/workflows/claude.yml',
      name: 'Claude',
      event: 'push',
      headBranch: 'main',
      headSha: head,
      actorId: bob.id,
      runNumber: 1,
      status: 'in_progress',
      conclusion: null,
      createdAt: github.clock.now(),
    })
  const values = {
    file_sha: blob.oid,
    commit_sha: head,
    sha: head,
    hook_id: hook.data.id,
    comment_id: comment.data.id,
    review_id: review.data.id,
    check_run_id: run.data.id,
    check_suite_id: run.data.check_suite!.id,
    sarif_id: sarif.data.id!,
    ruleset_id: ruleset.data.id,
  }
  const special: Readonly<Record<string, Readonly<Record<string, string | number>>>> = {
    'git/get-ref': { ref: 'heads/feature/x' },
    'git/list-matching-refs': { ref: 'heads/f' },
    'issues/get-label': { name: 'bug' },
    ...specialFor(
      ['get', 'update', 'delete'].map((verb) => `pulls/${verb}-review-comment`),
      { comment_id: line.data.id },
    ),
    'pulls/create-reply-for-review-comment': { comment_id: line.data.id },
    ...specialFor(
      ['get', 'update', 'delete'].map((verb) => `repos/${verb}-org-ruleset`),
      { ruleset_id: ofOrganization.data.id },
    ),
  }
  const { data: commit } = await octokit.git.getCommit({ ...repo, commit_sha: head })
  // The id of a file that holds the letter a.
  const file = '2e65efe2a145dda7ee51d1741299f848e5bf752e'
  return { values, special, texts: { HEAD: head, TREE: commit.tree.sha, FILE: file } }
}

const specialFor = (ids: readonly string[], values: Readonly<Record<string, number>>) =>
  Object.fromEntries(ids.map((id) => [id, values]))
