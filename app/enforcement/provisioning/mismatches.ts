import { didYouMean } from '../../../policies/did-you-mean.ts'
import { folded, type RoleMapping } from '../identity/map-roles.ts'

/** Something in which an identity provider and the lines that give roles do not fit each other. */
export interface Mismatch {
  readonly kind:
    | 'line-without-group'
    | 'group-without-line'
    | 'empty-group'
    | 'person-without-email'
    | 'person-without-link'
    | 'person-without-role'
  /** A group's name, a line's, or a person's userName. */
  readonly name: string
  /** What was probably meant; null: nothing is near enough. */
  readonly nearest: string | null
}

/** What is compared. */
export interface Compared {
  readonly mappings: readonly Pick<RoleMapping, 'source' | 'name' | 'role'>[]
  readonly groups: readonly { readonly name: string; readonly members: number }[]
  readonly people: readonly ComparedPerson[]
}

export interface ComparedPerson {
  readonly userName: string
  readonly email: string | null
  readonly isActive: boolean
  readonly isLinked: boolean
  readonly groups: number
  /** What would follow for them anywhere. */
  readonly roles: readonly string[]
}

/**
 * Every mismatch at once, the grave first: a line that names no group gives nobody a role, and nobody is told of it otherwise. Groups that
 * no line names are usual, and are listed since one of them may be the one that a line means. Pure.
 */
export function findMismatches({ mappings, groups, people }: Compared): readonly Mismatch[] {
  const lines = [...new Set(mappings.filter(({ source }) => source === 'group').map(({ name }) => name))]
  const names = groups.map(({ name }) => name)
  const known = new Set(names.map(folded))
  const wanted = new Set(lines.map(folded))
  const idle = lines.filter((line) => !known.has(folded(line)))
  const unnamed = groups.filter(({ name }) => !wanted.has(folded(name)))
  return [
    ...idle.map((name) => mismatch('line-without-group', name, nearest(name, names))),
    ...unnamed.map(({ name }) => mismatch('group-without-line', name, nearest(name, idle))),
    ...groups
      .filter(({ name, members }) => members === 0 && wanted.has(folded(name)))
      .map(({ name }) => mismatch('empty-group', name)),
    ...active(people)
      .filter(({ roles }) => roles.some((role) => role !== 'auditor'))
      .filter(({ isLinked }) => !isLinked)
      .map(({ userName }) => mismatch('person-without-link', userName)),
    ...active(people)
      .filter(({ email }) => email === null)
      .map(({ userName }) => mismatch('person-without-email', userName)),
    ...active(people)
      .filter(({ roles, groups: inGroups }) => roles.length === 0 && inGroups > 0)
      .map(({ userName }) => mismatch('person-without-role', userName)),
  ]
}

const active = (people: readonly ComparedPerson[]): readonly ComparedPerson[] =>
  people.filter(({ isActive }) => isActive)

const mismatch = (kind: Mismatch['kind'], name: string, near: string | null = null): Mismatch => ({
  kind,
  name,
  nearest: near,
})

/** Companies put a prefix before all their groups, or leave it out: without it names are compared too. */
function nearest(name: string, among: readonly string[]): string | null {
  const near = didYouMean(name, among)
  if (near !== undefined) return near
  const end = words(name)
  return among.find((one) => isEnding(words(one), end) || isEnding(end, words(one))) ?? null
}

const words = (name: string): readonly string[] =>
  folded(name)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')

/** Whether a name ends with all words of another one, of which there are some. */
const isEnding = (long: readonly string[], short: readonly string[]): boolean =>
  short.length > 0 && long.length > short.length && long.slice(-short.length).join(' ') === short.join(' ')
