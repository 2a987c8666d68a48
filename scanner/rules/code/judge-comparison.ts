import type { Node } from 'web-tree-sitter'
import { boundValue, constantNumber, constantText } from '../../syntax/values.ts'
import { argumentsOf, calleePath, type Source, textOf, writtenPath } from '../../syntax/source.ts'
import { wordsOf } from '../../syntax/words.ts'
import type { CodeVerdict } from './code-rule.ts'

/** What only whoever knows the key can compute. */
const computed = /\b(?:createHmac|hmac\.new|hmac\.digest|hmac\.New|HmacSHA\d+|Mac\.getInstance)\b|Hmac\(/
const macName = /^(?:signature|signatures|sig|hmac|mac|hmacs|digest)$/
const secretName = /^(?:secret|token|password|passwd|passphrase|apikey|csrf|xsrf|otp)$/
/** Two values of the same person, or what is public about a secret. */
const harmlessName =
  /^(?:confirm|confirmation|confirmed|repeat|repeated|retype|again|old|new|current|previous|prev|last|type|kind|length|len|name|id|count|index|expires|expiry|address|symbol|contract|currency|mint|next|verify|algorithm|alg|method|status|state|state|version|field|input|url|path|header|scheme|strength|hint|policy|public|checksum|image|sha)$/
const fromOutside =
  /^(?:req|request|ctx|context|event|headers|header|query|params|body|cookies|args|input|provided|given|received|r|c|self)$/
const expected =
  /^(?:expected|computed|calculated|actual|valid|correct|stored|real|my|our|own|generated|config|settings|env|process|options|opts|os|server|secret|user)$/

/**
 * A comparison of a signature or secret with what came from outside. Literals, and names of two forms of the same thing, are
 * not compared in order to let somebody in.
 * @param sides what is compared
 */
export function judgeComparison(source: Source, sides: readonly Node[]): CodeVerdict | undefined {
  const [left, right] = sides
  if (left === undefined || right === undefined) return undefined
  if ([left, right].some((side) => isPlain(source, side))) return undefined
  const paths = [left, right].map((side) => spokenPath(source, side))
  const said = paths.map((path) => wordsOf(lastPart(path)))
  const all = paths.map((path) => wordsOf(path.slice(-120)))
  if ([left, right].some((side) => isComputed(source, side)) && all.flat().every((word) => word !== 'etag'))
    return { severity: 'medium', confidence: 'high', note: 'a keyed hash is compared' }
  if (said.flat().some((word) => harmlessName.test(word))) return undefined
  const isMac = said.every((words) =>
    words.some((word) => macName.test(word) || expected.test(word) || word === 'hash'),
  )
  if (isMac && said.flat().some((word) => macName.test(word) && word !== 'digest'))
    return { severity: 'medium', confidence: 'medium', note: 'a signature is compared' }
  const isSecret = said.flat().some((word, at, list) => secretName.test(word) || isApiKey(word, list[at + 1]))
  const isOutside = all.some((words) => words.some((word) => fromOutside.test(word)))
  const isKept = all.some((words) => words.some((word) => expected.test(word)))
  return isSecret && isOutside && isKept ? { note: 'a secret is compared' } : undefined
}

/** `request.headers.signature` for `request.headers.get('signature')`. */
function spokenPath(source: Source, given: Node): string {
  const side = unwrapped(source, given)
  const path = writtenPath(source, side)
  if (!source.dialect.calls.has(side.type)) return path
  const name = argumentsOf(source, side).map(({ value }) => constantText(source, value))[0]
  return name !== undefined && /^[\w-]{1,60}$/.test(name) ? `${path.replace(/\.\w+\(\)$/, '')}.${name}` : path
}

/** Without what only changes its form: `[]byte(x)`, `Buffer.from(x)`, `x.encode()`, `x.getBytes()`. */
function unwrapped(source: Source, node: Node): Node {
  if (node.type === 'type_conversion_expression') return node.childForFieldName('operand') ?? node
  if (!source.dialect.calls.has(node.type)) return node
  const path = calleePath(source, node)
  const [first] = argumentsOf(source, node)
  if (first && /^(?:Buffer\.from|String|str|bytes|string|hex\.EncodeToString)$/.test(path)) return first.value
  const object =
    node.childForFieldName('object') ?? node.childForFieldName('function')?.childForFieldName('object')
  const isForm = /\.(?:encode|decode|getBytes|toString|trim|strip|lower|upper|toLowerCase|toUpperCase)$/.test(
    path,
  )
  return isForm && object != null ? object : node
}

const isApiKey = (word: string, next: string | undefined): boolean => word === 'api' && next === 'key'

const lastPart = (path: string): string => path.replaceAll('()', '').split('.').at(-1) ?? ''

/** Literals, and what is no text. */
function isPlain(source: Source, side: Node): boolean {
  if (constantText(source, side) !== undefined || constantNumber(source, side) !== undefined) return true
  if (/(?:EMPTY|NONE|NULL|UNDEFINED|UNSET|DEFAULT)_*$/.test(textOf(source, side).slice(-60))) return true
  return /^(?:null|undefined|None|nil|true|false|True|False|typeof\b[\s\S]*|void 0|-1)$/.test(
    textOf(source, side).slice(0, 60),
  )
}

function isComputed(source: Source, side: Node): boolean {
  const value = source.dialect.names.has(side.type) ? boundValue(source, side) : side
  return (
    value !== null &&
    computed.test(textOf(source, value).slice(0, 400)) &&
    /digest|Sum|doFinal|toString/i.test(textOf(source, value))
  )
}
