import type { InstallationFact } from '../inventory/facts.ts'
import { latestAttestations } from '../attestations/attestation.ts'
import {
  assistantInstallations,
  type OrganizationCheck,
  type OrganizationState,
  type Sighting,
} from './check.ts'
import { documentedPermissions, ownAppPermissions } from './documented-permissions.ts'
import { beyond } from './permission-levels.ts'

const installationOf = ({ id }: InstallationFact): string => `installation:${id}`

/** What is found about Apps of assistants. */
export const appChecks: readonly OrganizationCheck[] = [
  {
    id: 'assistant-on-all-repositories',
    severity: 'critical',
    title: "An assistant's App is installed on all repositories",
    why: 'It reaches every repository, also those that are made tomorrow, and no decision about one of them has any effect.',
    todo: 'Open the settings of the organization, GitHub Apps, Configure, and choose "Only select repositories". In an enterprise the policy may let Gatehouse do it, by `changes.selection`; elsewhere GitHub has no way for an App to do it for you.',
    find: (state) =>
      assistantInstallations(state)
        .filter(({ installation }) => installation.selection === 'all' && !installation.isSuspended)
        .map(({ assistant, installation }) => ({
          subject: installationOf(installation),
          found: `The App ${installation.slug} of ${assistant.name} is installed on all repositories.`,
        })),
  },
  {
    id: 'assistant-permissions-changed',
    severity: 'high',
    title: "An assistant's App may do more than was accepted",
    why: 'An App may be given more permissions later, and nothing of it is told to other Apps.',
    todo: 'Look at what it may do. Where that is right, state it: `gatehouse attest app-permissions`.',
    find: (state) =>
      assistantInstallations(state).flatMap(({ assistant, installation }) =>
        permissionDrift(state, assistant.id, installation),
      ),
  },
  {
    id: 'unnamed-assistant-app',
    severity: 'low',
    title: "An App may be an assistant's",
    why: 'Assistants document how an organization makes an App of its own for them. It can have any name, and then no list of known Apps finds it.',
    todo: "Where it is an assistant's, add its id to `ownApps` in the policy. Where it is not, nothing needs to be done.",
    find: findUnnamed,
  },
  {
    id: 'assistant-installation-suspended',
    severity: 'low',
    title: "An assistant's App is suspended",
    why: 'It reaches nothing now, and whoever ends the suspension gives it back everything that it had.',
    todo: 'Where it is not needed any more, uninstall it.',
    find: (state) =>
      assistantInstallations(state)
        .filter(({ installation }) => installation.isSuspended)
        .map(({ assistant, installation }) => ({
          subject: installationOf(installation),
          found: `The App ${installation.slug} of ${assistant.name} is suspended.`,
        })),
  },
]

/** What somebody accepted goes before what is documented. An acceptance that has ended is still what was last known. */
function permissionDrift(
  { attestations }: OrganizationState,
  assistant: string,
  installation: InstallationFact,
): readonly Sighting[] {
  const stated = latestAttestations(attestations).find(
    ({ setting, subject }) => setting === 'app-permissions' && subject === String(installation.id),
  )
  const accepted = stated?.value.kind === 'permissions' ? stated.value.permissions : undefined
  const expected = accepted ?? documentedPermissions[assistant]
  if (expected === undefined) return []
  // Every App has it, and it cannot be refused.
  const more = beyond(installation.permissions, { metadata: 'read', ...expected }, 'none')
  if (more.length === 0) return []
  const than = accepted === undefined ? 'is documented for it' : 'was last accepted'
  return [
    {
      subject: installationOf(installation),
      found: `The App ${installation.slug} may do more than ${than}: ${more.join(', ')}.`,
    },
  ]
}

function findUnnamed(state: OrganizationState): readonly Sighting[] {
  const { installations } = state.applied.facts
  if (!installations.known) return []
  const named = new Set(assistantInstallations(state).map(({ installation }) => installation.id))
  return installations.value
    .filter(({ id }) => !named.has(id) && id !== state.ourInstallation.installationId)
    .flatMap((installation): readonly Sighting[] => {
      const subject = installationOf(installation)
      const called = state.assistants.find(({ id }) => installation.slug.split('-').includes(id))
      if (called !== undefined) {
        const found = `The App ${installation.slug} is called like ${called.name} and is not in the policy.`
        return [{ subject, found, severity: 'medium' }]
      }
      if (!looksLikeOwnApp(installation)) return []
      return [
        { subject, found: `The App ${installation.slug} may do just what an App made for an assistant may.` },
      ]
    })
}

/** Just these permissions: most Apps have one more or one less. */
function looksLikeOwnApp({ permissions }: InstallationFact): boolean {
  const others = Object.keys(permissions).filter((name) => name !== 'metadata')
  const wanted = Object.entries(ownAppPermissions)
  return others.length === wanted.length && wanted.every(([name, level]) => permissions[name] === level)
}
