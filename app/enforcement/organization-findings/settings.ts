import { findSetting, pageOf } from '../attestations/settings.ts'
import type { Attestation } from '../attestations/attestation.ts'
import { attestableSettings } from '../attestations/settings.ts'
import { isInForce } from '../attestations/attestation.ts'
import { readAtClaude } from '../claude/claude-tenant.ts'
import type { OrganizationCheck, OrganizationState, Sighting } from './check.ts'

const subjectOf = ({ setting, subject }: Attestation): string =>
  subject === '' ? `setting:${setting}` : `setting:${setting}:${subject}`

/** What is found about settings of the organization and what owners stated of them. */
export const settingChecks: readonly OrganizationCheck[] = [
  {
    id: 'base-permission-with-cloud-sessions',
    severity: 'critical',
    title: 'Every member can open every repository in a session in the cloud',
    why: 'A session reaches whatever its owner can see. With a base permission above none, that is every repository of the organization, wherever the App is installed.',
    todo: 'Set the base permission to "No permission" (organization settings, Member privileges), or switch sessions off; where they are off, state it: `gatehouse attest claude-cloud-sessions off`.',
    find: findOpenBase,
  },
  {
    id: 'setting-open',
    severity: 'medium',
    title: 'A setting leaves a way open',
    why: 'It was stated so by an owner; no program can read it.',
    todo: 'Change it where the page says.',
    find: findOpenSettings,
  },
  {
    id: 'attestation-due',
    severity: 'low',
    title: 'A statement has ended',
    why: 'Settings change without a trace, so what was stated is not known any more.',
    todo: 'Look again and state it anew with `gatehouse attest`.',
    find: ({ applied: { due } }) =>
      due.map((one) => ({
        subject: subjectOf(one),
        found: `"${findSetting(one.setting)?.title ?? one.setting}" was stated on ${one.at.slice(0, 10)} and counted until ${one.until.slice(0, 10)}.`,
      })),
  },
  {
    id: 'attestation-contradicted',
    severity: 'high',
    title: 'What was stated is not what is read',
    why: 'Either it changed since, or it was never so.',
    todo: 'Look again, and state what is true with `gatehouse attest`.',
    find: ({ applied: { contradicted } }) =>
      contradicted.map(({ attestation, why }) => ({ subject: subjectOf(attestation), found: why })),
  },
  {
    id: 'settings-not-attested',
    severity: 'low',
    title: 'Settings that nobody has stated',
    why: 'GitHub and Claude show them to owners and tell them to no program.',
    todo: 'Go through the list once: `gatehouse attest` shows it with the page of each.',
    find: findUnstated,
  },
  {
    id: 'reach-not-certain',
    severity: 'low',
    title: 'How many repositories are reached is not certain',
    why: 'Below an enterprise GitHub tells nobody on which repositories another App is installed, and some ways can be read by no program.',
    todo: "State the list of the App's repositories: `gatehouse attest installation-repositories`; give our App the permissions that are missing.",
    find: ({ bounds }) =>
      bounds
        .filter(({ atLeast, atMost }) => atLeast !== atMost)
        .map(({ assistant, atLeast, atMost, repositories }) => ({
          subject: `assistant:${assistant}`,
          found: `${assistant} reaches between ${atLeast} and ${atMost} of ${repositories} repositories.`,
        })),
  },
]

function findOpenBase({ applied: { facts } }: OrganizationState): readonly Sighting[] {
  const { basePermission, cloudSessions } = facts
  if (!basePermission.known || basePermission.value === 'none') return []
  if (cloudSessions.known && !cloudSessions.value) return []
  const sessions = cloudSessions.known
    ? 'sessions in the cloud are switched on'
    : 'nobody has stated that sessions in the cloud are switched off'
  return [
    {
      subject: '',
      found: `Every member has the permission ${basePermission.value} in every repository, and ${sessions}.`,
    },
  ]
}

function findOpenSettings({ attestations, host, login, now }: OrganizationState): readonly Sighting[] {
  return attestations
    .filter((one) => isInForce(one, now))
    .flatMap((one) => {
      const setting = findSetting(one.setting)
      if (setting === undefined || one.value.kind !== 'choice') return []
      const { answer } = one.value
      const given = setting.answers.find(({ id }) => id === answer)
      if (given?.means !== 'open') return []
      const found = `"${setting.title}": ${given.words}, as an owner stated on ${one.at.slice(0, 10)}. ${setting.why}`
      const todo = `${setting.clicks.join(' → ')}: ${pageOf(setting, host, login)}`
      return [{ subject: subjectOf(one), found, todo }]
    })
}

function findUnstated({ attestations, claude }: OrganizationState): readonly Sighting[] {
  const choices = attestableSettings.filter(({ value }) => value === 'choice')
  const stated = new Set([...attestations.map(({ setting }) => setting), ...readAtClaude(claude?.posture)])
  const missing = choices.filter(({ id }) => !stated.has(id))
  if (missing.length === 0) return []
  return [
    {
      subject: '',
      found: `${missing.length} of ${choices.length} were never stated: ${missing.map(({ id }) => id).join(', ')}.`,
    },
  ]
}
