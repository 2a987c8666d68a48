import { crc32 as zlibCrc32 } from 'node:zlib'
import { assert, property, uint8Array } from 'fast-check'
import { expect, test } from 'vitest'
import { describeAccessKeyId } from '../../../../../scanner/rules/secrets/checks/aws-account.ts'
import { describeAnnotatedKey } from '../../../../../scanner/rules/secrets/checks/azure-annotated-key.ts'
import { bech32, isBech32 } from '../../../../../scanner/rules/secrets/checks/bech32.ts'
import { crc32 } from '../../../../../scanner/rules/secrets/checks/crc32.ts'
import { checksumOf, githubChecksum } from '../../../../../scanner/rules/secrets/checks/github-checksum.ts'
import {
  checkRoutable,
  routableChecksum,
} from '../../../../../scanner/rules/secrets/checks/gitlab-routable.ts'
import { checkMacaroon } from '../../../../../scanner/rules/secrets/checks/macaroon.ts'

test('CRC-32 is that of zlib', () => {
  expect(crc32('123456789')).toBe(0xcbf43926)
  assert(property(uint8Array(), (bytes) => crc32(Buffer.from(bytes).toString('latin1')) === zlibCrc32(bytes)))
})

test('a Bech32 text with one character changed is found out', () => {
  // From BIP 173.
  expect(isBech32('a12uel5l')).toBe(true)
  expect(isBech32('abcdef1qpzry9x8gf2tvdw0s3jn54khce6mua7lmqqqxw')).toBe(true)
  const text = bech32('age-secret-key-', 'q0p9z8ry7x6g5f4t3v2dw0s3jn54khce6mua7lqpzry9x8gf2tvd')
  expect(isBech32(text)).toBe(true)
  expect(isBech32(text.replace('q0', 'q2'))).toBe(false)
})

test('checksums at the end of tokens', () => {
  const body = 'a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5'
  expect(githubChecksum(`ghp_${body}${checksumOf(body)}`)).toEqual({ note: 'its checksum is valid' })
  expect(githubChecksum(`ghp_${body}000000`)).toMatchObject({ confidence: 'medium' })
  const before = 'glpat-bm90LWEtdG9rZW4tYXQtYWxsLW5vdC1hLXRva2Vu.01.14'
  expect(checkRoutable(`${before}${routableChecksum(before)}`)).toEqual({ note: 'its checksum is valid' })
  expect(checkRoutable(`${before}0000000`)).toMatchObject({ confidence: 'medium' })
  expect(checkRoutable('glpat-short')).toBeUndefined()
})

test('an access key id tells its account, where it is one of the newer ones', () => {
  const alone = { before: '' }
  // The id and account of a published example; its user is long gone.
  expect(describeAccessKeyId(['ASIA', 'QNZGKIQY', '56JQ7WML'].join(''), alone)).toEqual({
    note: 'of AWS account 029608264753',
  })
  expect(describeAccessKeyId(['AKIA', 'I7OSFODN', 'N7ABCDEF'].join(''), alone)).toEqual({})
  expect(describeAccessKeyId(['ACCA', 'ACGTACGT', 'TTGACCAT'].join(''), alone)).toMatchObject({
    drop: expect.any(String),
  })
})

test('an annotated key tells what it is for and when it was made', () => {
  const key = `${'a'.repeat(52)}JQQJ99BE${'A'.repeat(16)}ACOG${'b'.repeat(4)}`
  expect(describeAnnotatedKey(key)).toEqual({ note: 'Azure AI services, made in 2025-05' })
})

/** Type, length and bytes. */
const field = (type: number, text: string) => [type, text.length, ...Buffer.from(text)]

test('a macaroon that was cut off is dropped, one that does not decode is doubted', () => {
  const bytes = [2, ...field(1, 'pypi.org'), ...field(2, '[1,"user"]'), 0, 0, ...field(6, 's'.repeat(32))]
  const token = `pypi-${Buffer.from(bytes).toString('base64url')}`
  expect(checkMacaroon(token)).toBeUndefined()
  expect(checkMacaroon(token.slice(0, -8))).toHaveProperty('drop')
  expect(checkMacaroon(`pypi-AgEIcHlwaS5vcmc${'9a8b7c6d'.repeat(8)}`)).toMatchObject({ confidence: 'medium' })
})
