import type { CheckContext, Verdict } from '../../engine/rule.ts'
import { type Alphabet, type Sample, join, random } from '../../engine/sample.ts'
import { checkGenerated } from './checks/generated.ts'
import { type ServiceKey, assigned, token } from './service-rule.ts'

/** The random part of a key: what characters, how many, and a made-up one for samples. */
export interface Shape {
  /** Source of a regular expression. */
  readonly pattern: string
  readonly sample: (seed: number) => string
  /** Random bits that every such text has. */
  readonly bits: number
  /** A character that would make it longer than it is. */
  readonly edge: RegExp
}

type Detection = Pick<ServiceKey, 'detect' | 'randomBits' | 'matches' | 'misses' | 'check'>
type Check = (secret: string, context: CheckContext) => Verdict | undefined

const classes: Readonly<Record<Alphabet, { readonly pattern: string; readonly size: number }>> = {
  hex: { pattern: '[0-9a-f]', size: 16 },
  HEX: { pattern: '[0-9A-F]', size: 16 },
  digits: { pattern: '[0-9]', size: 10 },
  lower: { pattern: '[a-z]', size: 26 },
  upper: { pattern: '[A-Z]', size: 26 },
  lowerDigits: { pattern: '[a-z0-9]', size: 36 },
  upperDigits: { pattern: '[A-Z0-9]', size: 36 },
  letters: { pattern: '[A-Za-z]', size: 52 },
  base62: { pattern: '[A-Za-z0-9]', size: 62 },
  base64: { pattern: '[A-Za-z0-9+/]', size: 64 },
  base64url: { pattern: '[A-Za-z0-9_-]', size: 64 },
}

/** Random characters of one alphabet. */
export function shape(alphabet: Alphabet, least: number, most = least): Shape {
  const { pattern, size } = classes[alphabet]
  const edge =
    alphabet === 'base64' ? /[A-Za-z0-9+/_]/ : alphabet === 'base64url' ? /[A-Za-z0-9_-]/ : /[A-Za-z0-9_]/
  return {
    pattern: `${pattern}{${least === most ? least : `${least},${most}`}}`,
    sample: (seed) => random(alphabet, least, seed),
    bits: Math.floor(least * Math.log2(size)),
    edge,
  }
}

/** `8-4-4-4-12` hexadecimal digits, upper or lower case; 122 of its bits are random. */
export const uuid: Shape = {
  pattern: '[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12}',
  sample: (seed) =>
    [8, 4, 4, 4, 12].map((length, index) => random('hex', length, seed * 10 + index)).join('-'),
  bits: 122,
  edge: /[A-Za-z0-9_-]/,
}

/** Parts one after the other: a fixed text, or a shape. */
export function sequence(...parts: readonly (string | Shape)[]): Shape {
  const shapes = parts.filter((part): part is Shape => typeof part !== 'string')
  return {
    pattern: parts.map((part) => (typeof part === 'string' ? escaped(part) : part.pattern)).join(''),
    sample: (seed) =>
      parts.map((part, index) => (typeof part === 'string' ? part : part.sample(seed + index))).join(''),
    bits: shapes.reduce((sum, { bits }) => sum + bits, 0),
    edge: shapes.at(-1)?.edge ?? /[A-Za-z0-9_]/,
  }
}

const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\/]/g, '\\$&')

/** A key that begins with a text of its own: found wherever it stands. */
export function prefixed(prefix: string, body: Shape, check?: Check): Detection {
  const secret = (seed: number): string => join(prefix, body.sample(seed))
  return {
    detect: [token(prefix, new RegExp(escaped(prefix) + body.pattern), { notAfter: body.edge })],
    randomBits: body.bits,
    ...(check ? { check } : {}),
    matches: anywhere(secret),
    misses: [
      () => join(prefix, 'x'.repeat(body.sample(1).length)),
      () => join(prefix, body.sample(2).slice(0, 6)),
      () => join('Z', secret(3)),
      () => `pattern = /^${prefix}[A-Za-z0-9]+$/`,
    ],
  }
}

/** Ways people write a secret that is recognisable by itself. */
export const anywhere = (secret: (seed: number) => string): readonly Sample[] => [
  () => `export TOKEN=${secret(11)}\n`,
  () => `{"auth": {"value": "${secret(12)}"}}`,
  () => `curl -H 'Authorization: Bearer ${secret(13)}' https://host.test/v1`,
  () => `  token: ${secret(14)} # for the deployment\n`,
]

const secretWord = '(?:key|token|secret|passw|passphrase|pwd|credential|auth|bearer|pat$|pass$)'

/** Names that speak of the service and of a secret; compared with names without separators, in lower case. */
export const secretNameOf = (service: string): RegExp =>
  new RegExp(`(?:${service}).{0,60}${secretWord}|${secretWord}.{0,60}(?:${service})`)

/** What `named` needs beyond the name and the value's shape. */
interface Naming {
  /** Literals, one of which is in the name as people write it. Default: the first word. */
  readonly names?: string | readonly string[]
  /** Which names count, without separators and in lower case. Default: the first word with a word for a secret. */
  readonly name?: RegExp
  readonly check?: Check
}

/**
 * A key that is recognisable only by the name it is given.
 * @param words how people name it, with spaces: `heroku api key`
 */
export function named(words: string, value: Shape, { names, name, check }: Naming = {}): Detection {
  const [service = words] = words.split(' ')
  return {
    detect: [
      assigned(
        names ?? service,
        new RegExp(value.pattern),
        name ?? new RegExp(`${secretNameOf(service).source}|^(?:${service})$`),
      ),
    ],
    randomBits: value.bits,
    check: check ?? checkGenerated,
    matches: written(words, value.sample),
    misses: [
      () => `${snake(words).toUpperCase()}=${value.sample(21)}${value.sample(22)}`,
      () => `${snake(words)} = "${'x'.repeat(value.sample(23).length)}"`,
      () => `${snake(words).toUpperCase()}=\${${snake(words).toUpperCase()}}`,
      () => `checksum = "${value.sample(24)}"`,
    ],
  }
}

/** Ways people write a secret together with its name. */
export function written(words: string, secret: (seed: number) => string): readonly Sample[] {
  return [
    () => `${snake(words).toUpperCase()}=${secret(11)}\n`,
    () => `{\n  "${camel(words)}": "${secret(12)}"\n}`,
    () => `const ${camel(words)} = '${secret(13)}'`,
    () => `<${camel(words)}>${secret(14)}</${camel(words)}>`,
    () => `${words.replaceAll(' ', '.')}=${secret(15)}\n`,
    () => `${snake(words)}: ${secret(16)}\n`,
  ]
}

const snake = (words: string): string => words.replaceAll(' ', '_')
const camel = (words: string): string =>
  words.replaceAll(/ (.)/g, (_, letter: string) => letter.toUpperCase())
