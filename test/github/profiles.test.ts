import { expect, test } from 'vitest'
import { isProfileName, profiles, type ProfileName } from './profiles.ts'
import { company, refusal } from './simulated.ts'

const names = Object.keys(profiles).filter(isProfileName)
const everything = {
  administration: 'write',
  contents: 'read',
  organization_administration: 'write',
  organization_copilot_agent_settings: 'read',
  organization_agent_secrets: 'read',
  organization_personal_access_tokens: 'read',
  organization_custom_properties: 'read',
} as const

/** What a call is answered on each kind of GitHub. */
const table: readonly (readonly [string, Readonly<Record<ProfileName, number>>])[] = [
  ['GET /orgs/acme/installations', all(200)],
  ['GET /orgs/acme/personal-access-tokens', all(200)],
  ['GET /orgs/acme/properties/schema', all(200)],
  ['GET /orgs/acme/audit-log', { ...all(200), free: 404, team: 404 }],
  [
    'GET /orgs/acme/copilot/coding-agent/permissions',
    { ...all(200), 'ghes-oldest': 404, 'ghes-newest': 404 },
  ],
  ['GET /orgs/acme/agents/secrets', { ...all(200), 'ghes-oldest': 404, 'ghes-newest': 404 }],
  ['GET /orgs/acme/rulesets', { ...all(200), free: 403 }],
  ['GET /repos/acme/web/rulesets', { ...all(200), free: 403 }],
  ['GET /repos/acme/open/rulesets', all(200)],
]

function all(status: number): Readonly<Record<ProfileName, number>> {
  return {
    free: status,
    team: status,
    ghec: status,
    'ghec-data-residency': status,
    'ghes-oldest': status,
    'ghes-newest': status,
  }
}

test.each(names)('%s has what it has', async (profile) => {
  const { github, acme, octokit } = await company(everything, { profile })
  github.addRepository(acme, { name: 'web' })
  github.addRepository(acme, { name: 'open', visibility: 'public' })
  const seen = await Promise.all(
    table.map(async ([call]) => {
      const response = await octokit.request(call).catch((error: { readonly status: number }) => error)
      return [call, response.status] as const
    }),
  )
  expect(seen).toEqual(table.map(([call, statuses]) => [call, statuses[profile]]))
})

test('Enterprise Server has its interface below /api, and says which version it is', async () => {
  const { github, octokit } = await company({}, { profile: 'ghes-oldest' })
  expect(github.apiUrl.endsWith('/api/v3')).toBe(true)
  expect(github.graphqlUrl.endsWith('/api/graphql')).toBe(true)
  const { headers } = await octokit.meta.get()
  expect(headers['x-github-enterprise-version']).toBe('enterprise-server@3.17.0')
  expect(await refusal(octokit.request('GET /meta', { baseUrl: github.webUrl }))).toMatchObject({
    status: 404,
  })
  expect(await octokit.graphql('query { viewer { login } }')).toEqual({ viewer: { login: 'gatehouse[bot]' } })
})

test('internal repositories are for enterprises', async () => {
  for (const [profile, status] of [
    ['team', 422],
    ['ghec', 201],
  ] as const) {
    const { octokit } = await company(everything, { profile })
    // Octokit's types are of github.com, where `internal` is unknown.
    const make = octokit.request({
      method: 'POST',
      url: '/orgs/acme/repos',
      name: 'x',
      visibility: 'internal',
    })
    expect((await make.catch((error: { readonly status: number }) => error)).status).toBe(status)
  }
})
