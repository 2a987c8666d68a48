import type { Node } from 'web-tree-sitter'

/** What a value may be used for; what makes it harmless differs. */
export const sinkKinds = [
  'sql',
  'command',
  'code',
  'template',
  'html',
  'url',
  'path',
  'data',
  'redirect',
  'query',
  'object',
  'session',
] as const
export type SinkKind = (typeof sinkKinds)[number]

/** How far a value can be trusted, from what is written in the code to what a stranger sends. */
export const trusts = ['constant', 'unknown', 'parameter', 'local', 'untrusted'] as const
/**
 * - `constant`: written in the code, configured, a number, or made harmless for this use
 * - `unknown`: nothing is to be seen
 * - `parameter`: whoever calls this function says
 * - `local`: from the command line, the environment or the keyboard
 * - `untrusted`: from a request, a message, an address
 */
export type Trust = (typeof trusts)[number]

/** What is known of a value. */
export interface Trace {
  readonly trust: Trust
  /** Where it comes from, in words: `the request`. */
  readonly from?: string
  /** Whether it was put together with other text. */
  readonly isBuilt: boolean
  /** The text that it surely begins with. */
  readonly prefix: string
  /** Whether it begins with something that is not from outside, although its text is not known: the address of a service. */
  readonly isLed: boolean
  /** Whether it went through a function of which nothing is known. */
  readonly isGuessed: boolean
}

export const constant: Trace = {
  trust: 'constant',
  isBuilt: false,
  prefix: '',
  isLed: false,
  isGuessed: false,
}
export const unknown: Trace = { ...constant, trust: 'unknown' }

const rank = (trust: Trust): number => trusts.indexOf(trust)

export const isAtLeast = (one: Trust, other: Trust): boolean => rank(one) >= rank(other)

/** Either may be the value: the worse counts. */
export function either(a: Trace, b: Trace): Trace {
  const [worse, other] = rank(b.trust) > rank(a.trust) ? [b, a] : [a, b]
  // Of a fixed text the beginning is worth knowing even beside another.
  const prefix = worse.trust === 'constant' ? worse.prefix || other.prefix : worse.prefix
  return { ...worse, isBuilt: worse.isBuilt || other.isBuilt, prefix }
}

export const worst = (traces: readonly Trace[]): Trace => traces.reduce(either, constant)

/** A value made of several, one after the other. */
export function joined(parts: readonly Trace[]): Trace {
  const all = worst(parts)
  const first = parts.find(({ trust, prefix }) => trust !== 'constant' || prefix !== '') ?? constant
  const prefix = first.prefix
  if (all.trust === 'constant') return { ...constant, prefix }
  const isLed = prefix === '' && (first.isLed || !isAtLeast(first.trust, 'local') || parts[0] !== first)
  return { ...all, isBuilt: true, prefix, isLed }
}

/** A place where a name gets a value. */
export interface Definition {
  /** Null where it gets none yet. */
  readonly value: Node | null
  readonly at: Node
  readonly how:
    | 'assigned'
    /** It is one of the values in it. */
    | 'element'
    /** The value is added to what is there. */
    | 'added'
    /** The value is a call that writes into it; `at` is the argument. */
    | 'filled'
    | 'parameter'
    | 'function'
    | 'nothing'
  /** Names by which it was taken out of the value, the outermost first. */
  readonly keys: readonly string[]
  /** Where only this field of it is set. */
  readonly field?: string
}
