import type { CodeRule, Site } from '../code-rule.ts'
import { judgeHash } from '../judge-hash.ts'
import { papersFor } from '../papers.ts'
import { constantText, propertyOf } from '../../../syntax/values.ts'

const weakName = /^(?:rsa-)?(?:md[245]|sha-?1|ripemd-?(?:128|160)?|rmd160)$/i
/** Packages whose one function is the hash. */
const packages =
  /^(?:md5|blueimp-md5|js-md5|crypto-js\/md5|sha1|js-sha1|crypto-js\/sha1|spark-md5|md5-hex|pure-md5|@noble\/hashes\/(?:sha1|legacy))/

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
    ],
  },
  judge: (site) => {
    const weak = weakFunction(site)
    if (weak === undefined) return undefined
    const verdict = judgeHash(site, weak)
    // Somebody's own function of that name is only known by its name.
    const isOwn =
      site.path.endsWith(`.${site.name}`) &&
      /^(?:md5|sha1|MD5|SHA1)$/.test(site.name) &&
      !isPackage(site.path)
    return isOwn && verdict?.confidence === 'low' ? undefined : verdict
  },
  matches: [
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
  ],
}

function weakFunction({ source, name, path, args }: Site): string | undefined {
  const first = args[0]?.value ?? null
  switch (name) {
    case 'createHash':
    case 'createSign':
    case 'createVerify':
      return weak(constantText(source, first))
    case 'createHmac': {
      const text = constantText(source, first)
      // HMAC with SHA-1 has no known weakness.
      return text !== undefined && /^md[245]$/i.test(text) ? `HMAC-${text.toUpperCase()}` : undefined
    }
    case 'hash':
      return path === 'crypto.hash' ? weak(constantText(source, first)) : undefined
    case 'digest':
      return path.endsWith('subtle.digest') ? weak(subtleName(source, first)) : undefined
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

function subtleName(source: Site['source'], node: Parameters<typeof constantText>[1]): string | undefined {
  if (node?.type === 'object') return constantText(source, propertyOf(source, node, 'name') ?? null)
  return constantText(source, node)
}

const weak = (name: string | undefined): string | undefined =>
  name !== undefined && weakName.test(name) ? name.toUpperCase() : undefined
