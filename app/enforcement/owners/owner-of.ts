import type { Fact, PropertyValue } from '../../../policies/facts.ts'
import { type Codeowners, readCodeowners } from '../../../policies/codeowners/codeowners.ts'

export interface OwnerFacts {
  readonly customProperties: Fact<Readonly<Record<string, PropertyValue>>>
  /** The policy's `ownership.property`. */
  readonly propertyName: string
  /** The text of CODEOWNERS; known(null): there is none. */
  readonly codeowners: Fact<string | null>
  /** Teams with the permission `admin`, as `organization/team`. */
  readonly adminTeams: Fact<readonly string[]>
}

/** Who answers for a repository: notices, recertification and triage go there. */
export interface Ownership {
  readonly kind: 'property' | 'codeowners' | 'admin-team' | 'unowned'
  /** As they are written: `@login`, `organization/team`, an address, or what the property says. */
  readonly owners: readonly string[]
  /** For people. */
  readonly why: string
  /** Whether everything that goes before could be read. Who is an owner only perhaps may be told, but never approves. */
  readonly isSure: boolean
}

/** More would be nobody. */
const mostOwners = 20

type Found = Pick<Ownership, 'owners' | 'why'>

/** The custom property decides, else CODEOWNERS, else the teams that administer it, else nobody owns it. */
export function ownerOf(facts: OwnerFacts): Ownership {
  const steps = [
    { kind: 'property', found: byProperty(facts) },
    { kind: 'codeowners', found: byCodeowners(facts.codeowners) },
    { kind: 'admin-team', found: byAdminTeams(facts.adminTeams) },
  ] as const
  const unread: string[] = []
  for (const { kind, found } of steps) {
    if (typeof found === 'string') unread.push(found)
    else if (found !== undefined) {
      const owners = found.owners.slice(0, mostOwners)
      return { kind, owners, why: [found.why, ...unread].join(' '), isSure: unread.length === 0 }
    }
  }
  const nobody =
    unread.length === 0
      ? `Nobody owns it: neither the custom property ${facts.propertyName} nor CODEOWNERS nor a team with the permission admin names an owner.`
      : 'Who owns it is not known: nobody is named in what could be read.'
  return { kind: 'unowned', owners: [], why: [nobody, ...unread].join(' '), isSure: unread.length === 0 }
}

/** @returns a sentence where it could not be read */
function byProperty({ customProperties, propertyName }: OwnerFacts): Found | string | undefined {
  if (!customProperties.known) return `Its custom properties could not be read: ${customProperties.why}.`
  const { value } = customProperties
  const held = Object.hasOwn(value, propertyName) ? value[propertyName] : null
  const owners = (typeof held === 'string' ? held.split(',') : (held ?? []))
    .map((one) => one.trim())
    .filter((one) => one !== '')
  return owners.length === 0 ? undefined : { owners, why: `Its custom property ${propertyName} says so.` }
}

function byCodeowners(codeowners: Fact<string | null>): Found | string | undefined {
  if (!codeowners.known) return `Its CODEOWNERS file could not be read: ${codeowners.why}.`
  if (codeowners.value === null) return undefined
  const read = readCodeowners(codeowners.value)
  const skipped = skippedLines(read)
  if (read.ownersOfAll !== undefined && read.ownersOfAll.length > 0)
    return { owners: read.ownersOfAll, why: `CODEOWNERS names them for everything.${skipped}` }
  if (read.everybody.length === 0) return undefined
  return {
    owners: read.everybody,
    why: `CODEOWNERS names nobody for everything, so these are all who own a part of it.${skipped}`,
  }
}

function skippedLines({ problems }: Codeowners): string {
  const [first] = problems
  if (first === undefined) return ''
  const lines = problems.length === 1 ? 'One of its lines does' : `${problems.length} of its lines do`
  return ` ${lines} not count: line ${first.line}: ${first.message}`
}

function byAdminTeams(adminTeams: Fact<readonly string[]>): Found | string | undefined {
  if (!adminTeams.known) return `The teams that administer it could not be read: ${adminTeams.why}.`
  if (adminTeams.value.length === 0) return undefined
  return { owners: adminTeams.value, why: 'These teams have the permission admin.' }
}
