import { createHash } from 'node:crypto'

/**
 * Private keys that everybody has, because a standard, a tool's documentation or a development tool ships them: the first
 * 16 hex digits of the SHA-256 of the key's first 64 characters.
 */
const published: Readonly<Record<string, string>> = {
  eca7c0796c0d2871: 'Vagrant, as the insecure key of its boxes',
  b659c9d3a6624574: 'the samples of jwt.io',
  ab7016f5c9efdcca: 'the samples of jwt.io',
  '152943e104e30dd4': 'the samples of jwt.io',
  '190edf59d5736c3b': 'RFC 8037',
  '5ccf2edb4f070f0b': 'RFC 7515',
  a45404ae333dd955: 'RFC 7517',
  bc1a50966c9e6486: 'the documentation of Hardhat and Anvil',
  '8335c55334821eef': 'the documentation of Hardhat and Anvil',
  b26ab6529d20ebeb: 'the documentation of Hardhat and Anvil',
}

/** Where a key was published; undefined for all others. */
export const publishedIn = (key: string): string | undefined =>
  published[createHash('sha256').update(key.slice(0, 64)).digest('hex').slice(0, 16)]
