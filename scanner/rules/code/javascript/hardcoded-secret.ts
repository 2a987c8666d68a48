import type { Node } from 'web-tree-sitter'
import { constantText, followName, optionOf } from '../../../syntax/values.ts'
import { pathOf, type Source, textOf } from '../../../syntax/source.ts'
import type { CodeRule, CodeVerdict, Site } from '../code-rule.ts'
import { fixedBytes } from '../fixed-bytes.ts'
import { papersFor } from '../papers.ts'

export const hardcodedSecret: CodeRule = {
  ...papersFor(
    'javascript',
    'hardcoded-secret',
    'https://cheatsheetseries.owasp.org/cheatsheets/Key_Management_Cheat_Sheet.html',
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
    ],
  },
  judge: (site) => {
    const given = site.how === 'setting' ? settingOf(site) : secretOf(site)
    const verdict = given && judgeSecret(site.source, given.node, given.what)
    // Among many options the text itself is the place.
    return verdict && (given.isOption ? { ...verdict, at: given.node } : verdict)
  },
  matches: [
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
      return tokens.test(path) ? at(1, 'the key of tokens') : undefined
    case 'jwtVerify':
      return at(1, 'the key of tokens')
    case 'asKey':
      return /\bJWK\.asKey$/.test(path) ? at(0, 'the key of tokens') : undefined
    case 'encode':
    case 'decode':
      return path.startsWith('jwt-simple.') ? at(1, 'the key of tokens') : undefined
    case 'encrypt':
      return /\b(?:CryptoJS|crypto-js)\b/.test(path) ? at(1, 'the key') : undefined
    case 'HmacSHA1':
    case 'HmacSHA256':
    case 'HmacSHA512':
    case 'HmacMD5':
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
      return at(0, 'the key of cookies')
    default: {
      if (
        !/^(?:session|express-session|expressJwt|express-jwt|expressjwt|cookieSession|cookie-session|.*Strategy|koa-jwt|jwt|(?:@nestjs\/jwt\.)?Jwt(?:Module|Service)|fastify|app|server|NextAuth|next-auth|getIronSession|iron-session)\b/.test(
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
