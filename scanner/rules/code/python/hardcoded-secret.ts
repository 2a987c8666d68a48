import type { Node } from 'web-tree-sitter'
import { followName, optionOf } from '../../../syntax/values.ts'
import { argumentsOf, pathOf, type Source, textOf } from '../../../syntax/source.ts'
import type { CodeRule, CodeVerdict, Site } from '../code-rule.ts'
import { fixedBytes } from '../fixed-bytes.ts'
import { papersFor } from '../papers.ts'

export const hardcodedSecret: CodeRule = {
  ...papersFor(
    'python',
    'hardcoded-secret',
    'https://cheatsheetseries.owasp.org/cheatsheets/Key_Management_Cheat_Sheet.html',
  ),
  query: {
    literals: [
      'jwt',
      'hmac',
      'Cipher',
      'cipher',
      'Fernet',
      'pbkdf2',
      'PBKDF2',
      'scrypt',
      'secret_key',
      'SECRET_KEY',
      'JWT_SECRET',
      'cookie_secret',
      'SIGNING_KEY',
      'itsdangerous',
      'cryptolib',
      'nacl',
      'blake2',
      'bcrypt',
      'EncryptedCookieStorage',
      'make_password',
      'crypt.crypt',
    ],
    calls: [
      'new',
      'encode',
      'decode',
      'Fernet',
      'AES',
      'pbkdf2_hmac',
      'scrypt',
      'PBKDF2HMAC',
      'AESGCM',
      'ChaCha20Poly1305',
      'digest',
      'PBKDF2',
      'pbkdf2',
      'kdf',
      'Scrypt',
      'Cipher',
      'aes',
      'SecretBox',
      'Aead',
      'blake2b',
      'blake2s',
      'hashpw',
      'make_password',
      'crypt',
      'EncryptedCookieStorage',
      'URLSafeSerializer',
      'URLSafeTimedSerializer',
      'TimedJSONWebSignatureSerializer',
      'JSONWebSignatureSerializer',
      'Signer',
      'TimestampSigner',
    ],
    settings: ['secret_key', 'SECRET_KEY', 'JWT_SECRET_KEY', 'JWT_SECRET', 'cookie_secret', 'SIGNING_KEY'],
  },
  judge: (site) => {
    const given = secretOf(site)
    if (given !== undefined && isItsOwnSalt(site, given))
      return { severity: 'medium', note: 'the salt is the password itself' }
    return given === undefined
      ? undefined
      : judgeSecret(site.source, given.node, given.what, site.how === 'call')
  },
  matches: [
    `import hashlib\nhashlib.scrypt(password, salt=password, n=2**17, r=8, p=1)`,
    `from cryptography.fernet import Fernet\nimport base64\nFernet(base64.urlsafe_b64encode(b'thirty-two bytes that all can read'))`,
    `from itsdangerous import URLSafeTimedSerializer\nsigner = URLSafeTimedSerializer('everybody knows')`,
    `from nacl.secret import SecretBox\nbox = SecretBox(b'thirty-two bytes that all can read')`,
    `import hashlib\nhashlib.scrypt(password, salt=b'', n=2**17, r=8, p=1)`,
    `from authlib.jose import jwt\njwt.encode({'alg': 'HS256'}, claims, 'not so secret')`,
    `import jwt\ntoken = jwt.encode({'user': user}, 'not so secret', algorithm='HS256')`,
    `import hmac\nKEY = b'do not tell'\nhmac.new(KEY, body, 'sha256')`,
    `app.secret_key = 'everybody knows'`,
    `app.config['SECRET_KEY'] = 'everybody knows'`,
    `from Crypto.Cipher import AES\nAES.new(b'sixteen byte key', AES.MODE_GCM)`,
    `from cryptography.fernet import Fernet\nFernet('some key in the code')`,
    `import hashlib\nhashlib.pbkdf2_hmac('sha256', password, b'salt', 600000)`,
    `from Crypto.Cipher import AES\nAES.new("", AES.MODE_CFB, iv)`,
    `SECRET_KEY = os.environ.get('SECRET_KEY', 'fallback for everybody')`,
  ],
  misses: [
    `import bcrypt\nbcrypt.hashpw(password, bcrypt.gensalt())`,
    `from django.contrib.auth.hashers import make_password\nmake_password(password)`,
    `import jwt\ntoken = jwt.encode({'user': user}, os.environ['JWT_SECRET'], algorithm='HS256')`,
    `app.secret_key = os.urandom(24)`,
    `SECRET_KEY = env('SECRET_KEY')`,
    `SECRET_KEY = ''`,
    `class Hook(InputObject):\n    secret_key = graphene.String(description='The key that signs')`,
    `text.encode('utf8', 'ignore')`,
    `from cryptography.fernet import Fernet\nFernet(Fernet.generate_key())`,
    `import hmac\nhmac.new(salted_password, b'Client Key', 'sha1')`,
  ],
}

interface Given {
  readonly node: Node
  readonly what: string
}

function secretOf({ source, how, node, name, path, args, value }: Site): Given | undefined {
  const at = (index: number, key: string, what: string): Given | undefined => {
    const found = optionOf(source, node, key) ?? args[index]?.value
    return found && { node: found, what }
  }
  if (how === 'setting') {
    // A parameter of a call that asks for it, or Flask's and Django's settings.
    return value === null || node.type === 'default_parameter'
      ? undefined
      : { node: value, what: 'the secret key' }
  }
  switch (name) {
    case 'encode':
    case 'decode':
      // Authlib's and joserfc's `encode` take the header first.
      if (/^(?:authlib\.jose|joserfc)\b/.test(path))
        return at(name === 'encode' ? 2 : 1, 'key', 'the key of tokens')
      return /^(?:jwt|jose\.jwt|jose\.jws|jwt\.PyJWT\(\))\.(?:en|de)code$/.test(path)
        ? at(1, 'key', 'the key of tokens')
        : undefined
    case 'new':
      if (path === 'hmac.new') return at(0, 'key', 'the key')
      return /\b(?:AES|DES3?|ARC4|Blowfish|ChaCha20|Salsa20)\.new$/.test(path)
        ? at(0, 'key', 'the key')
        : undefined
    case 'digest':
      return path === 'hmac.digest' ? at(0, 'key', 'the key') : undefined
    case 'Cipher':
      return /\bM2Crypto\b/.test(path) ? at(1, 'key', 'the key') : undefined
    case 'aes':
      return /^u?cryptolib\.aes$/.test(path) ? at(0, 'key', 'the key') : undefined
    case 'SecretBox':
    case 'Aead':
      return /\bnacl\.secret\./.test(path) ? at(0, 'key', 'the key') : undefined
    case 'blake2b':
    case 'blake2s': {
      const key = optionOf(source, node, 'key')
      return key && { node: key, what: 'the key' }
    }
    case 'kdf':
      return /\bnacl\.pwhash\b/.test(path)
        ? at(2, 'salt', 'the salt')
        : path === 'bcrypt.kdf'
          ? at(1, 'salt', 'the salt')
          : undefined
    case 'pbkdf2':
      return /\bM2Crypto\b/.test(path) ? at(1, 'salt', 'the salt') : undefined
    case 'hashpw':
      return path === 'bcrypt.hashpw' ? at(1, 'salt', 'the salt') : undefined
    case 'make_password':
      return at(1, 'salt', 'the salt')
    case 'crypt':
      return path === 'crypt.crypt' ? at(1, 'salt', 'the salt') : undefined
    case 'Scrypt':
      return /\bkdf\.scrypt\.Scrypt$/.test(path) ? at(0, 'salt', 'the salt') : undefined
    case 'EncryptedCookieStorage':
      return at(0, 'secret_key', 'the key of cookies')
    case 'Fernet':
    case 'AESGCM':
    case 'ChaCha20Poly1305':
      return at(0, 'key', 'the key')
    case 'AES':
      return path.endsWith('algorithms.AES') ? at(0, 'key', 'the key') : undefined
    case 'pbkdf2_hmac':
      return at(2, 'salt', 'the salt')
    case 'scrypt':
      return path === 'hashlib.scrypt' ? at(9, 'salt', 'the salt') : at(1, 'salt', 'the salt')
    case 'PBKDF2HMAC':
    case 'PBKDF2':
      return at(name === 'PBKDF2' ? 1 : 2, 'salt', 'the salt')
    default:
      return /^itsdangerous\b|\bdjango\.core\.signing\b/.test(path)
        ? at(0, 'secret_key', 'the secret key')
        : undefined
  }
}

/** `scrypt(password, salt=password)` */
function isItsOwnSalt({ source, args }: Site, { node, what }: Given): boolean {
  const text = textOf(source, node)
  return (
    what === 'the salt' &&
    /^\w+$/.test(text) &&
    args.some(({ value }) => value.id !== node.id && textOf(source, value) === text)
  )
}

function judgeSecret(source: Source, given: Node, what: string, isCall: boolean): CodeVerdict | undefined {
  const node = followName(source, given)
  if (what !== 'the salt' && /^b?(?:''|"")$/.test(textOf(source, node)))
    return isCall ? { note: `${what} is empty` } : undefined
  if (what === 'the salt' && /^b?(?:''|"")$/.test(textOf(source, node)))
    return { severity: 'medium', note: 'the salt is empty' }
  if (fixedBytes(source, node) !== undefined)
    return /BEGIN (?:PUBLIC|CERT|RSA PUBLIC)|^["'](?:\$\{|\{\{|<)/.test(textOf(source, node))
      ? undefined
      : { note: `${what} is a text in the code`, ...(what === 'the salt' && { severity: 'medium' }) }
  const isFallback = /^(?:os\.)?(?:environ\.get|getenv|config|env)\(\)$/.test(pathOf(source, node))
  const fallback = isFallback
    ? (optionOf(source, node, 'default') ?? argumentsOf(source, node)[1]?.value)
    : undefined
  const text = fallback === undefined ? undefined : fixedBytes(source, fallback)
  return text === undefined
    ? undefined
    : { severity: 'medium', note: `${what} is a text in the code where none is configured` }
}
