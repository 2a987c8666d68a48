import type { CodeRule, Site } from '../code-rule.ts'
import { fixedBytes } from '../fixed-bytes.ts'
import { judgeRandom } from '../judge-random.ts'
import { papersFor } from '../papers.ts'
import { constantNumber } from '../../../syntax/values.ts'

export const insecureRandom: CodeRule = {
  ...papersFor(
    'java',
    'insecure-random',
    'https://docs.oracle.com/en/java/javase/21/docs/api/java.base/java/util/Random.html',
    'read',
  ),
  query: {
    literals: ['Random', 'Math.random'],
    calls: [
      'Random',
      'random',
      'current',
      'SplittableRandom',
      'randomAlphanumeric',
      'randomAlphabetic',
      'randomNumeric',
      'randomAscii',
      'setSeed',
      'SecureRandom',
      'randomString',
      'randomNumbers',
      'randomInt',
    ],
  },
  judge: (site) => {
    const { source, name, path, args } = site
    if (name === 'setSeed' || name === 'SecureRandom') {
      const seed = args[0]?.value ?? null
      const isFixed = fixedBytes(source, seed) !== undefined || constantNumber(source, seed) !== undefined
      const isSecure = name === 'SecureRandom' || /SecureRandom/.test(source.text)
      return isFixed && isSecure
        ? {
            severity: 'medium',
            confidence: 'medium',
            note: 'its seed is in the code, and is all that `SHA1PRNG` has if it is set first',
          }
        : undefined
    }
    const verdict = isGenerator(site) ? judgeRandom(site, path) : undefined
    return verdict && isSecureByNow(path)
      ? { ...verdict, confidence: 'medium', note: `${verdict.note}, before version 3.15 of Commons Lang` }
      : verdict
  },
  matches: [
    `import java.util.Random;
class A { String generateToken() { Random random = new Random(); return Long.toHexString(random.nextLong()); } }`,
    `class A { void f(Response response) { String sessionKey = Double.toString(Math.random()).substring(2); response.addCookie(new Cookie("session", sessionKey)); } }`,
    `class A { String newPassword() { return RandomStringUtils.randomAlphanumeric(8); } }`,
    `class A { void f() { SecureRandom random = new SecureRandom("seed".getBytes()); } }`,
  ],
  misses: [
    `import java.util.Random;
class A { long delay(long base) { return base + new Random().nextInt(100); } }`,
    `class A { Server pick(List<Server> servers) { return servers.get(ThreadLocalRandom.current().nextInt(servers.size())); } }`,
    `class A { byte[] newToken() { byte[] token = new byte[16]; new SecureRandom().nextBytes(token); return token; } }`,
  ],
}

/** `RandomStringUtils` and `RandomUtils` of Commons Lang take secure numbers since 3.15; Commons IO and others have none. */
const isSecureByNow = (path: string): boolean => /\bRandom(?:String)?Utils\./.test(path)

function isGenerator({ name, path }: Site): boolean {
  if (name === 'random') return /^(?:java\.lang\.)?Math\.random$|\bRandomStringUtils\.random$/.test(path)
  if (name === 'current') return /\bThreadLocalRandom\.current$/.test(path)
  if (name.startsWith('random')) return /\b(?:RandomStringUtils|RandomUtil|RandomUtils)\./.test(path)
  return /(?:^|\.)(?:Random|SplittableRandom)$/.test(path)
}
