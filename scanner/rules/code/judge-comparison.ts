import type { Node } from 'web-tree-sitter'
import { possibleValues } from '../../syntax/possible-values.ts'
import { boundValue, constantNumber, constantText } from '../../syntax/values.ts'
import { argumentsOf, calleePath, receiverOf, type Source, textOf, writtenPath } from '../../syntax/source.ts'
import { wordsOf } from '../../syntax/words.ts'
import type { CodeVerdict } from './code-rule.ts'

/** What only whoever knows the key can compute. */
const computed =
  /\b(?:createHmac|pbkdf2Sync|scryptSync|pbkdf2_hmac|hashlib\.scrypt|hmac\.new|hmac\.digest|hmac\.New|HmacSHA\d+|Mac\.getInstance|HMACSHA\d+|HMACMD5|hmac\w*\.ComputeHash|hash_hmac|hash_pbkdf2|OpenSSL::HMAC|PKCS5\.pbkdf2_hmac\w*)\b|Hmac\(/
const macName = /^(?:signature|signatures|sig|hmac|mac|hmacs|digest)$/
const secretName = /^(?:secret|token|password|passwd|passphrase|apikey|csrf|xsrf|otp)$/
/** What has this name is a secret wherever it is compared; tokens are also what texts are cut into. */
const surelySecret =
  /^(?:secret|password|passwd|passphrase|apikey|apitoken|authtoken|accesstoken|csrf|xsrf|otp)$/
/** Two values of the same person, or what is public about a secret. */
const harmlessName =
  /^(?:confirm|confirmation|confirmed|repeat|repeated|retype|again|old|new|current|previous|prev|last|type|kind|length|len|name|id|count|index|expires|expiry|address|symbol|contract|currency|mint|next|verify|algorithm|alg|method|status|state|state|version|field|url|path|header|scheme|strength|hint|policy|format|namespace|ref|reference|manager|provider|store|arn|err|error|mismatch|set|mode|source|service|object|owner|group|size|offset|position|start|end|line|number|required|enabled|expired|class|kind|public|checksum|image|sha|cancellation|syntax|step|stage|phase)$/
const fromOutside =
  /^(?:req|request|ctx|context|event|headers|header|query|params|body|cookies|args|input|provided|given|received|r|c|self)$/
/** What a request brings to PHP. */
const superglobal = /^\$_(?:GET|POST|REQUEST|SERVER|COOKIE)\b/
/** What somebody says that it is. */
const given = /^(?:given|provided|received|input|header|actual|theirs|candidate|claimed|supplied)$/
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
  if (!maySpeak(source, left, right)) return undefined
  if ([left, right].some((side) => isPlain(source, side)))
    return isWrittenSecret(source, left, right)
      ? { note: 'a secret is compared with a text in the code' }
      : undefined
  const paths = [left, right].map((side) => spokenPath(source, side))
  const said = paths.map((path) => wordsOf(lastPart(path)))
  const all = paths.map((path) => wordsOf(path.slice(-120)))
  if ([left, right].some((side) => isComputed(source, side)) && all.flat().every((word) => word !== 'etag'))
    return { severity: 'medium', confidence: 'high', note: 'a keyed hash is compared' }
  if (said.flat().some((word) => harmlessName.test(word))) return undefined
  const isMac = said.every((words) =>
    words.some((word) => macName.test(word) || expected.test(word) || given.test(word) || word === 'hash'),
  )
  if (isMac && said.flat().some((word) => macName.test(word) && word !== 'digest'))
    return { severity: 'medium', confidence: 'medium', note: 'a signature is compared' }
  const isSecret = said.flat().some((word, at, list) => secretName.test(word) || isApiKey(word, list[at + 1]))
  const isOutside =
    paths.some((path) => superglobal.test(path)) ||
    all.some((words) => words.some((word) => fromOutside.test(word)))
  const isKept = all.some((words) => words.some((word) => expected.test(word)))
  const isSure = said.flat().some((word, at, list) => surelySecret.test(word) || isApiKey(word, list[at + 1]))
  // Two names of secrets, one of which says where it comes from or that it is the right one.
  const isBoth = said.every((words) => words.some((word) => secretName.test(word)))
  const areNames = isSure && !isBoth && [left, right].every((side) => source.dialect.names.has(side.type))
  const isTold = areNames || (isSure || isBoth ? isOutside || isKept : isOutside && isKept)
  return isSecret && isTold && !isSame(paths) ? { note: 'a secret is compared' } : undefined
}

/**
 * Most comparisons are of neither, which is seen without following any value: no name says so, and nothing in the file is
 * computed with a key.
 */
function maySpeak(source: Source, left: Node, right: Node): boolean {
  const said = `${textOf(source, left).slice(-200)} ${textOf(source, right).slice(-200)}`
  if (/sig|mac|secret|token|passw|passphrase|api_?key|csrf|xsrf|otp|digest/i.test(said)) return true
  const known = computing.get(source) ?? computed.test(source.text)
  computing.set(source, known)
  return known
}

const computing = new WeakMap<Source, boolean>()

/** `a.password` and `b.password` are two states of one thing, as in a form or a table. */
const isSame = (paths: readonly string[]): boolean => {
  const [left = '', right = ''] = paths.map((path) => path.slice(path.lastIndexOf('.')))
  return (
    left === right &&
    left.startsWith('.') &&
    !paths.some((path) => fromOutside.test(path.split('.')[0]!) || superglobal.test(path))
  )
}

/** `if (password === 'letmein')`, of a variable or what a request brings. */
function isWrittenSecret(source: Source, left: Node, right: Node): boolean {
  const isText = (node: Node): boolean => constantText(source, node) !== undefined
  const [name, written] = isText(right) ? [left, right] : [right, left]
  if (!isText(written) || isText(name)) return false
  const path = spokenPath(source, name)
  const words = wordsOf(lastPart(path))
  const isSure = words.some((word, at) => surelySecret.test(word) || isApiKey(word, words[at + 1]))
  if (!isSure || words.some((word) => harmlessName.test(word))) return false
  const isOutside =
    !path.includes('.') || superglobal.test(path) || wordsOf(path).some((word) => fromOutside.test(word))
  return isOutside && !stateWords.test(constantText(source, written)!)
}

/** What is said about a secret, and no secret. */
const stateWords =
  /^(?:|.{1,3}|required|invalid|missing|text|password|secret|hidden|true|false|none|null|undefined|string|optional|empty|unset|default|changeme|redacted|x-oauth-basic|x-access-token|\*+|\W+)$/i

/** `request.headers.signature` for `request.headers.get('signature')`. */
function spokenPath(source: Source, given: Node): string {
  const side = unwrapped(source, given)
  const path = writtenPath(source, side)
  if (!source.dialect.calls.has(side.type)) return path
  const name = argumentsOf(source, side).map(({ value }) => constantText(source, value))[0]
  return name !== undefined && /^[\w-]{1,60}$/.test(name) ? `${path.replace(/\.\w+\(\)$/, '')}.${name}` : path
}

const formFunctions =
  /^(?:Buffer\.from|String|str|bytes|string|hex\.EncodeToString|(?:[\w.]*\.)?(?:Encoding\.\w+\.Get(?:Bytes|String)|Convert\.(?:To|From)(?:Base64|Hex)String|BitConverter\.ToString))$/

/** Without what only changes its form: `[]byte(x)`, `Buffer.from(x)`, `x.encode()`, `x.getBytes()`. */
function unwrapped(source: Source, node: Node): Node {
  if (node.type === 'type_conversion_expression') return node.childForFieldName('operand') ?? node
  if (!source.dialect.calls.has(node.type)) return node
  const path = calleePath(source, node)
  const [first] = argumentsOf(source, node)
  if (first && formFunctions.test(path)) return first.value
  const object = receiverOf(source, node)
  const isForm =
    /\.(?:encode|decode|getBytes|toString|trim|strip|lower|upper|toLowerCase|toUpperCase|toByteArray|encodeToByteArray|lowercase|uppercase|ToString|Trim|To(?:Lower|Upper)(?:Invariant)?|ToArray|to_s)$/.test(
      path,
    )
  return isForm && object !== null ? object : node
}

const isApiKey = (word: string, next: string | undefined): boolean =>
  (word === 'api' && next === 'key') || (/^(?:api|auth|access|session)$/.test(word) && next === 'token')

const lastPart = (path: string): string => path.replaceAll('()', '').split('.').at(-1) ?? ''

/** Literals, and what is no text. */
function isPlain(source: Source, side: Node): boolean {
  if (constantText(source, side) !== undefined || constantNumber(source, side) !== undefined) return true
  // A constant that is named like one names a kind or state.
  const own = lastPart(writtenPath(source, side))
  if (/^[A-Z][A-Z\d_]+$/.test(own) && !/SECRET|TOKEN|KEY|PASS|SIG|MAC|HASH/.test(own)) return true
  if (
    /(?:EMPTY|NONE|NULL|UNDEFINED|UNSET|DEFAULT)_*$|\b(?:[sS]tring|Guid)\.Empty$|\bIntPtr\.Zero$|^nameof\(/.test(
      textOf(source, side).slice(-60),
    )
  )
    return true
  return /^(?:null|NULL|undefined|None|nil|true|false|True|False|typeof\b[\s\S]*|void 0|-1)$/.test(
    textOf(source, side).slice(0, 60),
  )
}

function isComputed(source: Source, side: Node): boolean {
  return possibleValues(source, unwrapped(source, side)).some((value) => {
    const object = source.dialect.calls.has(value.type) ? receiverOf(source, value) : null
    const made = object !== null && source.dialect.names.has(object.type) ? boundValue(source, object) : null
    const text = `${textOf(source, value).slice(0, 400)} ${made === null ? '' : textOf(source, made).slice(0, 200)}`
    return (
      computed.test(text) &&
      /digest|Sum|doFinal|toString|pbkdf2|scrypt|ComputeHash|HashData|hash_hmac/i.test(textOf(source, value))
    )
  })
}
