import { pathOf } from '../../../syntax/source.ts'
import { constantNumber } from '../../../syntax/values.ts'
import type { CodeRule } from '../code-rule.ts'
import { judgeIterations } from '../judge-iterations.ts'
import { papersFor } from '../papers.ts'

const leastRounds = 10
const leastScrypt = 2 ** 14

export const weakKeyDerivation: CodeRule = {
  ...papersFor('go', 'weak-key-derivation', 'https://pkg.go.dev/golang.org/x/crypto/pbkdf2'),
  query: { literals: ['bcrypt', 'pbkdf2', 'scrypt'], calls: ['GenerateFromPassword', 'Key'] },
  judge: ({ source, node, name, path, args }) => {
    const number = (index: number): number | undefined => constantNumber(source, args[index]?.value ?? null)
    const tooFew = (cost: number | undefined, least: number) =>
      cost === undefined || cost >= least
        ? undefined
        : { confidence: 'high' as const, note: `its cost is ${cost}, at least ${least} is needed` }
    if (name === 'GenerateFromPassword') {
      const isLeast = /\bMinCost$/.test(pathOf(source, args[1]?.value ?? null))
      return path.includes('bcrypt') ? tooFew(isLeast ? 4 : number(1), leastRounds) : undefined
    }
    if (path.endsWith('pbkdf2.Key')) {
      // The standard library's takes the hash first.
      const at = path.startsWith('crypto/') ? 3 : 2
      return judgeIterations(source, node, number(at))
    }
    return path.endsWith('scrypt.Key') ? tooFew(number(2), leastScrypt) : undefined
  },
  matches: [
    `package a
import "golang.org/x/crypto/pbkdf2"
func f(password, salt []byte) []byte { return pbkdf2.Key(password, salt, 1000, 32, sha256.New) }`,
    `package a
import "golang.org/x/crypto/bcrypt"
func f(password []byte) { bcrypt.GenerateFromPassword(password, bcrypt.MinCost) }`,
  ],
  misses: [
    `package a
import "golang.org/x/crypto/bcrypt"
func f(password []byte) { bcrypt.GenerateFromPassword(password, bcrypt.DefaultCost) }`,
    `package a
import "golang.org/x/crypto/pbkdf2"
func f(password, salt []byte) []byte { return pbkdf2.Key(password, salt, 600000, 32, sha256.New) }`,
  ],
}
