import { constantNumber, optionOf } from '../../../syntax/values.ts'
import type { CodeRule, CodeVerdict, Site } from '../code-rule.ts'
import { judgeIterations } from '../judge-iterations.ts'
import { papersFor } from '../papers.ts'

export const weakKeyDerivation: CodeRule = {
  ...papersFor(
    'javascript',
    'weak-key-derivation',
    'https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html',
  ),
  query: {
    literals: ['pbkdf2', 'PBKDF2', 'bcrypt', 'scrypt'],
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
    ],
  },
  judge: judgeCost,
  matches: [
    `crypto.pbkdf2Sync(password, salt, 1000, 64, 'sha512')`,
    `const rounds = 5
     const hashed = await bcrypt.hash(password, rounds)`,
    `bcrypt.genSaltSync(4)`,
    `crypto.scryptSync(password, salt, 64, { N: 1024 })`,
    `CryptoJS.PBKDF2(password, salt, { keySize: 8, iterations: 100 })`,
  ],
  misses: [
    `crypto.pbkdf2Sync(password, salt, 600_000, 64, 'sha512')`,
    `bcrypt.hash(password, 12)`,
    `bcrypt.hash(password, salt)`,
    `map.hash(key, 3)`,
    `// SCRAM-SHA-256 lets the server say
     crypto.pbkdf2Sync(password, salt, iterations, 32, 'sha256')`,
  ],
}

const leastRounds = 10
const leastScrypt = 2 ** 14

function judgeCost({ source, node, name, path, args }: Site): CodeVerdict | undefined {
  const number = (index: number): number | undefined => constantNumber(source, args[index]?.value ?? null)
  const option = (key: string): number | undefined =>
    constantNumber(source, optionOf(source, node, key) ?? null)
  switch (name) {
    case 'pbkdf2':
    case 'pbkdf2Sync':
      return judgeIterations(source, node, number(2))
    case 'PBKDF2':
      return judgeIterations(source, node, option('iterations'))
    case 'deriveKey':
    case 'deriveBits':
      return path.includes('subtle') ? judgeIterations(source, node, option('iterations')) : undefined
    case 'scrypt':
    case 'scryptSync':
      return tooFew(option('N') ?? option('cost'), leastScrypt)
    default:
      return /bcrypt/i.test(path) ? tooFew(number(name.startsWith('gen') ? 0 : 1), leastRounds) : undefined
  }
}

const tooFew = (cost: number | undefined, least: number): CodeVerdict | undefined =>
  cost === undefined || cost >= least
    ? undefined
    : { confidence: 'high', note: `its cost is ${cost}, at least ${least} is needed` }
