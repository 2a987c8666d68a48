import { description, type Operation, type Parameter } from './description.ts'

export interface Route {
  readonly id: string
  readonly operation: Operation
  readonly params: Readonly<Record<string, string>>
}

type Kind = 'fixed' | 'one' | 'many'
const ranks = { fixed: '0', one: '1', many: '2', end: '3' } as const
const expressions: Readonly<Record<Kind, (segment: string) => string>> = {
  fixed: (segment) => segment.replaceAll(/[.*+?^$()|[\]\\]/g, String.raw`\$&`),
  one: () => '([^/]+)',
  many: () => '(.+?)',
}

interface Pattern {
  readonly id: string
  readonly operation: Operation
  readonly names: readonly string[]
  readonly matches: RegExp
  readonly rank: string
}

/**
 * One expression an operation. A router that splits at slashes can't serve this description: parameters that hold
 * slashes also stand in the middle of a path (`/commits/{ref}/check-runs`), where clients other than Octokit send them
 * as they are.
 */
const patterns: readonly Pattern[] = Object.entries(description.operations)
  .map(([id, operation]) => patternOf(id, operation))
  .toSorted((a, b) => (a.rank < b.rank ? -1 : 1))

function patternOf(id: string, operation: Operation): Pattern {
  const segments = operation.path.split('/').slice(1)
  const kinds = segments.map((segment) => kindOf(segment, operation.parameters))
  const source = segments.map((segment, index) => expressions[kinds[index]!](segment)).join('/')
  return {
    id,
    operation,
    names: segments.filter((_, index) => kinds[index] !== 'fixed').map((segment) => segment.slice(1, -1)),
    matches: new RegExp(`^/${source}/?$`),
    // What is fixed goes before what is free, and `…/{ref}/status` before `…/{ref}`.
    rank: kinds.map((kind) => ranks[kind]).join('') + ranks.end,
  }
}

function kindOf(segment: string, parameters: readonly Parameter[]): Kind {
  if (!segment.startsWith('{')) return 'fixed'
  const name = segment.slice(1, -1)
  return parameters.some((one) => one.name === name && one.multiSegment === true) ? 'many' : 'one'
}

/** In their order, those that a path may name that has this method and these segments: its first and its fourth. */
const shelves = new Map<string, readonly Pattern[]>()

function shelfFor(method: string, path: string): readonly Pattern[] {
  const [, first = '', , , fourth = ''] = path.split('/', 5)
  const key = `${method} ${first} ${fourth}`
  const known = shelves.get(key)
  if (known) return known
  const shelf = patterns.filter(({ operation }) => {
    const [, ownFirst = '', , , ownFourth = ''] = operation.path.split('/', 5)
    // An owner and a name hold no slash, so the fourth segment is the fourth.
    const isSame = first !== 'repos' || ownFourth === fourth || ownFourth.startsWith('{')
    return operation.method === method && (ownFirst === first || ownFirst.startsWith('{')) && isSame
  })
  // Made-up paths must not fill the memory.
  if (shelves.size < 1_000) shelves.set(key, shelf)
  return shelf
}

/** The operation that a method and a path (below where the interface begins) name. */
export function routeOf(method: string, path: string): Route | undefined {
  for (const { id, operation, names, matches } of shelfFor(method, path)) {
    const match = matches.exec(path)
    if (match === null) continue
    const values = match.slice(1).map(decodeSegment)
    if (values.includes(undefined)) return undefined
    return { id, operation, params: Object.fromEntries(names.map((name, index) => [name, values[index]!])) }
  }
  return undefined
}

function decodeSegment(text: string): string | undefined {
  try {
    return decodeURIComponent(text)
  } catch {
    // A lone `%`: no name has that form.
    return undefined
  }
}
