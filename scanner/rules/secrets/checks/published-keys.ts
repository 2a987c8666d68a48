import { createHash } from 'node:crypto'
import type { Verdict } from '../../../engine/rule.ts'

/**
 * Keys that everybody has, because a standard, a service's documentation or a development tool ships them: the first 16 hex
 * digits of the SHA-256 of the key's first 64 characters.
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
  '174bb5b0e9b49632': 'BIP 32',
  '2b7cc115a08ddd78': 'BIP 32',
  bcfeb01a19f2e69f: 'BIP 32',
  e5769ac0e268f990: 'BIP 32',
  '8879252d91a53c86': 'BIP 32',
  '5bd79a950a4b43c7': 'BIP 32',
  f4669b99a86d558c: 'BIP 32',
  '821728d55370824a': 'BIP 32',
  '1dbb63442109d235': 'BIP 32',
  b5ad46ba5d7dec9d: 'BIP 32',
  '38608d32e078ee8f': 'BIP 32',
  '246547aab9872af2': 'BIP 32',
  '32f7afcf8e72a44f': 'BIP 32',
  f813630deaa6b609: 'BIP 32',
  d26c8c3bdbc708fe: 'BIP 32',
  '1d6086d9661989ff': 'BIP 32',
  '94d04a960c58e9db': 'BIP 32',
  a010486c9d05f407: 'BIP 32',
  a8866e8134765e10: 'BIP 32',
  '5f2ab0960126f4f6': 'BIP 32',
  '4f8f2ec925dac6bc': 'BIP 32',
  f51a16df7681a015: 'BIP 32',
  bb8d41da5d47938a: 'BIP 32',
  ca7459e2b26776de: 'RFC 6749',
  '584b27d64ebc1b33': 'RFC 6749',
  '2cafc0970149a84f': 'the documentation of Stripe',
  f2d6ca16515033e5: 'the documentation of Stripe',
  '7e8de44ea9ecf6d5': 'the documentation of Stripe',
}

/** What such a key is worth; undefined for all others. */
export function verdictOnPublished(key: string): Verdict | undefined {
  const place = published[createHash('sha256').update(key.slice(0, 64)).digest('hex').slice(0, 16)]
  return place === undefined
    ? undefined
    : { severity: 'low', confidence: 'low', note: `known to everybody from ${place}` }
}
