import { pathOf } from '../../../syntax/source.ts'
import { constantNumber } from '../../../syntax/values.ts'
import type { CodeRule } from '../code-rule.ts'
import { renamed } from '../edits.ts'
import { judgeArgon2 } from '../judge-argon2.ts'
import { judgeBcrypt, judgeScrypt } from '../judge-cost.ts'
import { judgeIterations } from '../judge-iterations.ts'
import { judgePasswordHash } from '../judge-password-hash.ts'
import { papersFor } from '../papers.ts'

export const weakKeyDerivation: CodeRule = {
  ...papersFor(
    'go',
    'weak-key-derivation',
    'https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html',
    'read',
  ),
  query: {
    literals: ['bcrypt', 'pbkdf2', 'scrypt', 'argon2', 'crypto/sha256', 'crypto/sha512', '/sha3'],
    calls: [
      'GenerateFromPassword',
      'Key',
      'IDKey',
      'New',
      'New384',
      'New512',
      'Sum256',
      'Sum384',
      'Sum512',
      'Sum224',
      'New256',
    ],
  },
  judge: (site) => {
    const { source, node, name, path, args } = site
    const hash = /(?:^|\/)(?<hash>sha256|sha512|sha3|blake2[bs])\.(?:New|Sum)\w*$/.exec(path)?.groups?.[
      'hash'
    ]
    if (hash !== undefined) return judgePasswordHash(site, hash.toUpperCase())
    const number = (index: number): number | undefined => constantNumber(source, args[index]?.value ?? null)
    if (name === 'GenerateFromPassword') {
      const isLeast = /\bMinCost$/.test(pathOf(source, args[1]?.value ?? null))
      if (!path.includes('bcrypt')) return undefined
      const cost = args[1]?.value
      const verdict = judgeBcrypt(source, cost, isLeast ? 4 : number(1))
      return verdict && { ...verdict, ...renamed(source, cost, 'MinCost', 'DefaultCost') }
    }
    if (path.endsWith('pbkdf2.Key')) {
      // The standard library's takes the hash first.
      const at = path.startsWith('crypto/') ? 3 : 2
      return judgeIterations(source, node, number(at))
    }
    if (/\bargon2\.(?:ID)?Key$/.test(path))
      return judgeArgon2({ passes: number(2), memory: number(3), variant: undefined })
    return path.endsWith('scrypt.Key')
      ? judgeScrypt({ cost: number(2), blockSize: number(3), parallelization: number(4) })
      : undefined
  },
  matches: [
    `package a
import "golang.org/x/crypto/scrypt"
func f(password, salt []byte) ([]byte, error) { return scrypt.Key(password, salt, 1<<15, 8, 1, 32) }`,
    `package a
import "golang.org/x/crypto/pbkdf2"
func f(password, salt []byte) []byte { return pbkdf2.Key(password, salt, 1000, 32, sha256.New) }`,
    `package a
import "golang.org/x/crypto/bcrypt"
func f(password []byte) { bcrypt.GenerateFromPassword(password, bcrypt.MinCost) }`,
    `package a
import "crypto/sha256"
func hashPassword(password string) [32]byte { return sha256.Sum256([]byte(password)) }`,
    `package a
import ("crypto/sha512"; "io")
func store(user *User, password string) {
  h := sha512.New()
  io.WriteString(h, password)
  user.Hash = h.Sum(nil)
}`,
    `package a
import "golang.org/x/crypto/argon2"
func f(password, salt []byte) []byte { return argon2.IDKey(password, salt, 1, 8*1024, 4, 32) }`,
  ],
  misses: [
    `package a
import "golang.org/x/crypto/scrypt"
func f(password, salt []byte) ([]byte, error) { return scrypt.Key(password, salt, 1<<15, 8, 3, 32) }`,
    `package a
import "golang.org/x/crypto/bcrypt"
func f(password []byte) { bcrypt.GenerateFromPassword(password, bcrypt.DefaultCost) }`,
    `package a
import "golang.org/x/crypto/argon2"
func f(password, salt []byte) []byte { return argon2.IDKey(password, salt, 1, 64*1024, 4, 32) }`,
    `package a
import ("crypto/sha256"; "golang.org/x/crypto/bcrypt")
func f(password []byte) { sum := sha256.Sum256(password); bcrypt.GenerateFromPassword(sum[:], 12) }`,
    `package a
import "crypto/sha256"
func digest(token string) [32]byte { return sha256.Sum256([]byte(token)) }`,
    `package a
import "crypto/sha256"
func etag(body []byte) [32]byte { return sha256.Sum256(body) }`,
    `package a
import "golang.org/x/crypto/pbkdf2"
func f(password, salt []byte) []byte { return pbkdf2.Key(password, salt, 600000, 32, sha256.New) }`,
  ],
}
