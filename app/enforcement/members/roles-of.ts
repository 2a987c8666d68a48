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
}

/**
 * Roles and what they see: GitHub organization owners begin as Gatehouse owners, its members as members, unless something else was
 * granted. Who owns the organization on GitHub sees all of it there, so here too; so do auditors, which is what they were granted
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
  for (const { organization, onGitHub, granted } of standings) {
    const role = roleOf(onGitHub, granted)
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

/** What somebody is in one organization. Pure. @returns undefined: nothing */
export function roleOf(
  onGitHub: Standing['onGitHub'],
  granted: Standing['granted'],
): GatehouseRole | undefined {
  // Whoever left the organization on GitHub has left it here, whatever they were granted; auditors need no seat there.
  if (granted !== null) return onGitHub !== null || granted === 'auditor' ? granted : undefined
  if (onGitHub === 'admin') return 'owner'
  return onGitHub === 'member' ? 'member' : undefined
}
