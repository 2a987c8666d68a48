import type { Node } from 'web-tree-sitter'
import type { Language } from '../../syntax/language.ts'
import { argumentsOf, calleePath, pathOf, receiverOf, type Source } from '../../syntax/source.ts'

/** Calls whose value is the same whenever that of one of their arguments is. */
const derived: Readonly<Partial<Record<Language, readonly (readonly [RegExp, number])[]>>> = {
  php: [
    [
      /^(?:md5|sha1|(?:mb_)?substr|str_repeat|str_pad|hex2bin|bin2hex|base64_(?:en|de)code|chr|utf8_encode)$/,
      0,
    ],
    [/^(?:hash|pack|openssl_digest)$/, 1],
  ],
  ruby: [
    [/\bDigest\.\w+\.(?:hex|base64)?digest$/, 0],
    [/\bBase64\.(?:strict_|urlsafe_)?(?:en|de)code64$/, 0],
  ],
  javascript: [[/^(?:crypto\.)?(?:pbkdf2|scrypt)Sync$|^(?:CryptoJS|crypto-js)\.(?:PBKDF2|MD5|SHA\w+)$/, 0]],
  go: [
    [/^crypto\/(?:md5|sha\d+)\.Sum\w*$|\/(?:pbkdf2|scrypt)\.Key$|\/argon2\.(?:ID)?Key$/, 0],
    [/^(?:bytes|strings)\.Repeat$/, 0],
  ],
  python: [
    [/^hashlib\.pbkdf2_hmac$/, 1],
    [/^hashlib\.scrypt$/, 0],
  ],
  java: [[/(?:^|\.)MessageDigest\.getInstance\(\)\.digest$|\bDigestUtils\.(?:md5|sha)\w*$/, 0]],
}

/** Methods whose value is the same whenever their object is. */
const methods: Readonly<Partial<Record<Language, RegExp>>> = {
  ruby: /\.(?:ljust|rjust|center|byteslice|slice|first|pack|unpack1?|bytes|freeze|b|to_s|force_encoding|digest|hexdigest)$/,
  javascript: /\.(?:repeat|padEnd|padStart|slice|substring|substr|subarray)$/,
  python: /\.(?:ljust|rjust|zfill|center)$/,
  java: /\.(?:repeat|substring)$/,
}

/** What a value is made of that is the same whenever that is; null where it is made otherwise. */
export function derivedFrom(source: Source, node: Node): Node | null {
  const { dialect } = source
  if (dialect.calls.has(node.type)) return derivedByCall(source, node)
  if (!/^(?:ruby|php)$/.test(dialect.language)) return null
  // 'text' * 4, text[0, 16]
  const isRepeated = node.type === 'binary' && node.childForFieldName('operator')?.type === '*'
  if (isRepeated) return node.childForFieldName('left')
  const isCut =
    node.type === 'element_reference' && /^(?:range|integer)$/.test(node.namedChild(1)?.type ?? '')
  return isCut ? node.childForFieldName('object') : null
}

function derivedByCall(source: Source, call: Node): Node | null {
  const { language } = source.dialect
  const path = pathOf(source, call).replace(/\(\)$/, '')
  const at = derived[language]?.find(([pattern]) => pattern.test(path))?.[1]
  if (at !== undefined) return argumentsOf(source, call)[at]?.value ?? null
  if (hashed.test(path)) return hashedText(source, call)
  if (methods[language]?.test(path) !== true) return null
  const object = receiverOf(source, call)
  // ['00'].pack('H*')
  return object?.type === 'array' && language === 'ruby' && object.namedChildCount === 1
    ? object.namedChild(0)
    : object
}

const hashed =
  /^(?:crypto\.)?createHash\(\)\.update\(\)\.digest$|^hashlib\.(?:md5|sha\w+|blake2[bs])\(\)\.(?:hex)?digest$/

/** `createHash('sha256').update(text).digest()`, `hashlib.sha256(text).digest()` */
function hashedText(source: Source, call: Node): Node | null {
  const given = receiverOf(source, call)
  if (given === null) return null
  const isHashing =
    /\.update$|^hashlib\./.test(calleePath(source, given)) || source.dialect.language === 'python'
  return isHashing ? (argumentsOf(source, given)[0]?.value ?? null) : null
}
