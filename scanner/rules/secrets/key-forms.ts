import type { CheckContext, Verdict } from '../../engine/rule.ts'
import type { Alphabet } from '../../engine/sample.ts'
import { looksIssued } from './checks/looks-issued.ts'
import { type ServiceKey, assigned, join, token } from './service-rule.ts'
import { type Shape, anywhere, secretNameOf, sequence, shape, uuid, written } from './shape.ts'

/** What a form says of a rule; the rest is said where the rule is written. */
export type Form = Pick<ServiceKey, 'detect' | 'randomBits' | 'matches' | 'misses'> &
  Partial<Pick<ServiceKey, 'check'>>

/** One of several shapes; samples show the first. */
export function either(...shapes: readonly (string | Shape)[]): Shape {
  const all = shapes.map((one) => sequence(one))
  return {
    pattern: `(?:${all.map(({ pattern }) => pattern).join('|')})`,
    sample: (seed) => all[0]!.sample(seed),
    bits: Math.min(...all.map(({ bits }) => bits)),
    edge: all.find(({ edge }) => edge.test('-'))?.edge ?? all[0]!.edge,
  }
}

/**
 * A key that begins with a text of its own, and so is recognisable wherever it stands.
 * @param prefixes at least 3 bytes each, 4 or more where possible
 */
export function marked(prefixes: string | readonly string[], ...parts: readonly (string | Shape)[]): Form {
  const all = typeof prefixes === 'string' ? [prefixes] : prefixes
  const rest = sequence(...parts)
  const secret = (seed: number): string => join(all[seed % all.length]!, rest.sample(seed))
  return {
    detect: [token(all, new RegExp(sequence(either(...all), rest).pattern), { notAfter: rest.edge })],
    randomBits: rest.bits,
    matches: anywhere(secret),
    misses: [
      () => join(all[0]!, 'x'.repeat(rest.sample(1).length)),
      () => join(all[0]!, rest.sample(2).slice(0, Math.floor(rest.sample(2).length * 0.4))),
      () => join('Z', secret(3)),
    ],
  }
}

/** How a key's name is written. */
export interface Naming {
  /** As a person says it, the service first: `new relic api key`. Samples are named so. */
  readonly words: string
  /** How the service is written in names, words apart; default: the first of `words`. */
  readonly service?: string | readonly string[]
  /** Where given, the whole name (lower-cased, separators removed) must match; default: the service and a word for a secret. */
  readonly name?: RegExp
  /** The service's name is a part of common words (`lob` of `global`), so it must start the name or follow a separator. */
  readonly ownWord?: true
}

/** A key without a mark of its own, recognisable only by the name that it is given. */
export function called(naming: string | Naming, ...parts: readonly (string | Shape)[]): Form {
  const { words, service, name, ownWord } =
    typeof naming === 'string' ? ({ words: naming } as Naming) : naming
  const services = typeof service === 'string' ? [service] : (service ?? [words.split(' ')[0]!])
  const value = sequence(...parts)
  const starts = new RegExp(
    `(?:^|[^a-z])(?:${services.map((one) => one.replaceAll(' ', '[ _.-]?')).join('|')})`,
  )
  const check = (secret: string, context: CheckContext): Verdict | undefined =>
    ownWord && !starts.test(context.name)
      ? { drop: 'the name is another word' }
      : looksIssued(secret, context)
  const squashed = services.map((one) => one.replaceAll(' ', '')).join('|')
  return {
    detect: [
      assigned(services.flatMap(spellings), new RegExp(value.pattern), name ?? secretNameOf(squashed)),
    ],
    randomBits: value.bits,
    check,
    matches: written(words, value.sample),
    misses: [
      () => `FLUX_CAPACITOR_KEY=${value.sample(1)}\n`,
      () => `${words.replaceAll(' ', '_')} = "${'x'.repeat(value.sample(1).length)}"`,
      () => `${words.replaceAll(' ', '_')} = "${value.sample(1).slice(0, 5)}"`,
      () => `${words.replaceAll(' ', '_')}_hash: ${value.sample(1)}`,
    ],
  }
}

/** `new relic` as people write it: `newrelic`, `new_relic`, `new-relic`, `new.relic`, `new relic`. */
const spellings = (words: string): readonly string[] =>
  words.includes(' ') ? ['', '_', '-', '.', ' '].map((between) => words.replaceAll(' ', between)) : [words]

/** Several forms of one kind of key. */
export function anyOf(...forms: readonly Form[]): Form {
  const check = forms.find((form) => form.check)?.check
  return {
    detect: forms.flatMap((form) => form.detect),
    randomBits: Math.min(...forms.map((form) => form.randomBits)),
    // A key with a mark of its own needs no name to judge by.
    ...(check
      ? {
          check: (secret: string, context: CheckContext) =>
            context.name === '' ? undefined : check(secret, context),
        }
      : {}),
    matches: forms.flatMap((form) => form.matches),
    misses: forms.flatMap((form) => form.misses),
  }
}

/** Short for `shape`: exactly `least` characters of an alphabet, or up to `most`. */
export const chars = (alphabet: Alphabet, least: number, most = least): Shape => shape(alphabet, least, most)

/** Base 64 for addresses, with the `=` that some vendors pad it with and some have anywhere. */
export const padded = (least: number, most = least): Shape => ({
  ...shape('base64url', least, most),
  pattern: `[A-Za-z0-9_=-]{${least === most ? least : `${least},${most}`}}`,
  edge: /[A-Za-z0-9_=-]/,
})

/** Where a format is documented, on a page that was read when the rule was written. */
export const read = (url: string) => ({ url, checked: 'read' }) as const

/** Where a format is documented or shown; the page was not read when the rule was written. */
export const unverified = (url: string) => ({ url, checked: 'unverified' }) as const

export { sequence, uuid }
