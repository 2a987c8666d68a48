import type { Node } from 'web-tree-sitter'
import { constantText, followName, isTrue, optionOf, propertyOf } from '../../../syntax/values.ts'
import { enclosing, type Source, textOf } from '../../../syntax/source.ts'
import type { CodeRule, CodeVerdict, Site } from '../code-rule.ts'
import { papersFor } from '../papers.ts'

const library =
  /^(?:jwt|jsonwebtoken|JWT|jwt-simple|jose|jwtDecode|express-jwt|expressJwt|expressjwt|koa-jwt|jwt-decode)\b/i

export const jwtVerification: CodeRule = {
  ...papersFor('javascript', 'jwt-verification', 'https://github.com/auth0/node-jsonwebtoken#readme', 'read'),
  query: {
    literals: ['jwt', 'JWT', 'jsonwebtoken', 'jose', 'Jwt'],
    calls: [
      'verify',
      'sign',
      'decode',
      'encode',
      'UnsecuredJWT',
      'decodeJwt',
      'expressJwt',
      'expressjwt',
      'jwt',
      'jwtVerify',
      'compactVerify',
      'verifyAsync',
      'decodeAsync',
    ],
  },
  judge: judgeToken,
  matches: [
    `const jwt = require('jsonwebtoken'); const key = null; jwt.verify(token, key)`,
    `const token = require('jsonwebtoken').sign(claims, key, { algorithm: 'none' })`,
    `import { jwtVerify } from 'jose'
     await jwtVerify(token, key, { algorithms: ['none'] })`,
    `import jwt from 'jsonwebtoken'
     const claims = jwt.verify(token, key, { algorithms: ['HS256', 'none'] })`,
    `jwt.sign(claims, '', { algorithm: 'none' })`,
    `const jwt = require('jsonwebtoken')
     const user = jwt.decode(request.headers.authorization)
     if (user.isAdmin) allow()`,
    `jwt.verify(token, publicKey, { algorithms: ['RS256', 'HS256'] })`,
    `const jwt = require('jwt-simple')
     jwt.decode(token, secret, true)`,
    `const jwt = require('jsonwebtoken')
     const check = (token) => jwt.verify(token, key)
     if (jwt.decode(token, true).isAdmin) allow() // here`,
    `const { JWK, JWT } = require('jose')
     JWT.verify(token, JWK.None)`,
    `jwt.verify(token, null)`,
  ],
  misses: [
    `jwt.verify(token, key, { algorithms: ['RS256'] })`,
    `jwt.sign(claims, key, { algorithm: 'ES256' })`,
    `const { header } = jwt.decode(token, { complete: true })
     const key = await keys.get(header.kid)
     jwt.verify(token, key, { algorithms: ['RS256'] })`,
    `base64.decode(text)`,
    `const jwt = require('jwt-simple')
     jwt.decode(token, secret)`,
  ],
}

function judgeToken({ source, node, name, path, args }: Site): CodeVerdict | undefined {
  if (!library.test(path)) return undefined
  const algorithms = algorithmsOf(
    source,
    optionOf(source, node, 'algorithms') ?? optionOf(source, node, 'algorithm'),
  )
  if (algorithms.some((one) => one.toLowerCase() === 'none'))
    return { confidence: 'high', note: 'tokens without signature are taken' }
  const isMixed =
    algorithms.some((one) => one.startsWith('HS')) && algorithms.some((one) => /^(?:RS|PS|ES)/.test(one))
  // What is called a secret is no public key.
  const isSecret = args[1] !== undefined && /secret/i.test(textOf(source, args[1].value).slice(0, 200))
  if (isMixed && name !== 'sign' && !isSecret)
    return { note: 'a public key may be taken for the key of an HMAC' }
  switch (name) {
    case 'verify':
      return isNoKey(source, args[1]?.value) ? { confidence: 'high', note: 'no key is given' } : undefined
    case 'jwtVerify':
      return undefined
    case 'UnsecuredJWT':
      return { confidence: 'high', note: 'it has no signature' }
    case 'encode':
      return constantText(source, args[2]?.value ?? null) === 'none' ? { confidence: 'high' } : undefined
    case 'decode':
    case 'decodeJwt':
      return judgeDecode(
        source,
        node,
        path,
        args.map(({ value }) => value),
      )
    default:
      return undefined
  }
}

const verifying = /\b(?:verify|jwtVerify|verifyAsync|verifyIdToken)\s*\(/

function judgeDecode(
  source: Source,
  call: Node,
  path: string,
  args: readonly Node[],
): CodeVerdict | undefined {
  // jwt-simple verifies in `decode`, unless it is told not to.
  const isTurnedOff = isTrue(source, args[2]) || (path.startsWith('jwt-simple') && args[2]?.type === 'string')
  if (isTurnedOff) return { confidence: 'high', note: 'verifying is turned off' }
  const isVerified = verifying.test(source.text)
  const around = enclosing(call.parent, source.dialect.functions) ?? call
  const isDecided = isInCondition(source, call) && !verifying.test(textOf(source, around))
  if ((isVerified && !isDecided) || path.startsWith('jwt-simple')) return undefined
  const onlyHeader = args[1] !== undefined && isTrue(source, propertyOf(source, args[1], 'complete'))
  if (onlyHeader) return undefined
  return isDecided
    ? { note: 'what it says decides, and nobody has verified it' }
    : { severity: 'medium', note: 'nothing in this file verifies it' }
}

/** `if (jwt.decode(token).isAdmin)` */
function isInCondition(source: Source, call: Node): boolean {
  let node = call
  while (node.parent !== null && !source.dialect.functions.has(node.parent.type)) {
    const { parent } = node
    if (parent.type === 'if_statement' || parent.type === 'ternary_expression')
      return parent.childForFieldName('condition')?.id === node.id
    node = parent
  }
  return false
}

function isNoKey(source: Source, node: Node | undefined): boolean {
  if (node === undefined) return false
  const key = followName(source, node)
  return /^(?:null|undefined|false|''|""|``|(?:jose\.)?JWK\.None)$/.test(textOf(source, key).slice(0, 40))
}

function algorithmsOf(source: Source, given: Node | undefined): readonly string[] {
  if (given === undefined) return []
  const node = followName(source, given)
  const items = node.type === 'array' ? node.namedChildren : [node]
  return items.flatMap((one) => constantText(source, one) ?? [])
}
