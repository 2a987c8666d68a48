import { possibleValues } from '../../../syntax/possible-values.ts'
import type { CodeRule, CodeVerdict, Site } from '../code-rule.ts'
import { judgeRandom } from '../judge-random.ts'
import { papersFor } from '../papers.ts'
import { pathOf } from '../../../syntax/source.ts'
import { boundValue } from '../../../syntax/values.ts'

export const insecureRandom: CodeRule = {
  ...papersFor('go', 'insecure-random', 'https://pkg.go.dev/math/rand'),
  query: {
    literals: ['math/rand'],
    calls: [
      'Int',
      'Intn',
      'IntN',
      'Int31',
      'Int31n',
      'Int32',
      'Int32N',
      'Int63',
      'Int63n',
      'Int64',
      'Int64N',
      'Uint32',
      'Uint64',
      'Float64',
      'Float32',
      'Read',
      'Perm',
      'GenerateKey',
      'GenerateMultiPrimeKey',
      'EncryptOAEP',
      'Sign',
    ],
  },
  judge: (site) =>
    making.test(site.name)
      ? judgeReader(site)
      : isPredictable(site)
        ? judgeRandom(site, 'math/rand')
        : undefined,
  matches: [
    `package a
import ("crypto/rsa"; "math/rand")
func f() { source := rand.New(rand.NewSource(1)); key, err := rsa.GenerateKey(source, 4096) }`,
    `package a
import "math/rand"
func generateToken(n int) string {
  b := make([]rune, n)
  for i := range b { b[i] = letters[rand.Intn(len(letters))] }
  return string(b)
}`,
    `package a
import "math/rand"
func f() { sessionID := rand.Int63() }`,
    `package a
import mrand "math/rand"
func newPassword() []byte { password := make([]byte, 8); mrand.Read(password); return password }`,
  ],
  misses: [
    `package a
import ("crypto/rand"; "crypto/rsa")
func f() { key, err := rsa.GenerateKey(rand.Reader, 4096) }`,
    `package a
import "math/rand"
func backoff(base time.Duration) time.Duration { return base + time.Duration(rand.Int63n(int64(base))) }`,
    `package a
import "crypto/rand"
func newToken() []byte { token := make([]byte, 8); rand.Read(token); return token }`,
    `package a
import "math/rand"
func pick(peers []string) string { return peers[rand.Intn(len(peers))] }`,
  ],
}

const making = /^(?:GenerateKey|GenerateMultiPrimeKey|EncryptOAEP|Sign)$/

/** A key that is made with the numbers of `math/rand`. */
function judgeReader({ source, path, args }: Site): CodeVerdict | undefined {
  if (!/^crypto\/\w+\./.test(path)) return undefined
  const isReader = args.some(({ value }) =>
    possibleValues(source, value).some((one) => pathOf(source, one).startsWith('math/rand.New(')),
  )
  return isReader ? { note: 'a key is made with math/rand' } : undefined
}

function isPredictable({ source, node, path }: Site): boolean {
  if (path.startsWith('math/rand.')) return true
  const object = node.childForFieldName('function')?.childForFieldName('operand') ?? null
  const value = object === null ? null : boundValue(source, object)
  return value !== null && pathOf(source, value).startsWith('math/rand.New')
}
