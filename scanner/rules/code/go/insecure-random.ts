import { possibleValues } from '../../../syntax/possible-values.ts'
import type { CodeRule, CodeVerdict, Site } from '../code-rule.ts'
import { judgeRandom } from '../judge-random.ts'
import { papersFor } from '../papers.ts'
import { pathOf, type Source, textOf } from '../../../syntax/source.ts'
import type { Node } from 'web-tree-sitter'

export const insecureRandom: CodeRule = {
  ...papersFor('go', 'insecure-random', 'https://pkg.go.dev/math/rand', 'read'),
  query: {
    literals: ['math/rand', 'x/exp/rand'],
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
      'ReadFull',
      'ReadAtLeast',
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
import ("io"; "math/rand")
func seal(text []byte) { nonce := make([]byte, 12); r := rand.New(rand.NewSource(9)); io.ReadFull(r, nonce); gcm.Seal(nil, nonce, text, nil) }`,
    `package a
import ("crypto/aes"; "math/rand")
func f() { key := make([]byte, 32); for i := range key { key[i] = byte(rand.Intn(256)) }; block, err := aes.NewCipher(key) }`,
    `package a
import "math/rand"
type service struct { rng *rand.Rand }
func (s *service) newToken() []byte { token := make([]byte, 16); s.rng.Read(token); return token }`,
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
import ("io"; "math/rand")
func f() { sample := make([]byte, 12); r := rand.New(rand.NewSource(9)); io.ReadFull(r, sample); keys := map[string]bool{} }`,
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
  const isReader = args.some(({ value }) => isGenerator(source, value))
  return isReader ? { note: 'a key is made with math/rand' } : undefined
}

function isPredictable({ source, node, name, path, args }: Site): boolean {
  if (generator.test(path)) return true
  // `io.ReadFull(random, nonce)`
  if (name.startsWith('Read') && name !== 'Read')
    return path.startsWith('io.') && args[0] !== undefined && isGenerator(source, args[0].value)
  const object = node.childForFieldName('function')?.childForFieldName('operand') ?? null
  return object !== null && (isGenerator(source, object) || isDeclared(source, object))
}

const generator = /^(?:math|golang\.org\/x\/exp)\/rand\./

const isGenerator = (source: Source, object: Node): boolean =>
  possibleValues(source, object).some((one) =>
    /^(?:math|golang\.org\/x\/exp)\/rand\.New/.test(pathOf(source, one)),
  )

/** `rng *rand.Rand`, of a field or parameter, in a file that imports no other package of that name. */
function isDeclared(source: Source, object: Node): boolean {
  const name = textOf(source, object).slice(-60)
  const own = name.slice(name.lastIndexOf('.') + 1)
  return (
    generator.test(`${source.imports.get('rand')}.`) &&
    new RegExp(String.raw`\b${own.replaceAll(/\W/g, '')}\s+\*rand\.Rand\b`).test(source.text)
  )
}
