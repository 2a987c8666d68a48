import { secretText } from '../../demo/company/secret-text.ts'
import { commandWorkflow, safeWorkflow } from '../../demo/company/assistant-files.ts'
import type { Simulator } from '../../github/server/simulator.ts'
import type { Organization, Repository } from '../../github/world/entities.ts'
import { fullName } from '../../github/world/lookups.ts'
import type { Random } from './random.ts'

/** Where it happens. */
export interface Scene {
  readonly github: Simulator
  readonly organizations: readonly Organization[]
  readonly random: Random
}

type Happening = (scene: Scene, repository: Repository) => Promise<string> | string

const secretRules = ['stripe-secret-key', 'slack-bot-token', 'npm-access-token', 'openai-api-key'] as const
const secretFile = 'config/settings.env'
const workflowFile = '.github/workflows/claude.yml'

/** What may happen to a repository, each as likely as its neighbour. */
const happenings: readonly Happening[] = [
  async ({ github, random }, one) => {
    await github.pushCommit(one, { files: { [`src/${random.below(50)}.txt`]: `${random.below(1e9)}\n` } })
    return 'a push'
  },
  async ({ github, random }, one) => {
    const branch = random.below(3) === 0 ? { branch: `topic-${random.below(3)}` } : {}
    await github.pushCommit(one, {
      files: { [secretFile]: secretText(random.oneOf(secretRules)) },
      ...branch,
    })
    return 'a secret appears'
  },
  async ({ github }, one) => {
    await github.pushCommit(one, { files: { [secretFile]: null } })
    return 'a secret is deleted'
  },
  async ({ github, random }, one) => {
    const text = random.oneOf([safeWorkflow, commandWorkflow])
    await github.pushCommit(one, { files: { [workflowFile]: text } })
    return 'a workflow appears'
  },
  async ({ github }, one) => {
    await github.pushCommit(one, { files: { [workflowFile]: null } })
    return 'a workflow is deleted'
  },
  ({ github, random }, one) => {
    // Groups of a policy go by the name's beginning.
    const kind = random.oneOf(['renamed', one.name.split('-')[0]!])
    github.rename(one, { name: `${kind}-${random.below(1e9)}` })
    return 'a rename'
  },
  ({ github, random }, one) => {
    const owner = github.world.organizations.get(one.ownerId)!
    github.createRepository(owner, { name: `new-${random.below(1e9)}`, files: { 'README.md': '# New\n' } })
    return 'a new repository'
  },
  ({ github }, one) => {
    github.archive(one, { archived: !one.archived })
    return 'an archive'
  },
  ({ github }, one) => {
    github.setVisibility(one, { visibility: one.visibility === 'public' ? 'private' : 'public' })
    return 'another visibility'
  },
  ({ github, organizations, random }, one) => {
    const owner = random.oneOf(organizations)
    // GitHub has one repository of a name in each organization.
    if (github.world.repositoryIds.has(`${owner.login}/${one.name}`.toLowerCase()))
      return 'a transfer that GitHub refuses'
    github.transfer(one, { owner })
    return 'a transfer'
  },
  ({ github }, one) => {
    github.remove(one)
    return 'a deletion'
  },
]

/** One thing happens somewhere; a policy's own repository is left alone. @returns what, for the log */
export async function happen(scene: Scene): Promise<string> {
  const { github, random } = scene
  const candidates = [...github.world.repositories.values()].filter(
    (one) => one.name !== 'gatehouse' && scene.organizations.some(({ id }) => id === one.ownerId),
  )
  const repository = random.oneOf(candidates)
  const name = fullName(github.world, repository)
  return `${await random.oneOf(happenings)(scene, repository)}: ${name}`
}
