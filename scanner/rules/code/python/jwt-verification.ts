import type { Node } from 'web-tree-sitter'
import { constantText, followName, isFalse, optionOf } from '../../../syntax/values.ts'
import { enclosing, pathOf, type Source, textOf, unquote } from '../../../syntax/source.ts'
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
    calls: [
      'decode',
      'decode_complete',
      'verify',
      'encode',
      'JsonWebToken',
      'get_unverified_claims',
      'get_unverified_header',
      'get_unverified_headers',
      'process_jwt',
    ],
  },
  judge: ({ source, node, name, path, args }) => {
    if (!/\b(?:jwt|jws|jose|joserfc|PyJWT|python_jwt)\b/i.test(path)) return undefined
    if (name === 'JsonWebToken')
      return algorithmsOf(source, args[0]?.value).some((one) => one.toLowerCase() === 'none')
        ? { confidence: 'high', note: 'tokens without signature are taken' }
        : undefined
    if (name === 'process_jwt')
      return /\bverify_jwt\(/.test(around(source, node)) ? undefined : { note: 'nothing here verifies it' }
    if (name === 'get_unverified_claims')
      return /\b(?:decode|verify)\(/.test(around(source, node))
        ? undefined
        : { note: 'nothing here verifies it' }
    if (name.startsWith('get_unverified_header')) return judgeHeader(source, node)
    const algorithms = [
      optionOf(source, node, 'algorithms'),
      optionOf(source, node, 'algorithm'),
      args[2]?.value,
    ].flatMap((one) => algorithmsOf(source, one))
    if (algorithms.some((one) => one.toLowerCase() === 'none'))
      return { confidence: 'high', note: 'tokens without signature are taken' }
    if (name === 'encode') {
      // PyJWT takes what is nothing for `none`.
      const algorithm =
        optionOf(source, node, 'algorithm') ?? args.filter((one) => one.name === undefined)[2]?.value
      return algorithm?.type === 'none' && /\bjwt\.encode$/.test(path)
        ? { confidence: 'high', note: 'the token is not signed' }
        : undefined
    }
    if (name === 'verify' && !/\bjws\.verify$/.test(path)) return undefined
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
    `import jwt\njwt.encode(claims, key, algorithm=None)`,
    `import jwt\ndef tenant(token):\n    header = jwt.get_unverified_header(token)\n    return header['tenant']`,
    `import jwt\ndef check(token, key):\n    header = jwt.get_unverified_header(token)\n    return jwt.decode(token, key, algorithms=[header['alg']])`,
    `from jose import jws\nclaims = jws.get_unverified_claims(token)`,
    `from jose import jws\nclaims = jws.verify(token, None, None, verify=False)`,
    `import jwt\nclaims = jwt.decode(token, options=dict(verify_signature=False))`,
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
    `import jwt\ndef find_key(token):\n    return keys[jwt.get_unverified_header(token)['kid']]`,
    `import jwt\ndef check(token, key):\n    header = jwt.get_unverified_header(token)\n    if header['alg'] not in ['RS256', 'ES256']:\n        raise ValueError('alg')\n    return jwt.decode(token, key, algorithms=[header['alg']])`,
    `from jose import jwt\ndef check(token):\n    issuer = jwt.get_unverified_claims(token)['iss']\n    return jwt.decode(token, keys[issuer], algorithms=['RS256'])`,
  ],
}

/** The text of the function around, or of the file. */
const around = (source: Source, node: Node): string =>
  textOf(source, enclosing(node, source.dialect.functions) ?? source.root)

/** What a header says in order that the key can be found. */
const choosing = /^(?:kid|x5u|x5t|x5t#S256|x5c|jku|jwk|alg|typ|cty|crit)$/
const reading = String.raw`(?:\.get\(\s*|\[\s*)['"](?<key>[\w#]+)['"]`

/**
 * A header before it is verified: good for choosing the key, and for refusing. PyJWT's documentation warns of taking the algorithm
 * from it, and whatever else it says may be anybody's.
 */
function judgeHeader(source: Source, node: Node): CodeVerdict | undefined {
  const text = around(source, node)
  const target = node.parent?.type === 'assignment' ? node.parent.childForFieldName('left') : null
  const name = target?.type === 'identifier' ? textOf(source, target) : undefined
  const after = source.text.slice(node.endIndex, node.endIndex + 60)
  const keys =
    name === undefined
      ? [new RegExp(`^${reading}`).exec(after)?.groups?.['key'] ?? '']
      : [...text.matchAll(new RegExp(String.raw`\b${name}${reading}`, 'g'))].map(
          (one) => one.groups?.['key'] ?? '',
        )
  if (keys.some((key) => key !== '' && !choosing.test(key)))
    return { confidence: 'medium', note: 'what an unverified header says is believed' }
  const isTaken = /algorithms\s*=\s*(?:\[\s*)?(?:\w+(?:\.get\(|\[)\s*['"]alg['"]|alg\w*\b(?!\s*\())/i.test(
    text,
  )
  const isChecked = /\balg\w*\b['"\])]*\s*(?:not\s+in|in|!=|==)\s/i.test(text)
  return keys.includes('alg') && isTaken && !isChecked
    ? { confidence: 'high', note: 'the token itself says how it is verified' }
    : undefined
}

/** Whoever looks into a token in order to find the key, and verifies the same one later in the function, is right to do so. */
function unlessVerified(source: Source, node: Node, token: Node | undefined): CodeVerdict | undefined {
  const around = enclosing(node, source.dialect.functions)
  const after = source.text.slice(node.endIndex, around?.endIndex ?? source.root.endIndex)
  const name = token === undefined ? '' : textOf(source, token)
  const again = /^\w+$/.test(name)
    ? new RegExp(
        String.raw`\b(?:decode(?:_complete)?|jws\.verify)\(\s*${name}\b(?<rest>[^\n]*(?:\n[^\n]*){0,6})`,
      ).exec(after)
    : null
  return again !== null && !/verify(?:_signature['"])?\s*[=:]\s*False/.test(again.groups?.['rest'] ?? '')
    ? undefined
    : { confidence: 'high', note: 'verifying is turned off' }
}

function isTurnedOff(source: Source, given: Node): boolean {
  const node = followName(source, given)
  if (node.type === 'call' && pathOf(source, node) === 'dict()')
    return isFalse(source, optionOf(source, node, 'verify_signature'))
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
