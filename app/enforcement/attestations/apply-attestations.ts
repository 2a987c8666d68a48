import { known } from '../../../policies/facts.ts'
import type { InstallationFact, OrganizationReachFacts, Statement } from '../inventory/facts.ts'
import { type Attestation, isInForce, latestAttestations } from './attestation.ts'

/** A statement that no longer fits what can be read. */
export interface Contradiction {
  readonly attestation: Attestation
  /** A sentence for people. */
  readonly why: string
}

export interface AppliedAttestations {
  readonly facts: OrganizationReachFacts
  /** Those that were stated once and have ended: to be looked at again. */
  readonly due: readonly Attestation[]
  readonly contradicted: readonly Contradiction[]
}

/**
 * Puts what owners stated where nothing could be read. What can be read always counts more, and a statement that has ended
 * counts as if it had never been made.
 * @param present numeric ids of the organization's repositories; undefined: not all of them are known
 */
export function applyAttestations(
  facts: OrganizationReachFacts,
  attestations: readonly Attestation[],
  now: Date,
  present?: ReadonlySet<number>,
): AppliedAttestations {
  const latest = latestAttestations(attestations)
  const inForce = latest.filter((one) => isInForce(one, now))
  return {
    facts: withSwitches(withInstallations(facts, inForce), inForce),
    due: latest.filter((one) => Date.parse(one.until) <= now.getTime()),
    contradicted: inForce.flatMap((attestation) =>
      contradictionsOf(attestation, facts, present).map((why) => ({ attestation, why })),
    ),
  }
}

const statementOf = ({ at, until }: Attestation): Statement => ({ at, until })

function withInstallations(
  facts: OrganizationReachFacts,
  attestations: readonly Attestation[],
): OrganizationReachFacts {
  const { installations } = facts
  if (!installations.known) return facts
  return { ...facts, installations: known(installations.value.map((one) => withStated(one, attestations))) }
}

function withStated(installation: InstallationFact, attestations: readonly Attestation[]): InstallationFact {
  const stated = attestations.find((one) => isAbout(one, installation))
  if (stated?.value.kind !== 'repositories') return installation
  if (installation.selection === 'all' || installation.repositories.known) return installation
  return { ...installation, repositories: known(new Set(stated.value.ids)), stated: statementOf(stated) }
}

const isAbout = ({ setting, subject }: Attestation, { id }: InstallationFact): boolean =>
  setting === 'installation-repositories' && subject === String(id)

function withSwitches(
  facts: OrganizationReachFacts,
  attestations: readonly Attestation[],
): OrganizationReachFacts {
  const sessions = switchOf(attestations, 'claude-cloud-sessions')
  const agent = switchOf(attestations, 'github-claude-agent')
  return {
    ...facts,
    ...(sessions !== undefined &&
      !facts.cloudSessions.known && {
        cloudSessions: known(sessions.isOn),
        cloudSessionsStated: sessions.statement,
      }),
    ...(agent !== undefined &&
      !facts.nativeAgent.known && {
        nativeAgent: known(agent.isOn ? ('all' as const) : ('none' as const)),
        nativeAgentStated: agent.statement,
      }),
  }
}

function switchOf(
  attestations: readonly Attestation[],
  setting: string,
): { readonly isOn: boolean; readonly statement: Statement } | undefined {
  const found = attestations.find((one) => one.setting === setting)
  if (found?.value.kind !== 'choice') return undefined
  const { answer } = found.value
  return answer === 'on' || answer === 'off'
    ? { isOn: answer === 'on', statement: statementOf(found) }
    : undefined
}

function contradictionsOf(
  { setting, subject, value }: Attestation,
  { installations, cloudSessions, nativeAgent }: OrganizationReachFacts,
  present: ReadonlySet<number> | undefined,
): readonly string[] {
  if (value.kind === 'choice') {
    const read =
      setting === 'claude-cloud-sessions' && cloudSessions.known
        ? cloudSessions.value
        : setting === 'github-claude-agent' && nativeAgent.known
          ? nativeAgent.value !== 'none'
          : undefined
    const isOther = read !== undefined && value.answer !== (read ? 'on' : 'off')
    return isOther ? [`It was stated to be ${value.answer}, and is read to be ${read ? 'on' : 'off'}.`] : []
  }
  if (value.kind !== 'repositories' || !installations.known) return []
  const installation = installations.value.find(({ id }) => String(id) === subject)
  if (installation === undefined) return ['The installation that it is about is not there any more.']
  if (installation.selection === 'all')
    return [
      `The App ${installation.slug} was stated to be on selected repositories, and is installed on all.`,
    ]
  return [...differences(value.ids, installation), ...goneOf(value.ids, present)]
}

function differences(ids: readonly number[], { slug, repositories }: InstallationFact): readonly string[] {
  if (!repositories.known) return []
  const stated = new Set(ids)
  const isSame = stated.size === repositories.value.size && ids.every((id) => repositories.value.has(id))
  return isSame ? [] : [`The App ${slug} is read to be on other repositories than was stated.`]
}

function goneOf(ids: readonly number[], present: ReadonlySet<number> | undefined): readonly string[] {
  const gone = present === undefined ? [] : ids.filter((id) => !present.has(id))
  if (gone.length === 0) return []
  const [names, verb] = gone.length === 1 ? ['One repository', 'is'] : [`${gone.length} repositories`, 'are']
  return [`${names} of the list ${verb} not there any more: ${gone.slice(0, 10).join(', ')}.`]
}
