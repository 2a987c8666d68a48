import { pino } from 'pino'
import { describe, expect, test } from 'vitest'
import { readReach } from '../../../app/enforcement/inventory/readers.ts'
import { createApiClient } from '../../../app/github/api-client.ts'
import { openProbot } from '../../../app/github/client.ts'
import { readOrganizationReach } from '../../../app/github/read-organization.ts'
import { readRepositoryReach } from '../../../app/github/read-repository.ts'
import { known } from '../../../policies/facts.ts'
import { claude } from '../../../scanner/assistants/claude.ts'
import { findConnections } from '../../../scanner/rules/workflows/connections.ts'
import { company } from '../../github/simulated.ts'
import type { Permissions } from '../../github/world/entities.ts'

const reading: Permissions = {
  metadata: 'read',
  contents: 'read',
  administration: 'read',
  secrets: 'read',
  dependabot_secrets: 'read',
  codespaces_secrets: 'read',
  agent_secrets: 'read',
  actions_variables: 'read',
  organization_administration: 'read',
  organization_secrets: 'read',
  organization_dependabot_secrets: 'read',
  organization_codespaces_secrets: 'read',
  organization_agent_secrets: 'read',
  organization_actions_variables: 'read',
  organization_personal_access_tokens: 'read',
  organization_copilot_agent_settings: 'read',
}

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
  const made = await company(permissions)
  const { github, ada, acme: org, app, installation } = made
  const web = github.addRepository(org, {
    name: 'web',
    visibility: 'private',
    files: { '.github/workflows/claude.yml': workflow, 'README.md': 'web' },
  })
  const quiet = github.addRepository(org, {
    name: 'quiet',
    visibility: 'private',
    files: { 'README.md': 'quiet' },
  })
  github.addSecret(org, { name: 'ANTHROPIC_API_KEY', store: 'actions', repositories: [web] })
  github.addDeployKey(web, { title: 'CI' })
  github.addTokenGrant(org, { owner: ada, name: 'laptop', repositories: [web] })
  const theirs = github.addApp({
    slug: 'claude',
    id: 1236702,
    owner: org,
    permissions: { contents: 'write' },
  })
  github.addInstallation({ app: theirs, on: org, repositories: [web] })
  const probot = await openProbot({
    apiUrl: github.apiUrl,
    app: { id: app.id, privateKey: app.privateKey, webhookSecret: undefined },
    log: pino({ level: 'silent' }),
    modeOf: () => 'observe',
  })
  const octokit = await probot.auth(installation.id)
  const client = createApiClient({ request: (route, parameters) => octokit.request(route, parameters) })
  const organization = () =>
    readOrganizationReach(client, {
      org: 'acme',
      isTelling: (name) => claude.variables.some((one) => one.name === name),
      ownApps: {},
      personOf: async (id) => `person ${id}`,
    })
  const reachOf = async (repo: string) => {
    const repository = await readRepositoryReach(client, {
      owner: 'acme',
      repo,
      evidenceIn: (path, text) => findConnections(path, text).flatMap(({ evidence }) => evidence),
    })
    const all = readReach({
      assistant: claude,
      organization: await organization(),
      repository: { ...repository, otherWorkflows: known([]), activity: [] },
    })
    return Object.fromEntries(all.map(({ path, state }) => [path, state]))
  }
  return { ...made, web, quiet, organization, reachOf }
}

test('every path into a repository is read, and nothing is written', async () => {
  const { github, reachOf } = await acme(reading)
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
  const writes = github.calls.filter(
    ({ isWrite, operationId }) => isWrite && operationId !== 'apps/create-installation-access-token',
  )
  expect(writes).toEqual([])
})

describe('what our App may not read', () => {
  test('is unknown, with the permission that GitHub asks for, and never "not seen"', async () => {
    const { organization, reachOf } = await acme({ metadata: 'read', contents: 'read' })
    const facts = await organization()
    expect(facts.installations).toMatchObject({
      known: false,
      why: expect.stringContaining('organization_administration'),
    })
    expect(facts.tokens).toMatchObject({ known: false })
    expect(await reachOf('web')).toMatchObject({
      'app-installation': 'unknown',
      workflow: 'connected',
      secret: 'unknown',
      'fine-grained-token': 'unknown',
      'deploy-key': 'unknown',
    })
  })

  test('is another thing than a failure, which is thrown, so that the job is tried again', async () => {
    const { github, organization } = await acme(reading)
    github.faults.add({
      when: ({ operationId }) => operationId === 'orgs/list-app-installations',
      fault: { kind: 'status', status: 502 },
    })
    await expect(organization()).rejects.toMatchObject({ status: 502 })
  })
})
