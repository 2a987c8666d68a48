import { expect, test } from 'vitest'
import type { GitHubWriter } from '../../../../app/enforcement/github-writes.ts'
import { readDetails } from '../../../github/world/details.ts'
import { opened } from '../opened.ts'

const permissions = {
  metadata: 'read',
  contents: 'read',
  checks: 'write',
  statuses: 'write',
  issues: 'write',
  organization_administration: 'write',
} as const

// Found by chaos: the client tried again by itself, and a commit had two checks that said the same.
test('what GitHub made without a whole answer is not made again behind the back of who looks first', async () => {
  const { github, acme, installation, host } = await opened(permissions)
  const repository = github.addRepository(acme, { name: 'api', files: { 'README.md': '# api\n' } })
  const commit = (await (await github.git.of(repository)).commitId('HEAD'))!
  const writer = await host.openWriter(
    { id: '1', login: 'acme', installationId: installation.id },
    { mode: 'enforce', check: async () => {} },
  )
  const said = {
    commit,
    name: 'gatehouse',
    conclusion: 'success',
    title: 'Fine',
    summary: 'All is well.',
  } as const
  const ruleset = {
    name: 'One',
    target: 'push',
    enforcement: 'active',
    bypass_actors: [],
    conditions: { repository_name: { include: ['~ALL'], exclude: [] } },
    rules: [{ type: 'file_path_restriction', parameters: { restricted_file_paths: ['.env'] } }],
  } as const
  const writes: readonly ((writer: GitHubWriter) => Promise<unknown>)[] = [
    ({ checks }) => checks.create('api', said),
    ({ statuses }) =>
      statuses.create('api', commit, { context: 'gatehouse', state: 'success', description: 'Fine' }),
    ({ issues }) => issues.open('api', { title: 'One', body: 'text', labels: [] }),
    ({ rulesets }) => rulesets.create(ruleset),
  ]
  for (const write of writes) {
    github.faults.add({
      when: ({ method, path }) => method !== 'GET' && !path.startsWith('/app/'),
      fault: { kind: 'truncated' },
      times: 1,
    })
    await expect(write(writer)).rejects.toThrow(/JSON|terminated|aborted|closed|other side/)
  }
  const { runs, statuses, issues } = readDetails(repository)
  expect([runs, statuses, issues, acme.rulesets].map(({ length }) => length)).toEqual([1, 1, 1, 1])
})
