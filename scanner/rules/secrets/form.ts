import type { CheckContext, TokenDetector, Verdict } from '../../engine/rule.ts'
import { judgeNamedKey } from './checks/issued-value.ts'
import { anywhere, snake, underName } from './sample-texts.ts'
import { type ServiceKey, assigned, join, token } from './service-rule.ts'
import { type Part, either, sequence } from './shape.ts'

/** What a key's form says of its rule: how it is found, and samples. The rest is said where the rule is written. */
export type Form = Pick<ServiceKey, 'detect' | 'randomBits' | 'matches' | 'misses'> &
  Partial<Pick<ServiceKey, 'check'>>

/** How a key begins, and what may not stand beside it. */
export interface Beginning extends Pick<TokenDetector, 'notBefore' | 'notAfter'> {
  /** At least 3 bytes each, 4 or more where possible. */
  readonly prefix: string | readonly string[]
}

/** A key that begins with a text of its own, and so is recognisable wherever it stands. */
export function prefixed(beginning: string | readonly string[] | Beginning, ...parts: readonly Part[]): Form {
  const { prefix, ...edges } =
    typeof beginning === 'object' && 'prefix' in beginning ? beginning : { prefix: beginning }
  const prefixes = typeof prefix === 'string' ? [prefix] : prefix
  const rest = sequence(...parts)
  const secret = (seed: number): string => join(prefixes[seed % prefixes.length]!, rest.sample(seed))
  const length = rest.sample(1).length
  return {
    detect: [
      token(prefixes, new RegExp(sequence(either(...prefixes), rest).pattern), {
        notAfter: rest.edge,
        ...edges,
      }),
    ],
    randomBits: rest.bits,
    matches: anywhere(secret),
    misses: [
      () => join(prefixes[0]!, 'x'.repeat(length)),
      () => join(prefixes[0]!, rest.sample(2).slice(0, Math.floor(length * 0.4))),
      () => join('Z', secret(3)),
      () => `pattern = /^${prefixes[0]!}[A-Za-z0-9]+$/`,
    ],
  }
}

/** How a key's name is written. */
export interface Naming {
  /** As a person says it, the service first: `new relic api key`. Samples are named so. */
  readonly words: string
  /** How the service is written in names, words apart; default: the first of `words`. */
  readonly service?: string | readonly string[]
  /** Literals, one of which is in the name as people write it; default: how `service` begins such names. */
  readonly names?: readonly string[]
  /**
   * Where given, the whole name (lower-cased, separators removed) must match; default: the service alone, or with a word for
   * a secret.
   */
  readonly name?: RegExp
  /**
   * The service's name is a common word, or a part of one (`lob` of `global`): it must start the name or follow a separator,
   * and is looked for together with what follows it.
   */
  readonly ownWord?: true
}

/** A key without a mark of its own, recognisable only by the name that it is given. */
export function named(naming: string | Naming, ...parts: readonly Part[]): Form {
  const { words, service, names, name, ownWord }: Naming =
    typeof naming === 'string' ? { words: naming } : naming
  const services = typeof service === 'string' ? [service] : (service ?? [words.split(' ')[0]!])
  const value = sequence(...parts)
  return {
    detect: [
      assigned(
        names ?? services.flatMap((one) => beginningsOf(one, ownWord)),
        new RegExp(value.pattern),
        name ?? secretNameOf(services.map((one) => one.replaceAll(' ', '')).join('|')),
      ),
    ],
    randomBits: value.bits,
    check: ownWord ? checkOwnWord(services) : judgeNamedKey,
    matches: underName(words, value.sample),
    misses: [
      () => `FLUX_CAPACITOR_KEY=${value.sample(1)}\n`,
      () => `${snake(words)} = "${'x'.repeat(value.sample(1).length)}"`,
      () => `${snake(words)} = "${value.sample(1).slice(0, 5)}"`,
      () => `${snake(words)}_hash: ${value.sample(1)}`,
      () => `${snake(words).toUpperCase()}=\${${snake(words).toUpperCase()}}`,
    ],
  }
}

/** `new relic` as people write it: `newrelic`, `new_relic`, `new-relic`, `new.relic`, `new relic`. */
const spellings = (words: string): readonly string[] =>
  words.includes(' ') ? ['', '_', '-', '.', ' '].map((between) => words.replaceAll(' ', between)) : [words]

/** How names go on after a service's name: `zoom_client_secret`, `zoomApiKey`. */
const goingOn = ['_', '-', '.', ...'access api app auth client key pass pat secret token'.split(' ')]

/**
 * The literals that are looked for. A name that is short, or a common word, takes time wherever it stands in any file, so
 * it is looked for together with what follows it.
 */
const beginningsOf = (service: string, ownWord = false): readonly string[] =>
  service.length < 5 || (ownWord && !service.includes(' '))
    ? goingOn.map((next) => service + next)
    : spellings(service)

const secretWord = '(?:key|token|secret|passw|passphrase|pwd|credential|auth|bearer|pat$|pass$)'

/** Names that speak of the service and of a secret; compared with names without separators, in lower case. */
const secretNameOf = (service: string): RegExp =>
  new RegExp(`(?:${service}).{0,60}${secretWord}|${secretWord}.{0,60}(?:${service})|^(?:${service})$`)

function checkOwnWord(services: readonly string[]) {
  const starts = new RegExp(
    `(?:^|[^a-z])(?:${services.map((one) => one.replaceAll(' ', '[ _.-]?')).join('|')})`,
  )
  return (secret: string, context: CheckContext): Verdict | undefined =>
    starts.test(context.name) ? judgeNamedKey(secret, context) : { drop: 'the name is another word' }
}

/** Several forms of one kind of key. Only those without a mark of their own are judged by their name. */
export function anyOf(...forms: readonly Form[]): Form {
  const check = forms.find((form) => form.check)?.check
  return {
    detect: forms.flatMap((form) => form.detect),
    randomBits: Math.min(...forms.map((form) => form.randomBits)),
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
