import type { Node } from 'web-tree-sitter'
import { entriesOf } from '../../../syntax/entries.ts'
import type { Source } from '../../../syntax/source.ts'
import { constantText, followName, isFalse, optionOf } from '../../../syntax/values.ts'
import type { CodeRule } from '../code-rule.ts'
import { papersFor } from '../papers.ts'

export const jwtVerification: CodeRule = {
  ...papersFor('ruby', 'jwt-verification', 'https://github.com/jwt/ruby-jwt/blob/main/README.md'),
  query: { literals: ['JWT'], calls: ['decode', 'encode'] },
  judge: ({ source, node, name, path, args }) => {
    if (!/(?:^|\.)JWT\.(?:en|de)code$/.test(path)) return undefined
    const plain = args.filter((one) => one.name === undefined).map(({ value }) => value)
    // `json-jwt` has its own way to say so.
    if (plain.some((value) => constantText(source, value) === 'skip_verification')) return off
    const algorithms = [
      optionOf(source, node, 'algorithm'),
      optionOf(source, node, 'algorithms'),
      ...(name === 'encode' ? [plain[2]] : plain.slice(3)),
    ].flatMap((one) => algorithmsOf(source, one))
    if (algorithms.some((one) => one.toLowerCase() === 'none'))
      return { confidence: 'high', note: 'tokens without signature are taken' }
    if (name === 'encode') return undefined
    if (algorithms.some((one) => one.startsWith('HS')) && algorithms.some((one) => /^[RPE]S/.test(one)))
      return { note: 'a public key may be taken for the key of an HMAC' }
    if (!isFalse(source, plain[2])) return undefined
    return isPeek(source, node) ? { severity: 'low', note: 'the file verifies tokens elsewhere' } : off
  },
  matches: [
    `claims = JWT.decode(token, nil, false)`,
    `claims, = JWT.decode token, key, false`,
    `token = JWT.encode(payload, nil, 'none')`,
    `claims = JWT.decode(token, nil, true, { algorithm: 'none' })`,
    `claims = JWT.decode(token, key, true, algorithms: %w[HS256 RS256])`,
    `claims = JSON::JWT.decode(token, :skip_verification)`,
  ],
  misses: [
    `claims = JWT.decode(token, key, true, { algorithm: 'RS256' })`,
    `claims = JWT.decode(token, key, true, algorithms: ['ES256', 'RS256'])`,
    `token = JWT.encode(payload, key, 'HS256')`,
    `text = JSON.decode(text, nil, false) # JWT`,
  ],
}

const off = { confidence: 'high', note: 'verifying is turned off' } as const

/** Whoever reads a header first in order to choose the key decodes the token a second time. */
function isPeek(source: Source, node: Node): boolean {
  const others = (source.calls.get('decode') ?? []).filter(
    (one) => one.startIndex < node.startIndex || one.startIndex >= node.endIndex,
  )
  return others.some((one) =>
    /\bJWT\.decode\b[^\n]*\btrue\b/.test(source.text.slice(one.startIndex - 20, one.startIndex + 200)),
  )
}

function algorithmsOf(source: Source, given: Node | undefined): readonly string[] {
  if (given === undefined) return []
  const node = followName(source, given)
  if (entriesOf(source, node).length > 0) return []
  if (node.type === 'string_array' || node.type === 'symbol_array')
    return node.namedChildren.flatMap((one) => one?.text ?? [])
  const items = node.type === 'array' ? node.namedChildren : [node]
  return items.flatMap((one) => constantText(source, one) ?? [])
}
