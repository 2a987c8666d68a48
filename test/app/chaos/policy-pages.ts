import type { Simulator } from '../../github/server/simulator.ts'
import { readDetails } from '../../github/world/details.ts'
import type { Issue, PullRequest, Repository } from '../../github/world/entities.ts'
import { userByLogin } from '../../github/world/lookups.ts'
import type { ChaosCompany, EnforcingCompany } from './chaos-company.ts'
import { invalidPolicy } from './enforcing-policy.ts'

/** A pull request that changes the policy, and what our App says of it. */
export interface ProposedPolicy {
  readonly number: number
  readonly isValid: boolean
  /** What each check of the policy at its head concludes, oldest first. */
  readonly conclusions: readonly (string | null)[]
  /** What our App wrote under it. */
  readonly comments: readonly string[]
}

/** What is in the repository that holds an organization's policy. */
export interface PolicyPages {
  /** Login of the organization. */
  readonly organization: string
  /** What people wrote that begins as a command does: `comment:17`, by GitHub's id. */
  readonly commands: readonly string[]
  /** By number: how issues stand that our App opened. */
  readonly issues: ReadonlyMap<number, Issue['state']>
  readonly proposed: readonly ProposedPolicy[]
  /** Names of the organization's other repositories: who reads here need not know them. */
  readonly names: readonly string[]
}

/** Of each organization. */
export async function policyPages(
  github: Simulator,
  { app, organizations, enforcing }: ChaosCompany & { readonly enforcing: EnforcingCompany },
): Promise<readonly PolicyPages[]> {
  const bot = userByLogin(github.world, `${app.slug}[bot]`)?.id
  const pages: PolicyPages[] = []
  for (const [place, { id, login }] of organizations.entries()) {
    const repository = enforcing.policies[place]!
    const { issues, comments, pulls } = readDetails(repository)
    const isCommand = ({ body, authorId }: { body: string | null; authorId: number }): boolean =>
      authorId !== bot && body?.startsWith('/gatehouse ') === true
    pages.push({
      organization: login,
      commands: [
        ...issues.filter(isCommand).map((one) => `issue:${one.id}`),
        ...comments.filter(isCommand).map((one) => `comment:${one.id}`),
      ],
      issues: new Map(
        issues.filter(({ authorId }) => authorId === bot).map(({ number, state }) => [number, state]),
      ),
      proposed: await Promise.all(
        pulls
          .filter(({ state }) => state === 'open')
          .map((pull) => proposed(github, repository, pull, { bot, app: app.id })),
      ),
      names: [...(github.world.repositoriesOf.get(id)?.keys() ?? [])]
        .map((one) => github.world.repositories.get(one)!.name)
        .filter((name) => name !== repository.name),
    })
  }
  return pages
}

async function proposed(
  github: Simulator,
  repository: Repository,
  { number, headSha }: PullRequest,
  ours: { readonly bot: number | undefined; readonly app: number },
): Promise<ProposedPolicy> {
  const { runs, comments } = readDetails(repository)
  const git = await github.git.of(repository)
  const text = (await git.read(`${headSha}:gatehouse.yml`))?.content.toString() ?? ''
  return {
    number,
    isValid: !text.startsWith(invalidPolicy),
    conclusions: runs
      .filter((run) => run.appId === ours.app && run.headSha === headSha && run.name === 'gatehouse/policy')
      .map(({ conclusion }) => conclusion),
    comments: comments
      .filter(({ issueNumber, authorId }) => issueNumber === number && authorId === ours.bot)
      .map(({ body }) => body),
  }
}
