import type { GatehouseRole, Viewer } from './viewer.ts'

/** What GitHub said that somebody can read is believed for so long. */
export const lookMs = 30 * 60_000

/** What somebody is in one organization. */
export interface Standing {
  /** Our id. */
  readonly organization: string
  /** What GitHub says; null: nothing that is known now. */
  readonly onGitHub: 'admin' | 'member' | null
  /** What they were granted here; null: nothing. */
  readonly granted: GatehouseRole | null
  /** What they are by their company's identity provider; null: nothing. */
  readonly mapped: GatehouseRole | null
  /** The identity provider has deactivated them. */
  readonly isBarred: boolean
}

/**
 * Roles and what they see: GitHub organization owners begin as Gatehouse owners, its members as members, unless something else was
 * granted, or given by their identity provider. Who owns the organization on GitHub sees all of it there, so here too; so do auditors, which is what they were granted
 * for. Everybody else sees here what they can read there, and nothing where they are nobody there.
 */
export function rolesOf(
  person: string,
  standings: readonly Standing[],
  now: Date,
): Pick<Viewer, 'roles' | 'scope'> {
  const roles = new Map<string, GatehouseRole>()
  const whole: string[] = []
  const partly: string[] = []
  for (const standing of standings) {
    const { organization, onGitHub } = standing
    const role = roleOf(standing)
    if (role === undefined) continue
    roles.set(organization, role)
    if (onGitHub === 'admin' || role === 'auditor') whole.push(organization)
    else partly.push(organization)
  }
  const scope = { organizations: whole }
  if (partly.length === 0) return { roles, scope }
  const lookedAfter = new Date(now.getTime() - lookMs)
  return { roles, scope: { ...scope, visibleTo: { person, organizations: partly, lookedAfter } } }
}

/**
 * What somebody is in one organization: what an owner granted, else what their identity provider's groups give, else what they are on
 * GitHub. Pure.
 * @returns undefined: nothing
 */
export function roleOf({
  onGitHub,
  granted,
  mapped,
  isBarred,
}: Omit<Standing, 'organization'>): GatehouseRole | undefined {
  if (isBarred) return undefined
  const given = granted ?? mapped
  // Whoever left the organization on GitHub has left it here, whatever they were given; auditors need no seat there.
  if (given !== null) return onGitHub !== null || given === 'auditor' ? given : undefined
  if (onGitHub === 'admin') return 'owner'
  return onGitHub === 'member' ? 'member' : undefined
}
