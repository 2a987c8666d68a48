import { describe, expect, test } from 'vitest'
import { nobodyMay } from '../../../app/github/selections.ts'
import { simulated } from '../../github/simulated.ts'
import { openFor, organizationReading, reading, writesOf } from './opened.ts'

/** Acme within an enterprise; Claude's App and somebody else's on one repository each. */
async function acme() {
  const github = await simulated()
  const corp = github.addEnterprise({ slug: 'corp' })
  const ada = github.addUser({ login: 'ada' })
  const org = github.addOrganization({ login: 'acme', enterprise: corp, owners: [ada] })
  const web = github.addRepository(org, { name: 'web' })
  github.addRepository(org, { name: 'vault' })
  const anthropic = github.addOrganization({ login: 'anthropics' })
  const claude = github.addApp({ slug: 'claude', owner: anthropic, permissions: { contents: 'write' } })
  github.addInstallation({ app: claude, on: org, repositories: [web] })
  const linter = github.addApp({ slug: 'linter', owner: anthropic })
  github.addInstallation({ app: linter, on: org, repositories: [web] })
  const app = github.addApp({ slug: 'gatehouse', owner: org, permissions: reading })
  const installation = github.addInstallation({ app, on: org })
  const enforcerApp = github.addApp({
    slug: 'enforcer',
    owner: corp,
    permissions: { enterprise_organization_installation_repositories: 'read' },
  })
  const onCorp = github.addInstallation({ app: enforcerApp, on: corp })
  const enforcer = {
    id: enforcerApp.id,
    privateKey: enforcerApp.privateKey,
    enterprise: 'corp',
    installationId: onCorp.id,
  }
  const read = async (options: Parameters<typeof openFor>[2], slug = 'claude') => {
    const host = await openFor(github, app, options)
    const organization = await host.openOrganization({
      id: '1',
      login: 'acme',
      installationId: installation.id,
    })
    const { reach } = await organization.readOrganization(organizationReading)
    expect(writesOf(github)).toEqual([])
    if (!reach.installations.known) throw new Error(reach.installations.why)
    return reach.installations.value.find((one) => one.slug === slug)!.repositories
  }
  return { github, org, ada, web, enforcer, read }
}

describe('which repositories another App is given to', () => {
  test('our own App is not told', async () => {
    const { read } = await acme()
    expect(await read({})).toEqual({ known: false, why: nobodyMay })
  })

  test('an App of the enterprise is told, and only asks about Apps of assistants', async () => {
    const { github, read, enforcer, web } = await acme()
    expect(await read({ enforcer })).toEqual({ known: true, value: new Set([web.id]) })
    expect(github.calls.filter(({ path }) => path.startsWith('/enterprises/'))).toHaveLength(1)
    expect(await read({ enforcer }, 'linter')).toMatchObject({ known: false })
  })

  test('the enterprise is asked first, and the classic token where that does not help', async () => {
    const { github, read, enforcer, web, ada } = await acme()
    const classicToken = github.addClassicToken(ada, ['repo', 'read:org'])
    expect(await read({ enforcer, classicToken })).toMatchObject({ known: true })
    expect(github.calls.filter(({ path }) => path.startsWith('/user/'))).toEqual([])
    expect(await read({ enforcer: { ...enforcer, enterprise: 'other' }, classicToken })).toEqual({
      known: true,
      value: new Set([web.id]),
    })
  })

  test.each([
    ['where the organization shuts such tokens out', 403],
    ['where GitHub does not let them list', 403],
  ])('a classic token is no help %s, which is said', async (where, status) => {
    const { github, read, ada, org } = await acme()
    if (where.includes('shuts')) org.classicTokensAllowed = false
    else github.world.settings.classicTokensListInstallationRepositories = false
    const classicToken = github.addClassicToken(ada, ['repo', 'read:org'])
    expect(await read({ classicToken })).toMatchObject({
      known: false,
      why: expect.stringContaining(String(status)),
    })
  })

  test('the classic token of somebody who does not see everything is not believed', async () => {
    const { github, read, org } = await acme()
    const bob = github.addUser({ login: 'bob' })
    org.members.set(bob.id, 'member')
    const classicToken = github.addClassicToken(bob, ['repo', 'read:org'])
    expect(await read({ classicToken })).toMatchObject({
      known: false,
      why: expect.stringContaining('owner'),
    })
  })
})
