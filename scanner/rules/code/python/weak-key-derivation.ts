import type { Node } from 'web-tree-sitter'
import { pathOf, type Source, textOf } from '../../../syntax/source.ts'
import { constantNumber, constantText, constantTexts, optionOf } from '../../../syntax/values.ts'
import type { CodeRule, CodeVerdict, Site } from '../code-rule.ts'
import { judgeArgon2 } from '../judge-argon2.ts'
import { judgeBcrypt, judgeCost, judgeScrypt, leastBcryptCost } from '../judge-cost.ts'
import { judgeIterations } from '../judge-iterations.ts'
import { fastHash, judgePasswordHash } from '../judge-password-hash.ts'
import { papersFor } from '../papers.ts'

export const weakKeyDerivation: CodeRule = {
  ...papersFor(
    'python',
    'weak-key-derivation',
    'https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html',
    'read',
  ),
  query: {
    literals: [
      'pbkdf2',
      'PBKDF2',
      'gensalt',
      'crypt',
      'argon2',
      'hashlib',
      'SHA256',
      'SHA512',
      'password_hash',
      'BCRYPT_LOG_ROUNDS',
    ],
    settings: ['BCRYPT_LOG_ROUNDS'],
    calls: [
      'pbkdf2',
      'hash_secret',
      'hash_secret_raw',
      'from_parameters',
      'Parameters',
      'hash',
      'pbkdf2_hmac',
      'PBKDF2HMAC',
      'PBKDF2',
      'gensalt',
      'scrypt',
      'Scrypt',
      'PasswordHasher',
      'generate_password_hash',
      'using',
      'sha224',
      'sha256',
      'sha384',
      'sha512',
      'sha3_224',
      'sha3_256',
      'sha3_384',
      'sha3_512',
      'blake2b',
      'blake2s',
      'new',
    ],
  },
  judge: (site) => {
    const { source, how, node, name, path, args, value } = site
    const number = (key: string, index: number): number | undefined => {
      const given = args.filter((one) => one.name === undefined)[index]?.value ?? null
      return constantNumber(source, optionOf(source, node, key) ?? given)
    }
    if (how === 'setting') return judgeCost(constantNumber(source, value), leastBcryptCost)
    switch (name) {
      case 'pbkdf2':
        return /\bM2Crypto\b/.test(path) ? judgeIterations(source, node, number('iter', 2)) : undefined
      case 'hash_secret':
      case 'hash_secret_raw':
        return /\bargon2\b/.test(path)
          ? judgeArgon2({
              passes: number('time_cost', 2),
              memory: number('memory_cost', 3),
              variant: textOf(source, optionOf(source, node, 'type') ?? args[6]?.value ?? node).slice(-40),
            })
          : undefined
      case 'hash':
        if (/\bpbkdf2_sha\d+\.hash$/.test(path))
          return judgeIterations(source, node, roundsOf(source, node, path, undefined))
        // The package's default is 2 ** 14: https://pypi.org/project/scrypt/
        return /^scrypt\.hash$/.test(path)
          ? judgeScryptCall(
              (key, index) =>
                number(key, index) ??
                (key === 'N' &&
                optionOf(source, node, 'N') === undefined &&
                args.every((one, at) => at < 2 || one.name !== undefined)
                  ? 2 ** 14
                  : undefined),
              ['N', 2],
              3,
            )
          : /\bscrypt\.hash$/.test(path)
            ? judgeScryptCall(number, ['N', 2], 3)
            : undefined
      case 'from_parameters':
        return /\bCHEAPEST$/.test(pathOf(source, args[0]?.value ?? null))
          ? { confidence: 'high', note: 'its cost is made for tests' }
          : undefined
      case 'pbkdf2_hmac':
        return judgeIterations(source, node, number('iterations', 3))
      case 'PBKDF2HMAC':
        return judgeIterations(source, node, number('iterations', 3))
      case 'PBKDF2': {
        // PyCryptodome's default is a thousand.
        const count =
          number('count', 3) ??
          (/Crypto/.test(path) && optionOf(source, node, 'count') === undefined && args.length < 4
            ? 1000
            : undefined)
        return judgeIterations(source, node, count)
      }
      case 'Parameters':
        // Type, version, length of the salt and of the hash, passes, memory, threads.
        return /\bargon2\.(?:\w+\.)?Parameters$/.test(path)
          ? judgeArgon2({
              passes: number('time_cost', 4),
              memory: number('memory_cost', 5),
              variant: textOf(source, optionOf(source, node, 'type') ?? args[0]?.value ?? node).slice(-40),
            })
          : undefined
      case 'gensalt':
        return judgeBcrypt(source, args[0]?.value, number('rounds', 0))
      case 'PasswordHasher':
        return judgeArgon2({
          memory: number('memory_cost', 1),
          passes: number('time_cost', 0),
          variant: optionOf(source, node, 'type') && textOf(source, optionOf(source, node, 'type')!),
        })
      case 'generate_password_hash':
        if (/bcrypt/i.test(path)) return judgeCost(number('rounds', 1), leastBcryptCost)
        return judgeWerkzeug(constantText(source, optionOf(source, node, 'method') ?? args[1]?.value ?? null))
      case 'using':
        if (/\bscrypt\.using$/.test(path)) {
          const rounds = number('rounds', 9)
          return judgeScrypt({
            // passlib's default.
            cost: 2 ** (rounds ?? 16),
            blockSize: number('block_size', 9),
            parallelization: number('parallelism', 9),
          })
        }
        if (/\bargon2\.using$/.test(path))
          return judgeArgon2({
            passes: number('time_cost', 9),
            memory: number('memory_cost', 9),
            variant: undefined,
          })
        return /\b(?:pbkdf2_sha\d+|django_pbkdf2_sha256)\.using$/.test(path)
          ? judgeIterations(source, node, roundsOf(source, node, path, number('rounds', 9)))
          : /\bbcrypt(?:_sha256)?\.using$/.test(path)
            ? judgeCost(number('rounds', 9), leastBcryptCost)
            : undefined
      case 'scrypt':
      case 'Scrypt':
        return /\bCrypto/.test(path)
          ? judgeScryptCall(number, ['N', 3], 4)
          : judgeScryptCall(number, ['n', 2], 3)
      default: {
        const hash = fastHashOf(site)
        return hash === undefined ? undefined : judgePasswordHash(site, hash)
      }
    }
  },
  matches: [
    `import scrypt\nscrypt.hash(password, salt, r=2)`,
    `from passlib.hash import argon2\nargon2.using(time_cost=1, memory_cost=1024).hash(password)`,
    `from argon2.low_level import hash_secret_raw, Type\nhash_secret_raw(password, salt, 1, 1024, 1, 32, Type.ID)`,
    `from Crypto.Protocol.KDF import scrypt\nscrypt(password, salt, 32, 1024, 8, 1)`,
    `import hashlib\nhashlib.scrypt(password, salt=salt, n=2**17, r=2, p=1)`,
    `import hashlib\nhashlib.scrypt(password, salt=salt, n=2**14, r=8, p=1)`,
    `from passlib.hash import pbkdf2_sha512\npbkdf2_sha512.hash(password)`,
    `from argon2 import Parameters, Type\nParameters(Type.ID, 19, 16, 32, 1, 1024, 1)`,
    `app.config['BCRYPT_LOG_ROUNDS'] = 4`,
    `import hashlib\ndef derive(password, salt, rounds=1000):\n    return hashlib.pbkdf2_hmac('sha256', password, salt, rounds)`,
    `import hashlib\nhashlib.pbkdf2_hmac('sha256', password, salt, 1000)`,
    `import bcrypt\nbcrypt.hashpw(password, bcrypt.gensalt(rounds=4))`,
    `import hashlib\nhashlib.scrypt(password, salt=salt, n=1024, r=8, p=1)`,
    `import hashlib\ndef store(user, password):\n    user.password = hashlib.sha256(password.encode()).hexdigest()`,
    `from hashlib import sha512\ndef check(user, password, salt):\n    return user.digest == sha512((salt + password).encode()).hexdigest()`,
    `import hashlib\ndef digest(text):\n    return hashlib.sha256(text.encode()).hexdigest()\nuser.password = digest(form.password)`,
    `from argon2 import PasswordHasher\nhasher = PasswordHasher(time_cost=1, memory_cost=1024)`,
    `from werkzeug.security import generate_password_hash\ngenerate_password_hash(password, method='sha256')`,
    `from passlib.hash import pbkdf2_sha256\npbkdf2_sha256.using(rounds=1000).hash(password)`,
  ],
  misses: [
    `import scrypt\nscrypt.hash(password, salt, N=cost)`,
    `import hashlib\nhashlib.pbkdf2_hmac('sha256', password, salt, 600_000)`,
    `import bcrypt\nbcrypt.hashpw(password, bcrypt.gensalt())`,
    `import hashlib\nhashlib.scrypt(password, salt=salt, n=2**14, r=8, p=5)`,
    `from passlib.hash import scrypt\nscrypt.using(parallelism=2).hash(password)`,
    `from argon2 import PasswordHasher\nhasher = PasswordHasher()`,
    `import bcrypt, hashlib, base64\nbcrypt.hashpw(base64.b64encode(hashlib.sha256(password).digest()), bcrypt.gensalt())`,
    `import hashlib\nkey = hashlib.sha256(token.encode()).hexdigest()`,
    `import hashlib\ndef cache_key(url, password):\n    cache_key = hashlib.sha256((url + password).encode()).hexdigest()\n    return cache_key`,
    `import hashlib\nchecksum = hashlib.sha256(content).hexdigest()`,
    `# SCRAM-SHA-256\nimport hashlib\nhashlib.pbkdf2_hmac('sha256', password, salt, 4096)`,
  ],
}

/** What passlib takes where it is told nothing: https://passlib.readthedocs.io/en/stable/lib/passlib.hash.pbkdf2_digest.html */
const passlibRounds: Readonly<Record<string, number>> = { 1: 131_000, 256: 29_000, 512: 25_000 }

function roundsOf(source: Source, node: Node, path: string, rounds: number | undefined): number | undefined {
  if (rounds !== undefined || optionOf(source, node, 'rounds') !== undefined) return rounds
  const hash = /pbkdf2_sha(?<bits>\d+)\.\w+$/.exec(path)?.groups?.['bits']
  return hash === undefined || path.includes('django') ? undefined : passlibRounds[hash]
}

/** Of a call whose block size and parallelization stand from a place on behind each other. */
const judgeScryptCall = (
  number: (key: string, index: number) => number | undefined,
  cost: readonly [string, number],
  next: number,
): CodeVerdict | undefined =>
  judgeScrypt({
    cost: number(...cost),
    blockSize: number('r', next),
    parallelization: number('p', next + 1),
  })

function fastHashOf({ source, name, path, args }: Site): string | undefined {
  if (/^sha|^blake/.test(name)) return path === `hashlib.${name}` ? name.toUpperCase() : undefined
  if (path === 'hashlib.new')
    return constantTexts(source, args[0]?.value ?? null).find((one) => fastHash.test(one))
  const own = /\bHash\.(?<hash>SHA(?:224|256|384|512)|SHA3_\d+|BLAKE2[bs])\.new$/.exec(path)
  return own?.groups?.['hash']
}

/** `method` of Werkzeug: the name of a hash alone means one fast round, as old versions allowed. */
function judgeWerkzeug(method: string | undefined): CodeVerdict | undefined {
  if (method === undefined) return undefined
  if (/^(?:plain|md5|sha\d{1,3})$/i.test(method))
    return { confidence: 'high', note: `passwords are kept by ${method}` }
  const iterations = /^pbkdf2:\w+:(?<count>\d+)$/.exec(method)?.groups?.['count']
  return iterations !== undefined && Number(iterations) < 100_000
    ? { confidence: 'high', note: `PBKDF2 runs ${iterations} times, where 600000 are advised with SHA-256` }
    : undefined
}
