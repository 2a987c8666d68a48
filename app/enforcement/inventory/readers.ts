import type { Assistant } from '../../../scanner/assistants/assistant.ts'
import type { Fact } from '../../../policies/facts.ts'
import type {
  ActivityFact,
  InstallationFact,
  OrganizationReachFacts,
  RepositoryReachFacts,
  SharedSecretFact,
  Statement,
  TokenFact,
} from './facts.ts'
import { connectionWords } from '../claude/claude-tenant.ts'
import { installationsOf } from './installations-of.ts'
import type { Reach } from './reach.ts'

/** Everything one path is judged by. */
export interface ReachInput {
  readonly assistant: Assistant
  readonly organization: OrganizationReachFacts
  readonly repository: RepositoryReachFacts
}

/** What an installation is judged by. */
interface InstallationInput extends Omit<ReachInput, 'repository'> {
  readonly repository: Pick<RepositoryReachFacts, 'id' | 'activity'>
}

type Found = Pick<Reach, 'state' | 'control' | 'evidence'> & Partial<Pick<Reach, 'why'>>

/** One path, and how it is judged. */
interface ReachReader {
  readonly path: Reach['path']
  readonly read: (input: ReachInput) => Found
}

/** Every path, in the order in which screens show them. */
export const reachReaders: readonly ReachReader[] = [
  { path: 'app-installation', read: readInstallation },
  { path: 'workflow', read: readWorkflows },
  { path: 'secret', read: readSecrets },
  { path: 'fine-grained-token', read: readTokens },
  { path: 'deploy-key', read: readDeployKeys },
  { path: 'native-agent', read: readNativeAgent },
  { path: 'cloud-session', read: readCloudSessions },
]

/** Judges every path of one assistant into one repository. */
export const readReach = (input: ReachInput): readonly Reach[] =>
  reachReaders.map(({ path, read }) => ({ assistant: input.assistant.id, path, ...read(input) }))

/** Judges assistants' installations alone, which the organization tells of. */
export const readInstallations = (
  assistants: readonly Assistant[],
  organization: OrganizationReachFacts,
  repository: InstallationInput['repository'],
): readonly Reach[] =>
  assistants.map((assistant) => ({
    assistant: assistant.id,
    path: 'app-installation',
    ...readInstallation({ assistant, organization, repository }),
  }))

const unread = (control: Found['control'], why: string): Found => ({
  state: 'unknown',
  control,
  evidence: [],
  why,
})

function readInstallation(input: InstallationInput): Found {
  const found = judgeInstallations(input)
  const acted = lastActivity(input, 'event')
  if (acted === undefined || found.state === 'connected') return found
  // Its account acts only where its App is installed, or was at the time.
  const evidence = [...found.evidence, `Its account acted in it on ${dayOf(acted)}.`]
  return { ...found, evidence, ...(found.state === 'unknown' && { state: 'possible' }) }
}

function judgeInstallations({ assistant, organization, repository }: InstallationInput): Found {
  const { installations, ownApps } = organization
  if (!installations.known) return unread('enforceable', installations.why)
  const theirs = installationsOf(assistant, installations.value, ownApps)
  const judged = theirs.map((one) => judgeInstallation(one, repository.id))
  return strongest(judged) ?? { state: 'not-seen', control: 'enforceable', evidence: [] }
}

/** Says that something is known because an owner stated it, and until when that counts. */
const statedWords = (stated: Statement | undefined, what: string): readonly string[] =>
  stated === undefined
    ? []
    : [`An owner stated on ${stated.at.slice(0, 10)}, until ${stated.until.slice(0, 10)}, ${what}.`]

function judgeInstallation(
  { slug, selection, repositories, stated }: InstallationFact,
  repository: number,
): Found {
  const control = 'enforceable'
  if (selection === 'all')
    return { state: 'connected', control, evidence: [`The App ${slug} is installed on all repositories.`] }
  if (!repositories.known) {
    const evidence = [`The App ${slug} is installed on selected repositories.`]
    return { state: 'possible', control, evidence, why: repositories.why }
  }
  const proof = statedWords(stated, `which repositories the App ${slug} is installed on`)
  return repositories.value.has(repository)
    ? {
        state: 'connected',
        control,
        evidence: [`The App ${slug} is installed on this repository.`, ...proof],
      }
    : { state: 'not-seen', control, evidence: proof }
}

function readWorkflows({ repository: { workflows, switchedOff, otherWorkflows } }: ReachInput): Found {
  const control = 'enforceable'
  const others = otherWorkflows.known ? otherWorkflows.value : []
  const evidence = [
    ...(workflows.known ? workflows.value : []).map(({ file, what }) => `${file} ${what}.`),
    ...others.map(({ file, what }) => `${file} on another branch ${what}.`),
  ]
  if (evidence.length > 0) {
    const files = new Set([...(workflows.known ? workflows.value : []), ...others].map(({ file }) => file))
    // GitHub switches a workflow off by its path, whichever branch has it.
    const off = (switchedOff?.known ? switchedOff.value : []).filter(({ path }) => files.has(path))
    const isAnyOn = off.length < files.size
    return {
      state: isAnyOn ? 'connected' : 'possible',
      control,
      evidence: [...evidence, ...off.map(({ path, by }) => `${path} is switched off ${offBy[by]}.`)],
      ...(switchedOff?.known === false && { why: switchedOff.why }),
    }
  }
  if (!workflows.known) return unread(control, workflows.why)
  // A workflow runs from any branch; the default one is what was looked at for sure.
  return { state: 'not-seen', control, evidence, ...(!otherWorkflows.known && { why: otherWorkflows.why }) }
}

const switchable = 'anyone with write access can switch it on'
const offBy = {
  gatehouse: `by Gatehouse; ${switchable}`,
  person: `by a person; ${switchable}`,
  github: `by GitHub itself, as it does in forks and where nothing happens for long; ${switchable}`,
} as const

function lastActivity(
  { assistant, repository }: InstallationInput,
  kind: ActivityFact['kind'],
): Date | undefined {
  const times = repository.activity
    .filter((one) => one.assistant === assistant.id && one.kind === kind)
    .map(({ at }) => at.getTime())
  return times.length > 0 ? new Date(Math.max(...times)) : undefined
}

const dayOf = (at: Date): string => at.toISOString().slice(0, 10)

function readSecrets({ assistant, organization, repository }: ReachInput): Found {
  const control = 'enforceable'
  const proofs = new Set(
    assistant.variables.filter(({ weight }) => weight === 'proves').map(({ name }) => name),
  )
  const own = repository.secrets.known ? repository.secrets.value.filter(({ name }) => proofs.has(name)) : []
  const shared = organization.secrets.known
    ? organization.secrets.value
        .filter(({ name }) => proofs.has(name))
        .map((one) => judgeShared(one, repository))
    : []
  const found: Found[] = own.map(({ store, name }) => ({
    state: 'connected',
    control,
    evidence: [`The repository has ${name} among its ${store}.`],
  }))
  const best = strongest([...found, ...shared])
  if (best?.state === 'connected') return best
  // What could not be read may hold one.
  const gaps = [...gapsIn(repository), ...gapsIn(organization)]
  if (gaps.length > 0) return { ...unread(control, gaps.join('; ')), evidence: best?.evidence ?? [] }
  return best ?? { state: 'not-seen', control, evidence: [] }
}

const gapsIn = ({
  secrets,
  unreadStores = [],
}: Pick<RepositoryReachFacts | OrganizationReachFacts, 'secrets' | 'unreadStores'>): readonly string[] =>
  secrets.known ? unreadStores.map(({ why }) => why) : [secrets.why]

function judgeShared(
  { store, name, visibility, repositories }: SharedSecretFact,
  repository: RepositoryReachFacts,
): Found {
  const control = 'enforceable'
  const evidence = [`The organization's ${name} (${store}) is given to it.`]
  if (visibility === 'all') return { state: 'connected', control, evidence }
  if (visibility === 'private') {
    // GitHub's `private` is private and internal.
    if (!repository.visibility.known)
      return { state: 'possible', control, evidence, why: repository.visibility.why }
    return repository.visibility.value === 'public'
      ? { state: 'not-seen', control, evidence: [] }
      : { state: 'connected', control, evidence }
  }
  return inSelection(repositories, repository.id, control, evidence)
}

function inSelection(
  repositories: Fact<ReadonlySet<number>>,
  repository: number,
  control: Found['control'],
  evidence: readonly string[],
): Found {
  if (!repositories.known) return { state: 'possible', control, evidence, why: repositories.why }
  return repositories.value.has(repository)
    ? { state: 'connected', control, evidence }
    : { state: 'not-seen', control, evidence: [] }
}

/** A token does not say who uses it: an assistant may. */
function readTokens({ organization: { tokens }, repository }: ReachInput): Found {
  const control = 'enforceable'
  if (!tokens.known) return unread(control, tokens.why)
  const reaching = tokens.value.map((token) => judgeToken(token, repository.id))
  const best = strongest(reaching)
  if (!best || best.state === 'not-seen') return { state: 'not-seen', control, evidence: [] }
  const count = reaching.filter(({ state }) => state !== 'not-seen').length
  return {
    ...best,
    state: 'possible',
    evidence: [
      `${count} fine-grained ${count === 1 ? 'token reaches' : 'tokens reach'} it; whoever has one may use it with any tool.`,
    ],
  }
}

const judgeToken = ({ selection, repositories, name }: TokenFact, repository: number): Found =>
  selection === 'all'
    ? { state: 'connected', control: 'enforceable', evidence: [name] }
    : inSelection(repositories, repository, 'enforceable', [name])

/** As with tokens: a key opens one repository for whoever has it. */
function readDeployKeys({ repository: { deployKeys } }: ReachInput): Found {
  const control = 'enforceable'
  if (!deployKeys.known) return unread(control, deployKeys.why)
  const count = deployKeys.value.length
  if (count === 0) return { state: 'not-seen', control, evidence: [] }
  const writing = deployKeys.value.filter(({ readOnly }) => !readOnly).length
  const evidence = [
    `${count} deploy ${count === 1 ? 'key opens' : 'keys open'} it, ${writing} of them for writing.`,
  ]
  return { state: 'possible', control, evidence }
}

function readNativeAgent({ organization, repository }: ReachInput): Found {
  const control = 'detectable'
  const { nativeAgent } = organization
  if (!nativeAgent.known) return unread(control, nativeAgent.why)
  const { value } = nativeAgent
  const isOn = value === 'all' || (value !== 'none' && value.has(repository.id))
  // Whether the switch of Copilot's own agent also stops other assistants' agents is not documented.
  const proof = statedWords(
    organization.nativeAgentStated,
    `that it is switched ${value === 'none' ? 'off' : 'on'}`,
  )
  return isOn
    ? {
        state: 'possible',
        control,
        evidence: [
          "Copilot's cloud agent, through which assistants run natively, is switched on for it.",
          ...proof,
        ],
      }
    : { state: 'not-seen', control, evidence: proof }
}

/** Sessions in the cloud reach whatever the connecting person can see, whichever App is installed. */
function readCloudSessions(input: ReachInput): Found {
  const { organization, repository } = input
  const control = 'unknown'
  const { cloudSessions, basePermission } = organization
  const stated = statedWords(
    organization.cloudSessionsStated,
    `that sessions in the cloud are switched ${cloudSessions.known && !cloudSessions.value ? 'off' : 'on'}`,
  )
  const read = readWords(organization)
  // What Claude's own record tells of is there, whatever else is switched off.
  const connected = (input.assistant.id === 'claude' ? (repository.atClaude ?? []) : []).map(connectionWords)
  if (connected.length > 0)
    return { state: 'connected', control: 'detectable', evidence: [...connected, ...read, ...stated] }
  if (cloudSessions.known && !cloudSessions.value)
    return { state: 'not-seen', control, evidence: [...read, ...stated] }
  const readers = repository.readers.known ? `${repository.readers.value} people can read it` : undefined
  const everybody =
    basePermission.known && basePermission.value !== 'none'
      ? `every member of the organization has the permission ${basePermission.value}`
      : undefined
  const helped = lastActivity(input, 'commit')
  const commits = helped && `a commit of ${dayOf(helped)} says that it helped, here or on somebody's machine`
  const evidence = [everybody, readers, commits]
    .filter((one) => one !== undefined)
    .map((one) => `${one[0]!.toUpperCase()}${one.slice(1)}.`)
  if (!cloudSessions.known) return { state: 'unknown', control, evidence, why: cloudSessions.why }
  return { state: 'possible', control, evidence: [...evidence, ...read, ...stated] }
}

const readWords = ({ cloudSessions, cloudSessionsRead: since }: OrganizationReachFacts): readonly string[] =>
  since === undefined || !cloudSessions.known
    ? []
    : [
        `Claude's settings say that sessions in the cloud are switched ${cloudSessions.value ? 'on' : 'off'}, since ${since.slice(0, 10)}.`,
      ]

const strength = ['not-seen', 'unknown', 'possible', 'connected'] as const

/** Of several findings about one path, the one that says most. */
function strongest(found: readonly Found[]): Found | undefined {
  const states = found.map(({ state }) => strength.indexOf(state))
  const best = Math.max(-1, ...states)
  const chosen = found.filter((_, index) => states[index] === best)
  const [first] = chosen
  return first && { ...first, evidence: chosen.flatMap(({ evidence }) => evidence) }
}
