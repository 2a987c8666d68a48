import type { DescribedHost, Operation } from './description/description.ts'

/** What one kind of GitHub offers. */
export interface Profile {
  /** Which of GitHub's descriptions tells what exists. */
  readonly described: DescribedHost
  readonly plan: 'free' | 'team' | 'enterprise'
  /** Where the REST interface begins on its host: Enterprise Server has one host for everything. */
  readonly apiPath: '' | '/api/v3'
  readonly graphqlPath: '/graphql' | '/api/graphql'
  readonly versionHeader: readonly string[]
  readonly requestsPerHour: number
  /** Enterprise Server can limit requests too, but ships with that switched off. */
  readonly limited: boolean
  readonly deliveriesKeptDays: 3 | 7
  /** Rulesets of an organization: Team and above. Source: docs "About rulesets", github-api.md §7. */
  readonly organizationRulesets: boolean
  /** Rulesets of private repositories: Pro, Team and above. Source: same. */
  readonly privateRulesets: boolean
  /** "Allowed exceptions" of push rules. Source: docs, where they are for github.com alone; github-api.md §7. */
  readonly pushRuleExceptions: boolean
  readonly internalRepositories: boolean
  /** Reported for Enterprise Server in responses, so that clients can tell. */
  readonly serverVersion?: string
}

const cloud = {
  described: 'cloud',
  apiPath: '',
  graphqlPath: '/graphql',
  versionHeader: ['2022-11-28', '2026-03-10'],
  requestsPerHour: 5_000,
  limited: true,
  pushRuleExceptions: true,
  deliveriesKeptDays: 3,
  internalRepositories: false,
} as const

const enterpriseCloud = {
  ...cloud,
  described: 'enterprise',
  plan: 'enterprise',
  requestsPerHour: 15_000,
  organizationRulesets: true,
  privateRulesets: true,
  internalRepositories: true,
} as const

const server = {
  ...enterpriseCloud,
  apiPath: '/api/v3',
  graphqlPath: '/api/graphql',
  versionHeader: ['2022-11-28'],
  limited: false,
  pushRuleExceptions: false,
  deliveriesKeptDays: 7,
} as const

export const profiles = {
  free: { ...cloud, plan: 'free', organizationRulesets: false, privateRulesets: false },
  team: { ...cloud, plan: 'team', organizationRulesets: true, privateRulesets: true },
  ghec: enterpriseCloud,
  'ghec-data-residency': enterpriseCloud,
  'ghes-oldest': { ...server, described: 'serverOldest', serverVersion: '3.17.0' },
  'ghes-newest': { ...server, described: 'serverNewest', serverVersion: '3.19.0' },
} as const satisfies Readonly<Record<string, Profile>>

export type ProfileName = keyof typeof profiles

export const isProfileName = (name: string): name is ProfileName => Object.hasOwn(profiles, name)

export const existsOn = (operation: Operation, profile: Profile): boolean =>
  operation.on.includes(profile.described)
