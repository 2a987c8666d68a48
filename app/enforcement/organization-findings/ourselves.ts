import type { OrganizationCheck, OrganizationState, Sighting } from './check.ts'
import { beyond } from './permission-levels.ts'

/** What is found about the policy and about Gatehouse itself. */
export const ownChecks: readonly OrganizationCheck[] = [
  {
    id: 'policy-refused',
    severity: 'high',
    title: 'The policy is public',
    why: 'Whoever can read a policy knows what it does not watch, and it is not followed while that is so.',
    todo: 'Make the repository private.',
    find: (state) => policySighting(state, 'refused'),
  },
  {
    id: 'policy-invalid',
    severity: 'high',
    title: 'The policy is not valid',
    why: 'The last valid one stays in force, so what was meant by the change does not happen.',
    todo: 'Correct the places named; `gatehouse policy validate` checks a file before it is merged.',
    find: (state) => policySighting(state, 'invalid'),
  },
  {
    id: 'policy-missing',
    severity: 'medium',
    title: 'There is no policy',
    why: 'Without one, everything is allowed and shown; after one was lost, the last valid one stays in force.',
    todo: 'Put a `gatehouse.yml` into the policy repository; `gatehouse policy show balanced` prints one to begin with.',
    find: (state) => policySighting(state, 'missing'),
  },
  {
    id: 'policy-unreadable',
    severity: 'high',
    title: 'The policy cannot be read',
    why: 'The last valid one stays in force, and what was changed since is not followed.',
    todo: 'Give Gatehouse the repository that holds the policy, and the permission to read contents.',
    find: (state) => policySighting(state, 'unreadable'),
  },
  {
    id: 'own-permissions-missing',
    severity: 'medium',
    title: 'Gatehouse may not read everything it needs',
    why: 'What cannot be read is unknown: it grants nothing, and nothing is found there.',
    todo: 'Accept the permissions: organization settings, GitHub Apps, Review request, beside Gatehouse.',
    find: ({ ourInstallation, neededPermissions }) => {
      const missing = beyond(neededPermissions, ourInstallation.permissions, 'none')
      return missing.length === 0 ? [] : [{ subject: '', found: `It misses ${missing.join(', ')}.` }]
    },
  },
  {
    id: 'own-installation-not-on-all',
    severity: 'medium',
    title: 'Gatehouse does not see all repositories',
    why: 'What an assistant reaches in the others is not known, and is not in any number shown.',
    todo: 'Organization settings, GitHub Apps, Configure, beside Gatehouse: choose "All repositories".',
    find: ({ ourInstallation: { selection } }) =>
      selection === 'all' ? [] : [{ subject: '', found: 'It is installed on selected repositories.' }],
  },
  {
    id: 'own-check-of-anybody',
    severity: 'medium',
    title: "Whoever may write statuses can set Gatehouse's check",
    why: 'Where a protection requires the check by its name alone, everybody with write access can say that it passed.',
    todo: 'In the protection of the branch, choose Gatehouse as the source of the check `gatehouse`, or let the policy keep a ruleset that does (`rulesets.requireCheck`) and take the check out of the older protection.',
    find: ({ ownCheck: { ofAnybody } }) =>
      ofAnybody === 0
        ? []
        : [
            {
              subject: '',
              found: `${ofAnybody} ${ofAnybody === 1 ? 'repository requires' : 'repositories require'} it by its name alone.`,
            },
          ],
  },
  {
    id: 'own-check-imitated',
    severity: 'high',
    title: "Somebody else has set a check that is called like Gatehouse's",
    why: 'Where it is required by its name alone, that lets a merge pass which Gatehouse would keep back.',
    todo: 'The audit log has who and where (`check.imitated`). Ours was set over it; let the check be required of Gatehouse alone.',
    find: ({ ownCheck: { imitated } }) =>
      imitated === 0
        ? []
        : [
            {
              subject: '',
              found: `${imitated} ${imitated === 1 ? 'time' : 'times'} within the last 30 days.`,
            },
          ],
  },
  {
    id: 'classic-token-in-use',
    severity: 'high',
    title: 'Gatehouse was given a classic token',
    why: 'A classic token reaches everything that its owner can see, with all that its scopes allow, and is somebody’s own.',
    todo: 'State the list instead (`gatehouse attest installation-repositories`), or use an App of the enterprise; then take the token away.',
    find: ({ usesClassicToken }) =>
      usesClassicToken
        ? [{ subject: '', found: "It reads other Apps' repositories with a classic token." }]
        : [],
  },
]

const shownProblems = 5

function policySighting(
  { policyFound }: OrganizationState,
  wanted: NonNullable<OrganizationState['policyFound']>['state'],
): readonly Sighting[] {
  if (policyFound?.state !== wanted) return []
  const { problems } = policyFound
  const more = problems.length - shownProblems
  const shown = [...problems.slice(0, shownProblems), ...(more > 0 ? [`And ${more} more.`] : [])]
  return [{ subject: 'policy', found: shown.join(' ') || 'Nothing more is known.' }]
}
