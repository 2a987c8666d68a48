import { expect, test } from 'vitest'
import { known } from '../../../../policies/facts.ts'
import type { GitHubOrganization } from '../../../../app/enforcement/github.ts'
import { findPolicy } from '../../../../app/enforcement/policy/refresh-policy.ts'

const nobody = (): never => {
  throw new Error('nobody asks for it')
}

/** An organization of which nothing is there but a private policy repository with these files. */
const organization = (files: Readonly<Record<string, string>>): GitHubOrganization => ({
  host: 'github.com',
  listRepositories: nobody,
  readSnapshot: nobody,
  readOrganization: nobody,
  readRepository: nobody,
  readTexts: nobody,
  readVisibility: async () => known('private'),
  findPerson: nobody,
  readAdminTeams: nobody,
  readFile: async (_, path) => {
    const text = files[path]
    return known(text === undefined ? null : { text, oid: '0'.repeat(40), commit: '1'.repeat(40) })
  },
  listPulls: nobody,
  listWorkflows: nobody,
  readMergeBase: nobody,
  listMergeGroups: nobody,
  readStatusOrigin: nobody,
  readPull: nobody,
  readSecretAlerts: nobody,
  openClone: nobody,
  requests: {
    written: nobody,
    comments: nobody,
    past: nobody,
    isIssueThere: nobody,
    issueState: nobody,
    membership: nobody,
    isOrganizationMember: nobody,
    isOrganizationOwner: nobody,
    reader: nobody,
  },
})

/** What is found where acme's policy extends corp's. */
const found = (acme: Readonly<Record<string, string>>, corp: Readonly<Record<string, string>>) =>
  findPolicy({
    organization: { login: 'acme' },
    github: organization(acme),
    openOther: async (login) => (login === 'corp' ? organization(corp) : undefined),
    policyRepository: 'gatehouse',
  })

const child = {
  'gatehouse.yml': 'version: 1\nextends: corp/gatehouse\nallowlist: {file: mine.yml}\n',
  'mine.yml': 'version: 1\nentries: []\n# of acme\n',
}

test('a child has no allowlist of its own where its parent keeps it to itself: the parent’s counts', async () => {
  const corp = {
    'gatehouse.yml': 'version: 1\nallowlist: {file: settled.yml}\n',
    'settled.yml': 'version: 1\nentries: []\n# of corp\n',
    'mine.yml': 'version: 1\nentries: []\n# not asked for\n',
  }
  expect(await found(child, corp)).toMatchObject({
    state: 'valid',
    source: { allowlist: expect.stringContaining('of corp') },
  })
  expect(await found(child, { ...corp, 'settled.yml': 'version: 1\nentries: 7\n' })).toMatchObject({
    state: 'invalid',
    problems: [expect.stringMatching(/^corp\/gatehouse\/settled\.yml:2:10: /)],
  })
})

test('it has where its parent delegates that', async () => {
  const corp = { 'gatehouse.yml': 'version: 1\ndelegates: [allowlist]\n' }
  expect(await found(child, corp)).toMatchObject({
    state: 'valid',
    source: { allowlist: expect.stringContaining('of acme') },
  })
})
