import { describe, expect, test } from 'vitest'
import { secretText } from '../../demo/company/secret-text.ts'
import { useDatabases } from '../database/test-database.ts'
import { workflow } from './reached-company.ts'
import { running } from './running.ts'
import { outcomes, smallCompany } from './small-company.ts'

const databases = useDatabases()

/** The small company after its first sweep. */
async function started(more: Readonly<Record<string, string>> = {}) {
  const company = await smallCompany()
  const program = await running(await databases.create(), company, more)
  await program.swept()
  return { ...company, program }
}

describe('a push', () => {
  test('that connects a repository is seen, decided and scanned at once', async () => {
    const { github, program, api } = await started()
    expect((await program.reaches('acme/api'))['workflow']).toBe('not-seen')
    await github.pushCommit(api, {
      files: { '.github/workflows/claude.yml': workflow, '.env': secretText('stripe-secret-key') },
    })
    await program.settled()
    expect((await program.reaches('acme/api'))['workflow']).toBe('connected')
    expect(await program.secrets('acme/api')).toEqual(['stripe-secret-key .env open'])
    expect((await program.repository('acme/api')).decision?.outcome).toBe('denied')
    expect(await program.kinds('acme')).toContain('connection.found')
  })

  test('that removes a secret leaves it in history; one by force takes it out there, and it is still to be rotated', async () => {
    const { github, program, web } = await started()
    await github.pushCommit(web, { files: { '.env': secretText('stripe-secret-key') } })
    await program.settled()
    expect(await program.secrets('acme/web')).toEqual(['stripe-secret-key .env open'])
    await github.pushCommit(web, { files: { '.env': null } })
    await program.settled()
    expect(await program.secrets('acme/web')).toEqual(['stripe-secret-key .env fixed-at-tip'])
    await github.rewindBranch(web, { branch: 'main', to: 'main~2' })
    await program.settled()
    expect(await program.secrets('acme/web')).toEqual(['stripe-secret-key .env gone'])
    const { why } = await program.store.database
      .selectFrom('findings')
      .select('why')
      .where('rule', '=', 'stripe-secret-key')
      .executeTakeFirstOrThrow()
    expect(why).toMatch(/still has it: rotate it/)
  })

  test('of a policy is followed for every repository, and an invalid one leaves the last valid one in force', async () => {
    const { github, program, governance } = await started()
    expect(outcomes(await program.organization('acme'))).toEqual({
      'acme/gatehouse': 'denied',
      'acme/web': 'allowed',
      'acme/api': 'denied',
    })
    const open =
      'version: 1\ndefault: deny\ngroups:\n  - name: all\n    match: ["acme/*"]\n    access: allow\n'
    await github.pushCommit(governance, { files: { 'gatehouse.yml': open } })
    await program.settled()
    expect(Object.values(outcomes(await program.organization('acme')))).toEqual([
      'allowed',
      'allowed',
      'allowed',
    ])
    await github.pushCommit(governance, { files: { 'gatehouse.yml': 'version: 1\ndefault: maybe\n' } })
    await program.settled()
    expect(Object.values(outcomes(await program.organization('acme')))).toEqual([
      'allowed',
      'allowed',
      'allowed',
    ])
    const { policy } = await program.organization('acme')
    expect(policy).toMatch(/invalid: acme\/gatehouse\/gatehouse\.yml:2:/)
  })
})

describe('a repository', () => {
  test('that is renamed keeps what is known of it, and is judged by its new name', async () => {
    const { github, program, web } = await started()
    const { id } = web
    github.rename(web, { name: 'shop' })
    await program.settled()
    const renamed = await program.repository('acme/shop')
    expect(renamed).toMatchObject({ githubId: id, decision: { outcome: 'denied' } })
    expect(outcomes(await program.organization('acme'))).not.toHaveProperty('acme/web')
  })

  test('that is transferred takes no approval along, and leaves a record where it was', async () => {
    const { github, program, web, beta } = await started()
    github.transfer(web, { owner: beta })
    await program.settled()
    await program.swept()
    expect(outcomes(await program.organization('acme'))).not.toHaveProperty('acme/web')
    expect((await program.repository('beta/web')).decision).toMatchObject({ outcome: 'allowed' })
    expect(await program.kinds('acme')).toContain('repository.gone')
    // Judged anew by the policy of its new organization, not by the group that had allowed it.
    expect((await program.repository('beta/web')).decision?.group).not.toBe('web')
  })

  test('that is archived is still readable, so it is still decided about', async () => {
    const { github, program, web } = await started()
    github.archive(web, { archived: true })
    await program.settled()
    expect((await program.repository('acme/web')).decision?.outcome).toBe('allowed')
    expect((await program.organization('acme')).coverage?.seen).toBe(3)
  })

  test('that is deleted is out of the decisions and stays in the record', async () => {
    const { github, program, api } = await started()
    github.remove(api)
    await program.settled()
    expect(outcomes(await program.organization('acme'))).not.toHaveProperty('acme/api')
    expect(await program.kinds('acme')).toContain('repository.gone')
  })

  test('that becomes public is looked at again; a fork of one is a repository of its own', async () => {
    const { github, program, web, acme } = await started()
    github.setVisibility(web, { visibility: 'public' })
    github.createRepository(acme, { name: 'fork-of-web', forkOf: web })
    await program.settled()
    const shown = await program.store.database
      .selectFrom('repositories')
      .select('visibility')
      .where('name', '=', 'web')
      .execute()
    expect(shown).toEqual([{ visibility: 'public' }])
    const forked = await program.repository('acme/fork-of-web')
    expect(forked.decision).toMatchObject({ outcome: 'denied', group: 'default' })
    expect((await program.reaches('acme/fork-of-web'))['workflow']).toBe('connected')
  })
})

test("GitHub's own alert becomes part of the finding of the same secret, and a new one where we found none", async () => {
  const { github, program, web } = await started()
  await github.pushCommit(web, { files: { '.env': secretText('stripe-secret-key') } })
  await program.settled()
  const store = await github.git.of(web)
  const commit = (await store.commitId('main'))!
  const blob = (await store.read(`${commit}:.env`))!
  const place = { startLine: 1, endLine: 1, startColumn: 1, endColumn: 60, commitSha: commit }
  github.addSecretAlert(web, {
    secretType: 'stripe_api_key',
    secretTypeName: 'Stripe API Key',
    secret: 'hidden',
    validity: 'active',
    locations: [{ ...place, path: '.env', blobSha: blob.oid }],
  })
  const readme = (await store.read(`${commit}:README.md`))!
  github.addSecretAlert(web, {
    secretType: 'acme_internal_token',
    secretTypeName: 'Acme Internal Token',
    secret: 'hidden',
    validity: 'unknown',
    locations: [{ ...place, path: 'README.md', blobSha: readme.oid }],
  })
  await github.pushCommit(web, { files: { 'notes.txt': 'more' } })
  await program.settled()
  const found = await program.store.database
    .selectFrom('findings')
    .select(['rule', 'path', 'source', 'state'])
    .where('path', 'in', ['.env', 'README.md'])
    .where('rule', '!=', 'dotenv-file')
    .orderBy('path')
    .execute()
  expect(found).toEqual([
    { rule: 'stripe-secret-key', path: '.env', source: 'scan', state: 'open' },
    { rule: 'github-secret-scanning', path: 'README.md', source: 'github', state: 'open' },
  ])
})
