import type { Node } from 'web-tree-sitter'
import { constantText, followName, isFalse, optionOf } from '../../../syntax/values.ts'
import { enclosing, type Source, textOf, unquote } from '../../../syntax/source.ts'
import type { CodeRule, CodeVerdict } from '../code-rule.ts'
import { papersFor } from '../papers.ts'

export const jwtVerification: CodeRule = {
  ...papersFor(
    'python',
    'jwt-verification',
    'https://github.com/jpadilla/pyjwt/blob/master/docs/api.rst',
    'read',
  ),
  query: {
    literals: ['jwt', 'JWT', 'jose'],
    calls: ['decode', 'decode_complete', 'encode', 'JsonWebToken', 'get_unverified_claims', 'process_jwt'],
  },
  judge: ({ source, node, name, path, args }) => {
    if (!/\b(?:jwt|jose|joserfc|PyJWT|python_jwt)\b/i.test(path)) return undefined
    if (name === 'JsonWebToken')
      return algorithmsOf(source, args[0]?.value).some((one) => one.toLowerCase() === 'none')
        ? { confidence: 'high', note: 'tokens without signature are taken' }
        : undefined
    if (name === 'process_jwt')
      return /\bverify_jwt\(/.test(source.text) ? undefined : { note: 'nothing in this file verifies it' }
    if (name === 'get_unverified_claims')
      return /\bdecode\(/.test(source.text.replaceAll('get_unverified_claims', ''))
        ? undefined
        : { note: 'nothing in this file verifies it' }
    const algorithms = [
      optionOf(source, node, 'algorithms'),
      optionOf(source, node, 'algorithm'),
      args[2]?.value,
    ].flatMap((one) => algorithmsOf(source, one))
    if (algorithms.some((one) => one.toLowerCase() === 'none'))
      return { confidence: 'high', note: 'tokens without signature are taken' }
    if (name === 'encode') return undefined
    if (algorithms.some((one) => one.startsWith('HS')) && algorithms.some((one) => /^[RPE]S/.test(one)))
      return { note: 'a public key may be taken for the key of an HMAC' }
    if (
      isFalse(source, optionOf(source, node, 'verify')) ||
      (args[2]?.name === undefined && isFalse(source, args[2]?.value))
    )
      return unlessVerified(source, node, args[0]?.value)
    const options = optionOf(source, node, 'options')
    return options !== undefined && isTurnedOff(source, options)
      ? unlessVerified(source, node, args[0]?.value)
      : undefined
  },
  matches: [
    `from authlib.jose import JsonWebToken\njwt = JsonWebToken(['HS256', 'none'])`,
    `import python_jwt\nheader, claims = python_jwt.process_jwt(token)`,
    `import jwt\nclaims = jwt.decode(token, options={'verify_signature': False})`,
    `import jwt\nclaims = jwt.decode(token, verify=False)`,
    `import jwt\njwt.decode(token, key, algorithms=['none'])`,
    `import jwt\njwt.encode(claims, None, algorithm='none')`,
    `from jose import jwt\nclaims = jwt.get_unverified_claims(token)`,
  ],
  misses: [
    `import jwt\ndef check(token):\n    unsure = jwt.decode(token, options={'verify_signature': False})\n    return jwt.decode(token, keys[unsure['iss']], algorithms=['RS256'])`,
    `import python_jwt\nheader, claims = python_jwt.process_jwt(token)\npython_jwt.verify_jwt(token, key, ['RS256'])`,
    `import jwt\nclaims = jwt.decode(token, key, algorithms=['RS256'])`,
    `import base64\nbase64.decode(text)`,
    `import jwt\nheader = jwt.get_unverified_header(token)`,
  ],
}

/** Whoever looks into a token in order to find the key, and verifies the same one later in the function, is right to do so. */
function unlessVerified(source: Source, node: Node, token: Node | undefined): CodeVerdict | undefined {
  const around = enclosing(node, source.dialect.functions)
  const after = source.text.slice(node.endIndex, around?.endIndex ?? source.root.endIndex)
  const name = token === undefined ? '' : textOf(source, token)
  const again = /^\w+$/.test(name)
    ? new RegExp(String.raw`\bdecode(?:_complete)?\(\s*${name}\b(?<rest>[^\n]*(?:\n[^\n]*){0,6})`).exec(after)
    : null
  return again !== null && !/verify(?:_signature['"])?\s*[=:]\s*False/.test(again.groups?.['rest'] ?? '')
    ? undefined
    : { confidence: 'high', note: 'verifying is turned off' }
}

function isTurnedOff(source: Source, given: Node): boolean {
  const node = followName(source, given)
  return node.namedChildren.some((pair) => {
    const key = pair?.childForFieldName('key')
    return (
      key != null &&
      unquote(key.text) === 'verify_signature' &&
      isFalse(source, pair?.childForFieldName('value'))
    )
  })
}

function algorithmsOf(source: Source, given: Node | undefined): readonly string[] {
  if (given === undefined) return []
  const node = followName(source, given)
  const items = /^(?:list|tuple|set)$/.test(node.type) ? node.namedChildren : [node]
  return items.flatMap((one) => constantText(source, one) ?? [])
}
