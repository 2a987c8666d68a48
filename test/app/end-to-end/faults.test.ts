import { describe, expect, test } from 'vitest'
import type { Fault } from '../../github/server/faults.ts'
import { useDatabases } from '../database/test-database.ts'
import { workflow } from './reached-company.ts'
import { running } from './running.ts'
import { outcomes, smallCompany } from './small-company.ts'

const databases = useDatabases()

async function started(more: Readonly<Record<string, string>> = {}) {
  const company = await smallCompany()
  const database = await databases.create()
  const program = await running(database, company, more)
  await program.swept()
  return { ...company, program, database }
}

const connecting = { files: { '.github/workflows/claude.yml': workflow } }
const expected = { 'acme/gatehouse': 'denied', 'acme/web': 'allowed', 'acme/api': 'denied' }

describe('webhooks', () => {
  test('that come twice, late and in another order lead to the same', async () => {
    const { github, program, api, web } = await started()
    github.webhooks.faults.add({ fault: { kind: 'duplicate' }, times: 2 })
    github.webhooks.faults.add({ fault: { kind: 'reorder' }, times: 1 })
    github.webhooks.faults.add({ fault: { kind: 'delay', milliseconds: 300 }, times: 1 })
    await github.pushCommit(api, connecting)
    await github.pushCommit(web, { files: { '.github/workflows/claude.yml': null } })
    github.rename(api, { name: 'service' })
    github.rename(api, { name: 'web-api' })
    await program.settled()
    expect((await program.reaches('acme/web-api'))['workflow']).toBe('connected')
    expect((await program.reaches('acme/web'))['workflow']).toBe('not-seen')
    expect((await program.repository('acme/web-api')).decision?.outcome).toBe('allowed')
  })

  test('that are lost on the way are made good by the next sweep', async () => {
    const { github, program, api } = await started()
    github.webhooks.faults.add({ fault: { kind: 'drop' } })
    await github.pushCommit(api, connecting)
    github.rename(api, { name: 'web-api' })
    await program.settled()
    expect(outcomes(await program.organization('acme'))).toEqual(expected)
    await program.swept()
    expect((await program.repository('acme/web-api')).decision?.outcome).toBe('allowed')
    expect((await program.reaches('acme/web-api'))['workflow']).toBe('connected')
  })

  test('that nobody took are asked for again, once somebody is there', async () => {
    const { github, program, api, database, app } = await started()
    await program.stop()
    await github.pushCommit(api, connecting)
    await github.webhooks.settled()
    const missed = github.webhooks.deliveries(app.id).filter(({ event }) => event === 'push')
    expect(missed).toHaveLength(1)
    const again = await running(database, { github, app })
    await expect
      .poll(() =>
        database.store.database
          .selectFrom('deliveries')
          .select('handled_at')
          .where('guid', '=', missed[0]!.guid)
          .executeTakeFirst(),
      )
      .toMatchObject({ handled_at: expect.any(Date) })
    await again.settled()
    expect((await again.reaches('acme/api'))['workflow']).toBe('connected')
    // Asking GitHub to deliver again is the one request that is no plain reading, and GitHub's own records change by it alone.
    expect(github.calls.filter(({ isWrite }) => isWrite).map(({ operationId }) => operationId)).toEqual([
      'apps/redeliver-webhook-delivery',
    ])
  })

  test('are read from GitHub by a deployment that GitHub cannot reach', async () => {
    const company = await smallCompany()
    const database = await databases.create()
    const first = await running(database, company)
    await first.swept()
    await first.stop()
    await company.github.pushCommit(company.api, connecting)
    await company.github.webhooks.settled()
    const polling = await running(database, company, { PUBLIC_URL: '' })
    await expect.poll(async () => (await polling.reaches('acme/api'))['workflow']).toBe('connected')
    // The sweep of a starting program may have seen the workflow before the deliveries were asked for.
    const kept = () => database.store.database.selectFrom('deliveries').select('event').execute()
    await expect.poll(kept).toContainEqual({ event: 'push' })
  })
})

describe('GitHub', () => {
  const reading = ({ operationId }: { readonly operationId: string | undefined }): boolean =>
    operationId !== undefined && !operationId.startsWith('git/')
  const everyTime: readonly (readonly [string, Fault, number])[] = [
    ['answers 502', { kind: 'status', status: 502 }, 2],
    ['does not answer at all', { kind: 'timeout' }, 1],
    ['says that it is too much at once, by 429', { kind: 'secondary-limit', status: 429, retryAfter: 1 }, 2],
  ]
  /** Each of them costs pauses, and is met with the same code as one above. */
  const inProof: typeof everyTime = [
    ['answers 502 for longer', { kind: 'status', status: 502 }, 4],
    ['answers 500', { kind: 'status', status: 500 }, 2],
    ['answers 503', { kind: 'status', status: 503 }, 2],
    ['breaks off in the middle', { kind: 'truncated' }, 4],
    ['says that it is too much at once', { kind: 'secondary-limit', retryAfter: 2 }, 2],
  ]
  test.each(process.env['PROOF'] === undefined ? everyTime : [...everyTime, ...inProof])(
    'that %s for a while costs time and nothing else',
    async (_, fault, times) => {
      const company = await smallCompany()
      const program = await running(await databases.create(), company)
      company.github.faults.add({ when: reading, fault, times })
      await program.swept()
      const acme = await program.organization('acme')
      expect(outcomes(acme)).toEqual(expected)
      expect(acme.coverage).toMatchObject({ seen: 3, failed: [] })
      expect(outcomes(await program.organization('beta'))).toEqual({ 'beta/tool': 'allowed' })
      expect(program.log.filter((line) => line.includes('"level":"error"'))).toEqual([])
    },
  )

  test('that fails for one organization keeps no other from being looked at', async () => {
    const { github, program, beta, tool } = await started()
    github.faults.add({
      when: ({ path }) => path.startsWith('/orgs/acme/'),
      fault: { kind: 'status', status: 500 },
    })
    github.addRepository(beta, { name: 'another', files: { 'README.md': '' } })
    await github.pushCommit(tool, { files: { '.github/workflows/claude.yml': null } })
    await program.askForSweep()
    await expect
      .poll(async () => outcomes(await program.organization('beta')))
      .toEqual({ 'beta/tool': 'allowed', 'beta/another': 'allowed' })
    await expect.poll(async () => (await program.reaches('beta/tool'))['workflow']).toBe('not-seen')
    // What was known of the other one stays.
    expect(outcomes(await program.organization('acme'))).toEqual(expected)
    github.faults.clear()
    await program.settled()
  })

  test('that sends a clone too slowly is not waited for when the process stops, and the clone is made after the next start', async () => {
    const company = await smallCompany()
    const database = await databases.create()
    company.github.cloneFaults.add({ when: () => true, fault: { kind: 'timeout' } })
    const program = await running(database, company)
    await expect
      .poll(() => company.github.calls.filter(({ operationId }) => operationId === 'git/upload-pack'))
      .not.toEqual([])
    // Fails where it does not end in time.
    await program.stop()
    expect(program.log.filter((line) => /"level":"(?:warn|error)"/.test(line))).toEqual([])
    const cut = await database.store.database
      .selectFrom('work')
      .select(['attempts', 'last_error'])
      .where('key', 'like', 'scan:%')
      .whereRef('done', '<', 'wanted')
      .execute()
    expect(cut).not.toEqual([])
    expect(cut.filter(({ attempts, last_error: why }) => attempts > 0 || why !== null)).toEqual([])
    company.github.cloneFaults.clear()
    const again = await running(database, company)
    await again.settled()
    const scans = await database.store.database.selectFrom('scans').select(['good_at', 'failed_at']).execute()
    expect(scans.map(({ failed_at: failedAt }) => failedAt)).toEqual(scans.map(() => null))
    expect(scans.length).toBeGreaterThan(0)
  })

  test('that takes a permission away in the middle of a sweep leaves an unknown with its reason', async () => {
    const company = await smallCompany()
    const program = await running(await databases.create(), company)
    company.github.faults.add({
      when: ({ operationId, path }) => operationId === 'orgs/list-pat-grants' && path.includes('acme'),
      fault: {
        kind: 'meanwhile',
        happens: () => {
          const { organization_personal_access_tokens: _, ...rest } = company.onAcme.permissions
          company.onAcme.permissions = rest
        },
      },
      times: 1,
    })
    await program.swept()
    const { reaches } = await program.repository('acme/web')
    expect(
      reaches.find(({ path, assistant }) => path === 'fine-grained-token' && assistant === 'claude'),
    ).toMatchObject({
      state: 'unknown',
      why: expect.stringContaining('organization_personal_access_tokens'),
    })
    expect((await program.reaches('beta/tool'))['fine-grained-token']).toBe('not-seen')
    expect(outcomes(await program.organization('acme'))).toEqual(expected)
  })

  test('that does not tell the teams of a repository leaves its owner unknown, with the reason, and nothing else', async () => {
    const company = await smallCompany()
    company.github.faults.add({
      when: ({ path }) => /^\/repositories\/\d+\/teams/.test(path),
      fault: { kind: 'status', status: 403 },
    })
    const program = await running(await databases.create(), company)
    await program.swept()
    expect(outcomes(await program.organization('acme'))).toEqual(expected)
    expect(company.github.calls.filter(({ path }) => path.endsWith('/teams')).length).toBeGreaterThan(0)
    const { owners } = await program.store.database
      .selectFrom('repositories')
      .innerJoin('decisions', 'decisions.repository_id', 'repositories.id')
      .select('owners')
      .where('name', '=', 'api')
      .executeTakeFirstOrThrow()
    expect(owners).toMatchObject({
      kind: 'unowned',
      owners: [],
      isSure: false,
      why: expect.stringMatching(/^Who owns it is not known.*teams.*could not be read/),
    })
  })

  test('on which an owner suspends our App says so, forgets nothing, and goes on when it may again', async () => {
    const { github, program, onAcme, api } = await started()
    github.suspend(onAcme, { isSuspended: true })
    await program.settled()
    expect((await program.kinds('acme')).at(-1)).toBe('organization.suspended')
    await github.pushCommit(api, connecting)
    await program.askForSweep()
    await program.settled()
    expect(outcomes(await program.organization('acme'))).toEqual(expected)
    expect((await program.reaches('acme/api'))['workflow']).toBe('not-seen')
    github.suspend(onAcme, { isSuspended: false })
    await program.settled()
    await program.swept()
    expect(await program.kinds('acme')).toContain('organization.resumed')
    expect(outcomes(await program.organization('acme'))).toEqual(expected)
    expect((await program.reaches('acme/api'))['workflow']).toBe('connected')
  })
})
