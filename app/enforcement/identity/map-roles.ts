import type { GatehouseRole } from '../members/viewer.ts'

/** One line by which an identity provider's groups or claims give a role. */
export interface RoleMapping {
  readonly id: string
  readonly source: 'group' | 'claim'
  /** A group's name, or a claim's. */
  readonly name: string
  /** What the claim has to be; null: a group. */
  readonly value: string | null
  /** Our id of the organization it is a role in; null: each of the connection. */
  readonly organization: string | null
  readonly role: GatehouseRole
}

/** What an identity provider says of somebody. */
export interface Described {
  readonly groups: readonly string[]
  readonly claims: Readonly<Record<string, readonly string[]>>
}

export interface MappedRole {
  readonly role: GatehouseRole
  /** The line that gave it. */
  readonly by: RoleMapping
}

/**
 * What somebody is in each organization of a connection: the first line that fits gives the role, as in a policy. Names of groups and
 * values of claims are compared without regard to letter case and spaces around them: providers show them in either. Pure.
 * @param units our ids of the connection's organizations; a line that names another gives nothing
 * @returns by our ids; those in which nothing fits are missing
 */
export function mapRoles(
  described: Described,
  mappings: readonly RoleMapping[],
  units: readonly string[],
): ReadonlyMap<string, MappedRole> {
  const fitting = mappings.filter((mapping) => fits(mapping, described))
  const roles = units.flatMap((unit) => {
    const by = fitting.find(({ organization }) => organization === null || organization === unit)
    return by ? [[unit, { role: by.role, by }] as const] : []
  })
  return new Map(roles)
}

export function fits({ source, name, value }: RoleMapping, { groups, claims }: Described): boolean {
  if (source === 'group') return groups.some((group) => isSame(group, name))
  return (Object.hasOwn(claims, name) ? claims[name]! : []).some(
    (one) => value !== null && isSame(one, value),
  )
}

/** As providers' names are compared here. */
export const folded = (name: string): string => name.trim().normalize('NFC').toLowerCase()
const isSame = (one: string, other: string): boolean => folded(one) === folded(other)
