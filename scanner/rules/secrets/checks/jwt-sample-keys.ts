import { createHmac } from 'node:crypto'

/** What jwt.io, the documents of libraries and their tests sign tokens with. */
const sampleKeys = [
  'secret',
  'Secret',
  'SECRET',
  'secret-key',
  'secret_key',
  'secretkey',
  'secretKey',
  'secret123',
  'supersecret',
  'super-secret',
  'super_secret',
  'supersecretkey',
  'mysecret',
  'my-secret',
  'my_secret',
  'mysecretkey',
  'my-secret-key',
  'my_secret_key',
  'your-secret',
  'your-secret-key',
  'your_secret_key',
  'your-256-bit-secret',
  'your-384-bit-secret',
  'your-512-bit-secret',
  'a-string-secret-at-least-256-bits-long',
  'a-valid-string-secret-that-is-at-least-384-bits-long',
  'a-valid-string-secret-that-is-at-least-512-bits-long-which-is-very-long',
  'super-secret-jwt-token-with-at-least-32-characters-long',
  'jwt-secret',
  'jwt_secret',
  'jwtsecret',
  'shhhhh',
  'shhhhhhared-secret',
  'AllYourBase',
  'keyboard cat',
  'key',
  'my-key',
  'private',
  'password',
  'changeme',
  'change-me',
  'test',
  'testing',
  'testsecret',
  'test-secret',
  'example',
  'foo',
  'foobar',
  'bar',
  'hello',
  's3cr3t',
  '123456',
  '',
] as const

const sampleKeySet: ReadonlySet<string> = new Set(sampleKeys)

/** Whether a key for signing is one that documents use. */
export const isSampleKey = (key: string): boolean => sampleKeySet.has(key)

const hashes: Readonly<Record<string, string>> = { HS256: 'sha256', HS384: 'sha384', HS512: 'sha512' }

/**
 * Whether anybody can make such a token: its signature is that of a key which documents use.
 * @param signed header and payload with the dot between them
 * @param signature in base64url, without padding
 */
export function isSignedBySampleKey(algorithm: string, signed: string, signature: string): boolean {
  const hash = hashes[algorithm]
  return (
    hash !== undefined &&
    sampleKeys.some((key) => createHmac(hash, key).update(signed).digest('base64url') === signature)
  )
}
