import { createHmac, randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { withToken } from '../../github/simulated.ts'
import { editDetails, readDetails } from '../../github/world/details.ts'
import type { CheckRun } from '../../github/world/entities.ts'
import { useDatabases } from '../database/test-database.ts'
import { acting } from './acting-company.ts'
import { askingCompany, askingPolicy } from './asking-company.ts'

const databases = useDatabases()

const policy = askingPolicy.replace('connections: true', 'connections: true\n  status: true')
const permissions = { statuses: 'write' } as const

/** With one open pull request in `acme/app-one`, whose check is looked at. */
async function company() {
  const made = await askingCompany({ policy, permissions, repositories: { 'app-one': false, api: true } })
  const { github, ada, dev, repository } = made
  const one = repository('app-one')
  editDetails(one).collaborators.set(dev.id, 'write')
  const head = await github.pushCommit(one, { branch: 'change', files: { a: 'b' }, sender: ada })
  const octokit = withToken(github, github.addClassicToken(ada, ['repo']))
  const { data } = await octokit.pulls.create({
    owner: 'acme',
    repo: 'app-one',
    head: 'change',
    base: 'main',
    title: 'A change',
  })
  const latest = (sha: string): CheckRun =>
    readDetails(one).runs.findLast(({ headSha, name }) => headSha === sha && name === 'gatehouse')!
  return { ...made, one, head, pull: data.number, latest }
}

test('a pull request shows what was decided, and a button asks for access once, by whoever may write', async () => {
  const made = await company()
  const { github, app, one, head, latest, dev, eve, sam, issues, say } = made
  const program = await acting(databases, made)
  const shown = latest(head)
  expect(shown).toMatchObject({
    conclusion: 'neutral',
    output: { title: 'Claude needs an approval here' },
    actions: [{ identifier: 'request-access' }, { identifier: 'look-again' }],
  })
  expect(readDetails(one).statuses).toMatchObject([
    { sha: head, context: 'gatehouse', state: 'success', description: 'Claude needs an approval here' },
  ])

  const press = async (run: CheckRun, identifier: string, sender: typeof dev): Promise<void> => {
    github.pressButton(one, { run, identifier, sender })
    await program.settled()
  }
  await press(shown, 'request-access', eve)
  await press(shown, 'request-access', dev)
  const [issue, ...others] = issues()
  expect(others).toEqual([])
  expect(issue).toMatchObject({ title: 'Claude access: acme/app-one', state: 'open' })
  const asked = latest(head)
  expect(asked.output.summary).toContain('Access was asked for')
  expect(asked.actions).toMatchObject([{ identifier: 'look-again' }])

  // Denied, the old press told again asks for nothing, whoever tells it, and one without GitHub's signature is not even heard.
  await say(sam, issue!.number, '/gatehouse deny not now')
  await program.settled()
  expect(latest(head).actions).toHaveLength(2)
  const delivery = github.webhooks
    .deliveries(app.id)
    .find(({ event, text }) => event === 'check_run' && text.includes(`"login":"${dev.login}"`))!
  github.webhooks.redeliver(delivery)
  const send = (text: string, secret: string) =>
    fetch(app.webhook.url, {
      method: 'POST',
      body: text,
      headers: {
        'content-type': 'application/json',
        'x-github-event': 'check_run',
        'x-github-delivery': randomUUID(),
        'x-hub-signature-256': `sha256=${createHmac('sha256', secret).update(text).digest('hex')}`,
      },
    })
  expect((await send(delivery.text, app.webhook.secret)).ok).toBe(true)
  expect((await send(delivery.text.replaceAll(`${shown.id}`, '77'), 'a guess')).status).toBe(401)
  await program.settled()
  expect(issues()).toHaveLength(1)
  const pressed = await program.store.database
    .selectFrom('button_presses')
    .select(['button', 'outcome'])
    .orderBy('id')
    .execute()
  expect(pressed).toEqual([
    { button: 'request-access', outcome: 'refused' },
    { button: 'request-access', outcome: 'opened' },
  ])
  const kinds = await program.kinds('acme')
  expect(kinds.filter((kind) => kind === 'button.pressed')).toHaveLength(2)

  // "Look again" reads anew, and a new head is shown it too.
  await press(latest(head), 'look-again', dev)
  const next = await github.pushCommit(one, { branch: 'change', files: { a: 'c' }, sender: dev })
  await program.settled()
  expect(latest(next)).toMatchObject({ conclusion: 'neutral' })
  // A merge queue waits for the check on a commit of its own.
  const queued = `gh-readonly-queue/main/pr-${made.pull}-${next}`
  const group = await github.pushCommit(one, { branch: queued, files: { a: 'c', b: 'd' }, sender: dev })
  await program.settled()
  expect(latest(group)).toMatchObject({ conclusion: 'neutral' })
  expect(readDetails(one).statuses).toContainEqual(
    expect.objectContaining({ sha: group, context: 'gatehouse', state: 'success' }),
  )
  const things = await program.store.database
    .selectFrom('made_things')
    .select(['kind', 'reference'])
    .execute()
  expect(things).toEqual(
    expect.arrayContaining([
      { kind: 'check', reference: 'gatehouse' },
      { kind: 'status', reference: 'gatehouse' },
    ]),
  )
})

test('where the check is required by its name alone, what somebody else sets is told and set over, and the finding says how to pin it', async () => {
  const made = await company()
  const { github, app, one, head, dev, ada } = made
  const octokit = withToken(github, github.addClassicToken(ada, ['repo']))
  const place = { owner: 'acme', repo: 'app-one' }
  const require = (checks: readonly { context: string; app_id?: number }[]) =>
    octokit.request('PUT /repos/{owner}/{repo}/branches/{branch}/protection', {
      ...place,
      branch: 'main',
      required_status_checks: { strict: false, contexts: [], checks: [...checks] },
      enforce_admins: true,
      required_pull_request_reviews: null,
      restrictions: null,
    })
  await require([{ context: 'gatehouse' }])
  const program = await acting(databases, made)
  const findings = async (): Promise<readonly string[]> =>
    (
      await program.store.database
        .selectFrom('organization_findings')
        .select('check_id')
        .where('closed_at', 'is', null)
        .where('check_id', 'like', 'own-check%')
        .orderBy('check_id')
        .execute()
    ).map(({ check_id: id }) => id)
  expect(await findings()).toEqual(['own-check-of-anybody'])

  const hers = withToken(github, github.addClassicToken(dev, ['repo']))
  const forged = { ...place, sha: head, context: 'gatehouse', state: 'success', description: 'fine' } as const
  await hers.repos.createCommitStatus(forged)
  await program.settled()
  const last = () => readDetails(one).statuses.findLast(({ context }) => context === 'gatehouse')
  expect(last()).toMatchObject({ description: 'Claude needs an approval here' })
  const told = async (): Promise<number> =>
    (await program.kinds('acme')).filter((kind) => kind === 'check.imitated').length
  expect(await told()).toBe(1)
  // Of our App alone it counts for nothing, and the finding ends when what was seen is long ago.
  await require([{ context: 'gatehouse', app_id: app.id }])
  await program.swept()
  expect(await findings()).toEqual(['own-check-imitated'])
})
