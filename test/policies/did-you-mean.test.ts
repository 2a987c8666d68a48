import { expect, test } from 'vitest'
import { didYouMean } from '../../policies/did-you-mean.ts'

const words = ['observe', 'notify', 'enforce', 'mode', 'noSecretsInTree', 'noSecretsInHistory']

test.each([
  ['enforced', 'enforce'],
  ['Mode', 'mode'],
  ['mod', 'mode'],
  ['noSecretInTree', 'noSecretsInTree'],
  ['notifiy', 'notify'],
])('%s probably means %s', (written, meant) => {
  expect(didYouMean(written, words)).toBe(meant)
})

test.each(['', 'zebra', 'x'.repeat(10_000), '__proto__'])('%s means none of them', (written) => {
  expect(didYouMean(written, words)).toBeUndefined()
})

test('of no words, none is meant', () => {
  expect(didYouMean('a', [])).toBeUndefined()
})
