import type { Node } from 'web-tree-sitter'
import { type Argument, pathOf, type Source } from '../../../syntax/source.ts'
import { constantText, constantTexts, isFalse, namedTexts, optionOf } from '../../../syntax/values.ts'
import type { CodeRule, CodeVerdict, Site } from '../code-rule.ts'
import { judgeHash } from '../judge-hash.ts'
import { papersFor } from '../papers.ts'

const weakName = /^(?:md[245]|sha-?1?|ripemd160|rmd160)$/i

export const weakHash: CodeRule = {
  ...papersFor('python', 'weak-hash', 'https://docs.python.org/3/library/hashlib.html', 'read'),
  query: {
    literals: [
      'passlib',
      'crypt.',
      'PASSWORD_HASHERS',
      'make_password',
      'md5',
      'MD5',
      'MD4',
      'MD2',
      'sha1',
      'SHA1',
      'SHA',
      'sha.new',
      'RIPEMD',
    ],
    calls: [
      'md5',
      'sha1',
      'sha',
      'new',
      'Hash',
      'HMAC',
      'digest',
      'file_digest',
      'sign',
      'verify',
      'crypt',
      'mksalt',
      'hash',
      'encrypt',
      'using',
      'make_password',
      'CryptContext',
    ],
    settings: ['PASSWORD_HASHERS'],
  },
  judge: (site) => {
    if (site.how === 'setting') return judgeHashers(site)
    if (site.name === 'make_password' || site.name === 'CryptContext') return judgePasswords(site)
    const weak = weakFunction(site)
    if (weak === undefined) return undefined
    if (/^(?:crypt|passlib)\b/.test(site.path))
      return { severity: 'high', confidence: 'high', note: `passwords are kept with ${weak}` }
    if (isFalse(site.source, optionOf(site.source, site.node, 'usedforsecurity'))) return undefined
    const node = site.args[0]?.value
    const verdict = judgeHash(site, weak, node && { node, isWeak })
    return isKnown(site.path) || verdict?.confidence !== 'low' ? verdict : undefined
  },
  matches: [
    `from passlib.context import CryptContext\ncontext = CryptContext(schemes=['md5_crypt', 'bcrypt'])`,
    `from django.contrib.auth.hashers import make_password\nmake_password(password, hasher='md5')`,
    `import hashlib, os\nuser.password = hashlib.new(os.environ.get('HASH', 'md5'), password.encode()).hexdigest()`,
    `import hashlib\ndef store(user, password):\n    user.password = hashlib.md5(password.encode()).hexdigest()`,
    `from hashlib import sha1 as digest\nreset_token = digest(email.encode()).hexdigest()`,
    `import hashlib\nh = hashlib.new('md5')\nh.update(password)`,
    `from Crypto.Hash import MD5\nsignature = MD5.new(secret + body).hexdigest()`,
    `import hashlib\nprint(hashlib.md5(x).hexdigest())`,
    `from cryptography.hazmat.primitives import hashes\ndigest = hashes.Hash(hashes.SHA1())\ndigest.update(password)`,
    `import hmac, hashlib\nsignature = hmac.new(key, body, hashlib.md5).hexdigest()`,
    `import hashlib\ndef digest(text):\n    return hashlib.md5(text.encode()).hexdigest()\nuser.password = digest(form.password)`,
    `import hashlib\ndef make(algorithm, text):\n    return hashlib.new(algorithm, text).hexdigest()\nreset_token = make('sha1', email)`,
    `import hashlib\nclass Signer:\n    algorithm = 'md5'\n    def sign(self, secret, body):\n        return hashlib.new(self.algorithm, secret + body).hexdigest()`,
    `import crypt\ncrypt.crypt(password, salt=crypt.METHOD_CRYPT)`,
    `from passlib.hash import md5_crypt\nmd5_crypt.hash(password)`,
    `PASSWORD_HASHERS = ['django.contrib.auth.hashers.MD5PasswordHasher']`,
  ],
  misses: [
    `import hashlib, json\ndef secret_checksum(secret):\n    text = json.dumps(secret)\n    check = hashlib.md5()\n    check.update(text.encode())\n    return check.hexdigest()\ndef format_secret(secret):\n    return secret_checksum(secret) + ': ' + secret.name`,
    `from passlib.context import CryptContext\ncontext = CryptContext(schemes=['bcrypt', 'md5_crypt'], deprecated='auto')`,
    `import hashlib\nkey = hashlib.md5(url.encode(), usedforsecurity=False).hexdigest()`,
    `import hashlib\ndef cache_key(arguments):\n    return hashlib.sha1(repr(arguments).encode()).hexdigest()`,
    `import hashlib\ndef md5sum(path):\n    digest = hashlib.md5()\n    with open(path, 'rb') as file:\n        digest.update(file.read())\n    return digest.hexdigest()`,
    `import hashlib\nheaders['ETag'] = hashlib.md5(body).hexdigest()`,
    `import hashlib\nprefix = hashlib.sha1(password.encode()).hexdigest()[:5]\nrequests.get('https://api.pwnedpasswords.com/range/' + prefix)`,
    `import hashlib\nhashlib.sha256(password.encode()).hexdigest()`,
    `import hmac, hashlib\nhmac.new(key, body, hashlib.sha1)`,
    `import uuid\nuuid.uuid5(namespace, name)`,
    `PASSWORD_HASHERS = ['django.contrib.auth.hashers.Argon2PasswordHasher', 'django.contrib.auth.hashers.MD5PasswordHasher']`,
    `import hashlib\ndef digest(text):\n    return hashlib.md5(text.encode()).hexdigest()\netag = digest(body)\ncache_key = digest(url)`,
    `import hashlib\ndef make(algorithm, text):\n    return hashlib.new(algorithm, text).hexdigest()\netag = make('md5', body)\ntoken = make('sha256', secret)`,
    `# HTTP Digest, RFC 7616\nimport hashlib\nha1 = hashlib.md5(f'{username}:{realm}:{password}'.encode()).hexdigest()`,
    `# mysql_native_password\nimport hashlib\nstage1 = hashlib.sha1(password).digest()`,
    `import hashlib, base64\nclient.put_object(Bucket=bucket, Key=key, Body=body, ContentMD5=base64.b64encode(hashlib.md5(body).digest()).decode())`,
    `import hashlib\nobject_id = hashlib.sha1(b'blob %d\\0' % len(content) + content).hexdigest()`,
    `import hashlib\navatar = 'https://www.gravatar.com/avatar/' + hashlib.md5(email.lower().encode()).hexdigest()`,
    `import hashlib\nshard = int(hashlib.md5(user_id.encode()).hexdigest(), 16) % shard_count`,
  ],
}

const isKnown = (path: string): boolean => /\b(?:hashlib|hmac|hashes|Hash|Hashing|md5|sha)\b/.test(path)

function weakFunction({ source, node, name, path, args }: Site): string | undefined {
  switch (name) {
    case 'new':
      if (path === 'hashlib.new')
        return named(namedTexts(source, optionOf(source, node, 'name') ?? args[0]?.value ?? null))
      if (path === 'hmac.new') return keyed(source, optionOf(source, node, 'digestmod') ?? args[2]?.value)
      return named([/\b(?<hash>MD[245]|SHA1?|RIPEMD160)\.new$/.exec(path)?.groups?.['hash'] ?? ''])
    case 'digest':
      return path === 'hmac.digest' ? keyed(source, args[2]?.value) : undefined
    case 'Hash':
    case 'sign':
    case 'verify':
      return args.map((argument) => constructed(source, argument)).find((one) => one !== undefined)
    case 'HMAC':
      return keyed(source, args[1]?.value)
    case 'crypt':
      return path === 'crypt.crypt' &&
        args.some((one) => /\bcrypt\.METHOD_(?:CRYPT|MD5|BLOWFISH)$/.test(pathOf(source, one.value)))
        ? 'crypt'
        : undefined
    case 'mksalt':
      return /\bMETHOD_(?:CRYPT|MD5|BLOWFISH)$/.test(pathOf(source, args[0]?.value ?? null))
        ? 'crypt'
        : undefined
    case 'hash':
    case 'using':
    case 'encrypt':
      return /^passlib\.hash\.(?<hash>\w*(?:md5|md4|sha1|des|plaintext|lmhash|nthash)\w*)\.(?:hash|encrypt|using)$/.exec(
        path,
      )?.groups?.['hash']
    case 'file_digest':
      return undefined
    default:
      // `self.md5()` is anybody's.
      return path === name || /^(?:hashlib|sha|md5)\./.test(path) || /^[\w.]*utils?\.(?:md5|sha1)$/.test(path)
        ? name.toUpperCase()
        : undefined
  }
}

const isWeak = (name: string): boolean => weakName.test(name)

const named = (texts: readonly string[]): string | undefined => texts.find(isWeak)?.toUpperCase()

/** `hashes.SHA1()` */
function constructed(source: Source, { value }: Argument): string | undefined {
  const name = /\bhashes\.(?<hash>MD5|SHA1)\(\)$/.exec(pathOf(source, value))?.groups?.['hash']
  return named([name ?? ''])
}

/** HMAC with SHA-1 has no known weakness. */
function keyed(source: Source, given: Node | undefined): string | undefined {
  if (given === undefined) return undefined
  const said = constantTexts(source, given)[0] ?? pathOf(source, given)
  return /(?:^|\.)md5(?:\(\))?$/i.test(said) ? 'HMAC-MD5' : undefined
}

/** Passlib makes new hashes with the first scheme, too. */
function judgePasswords({ source, node, name, args }: Site): CodeVerdict | undefined {
  const given =
    name === 'make_password'
      ? (optionOf(source, node, 'hasher') ?? args[2]?.value)
      : (optionOf(source, node, 'schemes') ?? args[0]?.value)
  if (given === undefined) return undefined
  const text = constantText(source, name === 'make_password' ? given : (given.namedChild(0) ?? given)) ?? ''
  return weakScheme.test(text)
    ? { severity: 'high', confidence: 'high', note: `passwords are kept with ${text}` }
    : undefined
}

const weakScheme =
  /^(?:(?:unsalted_)?(?:md5|sha1)|crypt|plaintext|(?:ldap_|apr_|hex_)?(?:salted_)?(?:md5|sha1|md4)(?:_crypt)?|des_crypt|bsdi_crypt|lmhash|nthash|mysql323|mysql41|oracle10)$/

/** Django makes new hashes with the first, and only checks old ones with the others. */
function judgeHashers({ source, value }: Site): CodeVerdict | undefined {
  const [first] = constantTexts(source, value?.namedChild(0) ?? null)
  const weak = /\.(?<name>(?:Unsalted)?(?:MD5|SHA1|Crypt)PasswordHasher)$/.exec(first ?? '')?.groups?.['name']
  return weak === undefined
    ? undefined
    : { severity: 'high', confidence: 'high', note: `passwords are kept with ${weak}` }
}
