import { generateKeyPairSync } from 'node:crypto'
import nock from 'nock'
import { pino } from 'pino'
import { describe, expect, test } from 'vitest'
import { allowedWrites, mayBeSent } from '../../../app/github/allowed-requests.ts'
import { openProbot } from '../../../app/github/client.ts'
import { createGuardedFetch } from '../../../app/github/guarded-fetch.ts'
import type { Mode } from '../../../policies/policy-group.ts'
import { useNock } from './use-nock.ts'

const query = (text: string): string => JSON.stringify({ query: text })

describe('what may be sent', () => {
  const post = (path: string, body?: string) => ({ method: 'POST', path, body })

  test.each<[string, string, string | undefined, Mode | 'never']>([
    ['GET', '/orgs/acme/repos', undefined, 'observe'],
    ['HEAD', '/repos/acme/shop', undefined, 'observe'],
    ['POST', '/app/installations/17/access_tokens', '{}', 'observe'],
    ['POST', '/login/oauth/access_token', 'code=x', 'observe'],
    ['DELETE', '/applications/Iv1/token', '{}', 'observe'],
    ['DELETE', '/applications/Iv1/grant', '{}', 'observe'],
    ['PATCH', '/applications/Iv1/token', '{}', 'never'],
    ['POST', '/applications/Iv1/token/scoped', '{}', 'never'],
    ['POST', '/graphql', query('query { viewer { login } }'), 'observe'],
    ['POST', '/graphql', query('{ viewer { login } } # mutation'), 'observe'],
    [
      'POST',
      '/graphql',
      query('mutation { addStar(input: {starrableId: "x"}) { clientMutationId } }'),
      'never',
    ],
    [
      'POST',
      '/graphql',
      query(
        'query A { viewer { login } } mutation B { addStar(input: {starrableId: "x"}) { clientMutationId } }',
      ),
      'never',
    ],
    ['POST', '/graphql', query('fragment F on User { login }'), 'never'],
    ['POST', '/graphql', 'no JSON', 'never'],
    ['POST', '/repos/acme/shop/issues', '{}', 'notify'],
    ['POST', '/repos/acme/shop/check-runs', '{}', 'notify'],
    ['POST', `/repos/acme/shop/statuses/${'ab'.repeat(20)}`, '{}', 'notify'],
    ['POST', '/repos/acme/shop/issues/../../../orgs/acme/rulesets', '{}', 'never'],
    ['PUT', '/repos/acme/shop/contents/.env', '{}', 'enforce'],
    ['DELETE', '/repos/acme/shop', undefined, 'never'],
    ['PATCH', '/app/installations/17/access_tokens', '{}', 'never'],
    ['PROPFIND', '/repos/acme/shop', undefined, 'never'],
    ['POST', '/repositories/17/issues', '{}', 'notify'],
    ['POST', '/repos/acme/shop/labels', '{}', 'notify'],
    [
      'PATCH',
      '/enterprises/big/apps/organizations/acme/installations/5/repositories/remove',
      '{}',
      'enforce',
    ],
    ['PUT', '/user/installations/5/repositories/17', undefined, 'enforce'],
    ['DELETE', '/user/installations/5/repositories/17', undefined, 'enforce'],
    ['POST', '/orgs/acme/rulesets', '{}', 'enforce'],
    ['PUT', '/orgs/acme/properties/schema/claude-access', '{}', 'enforce'],
    ['PATCH', '/orgs/acme/properties/values', '{}', 'enforce'],
    ['DELETE', '/orgs/acme/actions/secrets/ANTHROPIC_API_KEY/repositories/17', undefined, 'enforce'],
    ['PUT', '/repos/acme/shop/actions/workflows/9/disable', undefined, 'enforce'],
    ['POST', '/orgs/acme/personal-access-tokens/5', '{}', 'enforce'],
    ['POST', '/orgs/acme/personal-access-token-requests/5', '{}', 'enforce'],
    ['PATCH', '/repos/acme/shop/git/refs/heads/gatehouse/no-env', '{}', 'enforce'],
    ['POST', '/repos/acme/shop/pulls', '{}', 'enforce'],
    ['POST', '/repos/acme/gatehouse/git/trees', '{}', 'notify'],
    ['POST', '/repos/acme/gatehouse/git/refs', '{"ref":"refs/heads/gatehouse/policy-7"}', 'notify'],
    ['POST', '/repos/acme/gatehouse/git/refs', '{"ref":"refs/heads/main"}', 'enforce'],
    [
      'POST',
      '/repos/acme/gatehouse/git/refs',
      '{"ref":"refs/heads/gatehouse/policy-7/../../main"}',
      'enforce',
    ],
    ['POST', '/repos/acme/gatehouse/pulls', '{"head":"gatehouse/policy-7"}', 'notify'],
    ['POST', '/repos/acme/gatehouse/pulls', '{"head":["gatehouse/policy-7","x"]}', 'enforce'],
    ['DELETE', '/repos/acme/shop/labels/gatehouse', undefined, 'enforce'],
    ['DELETE', '/orgs/acme', undefined, 'never'],
    ['PATCH', '/orgs/acme', '{}', 'never'],
    ['PATCH', '/repos/acme/shop', '{}', 'never'],
    ['DELETE', '/repositories/17', undefined, 'never'],
    ['PUT', '/orgs/acme/properties/schema/owner', '{}', 'never'],
    ['PUT', '/orgs/acme/actions/secrets/ANTHROPIC_API_KEY', '{}', 'never'],
    ['PATCH', '/repos/acme/shop/git/refs/heads/main', '{}', 'never'],
    ['DELETE', '/repos/acme/shop/git/refs/heads/main', undefined, 'never'],
    ['PUT', '/repos/acme/shop/pulls/3/merge', '{}', 'never'],
    ['DELETE', '/app/installations/5', undefined, 'never'],
    ['PUT', '/repos/acme/shop/collaborators/eve', '{}', 'never'],
  ])('%s %s is allowed from its mode on', (method, path, body, from) => {
    const allowed = (['observe', 'notify', 'enforce'] as const).filter((mode) =>
      mayBeSent(mode, { method, path, body }),
    )
    expect(allowed[0] ?? 'never').toBe(from)
    const modes = ['observe', 'notify', 'enforce'] as const
    expect(allowed).toEqual(from === 'never' ? [] : modes.slice(-allowed.length))
  })

  test('every row of the table is anchored at both ends', () => {
    for (const { path } of allowedWrites) {
      expect(path.source.startsWith('^') && path.source.endsWith('$')).toBe(true)
      expect(path.test('/x/app/installations/1/access_tokens/y')).toBe(false)
    }
    expect(mayBeSent('observe', post('/repos/a/b/issues'))).toBe(false)
  })
})

describe('the guarded fetch', () => {
  const sent: string[] = []
  const fetch = createGuardedFetch(
    'https://git.acme.example/api/v3',
    () => 'observe',
    async (input) => {
      sent.push(input instanceof Request ? input.url : input.toString())
      return new Response('{}')
    },
  )

  test('sends reads of its own API, and nothing to anybody else', async () => {
    await fetch('https://git.acme.example/api/v3/meta')
    await fetch('https://git.acme.example/api/graphql', {
      method: 'POST',
      body: query('{ viewer { login } }'),
    })
    expect(sent).toHaveLength(2)
    for (const [url, init] of [
      ['https://api.github.com/meta', {}],
      ['https://git.acme.example/other', {}],
      ['https://git.acme.example/api/v3/../../login', {}],
      ['https://git.acme.example/api/v3/orgs/acme', { method: 'PATCH', body: '{}' }],
    ] as const) {
      await expect(fetch(url, init)).rejects.toMatchObject({ code: 'write-refused' })
    }
    expect(sent).toHaveLength(2)
  })
})

describe('Probot', () => {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const key = privateKey.export({ type: 'pkcs1', format: 'pem' }).toString()
  useNock()
  const open = (mode: Mode) =>
    openProbot({
      apiUrl: 'https://api.github.com',
      app: { id: 17, privateKey: key, webhookSecret: undefined },
      log: pino({ level: 'silent' }),
      modeOf: () => mode,
    })

  test('reads as an installation, with a token that it got through the guard', async () => {
    const api = nock('https://api.github.com')
      .post('/app/installations/5/access_tokens')
      .reply(201, { token: 'v1.short', expires_at: '2099-01-01T00:00:00Z', permissions: {} })
      .get('/orgs/acme')
      .matchHeader('authorization', 'token v1.short')
      .reply(200, { login: 'acme' })
    const octokit = await (await open('observe')).auth(5)
    expect((await octokit.request('GET /orgs/{org}', { org: 'acme' })).data.login).toBe('acme')
    expect(api.isDone()).toBe(true)
  })

  test('cannot write in observe, whichever way it is asked', async () => {
    nock('https://api.github.com')
      .post('/app/installations/5/access_tokens')
      .reply(201, { token: 'v1.short', expires_at: '2099-01-01T00:00:00Z', permissions: {} })
    const octokit = await (await open('observe')).auth(5)
    for (const attempt of [
      () => octokit.request('POST /repos/{owner}/{repo}/issues', { owner: 'acme', repo: 'shop', title: 'x' }),
      () => octokit.rest.repos.delete({ owner: 'acme', repo: 'shop' }),
      () =>
        octokit.rest.repos.createOrUpdateFileContents({
          owner: 'acme',
          repo: 'shop',
          path: 'a',
          message: 'm',
          content: '',
        }),
    ]) {
      await expect(attempt()).rejects.toThrow('observe does not allow it')
    }
  })

  test('is not opened with a key that is none', async () => {
    const opening = openProbot({
      apiUrl: 'https://api.github.com',
      app: { id: 17, privateKey: 'nonsense', webhookSecret: undefined },
      log: pino({ level: 'silent' }),
      modeOf: () => 'observe',
    })
    await expect(opening).rejects.toMatchObject({ code: 'invalid-configuration' })
  })
})
