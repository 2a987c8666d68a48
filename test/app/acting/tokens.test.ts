import { expect, test } from 'vitest'
import { readOpenEffects } from '../../../app/database/effects.ts'
import { listOrganizations } from '../../../app/database/organizations.ts'
import type { Store } from '../../../app/database/store.ts'
import { day } from '../../github/clock.ts'
import type { Permissions, TokenGrant } from '../../github/world/entities.ts'
import { useDatabases } from '../database/test-database.ts'
import { acting, type ActingCompany, actingCompany, enforcingPolicy } from './acting-company.ts'

const databases = useDatabases()

const policyWith = (graceDays: number): string =>
  `${enforcingPolicy.replace('connections: true', 'tokens: true')}fineGrainedTokens: { maxDays: 30, graceDays: ${graceDays}, permissions: { contents: read } }\n`
const write: Permissions = {
  organization_personal_access_tokens: 'write',
  organization_personal_access_token_requests: 'write',
}

interface TokenCompany extends ActingCompany {
  readonly add: (name: string, over?: Parameters<ActingCompany['github']['addTokenGrant']>[1]) => TokenGrant
  /** Names of the tokens that are let in, and of those that wait. */
  readonly tokens: () => readonly (readonly string[])[]
}

/** Of its tokens `long` and `wide` go beyond the limits, and so does `strong`, which is asked for; `fine` and `asked` do not. */
async function tokenCompany(graceDays: number, permissions: Permissions): Promise<TokenCompany> {
  const company = await actingCompany({
    policy: policyWith(graceDays),
    repositories: { web: true },
    permissions,
  })
  const { github, acme, ada, repository } = company
  const soon = github.clock.now() + 10 * day
  const base = { owner: ada, repositories: [repository('web')], expiresAt: soon }
  const add: TokenCompany['add'] = (name, over) => github.addTokenGrant(acme, { ...base, ...over, name })
  add('fine')
  add('long', { ...base, name: 'long', expiresAt: soon + 365 * day })
  add('wide', { ...base, name: 'wide', repositories: 'all' })
  // For the organization's own settings: none of our business.
  add('settings', { ...base, name: 'settings', repositories: 'none', expiresAt: null })
  github.addTokenRequest(acme, { ...base, name: 'asked' })
  const strong = { repository: { contents: 'write', metadata: 'read' } }
  github.addTokenRequest(acme, { ...base, name: 'strong', permissions: strong, reason: 'For Ada' })
  const names = (all: readonly TokenGrant[]) => all.map(({ tokenName }) => tokenName).toSorted()
  return { ...company, add, tokens: () => [names(acme.tokenGrants), names(acme.tokenRequests)] }
}

async function open(store: Store) {
  const [acme] = await listOrganizations(store, 'everything')
  return readOpenEffects(store, 'everything', acme!.id)
}

const made = async (store: Store): Promise<readonly unknown[]> =>
  (await store.database.selectFrom('made_things').select(['kind', 'details']).orderBy('id').execute()).map(
    ({ kind, details }) => [kind, details],
  )

test('what goes beyond the limits is refused with the reason and revoked, as long as it is what was judged', async () => {
  const company = await tokenCompany(0, write)
  const program = await acting(databases, company, { isAccepted: false })
  const { acme, tokens, add, github, repository } = company
  expect((await open(program.store)).map(({ action }) => action.kind).toSorted()).toEqual([
    'deny-token-request',
    'revoke-token',
    'revoke-token',
  ])
  // Before it is revoked, its owner has it end earlier.
  const index = acme.tokenGrants.findIndex(({ tokenName }) => tokenName === 'long')
  acme.tokenGrants[index] = { ...acme.tokenGrants[index]!, expiresAt: github.clock.now() + 5 * day }
  await program.accept()
  expect(tokens()).toEqual([['fine', 'long', 'settings'], ['asked']])
  expect(acme.tokenReviews).toEqual([
    {
      request: expect.any(Number),
      action: 'deny',
      reason: 'The token may do more than the policy allows: contents: write.',
    },
  ])
  expect(await open(program.store)).toEqual([])
  expect(await made(program.store)).toEqual([
    ['token', { answer: 'denied' }],
    ['token', { answer: 'revoked' }],
  ])

  // Another one is let in by hand.
  add('again', { owner: company.ada, name: 'again', repositories: [repository('web')], expiresAt: null })
  await program.swept()
  await program.settled()
  expect(tokens()).toEqual([['fine', 'long', 'settings'], ['asked']])
  const states = await program.store.database.selectFrom('effects').select('state').orderBy('id').execute()
  expect(states.map(({ state }) => state)).toEqual(['applied', 'already-so', 'applied', 'applied'])
})

test('a token has its days of grace, a person is asked where the permission is missing, and what a dead process did is told', async () => {
  const company = await tokenCompany(3, { organization_personal_access_token_requests: 'write' })
  const program = await acting(databases, company, { isAccepted: false })
  const { acme, tokens, app, github } = company
  const due = (await open(program.store)).filter(({ action }) => action.kind === 'revoke-token')
  expect(
    due.map(({ notBefore, plannedAt }) => Math.round((notBefore.getTime() - plannedAt.getTime()) / day)),
  ).toEqual([3, 3])
  // Somebody refused it, or a process of ours that died.
  await program.store.database
    .updateTable('effects')
    .set({ attempts: 1 })
    .where('kind', '=', 'deny-token-request')
    .execute()
  acme.tokenRequests.pop()
  await program.accept()
  expect(tokens()).toEqual([['fine', 'long', 'settings', 'wide'], ['asked']])
  expect(await made(program.store)).toEqual([['token', { answer: 'denied' }]])

  const later = () =>
    program.store.database
      .updateTable('effects')
      .set({ not_before: new Date(0) })
      .execute()
  const [organization] = await listOrganizations(program.store, 'everything')
  await later()
  await program.want([`changes:${organization!.id}`])
  await program.settled()
  expect((await open(program.store)).map(({ state, problem }) => [state, problem])).toEqual(
    Array.from({ length: 2 }, () => [
      'manual',
      expect.stringMatching(
        /lacks the permission organization_personal_access_tokens: write; grant it, or revoke it by hand: organization settings/,
      ),
    ]),
  )
  const ours = [...github.world.installations.values()].find(({ appId }) => appId === app.id)!
  ours.permissions = { ...ours.permissions, ...write }
  await later()
  await program.swept()
  await program.want([`changes:${organization!.id}`])
  await program.settled()
  expect(tokens()).toEqual([['fine', 'settings'], ['asked']])
})
