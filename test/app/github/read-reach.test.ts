import { describe, expect, test } from 'vitest'
import { readReach } from '../../../app/enforcement/inventory/readers.ts'
import { known } from '../../../policies/facts.ts'
import { claude } from '../../../scanner/assistants/claude.ts'
import { findConnections } from '../../../scanner/rules/workflows/connections.ts'
import type { Permissions } from '../../github/world/entities.ts'
import { listAll, opened, organizationReading, reading, writesOf } from './opened.ts'

const workflow = `on: issue_comment
jobs:
  claude:
    runs-on: ubuntu-latest
    steps:
      - uses: anthropics/claude-code-action@v1
        with:
          anthropic_api_key: \${{ secrets.ANTHROPIC_API_KEY }}
`

/** Acme, with Claude's App on everything but one, and our App with what a test gives it. */
async function acme(permissions: Permissions) {
  const made = await opened(permissions)
  const { github, ada, acme: org, organization } = made
  const web = github.addRepository(org, {
    name: 'web',
    visibility: 'private',
    files: { '.github/workflows/claude.yml': workflow, 'README.md': 'web' },
  })
  github.addRepository(org, { name: 'quiet', visibility: 'private', files: { 'README.md': 'quiet' } })
  github.addSecret(org, { name: 'ANTHROPIC_API_KEY', store: 'actions', repositories: [web] })
  github.addDeployKey(web, { title: 'CI' })
  github.addTokenGrant(org, { owner: ada, name: 'laptop', repositories: [web] })
  github.addTokenRequest(org, { owner: ada, name: 'claude at home', repositories: 'all', reason: 'to try' })
  const theirs = github.addApp({
    slug: 'claude',
    id: 1236702,
    owner: org,
    permissions: { contents: 'write' },
  })
  github.addInstallation({ app: theirs, on: org, repositories: [web] })
  const readOrganization = () => organization.readOrganization(organizationReading)
  const reachOf = async (name: string) => {
    const snapshot = (await listAll(organization)).find((one) => one.name === name)!
    const files = snapshot.workflows.known ? snapshot.workflows.value : []
    const texts = await organization.readTexts(snapshot, files)
    if (!texts.known) throw new Error(texts.why)
    const evidence = files.flatMap(({ path, oid }) =>
      findConnections(path, texts.value.get(oid) ?? '').flatMap((one) => one.evidence),
    )
    const { reach } = await organization.readRepository(snapshot)
    const all = readReach({
      assistant: claude,
      organization: (await readOrganization()).reach,
      repository: { ...reach, workflows: known(evidence), otherWorkflows: known([]), activity: [] },
    })
    return Object.fromEntries(all.map(({ path, state }) => [path, state]))
  }
  return { ...made, web, readOrganization, reachOf }
}

test('every path into a repository is read, and nothing is written', async () => {
  const { github, reachOf, readOrganization, ada } = await acme(reading)
  expect(await reachOf('web')).toEqual({
    'app-installation': 'possible',
    workflow: 'connected',
    secret: 'connected',
    'fine-grained-token': 'possible',
    'deploy-key': 'possible',
    'native-agent': expect.stringMatching(/^(?:possible|not-seen)$/),
    'cloud-session': 'unknown',
  })
  expect(await reachOf('quiet')).toMatchObject({
    'app-installation': 'possible',
    workflow: 'not-seen',
    secret: 'not-seen',
    'fine-grained-token': 'not-seen',
    'deploy-key': 'not-seen',
  })
  expect((await readOrganization()).reach.tokenRequests).toEqual(
    known([
      expect.objectContaining({
        name: 'claude at home',
        owner: `person ${ada.id}`,
        selection: 'all',
        reason: 'to try',
      }),
    ]),
  )
  expect(writesOf(github)).toEqual([])
})

describe('what our App may not read', () => {
  test('is unknown, with the permission that is missing, and never "not seen"; nobody is asked in vain', async () => {
    const { github, readOrganization, reachOf } = await acme({ metadata: 'read', contents: 'read' })
    const { reach } = await readOrganization()
    expect(reach.installations).toMatchObject({
      known: false,
      why: expect.stringContaining('organization_administration: read'),
    })
    expect(reach.tokens).toMatchObject({ known: false })
    expect(await reachOf('web')).toMatchObject({
      'app-installation': 'unknown',
      workflow: 'connected',
      secret: 'unknown',
      'fine-grained-token': 'unknown',
      'deploy-key': 'unknown',
    })
    expect(github.calls.filter(({ status }) => status >= 400)).toEqual([])
  })

  test('is another thing than a failure, which is thrown, so that the job is tried again', async () => {
    const { github, readOrganization } = await acme(reading)
    github.faults.add({
      when: ({ operationId }) => operationId === 'orgs/list-app-installations',
      fault: { kind: 'status', status: 502 },
    })
    await expect(readOrganization()).rejects.toMatchObject({ status: 502 })
  })

  test('a permission that is lost in mid-reading is a refusal, which is unknown', async () => {
    const { github, installation, readOrganization } = await acme(reading)
    github.faults.add({
      when: ({ operationId }) => operationId === 'orgs/list-pat-grants',
      fault: {
        kind: 'meanwhile',
        happens: () => {
          const { organization_personal_access_tokens: _, ...rest } = installation.permissions
          installation.permissions = rest
        },
      },
    })
    expect((await readOrganization()).reach.tokens).toMatchObject({
      known: false,
      why: expect.stringContaining('organization_personal_access_tokens'),
    })
  })
})

test('a store whose permission is missing says nothing of the others', async () => {
  const { agent_secrets: _agents, organization_dependabot_secrets: _dependabot, ...rest } = reading
  const { github, acme: org, organization } = await opened(rest)
  const web = github.addRepository(org, { name: 'web', files: { 'README.md': 'web' } })
  github.addSecret(web, { name: 'ANTHROPIC_API_KEY' })
  github.addSecret(org, { name: 'ANTHROPIC_API_KEY', store: 'codespaces', repositories: [web] })
  const [snapshot] = await listAll(organization)
  const { reach } = await organization.readRepository(snapshot!)
  expect(reach.secrets).toEqual(known([{ store: 'actions', name: 'ANTHROPIC_API_KEY' }]))
  expect(reach.unreadStores).toEqual([
    {
      store: 'agents',
      why: "the repository's secrets of agents could not be read: our App lacks the permission agent_secrets: read",
    },
  ])
  const { reach: shared } = await organization.readOrganization(organizationReading)
  expect(shared.secrets).toMatchObject({ value: [{ store: 'codespaces', name: 'ANTHROPIC_API_KEY' }] })
  expect(shared.unreadStores?.map(({ store }) => store)).toEqual(['dependabot'])
})
