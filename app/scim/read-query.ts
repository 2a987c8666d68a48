import { invalid } from '../enforcement/provisioning/scim-error.ts'
import type { ScimQuery } from '../enforcement/provisioning/scim-store.ts'
import type { ResourceKind } from './attributes.ts'
import { mostResources } from './documents.ts'
import { canonicalPath, readFilter } from './read-filter.ts'
import { isWanted, readSelection, type Selection } from './render.ts'
import { type Given, given, listed } from './values.ts'

const usualResources = 100
/** Beyond it PostgreSQL would have to count past more rows than anybody has people. */
const furthest = 10_000_000

/** What is asked of a list: in the address, or in the body of a search. @property startIndex 1 for the first */
export interface ListQuestion {
  readonly query: ScimQuery
  readonly selection: Selection
  readonly startIndex: number
}

/** @throws ScimError */
export function readQuestion(asked: Given, kind: ResourceKind): ListQuestion {
  const selection = selectionOf(asked, kind)
  const filter = textOf(asked, 'filter')
  const sortBy = textOf(asked, 'sortBy')
  const startIndex = Math.max(1, numberOf(asked, 'startIndex') ?? 1)
  if (startIndex > furthest) throw invalid('invalidValue', '`startIndex` is beyond every list.')
  return {
    selection,
    startIndex,
    query: {
      ...(filter !== undefined && { filter: readFilter(filter, kind) }),
      ...(sortBy !== undefined && { sortBy: canonicalPath(sortBy, kind) }),
      isDescending: textOf(asked, 'sortOrder')?.toLowerCase() === 'descending',
      offset: startIndex - 1,
      limit: Math.min(mostResources, Math.max(0, numberOf(asked, 'count') ?? usualResources)),
      withRelated: isWanted(kind.related, selection),
    },
  }
}

/** Lists in an address are separated by commas. */
export function selectionOf(asked: Given, kind: ResourceKind): Selection {
  const names = (name: string): readonly string[] =>
    listed(given(asked, name)).flatMap((one) => (typeof one === 'string' ? one.split(',') : []))
  return readSelection(names('attributes'), names('excludedAttributes'), kind)
}

function textOf(asked: Given, name: string): string | undefined {
  const value = given(asked, name)
  if (value === undefined || value === '') return undefined
  if (typeof value === 'string') return value
  throw invalid(name === 'filter' ? 'invalidFilter' : 'invalidValue', `\`${name}\` is given once, as a text.`)
}

function numberOf(asked: Given, name: string): number | undefined {
  const value = given(asked, name)
  if (value === undefined || value === '') return undefined
  const number = typeof value === 'string' && /^-?\d{1,15}$/.test(value) ? Number(value) : value
  if (typeof number === 'number' && Number.isSafeInteger(number)) return number
  throw invalid('invalidValue', `\`${name}\` has to be a whole number.`)
}
