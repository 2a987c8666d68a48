import { constantNumber } from '../../../syntax/values.ts'
import type { CodeRule } from '../code-rule.ts'
import { judgeIterations } from '../judge-iterations.ts'
import { papersFor } from '../papers.ts'

const leastRounds = 10

export const weakKeyDerivation: CodeRule = {
  ...papersFor(
    'java',
    'weak-key-derivation',
    'https://docs.oracle.com/en/java/javase/21/docs/api/java.base/javax/crypto/spec/PBEKeySpec.html',
  ),
  query: {
    literals: ['PBEKeySpec', 'PBEParameterSpec', 'BCrypt'],
    calls: ['PBEKeySpec', 'PBEParameterSpec', 'BCryptPasswordEncoder', 'gensalt'],
  },
  judge: ({ source, node, name, path, args }) => {
    const number = (index: number): number | undefined => constantNumber(source, args[index]?.value ?? null)
    if (name === 'PBEKeySpec') return judgeIterations(source, node, number(2))
    if (name === 'PBEParameterSpec') return judgeIterations(source, node, number(1))
    const cost = name === 'gensalt' && !/BCrypt/.test(path) ? undefined : number(0)
    return cost === undefined || cost >= leastRounds || cost < 1
      ? undefined
      : { confidence: 'high', note: `its cost is ${cost}, at least ${leastRounds} is needed` }
  },
  matches: [
    `class A { void f(char[] password, byte[] salt) { new PBEKeySpec(password, salt, 1000, 256); } }`,
    `class A { PasswordEncoder f() { return new BCryptPasswordEncoder(4); } }`,
    `class A { String f(String password) { return BCrypt.hashpw(password, BCrypt.gensalt(5)); } }`,
  ],
  misses: [
    `class A { void f(char[] password, byte[] salt) { new PBEKeySpec(password, salt, 600_000, 256); } }`,
    `class A { PasswordEncoder f() { return new BCryptPasswordEncoder(); } }`,
  ],
}
