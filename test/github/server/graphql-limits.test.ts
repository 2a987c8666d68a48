import { expect, test } from 'vitest'
import { company } from '../simulated.ts'

test('GraphQL has a limit of its own for what comes too fast', async () => {
  const { github, installation, octokit } = await company()
  const asked = {
    kind: 'installation',
    token: '',
    expiresAt: null,
    installationId: installation.id,
    repositoryIds: null,
    permissions: {},
  } as const
  for (let number = 0; number < 2_000; number++)
    github.limits.enter(asked, { method: 'GET', creates: false, isGraphql: true })()
  await expect(octokit.graphql('query { viewer { login } }')).rejects.toMatchObject({ status: 403 })
  expect((await octokit.apps.listReposAccessibleToInstallation()).status).toBe(200)
})
