import { describe, expect, test } from 'vitest'
import { applyAttestations } from '../../../../app/enforcement/attestations/apply-attestations.ts'
import type { Attestation } from '../../../../app/enforcement/attestations/attestation.ts'
import { attestableSettings } from '../../../../app/enforcement/attestations/settings.ts'
import {
  findingsOfOrganization,
  organizationChecks,
} from '../../../../app/enforcement/findings-of-organization.ts'
import type { OurInstallation } from '../../../../app/enforcement/github.ts'
import type { ClaudeTenantState, ListedKey } from '../../../../app/enforcement/claude/claude-tenant.ts'
import type { OrganizationReachFacts, TokenFact } from '../../../../app/enforcement/inventory/facts.ts'
import type { OrganizationState } from '../../../../app/enforcement/organization-findings/check.ts'
import { documentedPermissions } from '../../../../app/enforcement/organization-findings/documented-permissions.ts'
import { known, unknown } from '../../../../policies/facts.ts'
import { claude } from '../../../../scanner/assistants/claude.ts'
import { attestation, installation, now, quietOrganization } from '../attestations/samples.ts'

const ours: OurInstallation = {
  installationId: 99,
  githubId: 1,
  login: 'acme',
  isSuspended: false,
  selection: 'all',
  permissions: { contents: 'read' },
}
/** Every choice was stated, each so that nothing is open. */
const statedClosed: readonly Attestation[] = attestableSettings
  .filter(({ value }) => value === 'choice')
  .map(({ id, answers }) =>
    attestation({
      setting: id,
      value: { kind: 'choice', answer: answers.find(({ means }) => means === 'closed')!.id },
    }),
  )
const limits = {
  maxDays: 90,
  allRepositories: false,
  permissions: { contents: 'read' as const },
  graceDays: 7,
}
const token = (over: Partial<TokenFact> = {}): TokenFact => ({
  id: 12,
  owner: 'person-1',
  name: 'my token of Jane',
  selection: 'selected',
  repositories: known(new Set([17])),
  permissions: { contents: 'read' },
  expiresAt: '2026-12-01T00:00:00Z',
  ...over,
})

type Given = Partial<OrganizationState> & { readonly facts?: Partial<OrganizationReachFacts> }
function judge({ facts = {}, attestations = statedClosed, ...over }: Given) {
  return findingsOfOrganization({
    host: 'github.com',
    login: 'acme',
    assistants: [claude],
    applied: applyAttestations({ ...quietOrganization, ...facts }, attestations, now),
    attestations,
    policy: { fineGrainedTokens: limits },
    policyFound: { state: 'valid', problems: [] },
    ourInstallation: ours,
    neededPermissions: { contents: 'read' },
    pendingTokenRequests: known(0),
    usesClassicToken: false,
    bounds: [],
    ownCheck: { ofAnybody: 0, imitated: 0 },
    now,
    ...over,
  })
}
const replaced = (one: Attestation): readonly Attestation[] => [
  ...statedClosed.filter(({ setting }) => setting !== one.setting),
  one,
]
const withApp = (over: Parameters<typeof installation>[0]): Given => ({
  facts: { installations: known([installation(over)]) },
})
const shared = (visibility: 'all' | 'private' | 'selected', name = 'ANTHROPIC_API_KEY'): Given => ({
  facts: { secrets: known([{ store: 'actions', name, visibility, repositories: known(new Set<number>()) }]) },
})
const withToken = (over: Partial<TokenFact>): Given => ({ facts: { tokens: known([token(over)]) } })

const tenant = (over: Partial<ClaudeTenantState> = {}): Given => ({
  claude: {
    organizations: [],
    posture: { webSessions: { value: 'off', since: '2026-10-01T00:00:00Z', by: null } },
    isOwner: true,
    keyId: null,
    readUntil: now,
    failingSince: null,
    problem: null,
    domains: [],
    everythingGiven: [],
    foreign: 0,
    imported: [],
    failedSync: null,
    signOnOff: null,
    ...over,
  },
})
const day = new Date('2026-10-20T10:00:00Z')
const key = (over: Partial<ListedKey> = {}): ListedKey => ({
  id: 'key-1',
  name: null,
  isActive: true,
  scopes: ['read:compliance_activities'],
  expiresAt: null,
  ...over,
})
const withKeys = (...keys: readonly ListedKey[]): Partial<ClaudeTenantState> => ({
  organizations: [{ uuid: 'u', name: null, values: {}, keys }],
})

test('an organization in order has nothing', () => {
  expect(judge(tenant())).toEqual([])
  expect(judge(tenant({ ...withKeys(key()), keyId: 'key-1' }))).toEqual([])
  expect(judge({})).toEqual([])
  expect(judge(withToken({}))).toEqual([])
  expect(judge(withApp({ permissions: documentedPermissions['claude']! }))).toEqual([])
})

const cases: readonly (readonly [
  id: string,
  given: Given,
  severity: string,
  subject: string,
  found: string,
])[] = [
  [
    'own-check-of-anybody',
    { ownCheck: { ofAnybody: 2, imitated: 0 } },
    'medium',
    '',
    '2 repositories require it by its name alone.',
  ],
  [
    'own-check-imitated',
    { ownCheck: { ofAnybody: 0, imitated: 1 } },
    'high',
    '',
    '1 time within the last 30 days.',
  ],
  [
    'assistant-on-all-repositories',
    withApp({ selection: 'all' }),
    'critical',
    'installation:7',
    'The App claude of Claude is installed on all repositories.',
  ],
  [
    'base-permission-with-cloud-sessions',
    { facts: { basePermission: known('read'), cloudSessions: unknown('nobody said') }, attestations: [] },
    'critical',
    '',
    'Every member has the permission read in every repository, and nobody has stated that sessions in the cloud are switched off.',
  ],
  [
    'base-permission-with-cloud-sessions',
    { facts: { basePermission: known('admin'), cloudSessions: known(true) }, attestations: [] },
    'critical',
    '',
    'Every member has the permission admin in every repository, and sessions in the cloud are switched on.',
  ],
  [
    'assistant-permissions-changed',
    withApp({
      permissions: { ...documentedPermissions['claude'], administration: 'read', statuses: 'write' },
    }),
    'high',
    'installation:7',
    'The App claude may do more than is documented for it: administration: read, statuses: write.',
  ],
  [
    'assistant-permissions-changed',
    {
      ...withApp({ permissions: { contents: 'write', metadata: 'read' } }),
      attestations: [
        ...statedClosed,
        attestation({
          setting: 'app-permissions',
          subject: '7',
          value: { kind: 'permissions', permissions: { contents: 'read' } },
        }),
      ],
    },
    'high',
    'installation:7',
    'The App claude may do more than was last accepted: contents: write.',
  ],
  [
    'unnamed-assistant-app',
    withApp({ id: 8, appId: 5, slug: 'acme-claude' }),
    'medium',
    'installation:8',
    'The App acme-claude is called like Claude and is not in the policy.',
  ],
  [
    'unnamed-assistant-app',
    withApp({
      id: 8,
      appId: 5,
      slug: 'helper',
      permissions: { contents: 'write', issues: 'write', pull_requests: 'write', metadata: 'read' },
    }),
    'low',
    'installation:8',
    'The App helper may do just what an App made for an assistant may.',
  ],
  [
    'assistant-installation-suspended',
    withApp({ isSuspended: true, selection: 'all' }),
    'low',
    'installation:7',
    'The App claude of Claude is suspended.',
  ],
  ['token-lives-too-long', withToken({ expiresAt: null }), 'medium', 'token:12', 'The token 12 never ends.'],
  [
    'token-lives-too-long',
    withToken({ expiresAt: '2027-06-01T00:00:00Z' }),
    'medium',
    'token:12',
    'The token 12 ends on 2027-06-01, and the policy allows 90 days.',
  ],
  [
    'token-on-all-repositories',
    withToken({ selection: 'all' }),
    'high',
    'token:12',
    'The token 12 reaches all repositories.',
  ],
  [
    'token-may-do-too-much',
    withToken({ permissions: { contents: 'write', issues: 'write' } }),
    'medium',
    'token:12',
    'The token 12 may do more than the policy allows: contents: write.',
  ],
  ['token-requests-pending', { pendingTokenRequests: known(2) }, 'low', '', '2 requests wait for an answer.'],
  [
    'organization-secret-for-all',
    shared('all'),
    'high',
    'secret:actions/ANTHROPIC_API_KEY',
    'ANTHROPIC_API_KEY (actions) is given to every repository.',
  ],
  [
    'organization-secret-for-all',
    shared('private'),
    'high',
    'secret:actions/ANTHROPIC_API_KEY',
    'ANTHROPIC_API_KEY (actions) is given to every private and internal repository.',
  ],
  [
    'attestation-due',
    { attestations: replaced(attestation({ until: '2026-11-25T00:00:00.000Z' })) },
    'low',
    'setting:claude-cloud-sessions',
    '"Whether Claude\'s sessions in the cloud are switched on" was stated on 2026-10-26 and counted until 2026-11-25.',
  ],
  [
    'attestation-contradicted',
    { facts: { cloudSessions: known(true) } },
    'high',
    'setting:claude-cloud-sessions',
    'It was stated to be off, and is read to be on.',
  ],
  [
    'settings-not-attested',
    { attestations: statedClosed.slice(1) },
    'low',
    '',
    '1 of 12 were never stated: github-admins-install-apps.',
  ],
  [
    'reach-not-certain',
    { bounds: [{ assistant: 'claude', atLeast: 1, atMost: 3, repositories: 4, possible: 2, unknown: 0 }] },
    'low',
    'assistant:claude',
    'claude reaches between 1 and 3 of 4 repositories.',
  ],
  [
    'policy-refused',
    { policyFound: { state: 'refused', problems: ['It is public.'] } },
    'high',
    'policy',
    'It is public.',
  ],
  [
    'policy-invalid',
    { policyFound: { state: 'invalid', problems: ['1.', '2.', '3.', '4.', '5.', '6.', '7.'] } },
    'high',
    'policy',
    '1. 2. 3. 4. 5. And 2 more.',
  ],
  [
    'policy-missing',
    { policyFound: { state: 'missing', problems: [] } },
    'medium',
    'policy',
    'Nothing more is known.',
  ],
  [
    'policy-unreadable',
    { policyFound: { state: 'unreadable', problems: ['acme/gatehouse could not be read.'] } },
    'high',
    'policy',
    'acme/gatehouse could not be read.',
  ],
  [
    'own-permissions-missing',
    { neededPermissions: { contents: 'read', secrets: 'read' } },
    'medium',
    '',
    'It misses secrets: read.',
  ],
  [
    'own-installation-not-on-all',
    { ourInstallation: { ...ours, selection: 'selected' } },
    'medium',
    '',
    'It is installed on selected repositories.',
  ],
  [
    'claude-everything-given',
    tenant({ everythingGiven: [{ source: 'agent:p1:55:*', openedAt: day }] }),
    'critical',
    'claude:agent:p1:55:*',
    'The access bundle p1 has every repository of the installation 55, since 2026-10-20.',
  ],
  [
    'claude-domain-record',
    tenant({
      domains: [
        {
          domain: 'example.com',
          record: null,
          setUpBy: null,
          setUpAt: null,
          standing: { state: 'unknown', since: day.toISOString(), views: [] },
          found: 'Nobody could say.',
          todo: null,
        },
      ],
    }),
    'low',
    'domain:example.com',
    'Nobody could say.',
  ],
  [
    'claude-setting-open',
    tenant({ posture: { webSessions: { value: 'on', since: day.toISOString(), by: null } } }),
    'medium',
    'claude:webSessions',
    '"Claude Code on the web" is on, as far as seen since 2026-10-20. A session reaches every repository that its owner can see on GitHub, wherever the App is installed.',
  ],
  [
    'claude-sync-failed',
    tenant({ failedSync: day }),
    'high',
    'claude',
    'It failed on 2026-10-20, and none that did not followed.',
  ],
  [
    'claude-sign-on-off',
    tenant({ signOnOff: day }),
    'high',
    'claude',
    'It was switched off on 2026-10-20, and none was switched on since.',
  ],
  [
    'claude-token-imported',
    tenant({ imported: [{ id: 'a', at: day, scopes: null }] }),
    'medium',
    'claude',
    '1 token was given within 90 days, the last one on 2026-10-20.',
  ],
  [
    'claude-foreign-repositories',
    tenant({ foreign: 2 }),
    'low',
    'claude',
    '2 connections are open to repositories of others.',
  ],
  [
    'claude-not-read',
    tenant({ failingSince: day, problem: 'Claude does not know the key.' }),
    'high',
    'claude',
    'It was read last before 2026-10-20 10:00 UTC: Claude does not know the key.',
  ],
  [
    'claude-key',
    tenant({ ...withKeys(key({ expiresAt: '2026-11-02T00:00:00Z' })), keyId: 'key-1' }),
    'medium',
    'claude-key:end',
    'It ends on 2026-11-02.',
  ],
  [
    'claude-key',
    tenant(withKeys(key(), key({ id: 'key-2', scopes: ['delete:compliance_user_data'] }))),
    'medium',
    'claude-key:scopes',
    '1 of 2 keys of the tenant may do more than read. Which one this is will be known when Claude has recorded its first call.',
  ],
  [
    'classic-token-in-use',
    { usesClassicToken: true },
    'high',
    '',
    "It reads other Apps' repositories with a classic token.",
  ],
]

test.each(cases)('%s', (id, given, severity, subject, found) => {
  expect(judge(given).find((one) => one.id === id)).toMatchObject({ id, severity, subject, found })
})

test('a setting that an owner stated to be open is found, with the clicks and the page', () => {
  const open = attestation({ setting: 'github-admins-install-apps', value: { kind: 'choice', answer: 'on' } })
  expect(judge({ attestations: replaced(open) })).toEqual([
    {
      id: 'setting-open',
      severity: 'medium',
      title: 'A setting leaves a way open',
      subject: 'setting:github-admins-install-apps',
      found:
        '"Whether repository admins may install GitHub Apps": switched on, as an owner stated on 2026-10-26. It is on unless somebody ' +
        "switched it off: then every repository admin can add a repository to an assistant's App without asking.",
      todo:
        'Open the settings of the organization → Member privileges → GitHub Apps: look at "Allow repository admins to install GitHub ' +
        'Apps for their repositories": https://github.com/organizations/acme/settings/member_privileges',
    },
  ])
})

describe('nothing is found', () => {
  const quiet: readonly (readonly [what: string, given: Given])[] = [
    [
      'where an App is named in the policy',
      {
        facts: {
          installations: known([installation({ appId: 5, slug: 'acme-claude' })]),
          ownApps: { claude: [5] },
        },
      },
    ],
    ['where it is our own App', withApp({ id: 99, appId: 5, slug: 'gatehouse-claude' })],
    ['where a secret is for selected repositories', shared('selected')],
    ['where a secret only hints at an assistant', shared('all', 'APP_ID')],
    [
      'of tokens without limits in the policy',
      { ...withToken({ expiresAt: null, selection: 'all' }), policy: {} },
    ],
    ['where tokens could not be read', { facts: { tokens: unknown('no permission') } }],
    ['where sessions are off although everybody may read', { facts: { basePermission: known('read') } }],
    ['where the key of Claude was set by another organization', tenant({ foreign: 3, isOwner: false })],
    ['where Claude could not be read for less than an hour', tenant({ failingSince: now, problem: 'x' })],
    [
      "where a switch of Claude's was read and nobody stated it",
      {
        ...tenant(),
        attestations: statedClosed.filter(({ setting }) => setting !== 'claude-cloud-sessions'),
      },
    ],
    ['where it is not known how many requests wait', { pendingTokenRequests: unknown('no permission') }],
  ]
  test.each(quiet)('%s', (_, given) => {
    expect(judge(given)).toEqual([])
  })
})

test('every check is tried here, and ids are there once', () => {
  const tried = new Set([...cases.map(([id]) => id), 'setting-open'])
  expect(organizationChecks.map(({ id }) => id).filter((id) => !tried.has(id))).toEqual([])
  expect(new Set(organizationChecks.map(({ id }) => id)).size).toBe(organizationChecks.length)
})

test('the gravest comes first, and no name that a person wrote is in it', () => {
  const found = judge({
    ...withToken({ expiresAt: null, selection: 'all' }),
    facts: {
      tokens: known([token({ expiresAt: null, selection: 'all' })]),
      installations: known([installation({ selection: 'all' })]),
    },
  })
  expect(found.map(({ severity }) => severity)).toEqual(['critical', 'high', 'medium'])
  expect(JSON.stringify(found)).not.toContain('Jane')
})
