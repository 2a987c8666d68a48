import { type Filter, parse } from 'scim2-parse-filter'
import {
  type Comparison,
  comparisons,
  type FilterValue,
  type ScimFilter,
} from '../enforcement/provisioning/scim-filter.ts'
import { invalid } from '../enforcement/provisioning/scim-error.ts'
import { attributeIn, type ResourceKind } from './attributes.ts'
import { withoutSchema } from './paths.ts'

/** Longer than any that a provider sends: some ask for a hundred ids at once. */
const longest = 8000
/** Each is a condition of the database's. */
const mostTerms = 200
const deepest = 20

/**
 * Reads a filter. Its text never gets further: what comes out has only paths that there are, and values.
 * @throws ScimError `invalidFilter`, which names what is wrong
 */
export function readFilter(text: string, kind: ResourceKind): ScimFilter {
  if (text.length > longest) throw invalid('invalidFilter', `A filter has at most ${longest} characters.`)
  if (/[\u0000]|\\u0000/i.test(text)) throw invalid('invalidFilter', 'A filter has no NUL in it.')
  let parsed: Filter
  try {
    parsed = parse(text)
  } catch {
    // Its message quotes what was asked, in the words of a program's parts.
    throw invalid('invalidFilter', 'The filter cannot be read: see RFC 7644, section 3.4.2.2.')
  }
  return check(parsed, { kind, terms: { left: mostTerms }, depth: deepest, within: '' })
}

interface Checking {
  readonly kind: ResourceKind
  readonly terms: { left: number }
  readonly depth: number
  /** The attribute inside whose brackets it is; empty: none. */
  readonly within: string
}

function check(filter: Filter, checking: Checking): ScimFilter {
  const { kind, terms, depth, within } = checking
  terms.left -= 1
  if (terms.left < 0 || depth < 0)
    throw invalid('invalidFilter', `A filter has at most ${mostTerms} terms, and ${deepest} levels.`)
  const inner = { ...checking, depth: depth - 1 }
  if ((filter.op === 'and' || filter.op === 'or') && 'filters' in filter)
    return { op: filter.op, filters: filter.filters.map((one) => check(one, inner)) }
  if (filter.op === 'not' && 'filter' in filter) return { op: 'not', filter: check(filter.filter, inner) }
  if (filter.op === '[]' && 'valFilter' in filter) {
    const path = canonicalPath(filter.attrPath, kind, within)
    if (within !== '' || !isMultiValued(path, kind))
      throw invalid('invalidFilter', `\`${path}\` has not several values.`)
    return { op: 'any', path, filter: check(filter.valFilter, { ...inner, within: path }) }
  }
  if (filter.op === 'pr' && 'attrPath' in filter)
    return { op: 'pr', path: valuePath(canonicalPath(filter.attrPath, kind, within), kind) }
  if ('compValue' in filter && isComparison(filter.op))
    return {
      op: filter.op,
      path: valuePath(canonicalPath(filter.attrPath, kind, within), kind),
      value: filter.compValue satisfies FilterValue,
    }
  throw invalid('invalidFilter', 'The filter has an operator that there is not.')
}

const isComparison = (op: string): op is Comparison => comparisons.some((one) => one === op)

/**
 * A path in canonical spelling, `name.familyName`.
 * @throws ScimError `invalidFilter` where there is no such attribute
 */
export function canonicalPath(written: string, kind: ResourceKind, within = ''): string {
  const path = withoutSchema(written, kind)
  const [first = '', second, third] = (within === '' ? path : `${within}.${path}`).split('.')
  const attribute = attributeIn(kind.attributes, first)
  const sub =
    second === undefined || !attribute ? undefined : attributeIn(attribute.subAttributes ?? [], second)
  if (!attribute || third !== undefined || (second !== undefined && !sub)) {
    const names = kind.attributes.map(({ name }) => name).join(', ')
    throw invalid('invalidFilter', `A ${kind.name} has no attribute of that name here. It has: ${names}.`)
  }
  return sub ? `${attribute.name}.${sub.name}` : attribute.name
}

const isMultiValued = (path: string, kind: ResourceKind): boolean =>
  attributeIn(kind.attributes, path)?.multiValued === true

/** What is compared of an attribute with parts is its value: `emails co "@acme.com"`. */
const valuePath = (path: string, kind: ResourceKind): string =>
  attributeIn(kind.attributes, path)?.subAttributes?.some(({ name }) => name === 'value') === true
    ? `${path}.value`
    : path
