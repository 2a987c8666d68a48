import type { Node } from 'web-tree-sitter'
import { type Argument, pathOf, type Source } from '../../../syntax/source.ts'
import { constantText, isFalse, optionOf } from '../../../syntax/values.ts'
import type { CodeRule, Site } from '../code-rule.ts'
import { judgeHash } from '../judge-hash.ts'
import { papersFor } from '../papers.ts'

const weakName = /^(?:md[245]|sha-?1?|ripemd160|rmd160)$/i

export const weakHash: CodeRule = {
  ...papersFor('python', 'weak-hash', 'https://docs.python.org/3/library/hashlib.html'),
  query: {
    literals: ['md5', 'MD5', 'MD4', 'MD2', 'sha1', 'SHA1', 'SHA', 'sha.new', 'RIPEMD'],
    calls: ['md5', 'sha1', 'sha', 'new', 'Hash', 'HMAC', 'digest', 'file_digest', 'sign', 'verify'],
  },
  judge: (site) => {
    const weak = weakFunction(site)
    if (weak === undefined) return undefined
    if (isFalse(site.source, optionOf(site.source, site.node, 'usedforsecurity'))) return undefined
    const verdict = judgeHash(site, weak)
    return isKnown(site.path) || verdict?.confidence !== 'low' ? verdict : undefined
  },
  matches: [
    `import hashlib\ndef store(user, password):\n    user.password = hashlib.md5(password.encode()).hexdigest()`,
    `from hashlib import sha1 as digest\nreset_token = digest(email.encode()).hexdigest()`,
    `import hashlib\nh = hashlib.new('md5')\nh.update(password)`,
    `from Crypto.Hash import MD5\nsignature = MD5.new(secret + body).hexdigest()`,
    `import hashlib\nprint(hashlib.md5(x).hexdigest())`,
    `from cryptography.hazmat.primitives import hashes\ndigest = hashes.Hash(hashes.SHA1())\ndigest.update(password)`,
    `import hmac, hashlib\nsignature = hmac.new(key, body, hashlib.md5).hexdigest()`,
  ],
  misses: [
    `import hashlib\nkey = hashlib.md5(url.encode(), usedforsecurity=False).hexdigest()`,
    `import hashlib\ndef cache_key(arguments):\n    return hashlib.sha1(repr(arguments).encode()).hexdigest()`,
    `import hashlib\ndef md5sum(path):\n    digest = hashlib.md5()\n    with open(path, 'rb') as file:\n        digest.update(file.read())\n    return digest.hexdigest()`,
    `import hashlib\nheaders['ETag'] = hashlib.md5(body).hexdigest()`,
    `import hashlib\nprefix = hashlib.sha1(password.encode()).hexdigest()[:5]\nrequests.get('https://api.pwnedpasswords.com/range/' + prefix)`,
    `import hashlib\nhashlib.sha256(password.encode()).hexdigest()`,
    `import hmac, hashlib\nhmac.new(key, body, hashlib.sha1)`,
    `import uuid\nuuid.uuid5(namespace, name)`,
  ],
}

const isKnown = (path: string): boolean => /\b(?:hashlib|hmac|hashes|Hash|Hashing|md5|sha)\b/.test(path)

function weakFunction({ source, node, name, path, args }: Site): string | undefined {
  switch (name) {
    case 'new':
      if (path === 'hashlib.new')
        return named(constantText(source, optionOf(source, node, 'name') ?? args[0]?.value ?? null))
      if (path === 'hmac.new') return keyed(source, optionOf(source, node, 'digestmod') ?? args[2]?.value)
      return named(/\b(?<hash>MD[245]|SHA1?|RIPEMD160)\.new$/.exec(path)?.groups?.['hash'])
    case 'digest':
      return path === 'hmac.digest' ? keyed(source, args[2]?.value) : undefined
    case 'Hash':
    case 'sign':
    case 'verify':
      return args.map((argument) => constructed(source, argument)).find((one) => one !== undefined)
    case 'HMAC':
      return keyed(source, args[1]?.value)
    case 'file_digest':
      return undefined
    default:
      // `self.md5()` is anybody's.
      return path === name || /^(?:hashlib|sha|md5)\./.test(path) || /^[\w.]*utils?\.(?:md5|sha1)$/.test(path)
        ? name.toUpperCase()
        : undefined
  }
}

const named = (text: string | undefined): string | undefined =>
  text !== undefined && weakName.test(text) ? text.toUpperCase() : undefined

/** `hashes.SHA1()` */
function constructed(source: Source, { value }: Argument): string | undefined {
  const name = /\bhashes\.(?<hash>MD5|SHA1)\(\)$/.exec(pathOf(source, value))?.groups?.['hash']
  return named(name)
}

/** HMAC with SHA-1 has no known weakness. */
function keyed(source: Source, given: Node | undefined): string | undefined {
  if (given === undefined) return undefined
  const said = constantText(source, given) ?? pathOf(source, given)
  return /(?:^|\.)md5(?:\(\))?$/i.test(said) ? 'HMAC-MD5' : undefined
}
