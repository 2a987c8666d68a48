import { looksRandom } from '../../engine/randomness.ts'
import type { Alphabet } from '../../engine/sample.ts'
import { type ServiceKey, assigned, join, random, token } from './service-rule.ts'

/** A class of characters as it stands in a pattern, and how many bits one random character of it has. */
const classes: Readonly<Record<Alphabet, readonly [string, number]>> = {
  hex: ['[0-9a-f]', 4],
  HEX: ['[0-9A-F]', 4],
  digits: ['[0-9]', 3.32],
  lower: ['[a-z]', 4.7],
  upper: ['[A-Z]', 4.7],
  lowerDigits: ['[a-z0-9]', 5.17],
  upperDigits: ['[A-Z0-9]', 5.17],
  letters: ['[A-Za-z]', 5.7],
  base62: ['[A-Za-z0-9]', 5.95],
  base64: ['[A-Za-z0-9+/]', 6],
  base64url: ['[A-Za-z0-9_-]', 6],
}

type Shape = Pick<ServiceKey, 'detect' | 'randomBits' | 'check' | 'matches' | 'misses'>

/** What may not follow a token whose alphabet has a hyphen: a longer text would be cut. */
const longer = /[A-Za-z0-9_-]/

/**
 * A key that is a prefix and a random body of known length.
 * @param length of the body in characters, or its least and greatest
 * @param variable how people name it, for the samples: `GROQ_API_KEY`
 */
export function prefixed(
  prefix: string,
  alphabet: Alphabet,
  length: number | readonly [number, number],
  variable: string,
): Shape {
  const [least, most] = typeof length === 'number' ? [length, length] : length
  const [chars, bits] = classes[alphabet]
  const pattern = new RegExp(`${prefix}${chars}{${least === most ? least : `${least},${most}`}}`)
  const sample = (seed: number): string => join(prefix, random(alphabet, least, seed))
  return {
    detect: [token(prefix, pattern, { notBefore: longer, notAfter: longer })],
    randomBits: Math.floor(bits * least),
    matches: [
      () => `${variable}=${sample(1)}\n`,
      () => `client = Client(api_key="${sample(2)}")`,
      () => `{"key": "${sample(3)}"}`,
    ],
    misses: [
      () => sample(1).slice(0, prefix.length + least - 4),
      () => join(prefix, 'x'.repeat(least)),
      () => join('a', sample(4)),
    ],
  }
}

/**
 * A key without a mark of its own, recognised by the name it is assigned to: the vendor's name, then a word for a key.
 * @param vendor how the vendor is written in names, letters and digits only: `mistral`
 */
export function named(
  vendor: string,
  alphabet: Alphabet,
  length: number,
  more: { readonly names?: readonly string[] } = {},
): Shape {
  const [chars, bits] = classes[alphabet]
  const names = more.names ?? [vendor]
  const ofKey = new RegExp(`${vendor}[a-z0-9]{0,24}(?:key|token|secret)|${vendor}(?:auth|credential)`)
  const upper = vendor.toUpperCase()
  return {
    detect: [assigned(names, new RegExp(`${chars}{${length}}`), ofKey)],
    randomBits: Math.floor(bits * length),
    check: mustLookRandom,
    matches: [
      () => `${upper}_API_KEY=${random(alphabet, length)}\n`,
      () => `${vendor}ApiKey: '${random(alphabet, length, 2)}',`,
      () => `os.environ["${upper}_API_KEY"] = "${random(alphabet, length, 5)}"`,
    ],
    misses: [
      () => `${upper}_MODEL_HASH=${random(alphabet, length)}\n`,
      () => `${upper}_API_KEY=${random(alphabet, length - 3)}\n`,
      () => `${upper}_API_KEY=${'x'.repeat(length)}\n`,
    ],
  }
}

/** Of a value that any word of its length would fit. */
export function mustLookRandom(secret: string): { readonly drop: string } | undefined {
  return looksRandom(secret) ? undefined : { drop: 'does not look random' }
}

/** A UUID's text, for samples. */
export function uuid(seed: number): string {
  const hex = random('hex', 32, seed)
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}
