import type {
  FoundFile,
  GitHubHost,
  GitHubOrganization,
  OurInstallation,
  RepositorySnapshot,
} from '../../../app/enforcement/github.ts'
import type { OrganizationReachFacts } from '../../../app/enforcement/inventory/facts.ts'
import { type Fact, known, type PropertyValue, unknown } from '../../../policies/facts.ts'

/** A repository as a test imagines it; everything may be changed while the App runs. */
export interface ImaginedRepository {
  readonly githubId: number
  name: string
  visibility: 'public' | 'private'
  files: Record<string, string>
  properties: Record<string, PropertyValue>
  /** What asking for it ends with. */
  failure?: Error
  /** Comes to pass when reading it ends. */
  read?: Promise<void>
}

export interface ImaginedOrganization {
  readonly githubId: number
  login: string
  repositories: ImaginedRepository[]
  reach: Partial<OrganizationReachFacts>
  failure?: Error
  /** Comes to pass when the list of its repositories ends. */
  listed?: Promise<void>
}

/** A GitHub that answers the port from plain values, for tests of what is done with the answers. */
export function imaginedGitHub(name: string, organizations: ImaginedOrganization[]): GitHubHost {
  return {
    name,
    listInstallations: async () => organizations.map(installationOf),
    openOrganization: async ({ login }) => openImagined(organizations, login),
    openWriter: async () => {
      throw new Error('nothing may be written')
    },
    listDeliveries: async () => [],
    listFailedDeliveries: async () => [],
    readDelivery: async () => {
      throw new Error('nothing is delivered here')
    },
    redeliver: async () => {},
  }
}

const installationOf = ({ githubId, login }: ImaginedOrganization): OurInstallation => ({
  installationId: githubId + 1000,
  githubId,
  login,
  isSuspended: false,
  selection: 'all',
  permissions: {},
})

const quiet: OrganizationReachFacts = {
  installations: known([]),
  ownApps: {},
  secrets: known([]),
  tokens: known([]),
  basePermission: known('none'),
  nativeAgent: known('none'),
  cloudSessions: known(false),
}

function openImagined(organizations: readonly ImaginedOrganization[], login: string): GitHubOrganization {
  const there = (): ImaginedOrganization => {
    const found = organizations.find((one) => one.login === login)
    if (!found) throw new Error(`there is no ${login}`)
    if (found.failure) throw found.failure
    return found
  }
  const byName = (repository: string) => there().repositories.find((one) => one.name === repository)
  const byId = (githubId: number): ImaginedRepository | undefined => {
    const found = there().repositories.find((one) => one.githubId === githubId)
    if (found?.failure) throw found.failure
    return found
  }
  return {
    host: 'github.com',
    async *listRepositories() {
      const { repositories, listed } = there()
      yield repositories.map(snapshotOf)
      await listed
    },
    readSnapshot: async (githubId) => {
      const found = byId(githubId)
      return found && snapshotOf(found)
    },
    readOrganization: async () => ({
      reach: { ...quiet, ...there().reach },
      basePermission: known('none' as const),
      customProperties: known(new Map(there().repositories.map((one) => [one.githubId, one.properties]))),
    }),
    readRepository: async ({ githubId, visibility }) => {
      await byId(githubId)?.read
      return {
        reach: {
          id: githubId,
          visibility: known(visibility),
          secrets: known([]),
          deployKeys: known([]),
          readers: known(1),
        },
        branchProtection: known({ protected: false, reviews: 0 }),
      }
    },
    readTexts: async ({ githubId }, files) =>
      known(new Map(files.map(({ oid, path }) => [oid, byId(githubId)?.files[path] ?? '']))),
    readVisibility: async (repository) => known(byName(repository)?.visibility ?? null),
    readAdminTeams: async () => known([]),
    findPerson: async () => undefined,
    readFile: async (repository, path): Promise<Fact<FoundFile | null>> => {
      const text = byName(repository)?.files[path]
      return known(text === undefined ? null : { text, oid: oidOf(text), commit: oidOf(`${text}\n`) })
    },
    listPulls: async () => known([]),
    readMergeBase: async (_, base) => known(base),
    listMergeGroups: async () => known([]),
    readStatusOrigin: async () => known(undefined),
    readPull: async () => known('open'),
    listWorkflows: async () => known([]),
    readSecretAlerts: async () => known([]),
    openClone: async () => {
      throw new Error('nothing can be cloned here')
    },
    requests: nobodyAsks,
  }
}

/** Nobody writes anything, and of nobody anything is known. */
const nobodyAsks: GitHubOrganization['requests'] = {
  written: async () => known([]),
  comments: async () => known([]),
  past: async () => unknown('there is none'),
  isIssueThere: async () => unknown('there is none'),
  issueState: async () => unknown('there is none'),
  membership: async () => unknown('there is none'),
  isOrganizationOwner: async () => unknown('nobody is known'),
  isOrganizationMember: async () => unknown('nobody is known'),
  reader: async () => unknown('nobody is known'),
}

function snapshotOf({ githubId, name, visibility, files }: ImaginedRepository): RepositorySnapshot {
  const workflows = Object.entries(files).filter(([path]) => path.startsWith('.github/workflows/'))
  return {
    githubId,
    name,
    visibility,
    isArchived: false,
    isFork: false,
    defaultBranch: 'main',
    topics: known([]),
    headCommit: oidOf(JSON.stringify(files)),
    pushedAt: null,
    workflows: known(workflows.map(([path, text]) => ({ path, oid: oidOf(text) }))),
    codeowners: known(null),
    origin: null,
  }
}

/** Not git's, but different where the text is. */
const oidOf = (text: string): string =>
  Buffer.from(text)
    .reduce((sum, byte) => (sum * 31 + byte) % 2 ** 48, 7)
    .toString(16)
    .padStart(40, '0')
