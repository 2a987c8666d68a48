import type { Node } from 'web-tree-sitter'
import { returnsOf } from '../../../syntax/functions.ts'
import { possibleValues } from '../../../syntax/possible-values.ts'
import { enclosing, pathOf, type Source, textOf } from '../../../syntax/source.ts'
import type { CodeRule, CodeVerdict, Site } from '../code-rule.ts'
import { fixedBytes } from '../fixed-bytes.ts'
import { papersFor } from '../papers.ts'

export const hardcodedSecret: CodeRule = {
  ...papersFor(
    'go',
    'hardcoded-secret',
    'https://cheatsheetseries.owasp.org/cheatsheets/Cryptographic_Storage_Cheat_Sheet.html#key-storage',
    'read',
  ),
  query: {
    literals: [
      'aes.NewCipher',
      'NewCipher',
      'crypto/hmac',
      'SignedString',
      'NewCookieStore',
      'NewFilesystemStore',
      'pbkdf2',
      'scrypt',
      'argon2',
      'chacha20poly1305',
      'jwt',
      'jose',
      'csrf',
      'securecookie',
      'sessions',
      'SessionSecret',
      'hkdf',
      'ed25519',
      'blowfish',
      'crypto/des',
    ],
    settings: ['Key', 'SigningKey', 'SecretKey'],
    calls: [
      'NewCipher',
      'New',
      'SignedString',
      'NewCookieStore',
      'NewFilesystemStore',
      'Key',
      'NewTripleDESCipher',
      'NewX',
      'NewUnauthenticatedCipher',
      'Parse',
      'ParseWithClaims',
      'NewStore',
      'Protect',
      'NewSignerHS',
      'NewVerifierHS',
      'NewSigner',
      'WithKey',
      'NewKeyFromSeed',
      'Extract',
    ],
  },
  judge: (site) => {
    if (site.how === 'setting') return judgeField(site)
    if (site.name.startsWith('Parse')) return judgeParse(site)
    const given = secretOf(site)
    if (given === undefined) return undefined
    const { at, what } = given
    const node = site.args[at]?.value
    if (node === undefined || !isInCode(fixedBytes(site.source, node))) return undefined
    return {
      note: `${what} is a text in the code`,
      ...(what === 'the salt' && { severity: 'medium' as const }),
    }
  },
  matches: [
    `package a
import ("crypto/aes"; "crypto/sha256")
func f() { key := sha256.Sum256([]byte("everybody knows")); block, err := aes.NewCipher(key[:]) }`,
    `package a
import ("crypto/hmac"; "crypto/sha256")
type signer struct { key []byte }
func newSigner() *signer { return &signer{key: []byte("everybody knows")} }
func (s *signer) sign() { m := hmac.New(sha256.New, s.key) }`,
    `package a
import "crypto/aes"
var key = []byte{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16}
func f() { block, err := aes.NewCipher(key) }`,
    `package a
import "github.com/gin-contrib/sessions/redis"
var store, err = redis.NewStore(10, "tcp", "localhost:6379", "", []byte("everybody knows"))`,
    `package a
import "github.com/cristalhq/jwt/v3"
func f() { key := []byte("not so secret"); signer, err := jwt.NewSignerHS(jwt.HS256, key) }`,
    `package a
import "github.com/golang-jwt/jwt/v5"
func f(s string) { t, err := jwt.Parse(s, func(t *jwt.Token) (any, error) { return []byte("not so secret"), nil }) }`,
    `package a
import jwt "github.com/appleboy/gin-jwt/v2"
var m = &jwt.GinJWTMiddleware{Realm: "zone", Key: []byte("not so secret")}`,
    `package a
import "github.com/gorilla/csrf"
var protect = csrf.Protect([]byte("everybody knows"))`,
    `package a
import "crypto/aes"
func f() { block, err := aes.NewCipher([]byte("sixteen byte key")) }`,
    `package a
import ("crypto/hmac"; "crypto/sha256")
var key = []byte("do not tell")
func f() { m := hmac.New(sha256.New, key) }`,
    `package a
func f() { s, err := token.SignedString([]byte("not so secret")) }`,
    `package a
import "github.com/gorilla/sessions"
var store = sessions.NewCookieStore([]byte("everybody knows"))`,
  ],
  misses: [
    `package a
import "golang.org/x/crypto/xtea"
func f() { key := make([]byte, 16); xtea.NewCipher(key[:KeySize-1]) }`,
    `package a
import ("crypto/hmac"; "crypto/sha256")
type signer struct { key []byte }
type label struct { key string }
var named = label{key: "a name"}
func (s *signer) sign() { m := hmac.New(sha256.New, s.key) }`,
    `package a
import "github.com/golang-jwt/jwt/v5"
func f(s string) { t, err := jwt.Parse(s, func(t *jwt.Token) (any, error) { return []byte(os.Getenv("KEY")), nil }) }`,
    `package a
var entry = cache.Entry{Key: []byte("a name")}`,
    `package a
import "crypto/aes"
func f(key []byte) { block, err := aes.NewCipher(key) }`,
    `package a
import "os"
func f() { s, err := token.SignedString([]byte(os.Getenv("KEY"))) }`,
    `package a
import "errors"
var wrong = errors.New("a text")`,
  ],
}

/** `jwt.GinJWTMiddleware{Key: …}`, `jose.SigningKey{Key: …}`: of tokens by the type that it is a field of. */
function judgeField({ source, node, value }: Site): CodeVerdict | undefined {
  const type = enclosing(node, literals)?.childForFieldName('type') ?? null
  const isToken =
    type !== null && /jwt|jose|jwk|signingkey|recipient|csrf|session/i.test(pathOf(source, type))
  return isToken && value !== null && fixedBytes(source, value) === 'a text in the code'
    ? { note: 'the key of tokens is a text in the code' }
    : undefined
}

/** Zeros are there to be filled, or a test's. */
const isInCode = (what: string | undefined): boolean =>
  what === 'a text in the code' || what === 'numbers in the code'

const literals: ReadonlySet<string> = new Set(['composite_literal'])

/** The key that the last argument of `jwt.Parse` gives back. */
function judgeParse({ source, path, args }: Site): CodeVerdict | undefined {
  if (!/\bjwt\b|arser/.test(path)) return undefined
  const holder = args
    .slice(1)
    .flatMap(({ value }) =>
      source.dialect.functions.has(value.type) ? value : (source.functions.get(textOf(source, value)) ?? []),
    )[0]
  const fixed = holder && returnsOf(source, holder).find((one) => isWritten(source, one))
  return fixed && { at: fixed, note: 'the key of tokens is a text in the code' }
}

/** Where a helper gives back several things, which of them the key is cannot be told. */
const isWritten = (source: Source, node: Node): boolean =>
  possibleValues(source, node).length === 1 && fixedBytes(source, node) === 'a text in the code'

function secretOf({ name, path }: Site): { readonly at: number; readonly what: string } | undefined {
  switch (name) {
    case 'Extract':
      return path.endsWith('/hkdf.Extract') ? { at: 1, what: 'the key' } : undefined
    case 'NewX':
    case 'NewUnauthenticatedCipher':
      return /\/chacha20(?:poly1305)?\./.test(path) ? { at: 0, what: 'the key' } : undefined
    case 'NewStore':
      return storeOf(path)
    case 'NewSignerHS':
    case 'NewVerifierHS':
    case 'NewSigner':
    case 'WithKey':
      return /\/(?:jwt|jws|jwe|jwk)\./.test(path) ? { at: 1, what: 'the key of tokens' } : undefined
    case 'NewKeyFromSeed':
      return path.endsWith('/ed25519.NewKeyFromSeed') ? { at: 0, what: 'the key' } : undefined
    case 'Protect':
      return path.endsWith('/csrf.Protect') ? { at: 0, what: 'the key of tokens' } : undefined
    case 'NewCipher':
    case 'NewTripleDESCipher':
      return { at: 0, what: 'the key' }
    case 'New':
      if (path.endsWith('/securecookie.New')) return { at: 0, what: 'the key of cookies' }
      if (path.endsWith('/chacha20poly1305.New')) return { at: 0, what: 'the key' }
      if (path.endsWith('/hkdf.New')) return { at: 1, what: 'the key' }
      return path === 'crypto/hmac.New' ? { at: 1, what: 'the key' } : undefined
    case 'SignedString':
      return { at: 0, what: 'the key of tokens' }
    case 'Key':
      return /(?:pbkdf2|scrypt|argon2)\.Key$/.test(path) ? { at: 1, what: 'the salt' } : undefined
    case 'NewCookieStore':
      return { at: 0, what: 'the key of sessions' }
    default:
      return { at: 1, what: 'the key of sessions' }
  }
}

/** Where the stores of Gin's sessions take their key: behind what they connect to. */
function storeOf(path: string): { readonly at: number; readonly what: string } | undefined {
  const kind = /\/sessions\/(?<kind>cookie|memstore|redis|memcached)\.NewStore$/.exec(path)?.groups?.['kind']
  if (kind === undefined) return undefined
  return { at: { redis: 4, memcached: 2 }[kind] ?? 0, what: 'the key of sessions' }
}
