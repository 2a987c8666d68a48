import type { Node } from 'web-tree-sitter'
import { possibleValues } from '../../../syntax/possible-values.ts'
import { receiverOf, textOf } from '../../../syntax/source.ts'
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
      if (!isFixed && isGuessed(site, seed))
        return {
          severity: 'low',
          confidence: 'medium',
          note: 'its seed can be guessed, and is all that `SHA1PRNG` has if it is set first',
        }
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
class A {
  static String text(int length) { Random random = new Random(); StringBuilder all = new StringBuilder(); // here
    for (int i = 0; i < length; i++) all.append(letters.charAt(random.nextInt(62)));
    return all.toString(); }
  void f(Map<String, String> parameters) { parameters.put("nonce", text(20)); }
}`,
    `class A { void f() { SecureRandom random = new SecureRandom(); random.setSeed(System.currentTimeMillis()); } }`,
    `class A { void f() { long now = System.nanoTime(); SecureRandom random = new SecureRandom(); random.setSeed(now); } }`,
    `import java.util.Random;
class A { String generateToken() { Random random = new Random(); return Long.toHexString(random.nextLong()); } }`,
    `class A { void f(Response response) { String sessionKey = Double.toString(Math.random()).substring(2); response.addCookie(new Cookie("session", sessionKey)); } }`,
    `class A { String newPassword() { return RandomStringUtils.randomAlphanumeric(8); } }`,
    `class A { void f() { SecureRandom random = new SecureRandom("seed".getBytes()); } }`,
  ],
  misses: [
    `import java.util.Random;
class A {
  static String text(int length) { Random random = new Random(); StringBuilder all = new StringBuilder();
    for (int i = 0; i < length; i++) all.append(letters.charAt(random.nextInt(62)));
    return all.toString(); }
  void f(Map<String, String> row) { row.put("color", text(20)); }
}`,
    `class A { void f() { Random random = new Random(); random.setSeed(System.currentTimeMillis()); SecureRandom other = new SecureRandom(); } }`,
    `class A { void f() { SecureRandom random = new SecureRandom(); random.setSeed(random.generateSeed(16)); } }`,
    `import java.util.Random;
class A { long delay(long base) { return base + new Random().nextInt(100); } }`,
    `class A { Server pick(List<Server> servers) { return servers.get(ThreadLocalRandom.current().nextInt(servers.size())); } }`,
    `class A { byte[] newToken() { byte[] token = new byte[16]; new SecureRandom().nextBytes(token); return token; } }`,
  ],
}

/** Clocks, and generators that are predictable themselves. */
const guessable =
  /\b(?:currentTimeMillis|nanoTime|Math\.random|Instant\.now|LocalDateTime\.now)\(|\bnew (?:java\.util\.)?(?:Random|Date)\b|\bgetTimeInMillis\(/

/** Whether a secure generator is seeded by what others can guess. */
function isGuessed({ source, node, name }: Site, seed: Node | null): boolean {
  if (seed === null) return false
  const object = name === 'setSeed' ? receiverOf(source, node) : null
  const isSecure =
    name === 'SecureRandom' ||
    (object !== null &&
      possibleValues(source, object).some((one) => /\bSecureRandom\b/.test(textOf(source, one).slice(0, 80))))
  return (
    isSecure && possibleValues(source, seed).some((one) => guessable.test(textOf(source, one).slice(0, 200)))
  )
}

/** `RandomStringUtils` and `RandomUtils` of Commons Lang take secure numbers since 3.15; Commons IO and others have none. */
const isSecureByNow = (path: string): boolean => /\bRandom(?:String)?Utils\./.test(path)

function isGenerator({ name, path }: Site): boolean {
  if (name === 'random') return /^(?:java\.lang\.)?Math\.random$|\bRandomStringUtils\.random$/.test(path)
  if (name === 'current') return /\bThreadLocalRandom\.current$/.test(path)
  if (name.startsWith('random')) return /\b(?:RandomStringUtils|RandomUtil|RandomUtils)\./.test(path)
  return /(?:^|\.)(?:Random|SplittableRandom)$/.test(path)
}
