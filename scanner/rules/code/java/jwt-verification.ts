import type { Node } from 'web-tree-sitter'
import { enclosing, type Source, textOf } from '../../../syntax/source.ts'
import type { CodeRule, CodeVerdict } from '../code-rule.ts'
import { papersFor } from '../papers.ts'

export const jwtVerification: CodeRule = {
  ...papersFor(
    'java',
    'jwt-verification',
    'https://github.com/auth0/java-jwt/blob/master/lib/src/main/java/com/auth0/jwt/JWT.java',
    'read',
  ),
  query: {
    literals: ['JWT', 'Jwts', 'Algorithm.none'],
    calls: ['decode', 'none', 'parseClaimsJwt', 'parseUnsecuredClaims', 'parse', 'unsecured', 'compact'],
  },
  judge: ({ source, node, name, path }) => {
    switch (name) {
      case 'none':
        return /\bAlgorithm\.none$/.test(path)
          ? { confidence: 'high', note: 'it has no signature', at: chainAround(node) }
          : undefined
      case 'compact':
        return /\bJwts\.builder\(\)/.test(path) && !/\.(?:signWith|encryptWith)\(\)/.test(path)
          ? { confidence: 'high', note: 'it has no signature' }
          : undefined
      case 'unsecured':
      case 'parseClaimsJwt':
      case 'parseUnsecuredClaims':
        return /\bJwts\./.test(path) || /\bJwts\b/.test(source.text)
          ? { note: 'tokens without signature are taken' }
          : undefined
      case 'parse':
        // `parseClaimsJws` refuses what is not signed, `parse` does not.
        return /\bJwts\.parser(?:Builder)?\(\)/.test(path) && /setSigningKey/.test(path)
          ? { severity: 'medium', note: 'JJWT before 0.12 takes tokens without signature here' }
          : undefined
      default:
        return /\bJWT\.decode$/.test(path) ? judgeDecode(source, node) : undefined
    }
  },
  matches: [
    `class A { void f(String token) { DecodedJWT jwt = JWT.decode(token); } }`,
    `class A { String f() { return JWT.create().sign(Algorithm.none()); } }`,
    `class A { void f(String token) { Jwts.parser().setSigningKey(key).parse(token); } }`,
  ],
  misses: [
    `class A { void f(String token) { JWT.require(algorithm).build().verify(token); } }`,
    `class A { void f(String token) { Jwts.parser().setSigningKey(key).parseClaimsJws(token); } }`,
    `class A { void f(String text) { Base64.getDecoder().decode(text); } }`,
  ],
}

const verifying = /\b(?:verify|require)\(/

function judgeDecode(source: Source, node: Node): CodeVerdict | undefined {
  const around = enclosing(node, source.dialect.functions)
  if (around !== null && verifying.test(textOf(source, around))) return undefined
  return verifying.test(source.text)
    ? { severity: 'low', confidence: 'low', note: 'it is not verified here' }
    : { note: 'nothing in this file verifies it' }
}

/** The whole `JWT.create().….sign(…)` that an argument belongs to. */
const chainAround = (node: Node): Node => node.parent?.parent ?? node
