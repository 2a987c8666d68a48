import { expect, test } from 'vitest'
import { nodeId } from '../render/account.ts'
import { company, withToken } from '../simulated.ts'

const inventory = `
  query ($org: String!, $after: String) {
    organization(login: $org) {
      repositories(first: 50, after: $after, orderBy: { field: NAME, direction: ASC }) {
        totalCount
        pageInfo { hasNextPage endCursor }
        nodes {
          databaseId name visibility isArchived isFork isEmpty pushedAt
          defaultBranchRef { name target { oid } }
          workflows: object(expression: "HEAD:.github/workflows") {
            ... on Tree { entries { name object { ... on Blob { oid text byteSize isBinary isTruncated } } } }
          }
        }
      }
    }
    rateLimit { cost remaining nodeCount }
  }`

interface Inventory {
  readonly organization: {
    readonly repositories: {
      readonly totalCount: number
      readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string }
      readonly nodes: readonly {
        readonly name: string
        readonly isEmpty: boolean
        readonly defaultBranchRef: { readonly target: { readonly oid: string } } | null
        readonly workflows: {
          readonly entries: readonly { readonly name: string; readonly object: { readonly text: string } }[]
        } | null
      }[]
    }
  }
  readonly rateLimit: { readonly cost: number; readonly remaining: number; readonly nodeCount: number }
}

test('one query tells of fifty repositories: their heads, what they are, their workflows', async () => {
  const { github, acme, octokit } = await company({ contents: 'read' })
  const files = { '.github/workflows/claude.yml': 'name: Claude\n' }
  const web = github.addRepository(acme, { name: 'web', files })
  github.addRepository(acme, { name: 'empty' })
  for (let number = 0; number < 58; number++)
    github.addRepository(acme, { name: `r${number}`, files: { a: 'b' } })
  const first = await octokit.graphql<Inventory>(inventory, { org: 'acme' })
  const { nodes, pageInfo, totalCount } = first.organization.repositories
  expect(totalCount).toBe(60)
  expect(nodes).toHaveLength(50)
  expect(nodes[0]).toMatchObject({
    name: 'web',
    visibility: 'PRIVATE',
    isArchived: false,
    defaultBranchRef: { name: 'main', target: { oid: await (await github.git.of(web)).commitId('main') } },
    workflows: { entries: [{ name: 'claude.yml', object: { text: 'name: Claude\n', isBinary: false } }] },
  })
  expect(nodes[1]).toMatchObject({ name: 'empty', isEmpty: true, defaultBranchRef: null, workflows: null })
  expect(first.rateLimit).toMatchObject({ cost: 1, nodeCount: 50 })
  const rest = await octokit.graphql<Inventory>(inventory, { org: 'acme', after: pageInfo.endCursor })
  expect(rest.organization.repositories.nodes).toHaveLength(10)
  expect(rest.organization.repositories.pageInfo.hasNextPage).toBe(false)
  expect(github.calls.at(-1)).toMatchObject({ operationId: 'graphql/query', isWrite: false, status: 200 })
})

test('a token sees in GraphQL what it sees elsewhere', async () => {
  const { github, acme, installation } = await company({ contents: 'read' })
  const web = github.addRepository(acme, { name: 'web', files: { a: 'b' } })
  github.addRepository(acme, { name: 'api' })
  const narrow = withToken(github, github.addInstallationToken(installation, { repositories: [web] }))
  const names = await narrow.graphql<Inventory>(
    'query { organization(login: "acme") { repositories(first: 10) { nodes { name } } } }',
  )
  expect(names.organization.repositories.nodes.map(({ name }) => name)).toEqual(['web'])
  await expect(
    narrow.graphql('query { repository(owner: "acme", name: "api") { name } }'),
  ).rejects.toMatchObject({
    errors: [{ type: 'NOT_FOUND', path: ['repository'] }],
  })
  const blind = withToken(
    github,
    github.addInstallationToken(installation, { permissions: { metadata: 'read' } }),
  )
  await expect(
    blind.graphql(
      'query { repository(owner: "acme", name: "web") { object(expression: "HEAD:a") { oid } } }',
    ),
  ).rejects.toMatchObject({ errors: [{ type: 'FORBIDDEN' }] })
  await expect(withToken(github).graphql('query { viewer { login } }')).rejects.toMatchObject({ status: 401 })
})

test("a query is held against GitHub's schema and its rules for lists", async () => {
  const { octokit } = await company()
  const refused = (query: string) =>
    octokit.graphql(query).then(
      () => 'accepted',
      (error: unknown) => (error instanceof Error ? error.message : ''),
    )
  expect(await refused('query { organization(login: "acme") { repos { name } } }')).toMatch(
    /Cannot query field "repos"/,
  )
  expect(await refused('query { organisation }')).toMatch(/Cannot query field/)
  expect(await refused('query {')).toMatch(/Syntax Error/)
  expect(await refused('query { organization(login: "acme") { repositories { totalCount } } }')).toMatch(
    /`first` or `last`/,
  )
  expect(
    await refused('query { organization(login: "acme") { repositories(first: 101) { totalCount } } }'),
  ).toMatch(/exceeds/)
})

test('repositories are found by their global ids, those that are not ours or nothing at all as null with an error', async () => {
  const { github, acme, ada, octokit } = await company({ contents: 'read' })
  const web = github.addRepository(acme, { name: 'web', topics: ['shop', 'till'] })
  const foreign = github.addRepository(github.addOrganization({ login: 'other', owners: [ada] }), {
    name: 'x',
  })
  const query = `query ($ids: [ID!]!) { nodes(ids: $ids) { ... on Repository { name repositoryTopics(first: 20) { nodes { topic { name } } } } } }`
  const ids = [web, foreign].map(({ id }) => nodeId('R', id))
  const { data } = await octokit.request('POST /graphql', {
    query,
    variables: { ids: [...ids, 'R_x', 'nonsense'] },
  })
  expect(data.data.nodes).toEqual([
    { name: 'web', repositoryTopics: { nodes: [{ topic: { name: 'shop' } }, { topic: { name: 'till' } }] } },
    null,
    null,
    null,
  ])
  expect(data.errors.map(({ type, path }: { type: string; path: unknown }) => ({ type, path }))).toEqual(
    [1, 2, 3].map((index) => ({ type: 'NOT_FOUND', path: ['nodes', index] })),
  )
})

test('a field that GitHub has and the simulator has not is a defect', async () => {
  const { github, octokit } = await company()
  await octokit.graphql('query { organization(login: "acme") { websiteUrl } }')
  expect(github.defects).toEqual(['graphql: Organization.websiteUrl is not simulated'])
  github.defects.length = 0
})

test('a query costs what its lists would ask for, and the budget ends with a refusal that looks like success', async () => {
  const { github, acme, octokit } = await company(
    { contents: 'read' },
    { limits: { secondary: false }, profile: 'team' },
  )
  github.addRepository(acme, { name: 'web', files: { a: 'b' } })
  const wide = `query { organization(login: "acme") { repositories(first: 100) { nodes { refs(refPrefix: "refs/heads/", first: 100) { nodes { name } } } } } rateLimit { cost nodeCount } }`
  const { rateLimit } = await octokit.graphql<Inventory>(wide)
  expect(rateLimit).toMatchObject({ cost: 1, nodeCount: 10_100 })
  const installation = [...github.world.installations.values()][0]!
  const actor = {
    kind: 'installation',
    token: '',
    expiresAt: null,
    installationId: installation.id,
    repositoryIds: null,
    permissions: {},
  } as const
  github.limits.charge(actor, 'graphql', 4_999)
  const response = await octokit.request('POST /graphql', { query: wide })
  expect(response).toMatchObject({ status: 200, data: { errors: [{ type: 'RATE_LIMITED' }] } })
  expect(response.headers['x-ratelimit-remaining']).toBe('0')
})

test('resolving a thread wants `contents: write`', async () => {
  const { github, acme, installation } = await company({ contents: 'write', pull_requests: 'write' })
  github.addRepository(acme, {
    name: 'web',
    commits: [{ files: { a: '1\n' } }, { files: { a: '2\n' }, branch: 'topic' }],
  })
  const all = withToken(github, github.addInstallationToken(installation))
  const repo = { owner: 'acme', repo: 'web' }
  const pull = await all.pulls.create({ ...repo, head: 'topic', base: 'main', title: 'T' })
  const place = { path: 'a', line: 1, commit_id: pull.data.head.sha }
  await all.pulls.createReviewComment({ ...repo, pull_number: 1, body: 'Hm', ...place })
  const query = `query { repository(owner: "acme", name: "web") { pullRequest(number: 1) { reviewThreads(first: 10) { nodes { id isResolved comments(first: 5) { nodes { body author { login } } } } } } } }`
  const read = async () => {
    const { repository } = await all.graphql<{
      repository: { pullRequest: { reviewThreads: { nodes: { id: string; isResolved: boolean }[] } } }
    }>(query)
    return repository.pullRequest.reviewThreads.nodes[0]!
  }
  const { id, isResolved } = await read()
  expect(isResolved).toBe(false)
  const resolve =
    'mutation ($id: ID!) { resolveReviewThread(input: { threadId: $id }) { thread { isResolved } } }'
  const weak = github.addInstallationToken(installation, {
    permissions: { contents: 'read', pull_requests: 'write', metadata: 'read' },
  })
  await expect(withToken(github, weak).graphql(resolve, { id })).rejects.toMatchObject({
    errors: [{ type: 'FORBIDDEN' }],
  })
  expect((await read()).isResolved).toBe(false)
  await all.graphql(resolve, { id })
  expect((await read()).isResolved).toBe(true)
  expect(github.calls.filter(({ operationId }) => operationId === 'graphql/mutation')).toMatchObject([
    { isWrite: true },
    { isWrite: true },
  ])
})

test('a query that a fault keeps from being answered is no write, and a mutation is one', async () => {
  const { github, installation } = await company({ contents: 'read' })
  const ask = (query: string) => {
    github.faults.add({ when: () => true, fault: { kind: 'status', status: 502 }, times: 1 })
    return fetch(`${github.apiUrl}/graphql`, {
      method: 'POST',
      headers: { authorization: `Bearer ${installation.id}`, 'user-agent': 'test' },
      body: JSON.stringify({ query }),
    })
  }
  for (const query of [
    '{ viewer { login } }',
    'mutation { addStar(input: { starrableId: "x" }) { clientMutationId } }',
  ])
    expect(await ask(query)).toMatchObject({ status: 502 })
  expect(github.calls.map(({ operationId, isWrite }) => ({ operationId, isWrite }))).toEqual([
    { operationId: 'graphql/query', isWrite: false },
    { operationId: 'graphql/mutation', isWrite: true },
  ])
})
