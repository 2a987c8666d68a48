import type { Node } from 'web-tree-sitter'
import { enclosing, functionName, textOf } from '../../../syntax/source.ts'
import { followName, isTrue } from '../../../syntax/values.ts'
import { traceOf } from '../../../syntax/taint/trace.ts'
import type { CodeRule, CodeVerdict, Site } from '../code-rule.ts'
import { taintRule } from '../taint-rule.ts'

const pollution: CodeRule = taintRule(
  'javascript',
  'prototype-pollution',
  'https://cheatsheetseries.owasp.org/cheatsheets/Prototype_Pollution_Prevention_Cheat_Sheet.html',
  {
    kind: 'object',
    literals: [
      'merge',
      'defaultsDeep',
      'lodash',
      'extend',
      'setWith',
      'set(',
      'zipObjectDeep',
      'dot-prop',
      'object-path',
      '[key]',
      '[k]',
      '[prop]',
      '[property]',
      '[name]',
      '[i]',
      '.split(',
      'req.',
      'request.',
    ],
    sinks: [
      {
        calls: [
          'merge',
          'mergeWith',
          'defaultsDeep',
          'zipObjectDeep',
          'deepmerge',
          'mergeDeep',
          'deepMerge',
          'merge-deep',
          'assignDeep',
        ],
        path: /^(?:_|lodash|lodash\.\w+|deepmerge|merge|mergeDeep|deepMerge|merge-deep|assign-deep|hoek|@hapi\/hoek|just-extend|lodash\/\w+)(?:\.\w+)?$/,
        takes: 'all',
        local: 'nothing',
        when: (_site, _value, { isBuilt }) => !isBuilt,
      },
      {
        calls: ['set', 'setWith', 'update', 'updateWith'],
        path: /^(?:_|lodash|lodash\.set|dot-prop|dotProp|object-path|objectPath|object-path-set)(?:\.\w+)?$/,
        takes: [1],
        local: 'nothing',
      },
      {
        calls: ['extend'],
        path: /^(?:\$|jQuery|_|lodash|node\.extend|extend|util)(?:\.extend)?$/,
        takes: 'all',
        local: 'nothing',
        when: ({ source, args, path }) =>
          /^(?:extend|_|lodash)/.test(path) ? isTrue(source, args[0]?.value) : isTrue(source, args[0]?.value),
      },
    ],
    matches: [
      `const _ = require('lodash')
       app.post('/', (req, res) => {
         _.merge(settings, req.body) // here
       })`,
      `const _ = require('lodash')
       app.post('/', (req, res) => _.set(store, req.body.path, req.body.value))`,
      `app.post('/', (req, res) => $.extend(true, {}, req.body))`,
    ],
    misses: [
      `const _ = require('lodash')
       _.merge(settings, { a: 1 })`,
      `function combine(a, b) { return _.merge(a, b) }`,
      `app.post('/', (req, res) => Object.assign({}, req.body))`,
      `app.post('/', (req, res) => _.set(store, 'name', req.body.name))`,
    ],
  },
)

export const prototypePollution: CodeRule = {
  ...pollution,
  query: { ...pollution.query, stores: true },
  judge: (site) => (site.how === 'store' ? judgeStore(site) : pollution.judge(site)),
  matches: [
    ...pollution.matches,
    `app.post('/', (req, res) => {
       settings[req.body.section][req.body.name] = req.body.value // here
     })`,
    `function merge(target, source) {
       for (const key in source) {
         if (typeof target[key] === 'object') merge(target[key], source[key])
         else target[key] = source[key] // here
       }
     }`,
    `function set(target, path, value) {
       const keys = path.split('.')
       for (let i = 0; i < keys.length - 1; i++) target = target[keys[i]]
       target[keys[keys.length - 1]] = value // here
     }`,
  ],
  misses: [
    ...pollution.misses,
    `app.post('/', (req, res) => { settings[req.body.name] = req.body.value })`,
    `function merge(target, source) {
       for (const key of Object.keys(source)) {
         if (key === '__proto__') continue
         if (typeof target[key] === 'object') merge(target[key], source[key])
         else target[key] = source[key]
       }
     }`,
    `function copy(target, source) { for (const key in source) target[key] = source[key] }`,
    `app.post('/', (req, res) => { settings['a-' + req.body.section].name = req.body.value })`,
  ],
}

/** `x[y] = value`: `__proto__` as the only name replaces one object's prototype; behind it everybody's is changed. */
function judgeStore(site: Site): CodeVerdict | undefined {
  const { source, node } = site
  const target = node.childForFieldName('left')
  const object = target?.childForFieldName('object') ?? null
  if (target === null || object === null) return undefined
  if (object.type === 'subscript_expression') {
    const key = object.childForFieldName('index')
    const { trust, from, isBuilt } = key === null ? { trust: 'constant' } : traceOf(source, key, 'object')
    const holder = object.childForFieldName('object')
    const isPlain =
      holder === null ||
      !/^(?:Object\.create\(\s*null|new Map)/.test(textOf(source, followName(source, holder)))
    if (trust === 'untrusted' && isBuilt === false && isPlain)
      return {
        ...(target.type === 'member_expression' && { confidence: 'medium' as const }),
        note: `a name from ${from ?? 'outside'} decides which object is changed`,
      }
  }
  return target.type === 'subscript_expression' ? judgeCopy(site, target, object) : undefined
}

const checked =
  /__proto__|\bprototype\b|Object\.create\(null\)|new Map\b|isUnsafe|isSafe|isPrototype|instanceof Object\b|blacklist|denylist|blocklist|forbidden|banned|reserved|dangerous/i

/** A function that copies what is in one object into another, and so on into what they hold; or that follows a path of names. */
function judgeCopy({ source, node, value }: Site, target: Node, object: Node): CodeVerdict | undefined {
  // What is set where there is nothing copies nothing.
  if (value !== null && textOf(source, value).startsWith(textOf(source, target))) return undefined
  // What is made on the way to the end is empty.
  if (value !== null && /^(?:\{\s*\}|\[\s*\])$/.test(textOf(source, value))) return undefined
  const [into, key] = [textOf(source, object), textOf(source, target.childForFieldName('index') ?? target)]
  if (!/^[\w$.]{1,40}$/.test(into) || !/^[\w$.[\]\-+ ]{1,60}$/.test(key) || /^\d+$/.test(key))
    return undefined
  let holder = enclosing(node.parent, source.dialect.functions)
  for (let depth = 0; holder !== null && depth < 3; depth += 1) {
    const text = textOf(source, holder)
    if (text.length > 6000 || checked.test(text)) return undefined
    if (
      new RegExp(String.raw`has\w*(?:\.call)?\(\s*${literal(into)}\b|\b${literal(into)}\.hasOwn`).test(text)
    )
      return undefined
    const own = functionName(source, holder).split('.').at(-1) ?? ''
    if (own !== '' && copiesDeeply(text, own, into, key))
      return { confidence: 'medium', note: 'it copies names of another object, and into what that holds' }
    if (followsPath(text, into))
      return { confidence: 'medium', note: 'it follows a path of names, and sets what is at its end' }
    holder = enclosing(holder.parent, source.dialect.functions)
  }
  return undefined
}

const literal = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)

function copiesDeeply(text: string, own: string, into: string, key: string): boolean {
  const member = String.raw`${literal(into)}\s*\[\s*${literal(key)}\s*\]`
  const name = new RegExp(String.raw`(?:const|let|var|,)\s+([\w$]+)\s*=\s*${member}\s*[;,\n]`).exec(text)?.[1]
  const given = name === undefined ? member : String.raw`(?:${member}|${literal(name)}\b)`
  const taken = String.raw`(?:[\w$.]+\s*\[\s*${literal(key)}\s*\]|(?:value|val|v|from\w*|src\w*|source\w*|other\w*)\b)`
  const isRecursive = new RegExp(
    String.raw`\b${literal(own)}\(\s*(?:[^()]{0,40},\s*)?(?:${given}\s*,\s*${taken}|${taken}\s*,\s*${given})`,
  ).test(text)
  const isOfNames = new RegExp(
    String.raw`for\s*\(\s*(?:const|let|var)?\s*\[?\s*${literal(key)}\b[^)]{0,20}\s(?:in|of)\b|(?:keys|entries|getOwnPropertyNames)\([^)]*\)[\s\S]{0,20}\.forEach\(\s*(?:function\s*)?\(?\[?\s*${literal(key)}\b|\beach\([^)]{0,40}function\s*\([^)]*\b${literal(key)}\b|\b${literal(key)}\s*=\s*\w*[kK]eys\w*\[`,
  ).test(text)
  return isRecursive && isOfNames
}

/** `target = target[key]` in a loop over `path.split('.')`. */
const followsPath = (text: string, into: string): boolean =>
  new RegExp(String.raw`\b${literal(into)}\s*=\s*${literal(into)}\s*\[\s*[\w$]+(?!['"])`).test(text) &&
  /\b(?:for|while|forEach|reduce)\b/.test(text) &&
  /\.split\(|\b(?:path|keyPath|keypath|paths)\b/.test(text)
