import type { Node } from 'web-tree-sitter'
import { possibleValues } from '../../../syntax/possible-values.ts'
import { constantText, followName, optionOf } from '../../../syntax/values.ts'
import { pathOf, receiverOf, type Source, textOf } from '../../../syntax/source.ts'
import type { CodeRule, CodeVerdict, Site } from '../code-rule.ts'
import { fixedBytes } from '../fixed-bytes.ts'
import { papersFor } from '../papers.ts'

export const hardcodedSecret: CodeRule = {
  ...papersFor(
    'javascript',
    'hardcoded-secret',
    'https://cheatsheetseries.owasp.org/cheatsheets/Cryptographic_Storage_Cheat_Sheet.html#key-storage',
    'read',
  ),
  query: {
    literals: [
      'createCipher',
      'createHmac',
      'createSecretKey',
      'jwt',
      'jsonwebtoken',
      'JWT',
      'Jwt',
      'CryptoJS',
      'crypto-js',
      'pbkdf2',
      'scrypt',
      'hkdfSync',
      'session',
      'cookieParser',
      'cookie-parser',
      'Strategy',
      'jose',
      'importKey',
      'JwtModule',
      'secretOrKey',
      'app.keys',
      'iron-session',
      'forge',
      'next-auth',
      'cookieSecret',
      'createPrivateKey',
      'privateDecrypt',
      'privateEncrypt',
      'createSign',
      'crypto.sign',
      'ModeOfOperation',
      'secretbox',
      'cryptr',
      'simple-crypto-js',
      'sjcl',
      'bcrypt',
    ],
    settings: ['secretOrKey', 'cookieSecret', 'jwtSecret', 'keys'],
    calls: [
      'importKey',
      'register',
      'hkdf',
      'NextAuth',
      'getIronSession',
      'start',
      'JwtService',
      'createCipheriv',
      'createCipher',
      'createHmac',
      'createSecretKey',
      'sign',
      'verify',
      'encrypt',
      'pbkdf2',
      'pbkdf2Sync',
      'scrypt',
      'scryptSync',
      'hkdfSync',
      'session',
      'expressJwt',
      'expressjwt',
      'cookieSession',
      'cookieParser',
      'Strategy',
      'JwtStrategy',
      'GoogleStrategy',
      'FacebookStrategy',
      'GitHubStrategy',
      'GithubStrategy',
      'TwitterStrategy',
      'LinkedInStrategy',
      'OAuth2Strategy',
      'OAuthStrategy',
      'Auth0Strategy',
      'OIDCStrategy',
      'OpenIDConnectStrategy',
      'jwt',
      'HmacSHA256',
      'HmacSHA512',
      'HmacSHA1',
      'HmacMD5',
      'SignJWT',
      'jwtVerify',
      'asKey',
      'encode',
      'decode',
      'decrypt',
      'HmacSHA224',
      'HmacSHA384',
      'crypto-js/hmac-md5',
      'crypto-js/hmac-sha1',
      'crypto-js/hmac-sha256',
      'crypto-js/hmac-sha512',
      'express-session',
      'cookie-session',
      'koa-session',
      'express-jwt',
      'koa-jwt',
      'cookie-parser',
      'createPrivateKey',
      'privateDecrypt',
      'privateEncrypt',
      'ecb',
      'cbc',
      'cfb',
      'ofb',
      'ctr',
      'secretbox',
      'cryptr',
      'Cryptr',
      'SimpleCrypto',
      'hash',
      'hashSync',
    ],
  },
  judge: (site) => {
    const given = site.how === 'setting' ? settingOf(site) : secretOf(site)
    const verdict = given && judgeSecret(site.source, given.node, given.what)
    // Among many options the text itself is the place.
    return verdict && (given.isOption ? { ...verdict, at: given.node } : verdict)
  },
  matches: [
    `const crypto = require('crypto'); crypto.createSign('RSA-SHA256').update(text).sign('everybody knows')`,
    `import crypto from 'node:crypto'; const key = crypto.createPrivateKey({ key: pem, passphrase: 'everybody knows' })`,
    `app.use(require('express-session')({ secret: 'everybody knows' }))`,
    `const crypto = require('crypto'); const key = crypto.createHash('sha256').update('my phrase').digest(); crypto.createCipheriv('aes-256-gcm', key, iv)`,
    `import hmac from 'crypto-js/hmac-sha256'; hmac(text, 'everybody knows')`,
    `import jwt from 'jsonwebtoken'; const config = { jwt: { secret: 'everybody knows' } }; jwt.sign(user, config.jwt.secret)`,
    `const nacl = require('tweetnacl'); nacl.secretbox(text, nonce, new Uint8Array([1, 2, 3, 4]))`,
    `const Cryptr = require('cryptr'); const cryptr = new Cryptr('everybody knows')`,
    `export class Strategy extends PassportStrategy(Jwt) { constructor() { super({ secretOrKey: 'everybody knows' }) } }`,
    `import { JwtModule } from '@nestjs/jwt'
     const module = JwtModule.register({ secret: 'everybody knows' })`,
    `const app = new Koa()
     app.keys = ['everybody knows']`,
    `fastify.register(require('@fastify/jwt'), { secret: 'everybody knows' })`,
    `await crypto.subtle.importKey('raw', new TextEncoder().encode('not so secret'), 'AES-GCM', false, ['encrypt'])`,
    `const jwt = require('jsonwebtoken')
     const token = jwt.sign({ user: user.id }, 'not so secret')`,
    `const secret = 'do not tell'
     crypto.createHmac('sha256', secret).update(body).digest('hex')`,
    `app.use(session({ secret: 'keyboard and cat', resave: false }))`,
    `crypto.createCipheriv('aes-256-gcm', Buffer.from('some key in the code', 'utf8'), iv)`,
    `jwt.verify(token, process.env.JWT_SECRET || 'fallback for everybody')`,
    `crypto.scryptSync(password, 'the salt', 64)`,
    `crypto.createSecretKey('some key in the code', 'utf8')`,
    `var secret = 'not so secret'
     app.get('/', expressJwt({ secret: secret }), show)`,
    `passport.use(new GoogleStrategy({ clientID: 'app', clientSecret: 'everybody knows', callbackURL }, done))`,
    `const { SignJWT } = require('jose')
     new SignJWT(claims).setProtectedHeader({ alg: 'HS256' }).sign(new TextEncoder().encode('not so secret'))`,
    `function issue(claims, key) { return jwt.sign(claims, key) }
     issue({ user }, 'not so secret')`,
    `const options = {}
     options.secretOrKey = 'everybody knows'
     passport.use(new JwtStrategy(options, check))`,
    `const config = { secret: 'everybody knows' }
     jwt.verify(token, config.secret)`,
  ],
  misses: [
    `const crypto = require('crypto'); crypto.createSign('RSA-SHA256').update(text).sign({ key, passphrase: process.env.PASSPHRASE })`,
    `app.use(require('express-session')({ secret: process.env.SECRET }))`,
    `const bcrypt = require('bcrypt'); bcrypt.hashSync(password, 12)`,
    `wallet.sign('a text')`,
    `export class Strategy extends PassportStrategy(Jwt) { constructor(config) { super({ secretOrKey: config.get('JWT') }) } }`,
    `await crypto.subtle.importKey('raw', bytes, 'AES-GCM', false, ['encrypt'])`,
    `registry.register('name', { secret: 'a text' })`,
    `const table = { keys: ['name'] }`,
    `jwt.sign({ user: user.id }, process.env.JWT_SECRET)`,
    `crypto.createHmac('sha256', saltedPassword).update('Client Key').digest()`,
    `crypto.createHmac('sha256', config.secret)`,
    `app.use(session({ secret: process.env.SESSION_SECRET }))`,
    `crypto.scryptSync(password, crypto.randomBytes(16), 64)`,
    `key.sign('a message')`,
    `verify(token, 'utf8')`,
  ],
}

interface Given {
  readonly node: Node
  readonly what: string
  readonly isOption?: true
}

const tokens =
  /^(?:jwt|jsonwebtoken|JWT|jose|jwtService|this\.jwt(?:Service)?|jwt-simple|fastify\.jwt|app\.jwt)\b.*\.(?:sign|verify|signAsync|verifyAsync)$/

function secretOf({ source, node, name, path, args }: Site): Given | undefined {
  const at = (index: number, what: string): Given | undefined =>
    args[index] && { node: args[index].value, what }
  switch (name) {
    case 'createCipheriv':
    case 'createCipher':
      return at(1, 'the key')
    case 'createHmac':
      return at(1, 'the key')
    case 'createSecretKey':
      return at(0, 'the key')
    case 'sign':
    case 'verify':
      if (/\bSignJWT\(\).*\.sign$/.test(path)) return at(0, 'the key of tokens')
      if (isSigner(source, node, path)) return privateKeyOf(source, node, args[0]?.value)
      if (path === 'crypto.sign') return privateKeyOf(source, node, args[2]?.value)
      return tokens.test(path) ? at(1, 'the key of tokens') : undefined
    case 'jwtVerify':
      return at(1, 'the key of tokens')
    case 'asKey':
      return /\bJWK\.asKey$/.test(path) ? at(0, 'the key of tokens') : undefined
    case 'encode':
    case 'decode':
      return path.startsWith('jwt-simple.') ? at(1, 'the key of tokens') : undefined
    case 'createPrivateKey':
    case 'privateDecrypt':
    case 'privateEncrypt':
      return path === `crypto.${name}` ? privateKeyOf(source, node, args[0]?.value) : undefined
    case 'ecb':
    case 'cbc':
    case 'cfb':
    case 'ofb':
    case 'ctr':
      return path.endsWith(`ModeOfOperation.${name}`) ? at(0, 'the key') : undefined
    case 'secretbox':
      return /^(?:tweetnacl|nacl)\.secretbox$/.test(path) ? at(2, 'the key') : undefined
    case 'cryptr':
    case 'Cryptr':
      return path.startsWith('cryptr') ? at(0, 'the key') : undefined
    case 'SimpleCrypto':
      return path.startsWith('simple-crypto-js') ? at(0, 'the key') : undefined
    case 'hash':
    case 'hashSync':
      // Of bcrypt a number is the cost.
      return /bcrypt/i.test(path) && constantText(source, args[1]?.value ?? null) !== undefined
        ? at(1, 'the salt')
        : undefined
    case 'encrypt':
    case 'decrypt':
      if (path.startsWith('sjcl.')) return at(0, 'the key')
      return /\b(?:CryptoJS|crypto-js)\b/.test(path) ? at(1, 'the key') : undefined
    case 'HmacSHA1':
    case 'HmacSHA256':
    case 'HmacSHA512':
    case 'HmacMD5':
    case 'HmacSHA224':
    case 'HmacSHA384':
    case 'crypto-js/hmac-md5':
    case 'crypto-js/hmac-sha1':
    case 'crypto-js/hmac-sha256':
    case 'crypto-js/hmac-sha512':
      return /\b(?:CryptoJS|crypto-js)\b/.test(path) ? at(1, 'the key') : undefined
    case 'pbkdf2':
    case 'pbkdf2Sync':
    case 'scrypt':
    case 'scryptSync':
      return /^(?:crypto\.|util\.|\w+$)/.test(path) ? at(1, 'the salt') : undefined
    case 'importKey':
      return /\bsubtle\.importKey$/.test(path) &&
        /^["'](?:raw|pkcs8)["']$/.test(textOf(source, args[0]?.value ?? node).slice(0, 10))
        ? at(1, 'the key')
        : undefined
    case 'start':
      return /\bhmac\b.*\.start$/.test(path) ? at(1, 'the key') : undefined
    case 'hkdf':
    case 'hkdfSync':
      return at(1, 'the key')
    case 'cookieParser':
    case 'cookie-parser':
      return at(0, 'the key of cookies')
    default: {
      if (
        !/^(?:session|express-session|expressJwt|express-jwt|expressjwt|cookieSession|cookie-session|koa-session|.*Strategy|koa-jwt|jwt|(?:@nestjs\/jwt\.)?Jwt(?:Module|Service)|fastify|app|server|NextAuth|next-auth|getIronSession|iron-session)\b/.test(
          path,
        )
      )
        return undefined
      if (
        name === 'register' &&
        !/\bJwtModule\.register$/.test(path) &&
        !/jwt|cookie|session/i.test(textOf(source, args[0]?.value ?? node).slice(0, 200))
      )
        return undefined
      for (const option of [
        'secret',
        'secretOrKey',
        'keys',
        'clientSecret',
        'consumerSecret',
        ...(/Iron/.test(name) ? ['password'] : []),
      ]) {
        const found = optionOf(source, node, option)
        const what = option.startsWith('c') ? 'the secret of the client' : 'the key of sessions or tokens'
        if (found) return { node: found, what, isOption: true }
      }
      return undefined
    }
  }
}

/** `createSign('SHA256').update(text).sign(…)`, also through a variable. */
function isSigner(source: Source, call: Node, path: string): boolean {
  if (/\bcreateSign\(\).*\.sign$/.test(path)) return true
  const object = receiverOf(source, call)
  return (
    object !== null &&
    possibleValues(source, object).some((one) => /\bcreateSign\(\)/.test(pathOf(source, one)))
  )
}

/** A private key that is written down, or the passphrase that opens it. */
function privateKeyOf(source: Source, call: Node, key: Node | undefined): Given | undefined {
  const passphrase = optionOf(source, call, 'passphrase')
  if (passphrase) return { node: passphrase, what: 'the passphrase of the key', isOption: true }
  const given = optionOf(source, call, 'key') ?? key
  return given && { node: given, what: 'the private key' }
}

/** `super({ secretOrKey: 'x' })` of Passport in Nest, `app.keys = ['x']` of Koa. */
function settingOf({ source, node, name, value }: Site): Given | undefined {
  if (value === null) return undefined
  const isKeys = /^app\.keys$/.test(pathOf(source, node.childForFieldName('left')))
  return name !== 'keys' || isKeys
    ? { node: value, what: 'the key of sessions or tokens', isOption: true }
    : undefined
}

function judgeSecret(source: Source, given: Node, what: string): CodeVerdict | undefined {
  const node = followName(source, given)
  const list = node.type === 'array' ? (node.namedChild(0) ?? node) : node
  if (fixedBytes(source, list) !== undefined) {
    // A public key is no secret.
    return /BEGIN (?:PUBLIC|CERT|RSA PUBLIC)|\.(?:pem|pub|key|crt)["'`]/.test(textOf(source, list))
      ? undefined
      : { note: `${what} is a text in the code`, ...(what === 'the salt' && { severity: 'medium' }) }
  }
  const fallback = fallbackOf(source, list)
  return fallback === undefined
    ? undefined
    : { severity: 'medium', note: `${what} is a text in the code where none is configured` }
}

/** The text that `configured || 'text'` falls back to. */
function fallbackOf(source: Source, node: Node): string | undefined {
  const operator = node.childForFieldName('operator')?.type
  if (node.type !== 'binary_expression' || (operator !== '||' && operator !== '??')) return undefined
  if (pathOf(source, node.childForFieldName('left')) === '?') return undefined
  const text = constantText(source, node.childForFieldName('right'))
  return text === '' ? undefined : text
}
