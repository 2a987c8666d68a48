import type { CodeRule, Site } from '../code-rule.ts'
import { judgeHash } from '../judge-hash.ts'
import { papersFor } from '../papers.ts'
import { constantTexts, namedTexts, propertyOf } from '../../../syntax/values.ts'

const weakName = /^(?:rsa-)?(?:md[245]|sha-?1|ripemd-?(?:128|160)?|rmd160)$/i
/** Packages whose one function is the hash. */
const packages =
  /^(?:md5|blueimp-md5|js-md5|crypto-js\/md5|sha1|js-sha1|crypto-js\/sha1|spark-md5|ts-md5|md5-hex|pure-md5|@noble\/hashes\/(?:sha1|legacy))/

export const weakHash: CodeRule = {
  ...papersFor(
    'javascript',
    'weak-hash',
    'https://nodejs.org/api/crypto.html#cryptocreatehashalgorithm-options',
  ),
  query: {
    literals: [
      'createHash',
      'createSign',
      'createVerify',
      'createHmac',
      'crypto.sign',
      'crypto.verify',
      'subtle',
      'crypto.hash',
      'md5',
      'MD5',
      'Md5',
      'sha1',
      'SHA1',
    ],
    calls: [
      'createHash',
      'createSign',
      'createVerify',
      'createHmac',
      'digest',
      'hash',
      'md5',
      'MD5',
      'sha1',
      'SHA1',
      'hashStr',
      'hashAsciiStr',
      'CryptoHasher',
      'create',
      'sign',
      'verify',
      'start',
    ],
  },
  judge: (site) => {
    const weak = weakFunction(site)
    if (weak === undefined) return undefined
    const node = site.args[0]?.value
    const verdict = judgeHash(site, weak, node && { node, isWeak })
    // Somebody's own function of that name is only known by its name.
    const isOwn =
      site.path.endsWith(`.${site.name}`) &&
      /^(?:md5|sha1|MD5|SHA1)$/.test(site.name) &&
      !isPackage(site.path)
    return isOwn && verdict?.confidence === 'low' ? undefined : verdict
  },
  matches: [
    `const hash = createHash(process.env.HASH || 'md5').update(password).digest('hex')
     user.save(hash)`,
    `import crypto from 'node:crypto'
     const signature = crypto.sign('RSA-SHA1', data, key)`,
    `import { createHash } from 'node:crypto'
     export const store = (user, password) => user.save(createHash('md5').update(password).digest('hex'))`,
    `const crypto = require('crypto')
     const algorithm = 'sha1'
     function makeResetToken(email) {
       const hash = crypto.createHash(algorithm)
       hash.update(email + Date.now())
       return hash.digest('hex')
     }`,
    `import md5 from 'md5'
     if (md5(request.body.password) === user.password) login(user)`,
    `crypto.createHash('md5').update(x).digest('hex')`,
    `function digest(text) { return crypto.createHash('md5').update(text).digest('hex') }
     user.password = digest(request.body.password)`,
    `const make = (algorithm, text) => createHash(algorithm).update(text).digest('hex')
     const resetToken = make('sha1', email + Date.now())`,
    `const hasher = new Bun.CryptoHasher('md5')
     hasher.update(password)`,
    `const forge = require('node-forge')
     const md = forge.md.md5.create()
     md.update(password)`,
    `const signer = crypto.createSign('RSA-SHA1')`,
    `const digest = await crypto.subtle.digest('SHA-1', new TextEncoder().encode(passphrase))`,
  ],
  misses: [
    `const etag = crypto.createHash('md5').update(body).digest('base64')`,
    `const { createHash } = require('crypto')
     const accept = createHash('sha1').update(key + '258EAFA5-E914-47DA-95CA-C5AB0DC85B11').digest('base64')`,
    `export function cacheKey(options) {
       return createHash('sha1').update(JSON.stringify(options)).digest('hex')
     }`,
    `import md5 from 'md5'
     const address = \`https://www.gravatar.com/avatar/\${md5(email.trim().toLowerCase())}\``,
    `const hash = createHash('md5').update(await readFile(path)).digest('hex')
     if (hash !== expectedChecksum) throw new Error('the download is damaged')`,
    `const id = createHash('sha1').update(\`blob \${content.length}\\0\`).update(content).digest('hex')`,
    `crypto.createHash('sha256').update(password).digest('hex')`,
    `function digest(text) { return crypto.createHash('md5').update(text).digest('hex') }
     const etag = digest(body)
     const cacheKey = digest(url)`,
    `const make = (algorithm, text) => createHash(algorithm).update(text).digest('hex')
     const etag = make('md5', body)
     const token = make('sha256', secret)`,
    `// HTTP Digest
     const ha1 = crypto.createHash('md5').update(\`\${username}:\${realm}:\${password}\`).digest('hex')`,
    `// mysql_native_password
     const stage1 = createHash('sha1').update(password).digest()`,
    `const md5 = createHash('md5').update(body).digest('base64')
     upload({ Bucket, Key, Body: body, ContentMD5: md5 })`,
    `const prefix = sha1(password).slice(0, 5)
     await fetch(\`https://api.pwnedpasswords.com/range/\${prefix}\`)`,
  ],
}

function weakFunction({ source, name, path, args }: Site): string | undefined {
  const first = args[0]?.value ?? null
  switch (name) {
    case 'createHash':
    case 'createSign':
    case 'createVerify':
      return weak(namedTexts(source, first))
    case 'CryptoHasher':
      return path === 'Bun.CryptoHasher' ? weak(constantTexts(source, first)) : undefined
    case 'create':
      return /^(?:node-)?forge\.md\.(?<hash>md5|sha1)\.create$/.exec(path)?.groups?.['hash']?.toUpperCase()
    case 'createHmac': {
      // HMAC with SHA-1 has no known weakness.
      const text = constantTexts(source, first).find((one) => /^md[245]$/i.test(one))
      return text === undefined ? undefined : `HMAC-${text.toUpperCase()}`
    }
    case 'hash':
      return path === 'crypto.hash' ? weak(constantTexts(source, first)) : undefined
    case 'digest':
      return path.endsWith('subtle.digest') ? weak(subtleNames(source, first)) : undefined
    case 'sign':
    case 'verify':
      // crypto.sign(algorithm, data, key)
      return path.startsWith('crypto.') && args.length >= 3 ? weak(constantTexts(source, first)) : undefined
    case 'start': {
      const text = /\bforge\.hmac\.create\(\)\.start$/.test(path)
        ? constantTexts(source, first)[0]
        : undefined
      return text !== undefined && /^md5$/i.test(text) ? 'HMAC-MD5' : undefined
    }
    case 'hashStr':
    case 'hashAsciiStr':
      return /md5/i.test(path) ? 'MD5' : undefined
    default: {
      const isOwn = !path.includes('create')
      return args.length > 0 && (isPackage(path) || isOwn) ? name.toUpperCase() : undefined
    }
  }
}

const isPackage = (path: string): boolean =>
  packages.test(path) || /^(?:CryptoJS|crypto-js)\.(?:MD5|SHA1)$/.test(path)

function subtleNames(source: Site['source'], node: Parameters<typeof constantTexts>[1]): readonly string[] {
  if (node?.type === 'object') return constantTexts(source, propertyOf(source, node, 'name') ?? null)
  return constantTexts(source, node)
}

const isWeak = (name: string): boolean => weakName.test(name)

const weak = (names: readonly string[]): string | undefined => names.find(isWeak)?.toUpperCase()
