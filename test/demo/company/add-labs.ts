import type { Simulator } from '../../github/server/simulator.ts'
import type { Enterprise, Organization } from '../../github/world/entities.ts'
import { addGovernance, addRepositories } from './add-repositories.ts'
import type { People } from './people.ts'
import { labsPolicy } from './policies.ts'
import { labRows } from './rows.ts'

interface Parts {
  readonly people: People
  readonly enterprise: Enterprise
}

/** The labs: no App of Anthropic's but one of their own, a base permission to write, and a policy where all can read it. */
export function addLabs(github: Simulator, { people, enterprise }: Parts): Organization {
  const { ada, hana, lena } = people
  const labs = github.addOrganization({
    login: 'harbor-labs',
    enterprise,
    owners: [lena],
    members: [ada, hana],
    defaultRepositoryPermission: 'write',
  })
  const teams = { Research: [lena, hana] }
  const { repositories } = addRepositories(github, labs, { rows: labRows, teams, people })
  addGovernance(github, labs, { policy: labsPolicy, visibility: 'public' })
  const own = github.addApp({
    slug: 'harbor-claude',
    name: 'Harbor Claude',
    owner: labs,
    permissions: { contents: 'write', pull_requests: 'write', issues: 'write' },
  })
  const tried = ['agent-playground', 'prompt-library'].map((name) => repositories.get(name)!)
  github.addInstallation({ app: own, on: labs, repositories: tried })
  github.addSecret(repositories.get('prompt-library')!, { name: 'ANTHROPIC_API_KEY' })
  github.addSecret(repositories.get('agent-playground')!, { name: 'ANTHROPIC_API_KEY', store: 'agents' })
  github.addTokenGrant(labs, { owner: hana, name: 'everything', repositories: 'all', expiresAt: null })
  labs.codingAgent.selection = 'selected'
  labs.codingAgent.repositoryIds.add(repositories.get('agent-playground')!.id)
  return labs
}
