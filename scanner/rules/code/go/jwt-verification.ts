import type { Node } from 'web-tree-sitter'
import { returnsOf } from '../../../syntax/functions.ts'
import { possibleValues } from '../../../syntax/possible-values.ts'
import { type Argument, argumentsOf, pathOf, type Source, textOf } from '../../../syntax/source.ts'
import { constantText, isFalse, isTrue } from '../../../syntax/values.ts'
import type { CodeRule, CodeVerdict } from '../code-rule.ts'
import { papersFor } from '../papers.ts'

export const jwtVerification: CodeRule = {
  ...papersFor('go', 'jwt-verification', 'https://pkg.go.dev/github.com/golang-jwt/jwt/v5', 'read'),
  query: {
    literals: ['jwt', 'ParseUnverified', 'SignedString', 'InsecureSkipSignatureCheck'],
    calls: [
      'ParseUnverified',
      'NewWithClaims',
      'New',
      'SignedString',
      'UnsafeClaimsWithoutVerification',
      'Parse',
      'ParseWithClaims',
      'ParseString',
      'ParseRequest',
      'ParseInsecure',
    ],
    settings: ['InsecureSkipSignatureCheck'],
  },
  judge: ({ source, how, name, path, args, value }) => {
    if (how === 'setting') return isTrue(source, value) ? { confidence: 'high' } : undefined
    if (name.startsWith('Parse') && name !== 'ParseUnverified') return judgeParse(source, path, args)
    if (name === 'ParseUnverified' || name === 'UnsafeClaimsWithoutVerification') {
      const isVerified = /\b(?:ParseWithClaims|jwt\.Parse|\.Parse|Verify|\.Claims)\(/.test(source.text)
      return isVerified
        ? { severity: 'low', confidence: 'low' }
        : { note: 'nothing in this file verifies it' }
    }
    if (name !== 'SignedString' && !/jwt/.test(path)) return undefined
    const isNone = args.some(({ value }) => isNoMethod(source, value))
    const isAllowed = args.some(({ value }) => isAnything(source, value))
    return isNone || isAllowed ? { confidence: 'high', note: 'it has no signature' } : undefined
  },
  matches: [
    `package a
import "github.com/golang-jwt/jwt/v5"
func f(s string) { jwt.Parse(s, func(t *jwt.Token) (any, error) { return jwt.UnsafeAllowNoneSignatureType, nil }) }`,
    `package a
import "github.com/lestrrat-go/jwx/v2/jwt"
func f(b []byte) { token, err := jwt.Parse(b, jwt.WithVerify(false)) }`,
    `package a
import "github.com/lestrrat-go/jwx/v2/jwt"
func f(b []byte) { token, err := jwt.ParseInsecure(b) }`,
    `package a
import "github.com/coreos/go-oidc/v3/oidc"
var config = &oidc.Config{InsecureSkipSignatureCheck: true}`,
    `package a
import "github.com/golang-jwt/jwt/v5"
func f() { token := jwt.NewWithClaims(jwt.GetSigningMethod("none"), claims) }`,
    `package a
import "github.com/golang-jwt/jwt/v5"
func f(s string) { token, _, err := new(jwt.Parser).ParseUnverified(s, claims) }`,
    `package a
import "github.com/golang-jwt/jwt/v5"
func f() { token := jwt.NewWithClaims(jwt.SigningMethodNone, claims) }`,
  ],
  misses: [
    `package a
import "github.com/golang-jwt/jwt/v5"
func f(s string) { jwt.Parse(s, func(t *jwt.Token) (any, error) { return key, nil }, jwt.WithValidMethods([]string{"RS256"})) }`,
    `package a
import "github.com/lestrrat-go/jwx/v2/jwt"
func f(b []byte) { token, err := jwt.Parse(b, jwt.WithKeySet(keys)) }`,
    `package a
import "github.com/golang-jwt/jwt/v5"
func f() { token := jwt.NewWithClaims(jwt.SigningMethodHS256, claims) }`,
  ],
}

const isNoMethod = (source: Source, node: Node): boolean =>
  possibleValues(source, node).some(
    (one) =>
      /\bSigningMethodNone$/.test(pathOf(source, one)) ||
      (pathOf(source, one).endsWith('GetSigningMethod()') &&
        constantText(source, argumentsOf(source, one)[0]?.value ?? null) === 'none'),
  )

const isAnything = (source: Source, node: Node): boolean =>
  possibleValues(source, node).some((one) => /\bUnsafeAllowNoneSignatureType$/.test(pathOf(source, one)))

/** Of golang-jwt by what its function for keys gives back, of lestrrat-go/jwx by its options. */
function judgeParse(source: Source, path: string, args: readonly Argument[]): CodeVerdict | undefined {
  if (!/jwt|arser/.test(path)) return undefined
  if (path.endsWith('.ParseInsecure')) return { confidence: 'high', note: 'nothing is verified' }
  const isOff = args.some(
    ({ value }) =>
      /\bjwt\.WithVerify\(\)$/.test(pathOf(source, value)) &&
      isFalse(source, argumentsOf(source, value)[0]?.value),
  )
  if (isOff) return { confidence: 'high', note: 'verifying is turned off' }
  const giving = args.flatMap(({ value }) =>
    source.dialect.functions.has(value.type) ? value : (source.functions.get(textOf(source, value)) ?? []),
  )
  const none = giving.flatMap((one) => returnsOf(source, one)).find((one) => isAnything(source, one))
  return none && { at: none, confidence: 'high', note: 'tokens without signature are taken' }
}
