import type { Node } from 'web-tree-sitter'
import { calleePath, enclosing, type Source, textOf } from '../../../syntax/source.ts'
import { boundValue } from '../../../syntax/values.ts'
import type { CodeRule, CodeVerdict } from '../code-rule.ts'
import { papersFor } from '../papers.ts'

export const jwtVerification: CodeRule = {
  ...papersFor('java', 'jwt-verification', 'https://github.com/auth0/java-jwt#readme'),
  query: {
    literals: ['JWT', 'Jwts', 'Algorithm.none', 'PlainJWT'],
    calls: [
      'decode',
      'none',
      'parseClaimsJwt',
      'parseUnsecuredClaims',
      'parse',
      'unsecured',
      'compact',
      'PlainJWT',
    ],
  },
  judge: ({ source, node, name, path: written }) => {
    const path = wholePath(source, node, written)
    switch (name) {
      case 'PlainJWT':
        return { confidence: 'high', note: 'it has no signature' }
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
        if (/^(?:PlainJWT|SignedJWT|JWTParser)\.parse$/.test(path))
          return path.startsWith('Plain')
            ? { note: 'tokens without signature are taken' }
            : judgeDecode(source, node)
        return /\bJwts\.parser(?:Builder)?\(\)/.test(path) &&
          !/\b(?:verifyWith|keyLocator)\(/.test(source.text)
          ? { severity: 'medium', note: 'tokens without signature are taken' }
          : undefined
      default:
        return /\bJWT\.decode$/.test(path) ? judgeDecode(source, node) : undefined
    }
  },
  matches: [
    `class A { void f(String token) { DecodedJWT jwt = JWT.decode(token); } }`,
    `class A { String f() { return JWT.create().sign(Algorithm.none()); } }`,
    `class A { void f(String token) { Jwts.parser().setSigningKey(key).parse(token); } }`,
    `class A { String f() { JwtBuilder builder = Jwts.builder().setSubject(name); return builder.compact(); } }`,
    `class A { void f(String token) throws Exception { SignedJWT jwt = SignedJWT.parse(token); use(jwt.getJWTClaimsSet()); } }`,
  ],
  misses: [
    `class A { void f(String token) { JWT.require(algorithm).build().verify(token); } }`,
    `class A { void f(String token) { Jwts.parser().setSigningKey(key).parseClaimsJws(token); } }`,
    `class A { String f() { JwtBuilder builder = Jwts.builder().setSubject(name); builder.signWith(key); return builder.compact(); } }`,
    `class A { void f(String token) throws Exception { SignedJWT jwt = SignedJWT.parse(token); if (jwt.verify(verifier)) use(jwt); } }`,
    `class A { void f(String text) { Base64.getDecoder().decode(text); } }`,
  ],
}

/** The path of what a builder in a variable was made by, too, unless a key is handed to it elsewhere in its function. */
function wholePath(source: Source, node: Node, path: string): string {
  const object = node.childForFieldName('object')
  const name = /^(?<name>\w+)\./.exec(path)?.groups?.['name'] ?? ''
  const root = object === null ? null : rootOf(object)
  const made = root !== null && textOf(source, root) === name ? boundValue(source, root) : null
  if (made === null || !source.dialect.calls.has(made.type)) return path
  const around = enclosing(made, source.dialect.functions)
  // A field may be given a key anywhere.
  if (around === null) return path
  const isSigned = new RegExp(String.raw`\b${name}\s*\.[^;]*(?:signWith|encryptWith)`).test(
    textOf(source, around),
  )
  return isSigned ? path : `${calleePath(source, made)}().${path.slice(name.length + 1)}`
}

function rootOf(node: Node): Node {
  const object = node.childForFieldName('object')
  return object === null ? node : rootOf(object)
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
