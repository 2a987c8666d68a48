import type { GatehouseRole } from '../members/viewer.ts'

/** What follows for somebody in one organization of what an identity provider says. */
export interface ProvidedRole {
  readonly person: string
  /** Our id. */
  readonly organization: string
  readonly role: GatehouseRole | null
  readonly isBarred: boolean
}

export interface RoleChange {
  readonly person: string
  readonly organization: string
  readonly from: Pick<ProvidedRole, 'role' | 'isBarred'>
  readonly to: Pick<ProvidedRole, 'role' | 'isBarred'>
  /** They have less afterwards. */
  readonly isLoss: boolean
}

const nothing = { role: null, isBarred: false } as const
const keyOf = ({ person, organization }: Pick<ProvidedRole, 'person' | 'organization'>): string =>
  `${person} ${organization}`

/** What becomes different for whom. Pure. */
export function roleChanges(
  before: readonly ProvidedRole[],
  after: readonly ProvidedRole[],
): readonly RoleChange[] {
  const was = new Map(before.map((one) => [keyOf(one), one]))
  const is = new Map(after.map((one) => [keyOf(one), one]))
  return [...new Set([...was.keys(), ...is.keys()])].flatMap((key) => {
    const from = was.get(key)
    const to = is.get(key)
    const { person, organization } = (from ?? to)!
    const change = { person, organization, from: stateOf(from), to: stateOf(to) }
    return isSame(change.from, change.to) ? [] : [{ ...change, isLoss: takes(change.from, change.to) }]
  })
}

type State = RoleChange['from']
const stateOf = (one: State | undefined): State =>
  one ? { role: one.role, isBarred: one.isBarred } : nothing
const isSame = (one: State, other: State): boolean =>
  one.role === other.role && one.isBarred === other.isBarred

const ranks: Readonly<Record<GatehouseRole, number>> = { owner: 3, admin: 2, member: 1, auditor: 0 }

/** Auditors see more than members and may less, so from one to the other something is taken. */
function takes(from: State, to: State): boolean {
  if (from.isBarred) return false
  if (to.isBarred) return true
  if (from.role === null || from.role === to.role) return false
  if (to.role === null) return true
  return (
    to.role === 'auditor' ||
    ranks[to.role] < ranks[from.role] ||
    (from.role === 'auditor' && to.role === 'member')
  )
}

/** So few are never asked about. */
const fewPeople = 5

/**
 * Whether so many lose something that an owner is to be asked. Pure.
 * @param lost how many people within a day, these among them
 * @param of how many people have a role by the connection, or had one within the day
 */
export const areMany = (lost: number, of: number, percent: number): boolean =>
  lost > Math.max(fewPeople, Math.floor((of * percent) / 100))

/** Why what would be taken is held back. */
export const holdReasons = ['many', 'last-owner'] as const
export type HoldReason = (typeof holdReasons)[number]

/** Losses are counted over so long: a provider tells of a whole company within hours. */
export const lossWindowMs = 24 * 60 * 60_000
