import type { Node } from 'web-tree-sitter'
import { argumentFor } from '../../syntax/functions.ts'
import { enclosing, type Source, textOf } from '../../syntax/source.ts'
import { constantTexts } from '../../syntax/values.ts'
import { byGravity } from './by-gravity.ts'
import type { CodeVerdict, Site } from './code-rule.ts'
import { type Purpose, purposesOf } from './purpose.ts'

/** Below this nothing is concluded from names. */
const enough = 1.5

/** Which algorithm it is where a caller says so. */
export interface ToldAlgorithm {
  readonly node: Node
  readonly isWeak: (name: string) => boolean
}

/**
 * What a weak hash is used for decides: for passwords and signatures it is a weakness, for cache keys, checksums and what a
 * protocol prescribes it is none, and where nothing is to be seen it is worth a note.
 * @param weak the hash function's name, for people
 * @param told what names it, so that callers who ask for a good one are not heard
 */
export function judgeHash(site: Site, weak: string, told?: ToldAlgorithm): CodeVerdict | undefined {
  if (isProtocol(site)) return undefined
  const { source } = site
  const isTold = (caller: Node, holder: Node): boolean => {
    const given = told && argumentFor(source, caller, holder, textOf(source, told.node))
    return given == null || constantTexts(source, given).some(told!.isWeak)
  }
  const verdicts = purposesOf(source, site.node, 'hash', isTold).flatMap(
    (purpose) => judgePurpose(site, weak, purpose) ?? [],
  )
  return verdicts.toSorted(byGravity)[0]
}

function judgePurpose(site: Site, weak: string, purpose: Purpose): CodeVerdict | undefined {
  const { password, secret, harmless, isBare } = purpose
  if (password >= enough && password * 1.3 >= harmless)
    return { severity: 'high', confidence: 'high', note: `a password goes into ${weak}` }
  if (secret >= enough && secret > harmless)
    return { severity: 'medium', confidence: 'high', note: `${weak} makes a token or signature` }
  if (signing.test(site.path))
    return { severity: 'medium', confidence: 'high', note: `signatures are made with ${weak}` }
  if (harmless > 0) return undefined
  if (!isBare)
    return isAboutPasswords(site)
      ? { severity: 'medium', confidence: 'low', note: `${weak} is used where passwords are handled` }
      : undefined
  return { severity: 'low', confidence: 'low', note: `what ${weak} is used for is not to be seen here` }
}

/** Calls that sign or verify. */
const signing =
  /(?:^|\.)(?:createSign|createVerify|sign|verify|(?:Sign|Verify)(?:Data|Hash)|SetHashAlgorithm|GetSigner|(?:Sign|Verify)P(?:KCS1v15|SS)|Signature\.getInstance|openssl_(?:sign|verify))$/

/** The function around it speaks of passwords, though not of what is hashed. */
function isAboutPasswords({ source, node }: Site): boolean {
  const around = enclosing(node, source.dialect.functions)
  return around !== null && /passw(?:or)?d/i.test(textOf(source, around).slice(0, 20_000))
}

/** Constants by which a protocol that prescribes the hash is recognised: WebSocket's accept key, UUIDs by name. */
const protocol =
  /258EAFA5-E914-47DA-95CA-C5AB0DC85B11|pwned|\brealm\b|SSE-?CustomerKey|Content-?MD5|mysql_(?:native|clear)_?password|caching_sha2|postgres_?md5|scram|cram-md5|oauth_(?:signature|nonce|consumer_key)/i

export function isProtocol({ source, node }: Site): boolean {
  const around = source.text.slice(Math.max(0, node.startIndex - 1500), node.endIndex + 1500)
  if (protocol.test(around)) return true
  const known = wholeFiles.get(source) ?? isProtocolFile(source.text)
  wholeFiles.set(source, known)
  return known
}

/** The whole text is searched once, however many places in it there are. */
const wholeFiles = new WeakMap<Source, boolean>()

/** WebSocket, and HTTP Digest, whose parts may stand apart. */
const isProtocolFile = (text: string): boolean =>
  text.includes('258EAFA5-E914-47DA-95CA-C5AB0DC85B11') ||
  (/realm/i.test(text) && /\bqop\b|cnonce|\bha1\b/i.test(text))
