import { constantNumber, optionOf } from '../../../syntax/values.ts'
import type { CodeRule } from '../code-rule.ts'
import { judgeIterations } from '../judge-iterations.ts'
import { papersFor } from '../papers.ts'

const leastRounds = 10
const leastScrypt = 2 ** 14

export const weakKeyDerivation: CodeRule = {
  ...papersFor(
    'python',
    'weak-key-derivation',
    'https://docs.python.org/3/library/hashlib.html#key-derivation',
  ),
  query: { calls: ['pbkdf2_hmac', 'PBKDF2HMAC', 'PBKDF2', 'gensalt', 'scrypt', 'Scrypt'] },
  judge: ({ source, node, name, path, args }) => {
    const number = (key: string, index: number): number | undefined => {
      const given = args.filter((one) => one.name === undefined)[index]?.value ?? null
      return constantNumber(source, optionOf(source, node, key) ?? given)
    }
    const tooFew = (cost: number | undefined, least: number) =>
      cost === undefined || cost >= least
        ? undefined
        : { confidence: 'high' as const, note: `its cost is ${cost}, at least ${least} is needed` }
    switch (name) {
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
      case 'gensalt':
        return tooFew(number('rounds', 0), leastRounds)
      default:
        return tooFew(number('n', 2) ?? number('N', 2), leastScrypt)
    }
  },
  matches: [
    `import hashlib\nhashlib.pbkdf2_hmac('sha256', password, salt, 1000)`,
    `import bcrypt\nbcrypt.hashpw(password, bcrypt.gensalt(rounds=4))`,
    `import hashlib\nhashlib.scrypt(password, salt=salt, n=1024, r=8, p=1)`,
  ],
  misses: [
    `import hashlib\nhashlib.pbkdf2_hmac('sha256', password, salt, 600_000)`,
    `import bcrypt\nbcrypt.hashpw(password, bcrypt.gensalt())`,
    `# SCRAM-SHA-256\nimport hashlib\nhashlib.pbkdf2_hmac('sha256', password, salt, 4096)`,
  ],
}
