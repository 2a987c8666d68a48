import { type Fact, known } from '../../../policies/facts.ts'
import { readPolicy } from '../../../policies/read-policy.ts'
import { allowlistHolder } from '../../../policies/tighten.ts'
import type { NewAuditEvent } from '../audit/event.ts'
import type { GitHubOrganization } from '../github.ts'
import type { KnownOrganization, Records } from '../records.ts'
import type { PolicyFile, PolicySource, PolicyState } from './governance.ts'
import { keyOf } from '../work-keys.ts'
import { resolveSource } from './resolve-source.ts'

export interface PolicyRefresh {
  readonly organization: KnownOrganization
  readonly github: GitHubOrganization
  /** Opens another organization, whose policy may be a parent. undefined: our App is not on it. */
  readonly openOther: OpenOther
  readonly records: Records
  /** Name of the repository in each organization that holds its policy. */
  readonly policyRepository: string
  readonly now: () => Date
}

export type PolicySearch = Pick<PolicyRefresh, 'github' | 'openOther' | 'policyRepository'> & {
  readonly organization: Pick<KnownOrganization, 'login'>
}

/** @param host its name; undefined: the same one */
export type OpenOther = (login: string, host: string | undefined) => Promise<GitHubOrganization | undefined>

/** The policy's file in its repository. */
export const policyPath = 'gatehouse.yml'

/**
 * Looks for the policy and keeps what was found. An invalid, refused or missing one is kept too, so that it can be shown; the last
 * valid one stays in force. Where another one is in force now, every decision is asked to be made anew, and what is said of open pull
 * requests, which compare with it.
 */
export async function refreshPolicy(refresh: PolicyRefresh): Promise<void> {
  const { organization, records, now } = refresh
  const found = await findPolicy(refresh)
  const at = now()
  return records.note(async (recorder) => {
    const { id, isNew } = await recorder.policy(organization.id, found, at)
    if (!isNew) return
    // With the version itself: who dies here has neither found it nor asked for what follows from it.
    if (found.state === 'valid')
      await recorder.want([
        keyOf('decisions', organization.id),
        keyOf('previews', organization.id),
        keyOf('organization-plan', organization.id),
      ])
    await recorder.audit(organization.id, at, [eventOf(id, found)])
  })
}

function eventOf(id: string, { state, source, problems }: PolicyState): NewAuditEvent {
  const { repository, commit } = source?.file ?? { repository: null, commit: null }
  return {
    kind: state === 'valid' ? 'policy.changed' : 'policy.invalid',
    actor: null,
    subject: `policy:${id}`,
    data: { state, repository, commit, problems },
  }
}

/** What there is of a policy now, with the policies that it extends. */
export async function findPolicy({
  organization: { login },
  github,
  openOther,
  policyRepository,
}: PolicySearch): Promise<PolicyState> {
  const repository = `${login}/${policyRepository}`
  const read = await readPolicyFile(github, login, policyRepository)
  if ('state' in read) return read
  const own = { github, name: policyRepository, file: read }
  const parents = await readParents(read, openOther)
  if ('state' in parents) return parents
  const allowlist = await readAllowlistText([own, ...parents.above])
  // Without its allowlist everything that was settled would be open again: the last valid policy stays, with the last one.
  if (!allowlist.known)
    return unreadable(`The allowlist of ${repository} could not be read: ${allowlist.why}`)
  const source: PolicySource = {
    file: read,
    allowlist: allowlist.value,
    parents: parents.above.map(({ file }) => file),
  }
  const resolved = resolveSource(source)
  return resolved.ok
    ? { state: 'valid', source, problems: [] }
    : { state: 'invalid', source, problems: resolved.problems.length > 0 ? resolved.problems : [repository] }
}

async function readPolicyFile(
  github: GitHubOrganization,
  login: string,
  name: string,
): Promise<PolicyFile | PolicyState> {
  const repository = `${login}/${name}`
  const visibility = await github.readVisibility(name)
  if (!visibility.known) return unreadable(`${repository} could not be read: ${visibility.why}`)
  if (visibility.value === null) return missing(`There is no repository ${repository}.`)
  if (visibility.value === 'public') {
    const problem = `${repository} is public: whoever reads a policy knows what it does not watch. Make it private.`
    return { state: 'refused', source: null, problems: [problem] }
  }
  const file = await github.readFile(name, policyPath)
  if (!file.known) return unreadable(`${repository}/${policyPath} could not be read: ${file.why}`)
  if (file.value === null) return missing(`There is no ${policyPath} in ${repository}.`)
  const { text, commit } = file.value
  return { repository, path: policyPath, commit, text }
}

const unreadable = (problem: string): PolicyState => ({
  state: 'unreadable',
  source: null,
  problems: [problem],
})
const missing = (problem: string): PolicyState => ({ state: 'missing', source: null, problems: [problem] })

/** A policy, its parent, and the parent's own: companies have no more levels. */
const mostParents = 4

/** A policy's file, and how others beside it are read. */
interface FoundPolicy {
  readonly github: GitHubOrganization
  /** Of its repository, without the owner. */
  readonly name: string
  readonly file: PolicyFile
}

async function readParents(
  file: PolicyFile,
  openOther: OpenOther,
): Promise<{ readonly above: readonly FoundPolicy[] } | PolicyState> {
  const parents: FoundPolicy[] = []
  // The same name on another host is another repository. The policy's own host is the one that nobody named.
  const seen = new Set([`/${file.repository}`.toLowerCase()])
  let at: string | undefined
  for (let child = file; ;) {
    const read = readPolicy(child.text)
    const above = read.ok ? read.policy.extends : undefined
    if (above === undefined) return { above: parents }
    const problem = (text: string): PolicyState => ({
      state: 'invalid',
      source: { file, allowlist: null, parents: parents.map((one) => one.file) },
      problems: [`${child.repository}/${child.path} extends ${above}: ${text}`],
    })
    if (parents.length >= mostParents)
      return problem(`that is more than ${mostParents} policies above each other`)
    const [name = '', login = '', host] = above.split('/').toReversed()
    at = host ?? at
    const key = `${at ?? ''}/${login}/${name}`.toLowerCase()
    if (seen.has(key)) return problem('they extend each other in a circle')
    seen.add(key)
    const other = await openOther(login, at)
    if (!other) return problem(`this App is not installed on ${login}`)
    const parent = await readPolicyFile(other, login, name)
    if ('state' in parent) return problem(parent.problems.join(' '))
    parents.push({ github: other, name, file: parent })
    child = parent
  }
}

/** The allowlist that counts, beside the policy that names it; null: there is none. */
async function readAllowlistText(chain: readonly FoundPolicy[]): Promise<Fact<string | null>> {
  const policies = chain.flatMap(({ file }) => {
    const read = readPolicy(file.text)
    return read.ok ? [read.policy] : []
  })
  // One that is not valid is told of, and nothing of it comes into force.
  if (policies.length < chain.length) return known(null)
  const holder = allowlistHolder(policies)
  const { github, name } = chain[holder]!
  const found = await github.readFile(name, policies[holder]!.allowlist.file)
  return found.known ? known(found.value?.text ?? null) : found
}
