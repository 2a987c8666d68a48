import type { GitHub } from '../server/github.ts'
import {
  addRepository,
  deleteRepository,
  renameRepository,
  transferRepository,
  type RepositoryInput,
} from '../world/build-repositories.ts'
import { checkRun } from '../render/check-run.ts'
import type {
  App,
  CheckRun,
  Installation,
  Organization,
  Repository,
  User,
  Visibility,
} from '../world/entities.ts'
import { endAuthorization } from '../world/end-authorization.ts'
import { ownerOf } from '../world/lookups.ts'
import { simpleOrganization, simpleUser } from '../render/account.ts'
import { pushCommits, removeBranch, rewindBranch, type PushedCommit } from './push-commit.ts'

interface By {
  /** Who does it; the owner of the organization if left out. */
  readonly sender?: User
}

/** What people do on the website and from their machines, with the webhooks that follow; builders are silent. */
export interface Happenings {
  /** Commits and pushes. @returns the commit's id */
  readonly pushCommit: (repository: Repository, commit: Omit<PushedCommit, 'sender'> & By) => Promise<string>
  readonly removeBranch: (repository: Repository, removed: { readonly branch: string } & By) => Promise<void>
  /** Pushes by force: the branch then ends at an older commit. @param to a revision, such as `main~1` */
  readonly rewindBranch: (
    repository: Repository,
    rewound: { readonly branch: string; readonly to: string } & By,
  ) => Promise<void>
  readonly createRepository: (owner: Organization, input: RepositoryInput & By) => Repository
  readonly rename: (repository: Repository, to: { readonly name: string } & By) => void
  readonly transfer: (repository: Repository, to: { readonly owner: Organization } & By) => void
  readonly archive: (repository: Repository, to: { readonly archived: boolean } & By) => void
  readonly setVisibility: (repository: Repository, to: { readonly visibility: Visibility } & By) => void
  readonly remove: (repository: Repository, by?: By) => void
  /** Somebody presses a button of a check: the App that made it is told. */
  readonly pressButton: (
    repository: Repository,
    pressed: { readonly run: CheckRun; readonly identifier: string } & By,
  ) => void
  /** A person takes back what they gave an App when they signed in with it: every token ends at once. */
  readonly revokeAuthorization: (app: App, by: User) => void
  /** An owner suspends an App's installation, or lets it work again. */
  readonly suspend: (installation: Installation, to: { readonly isSuspended: boolean }) => void
}

export function happeningsOf(github: GitHub): Happenings {
  const { world, webhooks } = github
  const subjectOf = (repository: Repository, { sender }: By) => ({
    repository,
    sender: sender ?? ownerPerson(github, repository),
  })
  return {
    pushCommit: (repository, { sender, ...commit }) =>
      pushCommits(github, repository, [{ ...commit, sender: sender ?? ownerPerson(github, repository) }]),
    removeBranch: (repository, { branch, sender }) =>
      removeBranch(github, repository, { branch, sender: sender ?? ownerPerson(github, repository) }),
    rewindBranch: (repository, { branch, to, sender }) =>
      rewindBranch(github, repository, { branch, to, sender: sender ?? ownerPerson(github, repository) }),
    createRepository(owner, { sender, ...input }) {
      const repository = addRepository(world, owner, input)
      webhooks.emit('repository.created', subjectOf(repository, sender ? { sender } : {}))
      return repository
    },
    rename(repository, { name, ...by }) {
      const from = repository.name
      renameRepository(world, repository, name)
      const changes = { repository: { name: { from } } }
      webhooks.emit('repository.renamed', subjectOf(repository, by), { changes })
    },
    transfer(repository, { owner, ...by }) {
      const subject = subjectOf(repository, by)
      const from = ownerShown(github, repository)
      transferRepository(world, repository, owner)
      webhooks.emit('repository.transferred', subject, { changes: { owner: { from } } })
    },
    archive(repository, { archived, ...by }) {
      repository.archived = archived
      repository.updatedAt = world.clock.now()
      webhooks.emit(archived ? 'repository.archived' : 'repository.unarchived', subjectOf(repository, by))
    },
    setVisibility(repository, { visibility, ...by }) {
      repository.visibility = visibility
      repository.updatedAt = world.clock.now()
      const event = visibility === 'public' ? 'repository.publicized' : 'repository.privatized'
      webhooks.emit(event, subjectOf(repository, by))
    },
    remove(repository, by = {}) {
      webhooks.emit('repository.deleted', subjectOf(repository, by))
      deleteRepository(world, repository)
    },
    pressButton(repository, { run, identifier, ...by }) {
      webhooks.emit(
        'check_run.requested_action',
        { ...subjectOf(repository, by), app: run.appId },
        { check_run: checkRun(world, repository, run), requested_action: { identifier } },
      )
    },
    revokeAuthorization(app, user) {
      endAuthorization(world, app.id, user.id)
      webhooks.emitToApp('github_app_authorization.revoked', app, {
        sender: simpleUser(world, user),
        action: 'revoked',
      })
    },
    suspend(installation, { isSuspended }) {
      installation.suspendedAt = isSuspended ? world.clock.now() : null
      webhooks.emit(isSuspended ? 'installation.suspend' : 'installation.unsuspend', { installation })
    },
  }
}

function ownerPerson({ world }: GitHub, repository: Repository): User {
  const owner = ownerOf(world, repository)
  if (owner.type !== 'Organization') return owner
  const admin = [...owner.members].find(([, role]) => role === 'admin')
  const person = admin && world.users.get(admin[0])
  if (person === undefined) throw new Error(`${owner.login} has no owner to act in its name`)
  return person
}

function ownerShown({ world }: GitHub, repository: Repository): Readonly<Record<string, unknown>> {
  const owner = ownerOf(world, repository)
  return owner.type === 'Organization'
    ? { organization: simpleOrganization(world, owner) }
    : { user: simpleUser(world, owner) }
}
