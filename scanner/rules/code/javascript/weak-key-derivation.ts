import type { Node } from 'web-tree-sitter'
import { type Source, textOf } from '../../../syntax/source.ts'
import {
  constantNumber,
  constantText,
  constantTexts,
  followName,
  optionOf,
  propertyOf,
} from '../../../syntax/values.ts'
import type { CodeRule, CodeVerdict, Site } from '../code-rule.ts'
import { judgeArgon2 } from '../judge-argon2.ts'
import { judgeBcrypt, judgeScrypt } from '../judge-cost.ts'
import { judgeIterations } from '../judge-iterations.ts'
import { fastHash, judgePasswordHash } from '../judge-password-hash.ts'
import { papersFor } from '../papers.ts'

export const weakKeyDerivation: CodeRule = {
  ...papersFor(
    'javascript',
    'weak-key-derivation',
    'https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html',
    'read',
  ),
  query: {
    literals: [
      'pbkdf2',
      'PBKDF2',
      'bcrypt',
      'scrypt',
      'argon2',
      'createHash',
      'createHmac',
      'subtle',
      'SHA256',
      'SHA512',
      'sha256',
    ],
    calls: [
      'pbkdf2',
      'pbkdf2Sync',
      'PBKDF2',
      'genSalt',
      'genSaltSync',
      'hash',
      'hashSync',
      'scrypt',
      'scryptSync',
      'deriveKey',
      'deriveBits',
      'createHash',
      'createHmac',
      'digest',
      'SHA256',
      'SHA512',
      'sha256',
      'sha512',
    ],
  },
  judge: judgeCall,
  matches: [
    `user.hash = crypto.createHmac('sha1', user.salt).update(request.body.password).digest('hex')`,
    `import CryptoJS from 'crypto-js'; CryptoJS.PBKDF2(password, salt, { keySize: 8 })`,
    `crypto.pbkdf2Sync(password, salt, 1000, 64, 'sha512')`,
    `const rounds = 5
     const hashed = await bcrypt.hash(password, rounds)`,
    `bcrypt.genSaltSync(4)`,
    `crypto.scryptSync(password, salt, 64, { N: 1024 })`,
    `crypto.scryptSync(password, salt, 64, { N: 2 ** 15, r: 8, p: 1 })`,
    `CryptoJS.PBKDF2(password, salt, { keySize: 8, iterations: 100 })`,
    `user.password = crypto.createHash('sha256').update(request.body.password).digest('hex')`,
    `function hashPassword(password, salt) {
       let digest = password + salt
       for (let i = 0; i < 1000; i += 1) digest = createHash('sha512').update(digest + password).digest('hex')
       return digest
     }`,
    `import argon2 from 'argon2'
     argon2.hash(password, { type: argon2.argon2id, memoryCost: 4096, timeCost: 2 })`,
    `import argon2 from 'argon2'
     const settings = { type: argon2.argon2d }
     argon2.hash(password, settings)`,
    `const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(password))`,
  ],
  misses: [
    `const proof = crypto.createHmac('sha256', password).update(challenge).digest()`,
    `const signature = crypto.createHmac('sha256', key).update(body).digest('hex')`,
    `bcrypt.hash(crypto.createHmac('sha256', pepper).update(password).digest('base64'), 12)`,
    `crypto.pbkdf2Sync(password, salt, 600_000, 64, 'sha512')`,
    `crypto.scryptSync(password, salt, 64, { cost: 2 ** 16, parallelization: 2 })`,
    `crypto.scryptSync(password, salt, 64)`,
    `bcrypt.hash(password, 12)`,
    `bcrypt.hash(password, salt)`,
    `map.hash(key, 3)`,
    `import argon2 from 'argon2'
     argon2.hash(password)`,
    `import argon2 from 'argon2'
     argon2.hash(password, { memoryCost: 2 ** 16, timeCost: 3 })`,
    `bcrypt.hash(createHash('sha256').update(password).digest('base64'), 12)`,
    `const digest = crypto.createHash('sha256').update(token).digest('hex')
     await tokens.find({ digest })`,
    `const poolKey = crypto.createHash('sha256').update(url + user + password).digest('hex')
     if (cache.has(poolKey)) return cache.get(poolKey)`,
    `const etag = createHash('sha256').update(body).digest('hex')`,
    `// SCRAM-SHA-256 lets the server say
     crypto.pbkdf2Sync(password, salt, iterations, 32, 'sha256')`,
  ],
}

function judgeCall(site: Site): CodeVerdict | undefined {
  const { source, node, name, path, args } = site
  const number = (index: number): number | undefined => constantNumber(source, args[index]?.value ?? null)
  const option = (key: string): number | undefined =>
    constantNumber(source, optionOf(source, node, key) ?? null)
  switch (name) {
    case 'pbkdf2':
    case 'pbkdf2Sync':
      return judgeIterations(source, node, number(2))
    case 'PBKDF2':
      return optionOf(source, node, 'iterations') === undefined && /\b(?:CryptoJS|crypto-js)\b/.test(path)
        ? {
            severity: 'low',
            confidence: 'medium',
            note: 'before version 4.2 PBKDF2 runs once if it is told nothing',
          }
        : judgeIterations(source, node, option('iterations'))
    case 'deriveKey':
    case 'deriveBits':
      return path.includes('subtle') ? judgeIterations(source, node, option('iterations')) : undefined
    case 'scrypt':
    case 'scryptSync':
      return judgeScrypt({
        cost: option('N') ?? option('cost'),
        blockSize: option('r') ?? option('blockSize'),
        parallelization: option('p') ?? option('parallelization'),
      })
    case 'createHash':
    case 'digest': {
      if (name === 'digest' && !path.endsWith('subtle.digest')) return undefined
      const hash = constantTexts(source, args[0]?.value ?? null).find((one) => fastHash.test(one))
      return hash === undefined ? undefined : judgePasswordHash(site, hash.toUpperCase())
    }
    case 'createHmac': {
      const hash = constantTexts(source, args[0]?.value ?? null).find(
        (one) => fastHash.test(one) || /^sha-?1$/i.test(one),
      )
      return hash === undefined ? undefined : judgePasswordHash(site, `HMAC-${hash.toUpperCase()}`)
    }
    case 'SHA256':
    case 'SHA512':
    case 'sha256':
    case 'sha512':
      return args.length > 0 ? judgePasswordHash(site, name.toUpperCase()) : undefined
    default:
      if (/^argon2\b/.test(path)) return judgeOptions(source, args[1]?.value)
      return /bcrypt/i.test(path)
        ? judgeBcrypt(source, args[name.startsWith('gen') ? 0 : 1]?.value)
        : undefined
  }
}

/** Of the packages `argon2` and `@node-rs/argon2`; memory in KiB. */
function judgeOptions(source: Source, given: Node | undefined): CodeVerdict | undefined {
  if (given === undefined) return undefined
  const options = followName(source, given)
  if (options.type !== 'object') return undefined
  const option = (name: string) => propertyOf(source, options, name) ?? null
  const type = option('type') ?? option('algorithm')
  return judgeArgon2({
    memory: constantNumber(source, option('memoryCost')),
    passes: constantNumber(source, option('timeCost')),
    variant: type === null ? undefined : (constantText(source, type) ?? textOf(source, type)),
  })
}
