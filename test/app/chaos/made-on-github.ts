import type { Simulator } from '../../github/server/simulator.ts'
import { readDetails } from '../../github/world/details.ts'
import type { Organization, Repository, TokenGrant } from '../../github/world/entities.ts'
import { userByLogin } from '../../github/world/lookups.ts'
import { accessPropertyName } from '../../../policies/access-property.ts'
import type { ChaosCompany } from './chaos-company.ts'
import { placeOf } from './chaos-program.ts'
import { mostTokenDays } from './enforcing-policy.ts'

/** What is shown at one commit, oldest first. */
export interface Shown {
  readonly commit: string
  /** Whether an open pull request ends there. */
  readonly isHead: boolean
  /** What each check of ours says, with its buttons. */
  readonly checks: readonly string[]
  /** What each commit status of ours says. */
  readonly statuses: readonly string[]
}

/** An issue or a comment that our App wrote. */
export interface WrittenText {
  /** `issue`, or `comment on 3`: each pull request has one of its own of what is said of it. */
  readonly what: 'issue' | `comment on ${number}`
  readonly state: 'open' | 'closed'
  /** Marks by which the program knows what it wrote. */
  readonly marks: readonly string[]
}

/** How GitHub is, of what the program keeps in one repository. */
export interface MadeInRepository {
  /** By `placeOf`. */
  readonly place: string
  /** GitHub's id. */
  readonly id: number
  /** Login of the organization. */
  readonly organization: string
  readonly name: string
  readonly isArchived: boolean
  readonly isPublic: boolean
  /** Whether a workflow of the default branch runs an assistant, and how it is switched; undefined: none does. */
  readonly workflow: 'on' | 'off' | undefined
  readonly property: unknown
  readonly shown: readonly Shown[]
  readonly written: readonly WrittenText[]
  /** Pull requests from the program's branch, and how each stands. */
  readonly proposals: readonly ('open' | 'merged' | 'closed')[]
  /** Pull requests with policies that were proposed in the console; each has a branch of its own. */
  readonly policies: readonly { readonly branch: string; readonly isOpen: boolean }[]
}

export interface MadeInOrganization {
  readonly login: string
  readonly rulesets: readonly string[]
  /** Whether our custom property is defined. */
  readonly hasProperty: boolean
  /** Names of tokens and requests beyond the limits that are there. */
  readonly beyondLimits: readonly string[]
}

export interface MadeOnGitHub {
  readonly repositories: readonly MadeInRepository[]
  readonly organizations: readonly MadeInOrganization[]
}

/** In the stories a workflow that runs an assistant is always this file. */
export const assistantWorkflow = '.github/workflows/claude.yml'
const proposalBranch = 'gatehouse/remove-env-files'
export const policyBranches = 'gatehouse/policy-'
const dayMs = 24 * 60 * 60 * 1000

/** @param now by the program's clock, in milliseconds */
export async function madeOnGitHub(
  github: Simulator,
  company: Pick<ChaosCompany, 'app' | 'organizations'>,
  now: () => number = Date.now,
): Promise<MadeOnGitHub> {
  const { world } = github
  const repositories: MadeInRepository[] = []
  for (const organization of company.organizations)
    for (const id of world.repositoriesOf.get(organization.id)?.keys() ?? [])
      repositories.push(await madeIn(github, company, organization, world.repositories.get(id)!))
  return {
    repositories,
    organizations: company.organizations.map(
      ({ login, rulesets, properties, tokenGrants, tokenRequests }) => ({
        login,
        rulesets: rulesets.map(({ name }) => name).filter((name) => name.startsWith('Gatehouse')),
        hasProperty: properties.some((one) => one.property_name === accessPropertyName),
        beyondLimits: [...tokenGrants, ...tokenRequests]
          .filter((token) => isBeyond(token, now()))
          .map(({ tokenName }) => tokenName),
      }),
    ),
  }
}

/** As the stories' policy says it. */
export const isBeyond = ({ selection, expiresAt }: TokenGrant, now: number): boolean =>
  selection === 'all' || expiresAt === null || expiresAt - now > mostTokenDays * dayMs

async function madeIn(
  github: Simulator,
  { app }: Pick<ChaosCompany, 'app'>,
  { login }: Organization,
  repository: Repository,
): Promise<MadeInRepository> {
  const details = readDetails(repository)
  const bot = userByLogin(github.world, `${app.slug}[bot]`)?.id
  const git = await github.git.of(repository)
  const isThere =
    (await git.read(`refs/heads/${repository.defaultBranch}:${assistantWorkflow}`)) !== undefined
  const heads = new Set(details.pulls.filter(({ state }) => state === 'open').map(({ headSha }) => headSha))
  const runs = details.runs.filter(({ appId, name }) => appId === app.id && name === 'gatehouse')
  const statuses = details.statuses.filter(
    ({ creatorId, context }) => creatorId === bot && context === 'gatehouse',
  )
  const commits = new Set([
    ...heads,
    ...runs.map(({ headSha }) => headSha),
    ...statuses.map(({ sha }) => sha),
  ])
  return {
    place: placeOf(login, repository.id),
    id: repository.id,
    organization: login,
    name: repository.name,
    isArchived: repository.archived,
    isPublic: repository.visibility === 'public',
    workflow: isThere ? (details.disabledWorkflows.has(assistantWorkflow) ? 'off' : 'on') : undefined,
    property: details.properties.get(accessPropertyName),
    shown: [...commits].map((commit) => ({
      commit,
      isHead: heads.has(commit),
      checks: runs
        .filter(({ headSha }) => headSha === commit)
        .map(({ conclusion, output, actions }) =>
          JSON.stringify([conclusion, output.title, output.summary, actions]),
        ),
      statuses: statuses
        .filter(({ sha }) => sha === commit)
        .map(({ state, description }) => JSON.stringify([state, description])),
    })),
    written: [
      ...details.issues
        .filter(({ authorId }) => authorId === bot)
        .map(({ body, state }) => ({ what: 'issue' as const, state, marks: marksIn(body ?? '') })),
      ...details.comments
        .filter(({ authorId }) => authorId === bot)
        .map(({ issueNumber, body }) => ({
          what: `comment on ${issueNumber}` as const,
          state: 'open' as const,
          marks: marksIn(body),
        })),
    ],
    proposals: details.pulls
      .filter(({ headRef }) => headRef === proposalBranch)
      .map(({ state, mergedAt }) => (mergedAt === null ? state : 'merged')),
    policies: details.pulls
      .filter(({ headRef }) => headRef.startsWith(policyBranches))
      .map(({ headRef, state }) => ({ branch: headRef, isOpen: state === 'open' })),
  }
}

const marksIn = (text: string): readonly string[] =>
  [...text.matchAll(/<!-- (gatehouse:[^>]*?) -->/g)].map(([, mark]) => mark!)
