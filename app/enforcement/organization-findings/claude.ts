import { accessKeyPrefix } from '../claude/judge-key.ts'
import type { ClaudeTenantState, WatchedDomain } from '../claude/claude-tenant.ts'
import { claudeSwitches } from '../claude/posture.ts'
import { judgeKey } from '../claude/judge-key.ts'
import type { OrganizationCheck, OrganizationSeverity, OrganizationState, Sighting } from './check.ts'

const day = 24 * 60 * 60_000
/** So long it is told that a token was given to Claude. */
const importedMs = 90 * day
/** So long before its end a key is told of, and a failure of the feed is not told of. */
const keyEndsMs = 30 * day
const patienceMs = 60 * 60_000

const dayOf = (at: Date): string => at.toISOString().slice(0, 10)

/** Wraps a check that takes a tenant; where none is connected nothing is known of it. */
const ofTenant =
  (
    find: (tenant: ClaudeTenantState, state: OrganizationState) => readonly Sighting[],
  ): OrganizationCheck['find'] =>
  (state) =>
    state.claude ? find(state.claude, state) : []

/** What is found about Claude's own side. */
export const claudeChecks: readonly OrganizationCheck[] = [
  {
    id: 'claude-everything-given',
    severity: 'critical',
    title: 'An agent of Claude was given every repository of an installation',
    why: 'It reaches every repository that the App is installed on, also those that are added tomorrow.',
    todo: 'As a Claude owner: claude.ai, Organization settings, Claude Code, GitHub, Access bundles: choose single repositories.',
    find: ofTenant(({ everythingGiven }) =>
      everythingGiven.map(({ source, openedAt }) => ({
        subject: `claude:${source}`,
        found: `The access bundle ${source.split(':')[1] ?? ''} has every repository of the installation ${source.split(':')[2] ?? ''}${openedAt === null ? '' : `, since ${dayOf(openedAt)}`}.`,
      })),
    ),
  },
  {
    id: 'claude-domain-record',
    severity: 'high',
    title: 'The record by which Claude knows a domain is not as it should be',
    why: 'When Claude checks the domain again and does not find it, the domain counts as not verified.',
    todo: 'Set the record again at the DNS provider of the domain.',
    find: ofTenant(({ domains }) => domains.flatMap(domainSighting)),
  },
  {
    id: 'claude-setting-open',
    severity: 'medium',
    title: 'A setting at Claude widens what it reaches',
    why: 'It was read from Claude itself.',
    todo: 'As a Claude owner, switch it off where it is not wanted.',
    find: ofTenant(findOpen),
  },
  {
    id: 'claude-sync-failed',
    severity: 'high',
    title: "Claude's last sync of the directory failed",
    why: 'Whoever left since may still be a member at Claude, and whoever joined may not.',
    todo: 'As a Claude owner: claude.ai, Organization settings, Identity and access, Directory sync: read what it says, put it right at the identity provider, and sync again.',
    find: ofTenant(({ failedSync }) =>
      failedSync === null
        ? []
        : [
            {
              subject: 'claude',
              found: `It failed on ${dayOf(failedSync)}, and none that did not followed.`,
            },
          ],
    ),
  },
  {
    id: 'claude-sign-on-off',
    severity: 'high',
    title: "A connection of Claude's single sign-on was switched off",
    why: 'Where it was the only one, people sign in past the identity provider or not at all.',
    todo: 'As a Claude owner: claude.ai, Organization settings, Identity and access: see whether that was meant.',
    find: ofTenant(({ signOnOff }) =>
      signOnOff === null
        ? []
        : [
            {
              subject: 'claude',
              found: `It was switched off on ${dayOf(signOnOff)}, and none was switched on since.`,
            },
          ],
    ),
  },
  {
    id: 'claude-token-imported',
    severity: 'medium',
    title: 'Somebody gave Claude the token of their own machine',
    why: 'It opens to Claude whatever it opens on GitHub, wherever the App is installed.',
    todo: 'Ask them to end it (github.com, Settings, Applications, GitHub CLI: Revoke), and as a Claude owner switch "Quick web setup" off.',
    find: ofTenant(({ imported }, { now }) => {
      const recent = imported.filter(({ at }) => now.getTime() - at.getTime() < importedMs)
      const [last] = recent
      if (!last) return []
      const scopes = last.scopes === null ? '' : ` with the scopes ${last.scopes.slice(0, 200)}`
      return [
        {
          subject: 'claude',
          found: `${recent.length} ${recent.length === 1 ? 'token was' : 'tokens were'} given within 90 days, the last one on ${dayOf(last.at)}${scopes}.`,
        },
      ]
    }),
  },
  {
    id: 'claude-foreign-repositories',
    severity: 'low',
    title: 'Repositories that belong to nobody here are connected at Claude',
    why: 'People of the organization work there with its Claude, and no policy of it holds.',
    todo: "See which they are: Claude's side, Connected at Claude.",
    find: ofTenant(({ foreign, isOwner }) =>
      foreign === 0 || !isOwner
        ? []
        : [
            {
              subject: 'claude',
              found: `${foreign} ${foreign === 1 ? 'connection is' : 'connections are'} open to repositories of others.`,
            },
          ],
    ),
  },
  {
    id: 'claude-not-read',
    severity: 'high',
    title: "Claude's side cannot be read",
    why: 'What is connected or changed there meanwhile is not known.',
    todo: "See Claude's side in the console: it says what Claude answered.",
    find: ofTenant(({ failingSince, problem }, { now }) =>
      failingSince === null || now.getTime() - failingSince.getTime() < patienceMs
        ? []
        : [
            {
              subject: 'claude',
              found: `It was read last before ${failingSince.toISOString().slice(0, 16).replace('T', ' ')} UTC: ${problem ?? 'nothing more is known.'}`,
            },
          ],
    ),
  },
  {
    id: 'claude-key',
    severity: 'medium',
    title: "The key that Claude's side is read with needs somebody",
    why: 'When it ends, nothing is read any more; and what it may do, whoever gets hold of it may.',
    todo: `Make another (${accessKeyPrefix}…) that may read activities and organization data alone, and enter it: Claude's side, Replace the key.`,
    find: ofTenant(findKey),
  },
]

function domainSighting({ domain, standing, found, todo, setUpAt }: WatchedDomain): readonly Sighting[] {
  if (standing === undefined || standing.state === 'found' || found === null) return []
  const severities: Readonly<Record<typeof standing.state, OrganizationSeverity>> = {
    partly: 'medium',
    // What was there once and is gone is what stops working.
    missing: 'high',
    other: 'high',
    unknown: 'low',
  }
  const by =
    setUpAt === null
      ? ''
      : ` The domain was verified at Claude on ${dayOf(setUpAt)}; Claude's side shows by whom.`
  const stops =
    standing.state === 'unknown'
      ? ''
      : ` While Claude does not find it, single sign-on, domain capture and provisioning for addresses of ${domain} can stop.`
  return [
    {
      subject: `domain:${domain}`,
      found: `${found}${by}${stops}`,
      severity: severities[standing.state],
      ...(todo !== null && { todo }),
    },
  ]
}

function findOpen(
  { posture }: ClaudeTenantState,
  { claudeRequired }: OrganizationState,
): readonly Sighting[] {
  return claudeSwitches.flatMap(({ name, title, why, clicks, page, widens }): readonly Sighting[] => {
    const state = posture[name]
    const narrow = widens === 'on' ? 'off' : 'on'
    if (state === undefined || state.value === narrow) return []
    return [
      {
        subject: `claude:${name}`,
        found: `"${title}" is ${state.value.replaceAll('_', ' ')}, as far as seen since ${state.since.slice(0, 10)}. ${why}`,
        todo: `${clicks.join(' → ')}: ${page}`,
        severity:
          claudeRequired?.has(name) === true
            ? 'high'
            : name === 'webSessions' || name === 'quickWebSetup'
              ? 'medium'
              : 'low',
      },
    ]
  })
}

function findKey(
  { organizations, keyId, isOwner }: ClaudeTenantState,
  { now }: OrganizationState,
): readonly Sighting[] {
  if (!isOwner) return []
  const keys = organizations.flatMap((one) => one.keys)
  const judgment = judgeKey(keys, keyId)
  const ends = keys.find(({ id }) => id === keyId)?.expiresAt
  const isNear = ends != null && Date.parse(ends) - now.getTime() < keyEndsMs
  return [
    ...(judgment.may === 'yes' ? [] : [{ subject: 'claude-key:scopes', found: judgment.why }]),
    ...(isNear ? [{ subject: 'claude-key:end', found: `It ends on ${ends.slice(0, 10)}.` }] : []),
  ]
}
