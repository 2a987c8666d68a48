import { pathOf } from '../../../syntax/source.ts'
import type { CodeRule } from '../code-rule.ts'
import { papersFor } from '../papers.ts'

export const jwtVerification: CodeRule = {
  ...papersFor('go', 'jwt-verification', 'https://pkg.go.dev/github.com/golang-jwt/jwt/v5', 'read'),
  query: {
    literals: ['jwt', 'ParseUnverified', 'SignedString'],
    calls: ['ParseUnverified', 'NewWithClaims', 'New', 'SignedString', 'UnsafeClaimsWithoutVerification'],
  },
  judge: ({ source, name, path, args }) => {
    if (name === 'ParseUnverified' || name === 'UnsafeClaimsWithoutVerification') {
      const isVerified = /\b(?:ParseWithClaims|jwt\.Parse|\.Parse|Verify|\.Claims)\(/.test(source.text)
      return isVerified
        ? { severity: 'low', confidence: 'low' }
        : { note: 'nothing in this file verifies it' }
    }
    if (name !== 'SignedString' && !/jwt/.test(path)) return undefined
    const isNone = args.some(({ value }) => /\bSigningMethodNone$/.test(pathOf(source, value)))
    const isAllowed = args.some(({ value }) => /\bUnsafeAllowNoneSignatureType$/.test(pathOf(source, value)))
    return isNone || isAllowed ? { confidence: 'high', note: 'it has no signature' } : undefined
  },
  matches: [
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
func f() { token := jwt.NewWithClaims(jwt.SigningMethodHS256, claims) }`,
  ],
}
