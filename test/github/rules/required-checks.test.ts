import { expect, test } from 'vitest'
import { company, withToken } from '../simulated.ts'
import { editDetails } from '../world/details.ts'

test('a required check that is missing, bad, or another App’s keeps from merging, and owners may get past', async () => {
  const made = await company({
    checks: 'write',
    contents: 'write',
    pull_requests: 'write',
    organization_administration: 'write',
  })
  const { github, ada, acme, app, octokit } = made
  const web = github.addRepository(acme, { name: 'web', files: { a: 'a\n' } })
  const dev = github.addUser({ login: 'dev' })
  editDetails(web).collaborators.set(dev.id, 'write')
  const where = { owner: 'acme', repo: 'web' }
  const ruleset = {
    org: 'acme',
    name: 'Check',
    target: 'branch',
    enforcement: 'active',
    conditions: {
      repository_name: { include: ['~ALL'], exclude: [] },
      ref_name: { include: ['~DEFAULT_BRANCH'], exclude: [] },
    },
    rules: [
      {
        type: 'required_status_checks',
        parameters: {
          strict_required_status_checks_policy: false,
          required_status_checks: [{ context: 'gatehouse', integration_id: app.id }],
        },
      },
    ],
    bypass_actors: [{ actor_type: 'OrganizationAdmin', bypass_mode: 'pull_request' }],
  }
  const create = () => octokit.request({ method: 'POST', url: '/orgs/{org}/rulesets', ...ruleset })
  await create()
  // Its name is taken.
  await expect(create()).rejects.toMatchObject({ status: 422 })
  const pull = async (branch: string) => {
    const head = await github.pushCommit(web, { branch, files: { [branch]: 'b' }, sender: ada })
    const byAda = withToken(github, github.addClassicToken(ada, ['repo']))
    const { data } = await byAda.pulls.create({ ...where, head: branch, base: 'main', title: branch })
    return { head, number: data.number }
  }
  const merge = (user: typeof ada, number: number) =>
    withToken(github, github.addClassicToken(user, ['repo'])).pulls.merge({ ...where, pull_number: number })
  const [one, other] = [await pull('one'), await pull('other')]
  const refused = { status: 405, message: expect.stringContaining('"gatehouse" is expected') }
  await expect(merge(dev, one.number)).rejects.toMatchObject(refused)
  const show = (conclusion: 'failure' | 'neutral') =>
    octokit.checks.create({ ...where, name: 'gatehouse', head_sha: one.head, conclusion })
  await show('failure')
  await expect(merge(dev, one.number)).rejects.toMatchObject(refused)
  await show('neutral')
  expect((await merge(dev, one.number)).status).toBe(200)
  expect((await merge(ada, other.number)).status).toBe(200)
})
