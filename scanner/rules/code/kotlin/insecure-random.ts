import type { Node } from 'web-tree-sitter'
import { enclosing, receiverOf, type Source, textOf } from '../../../syntax/source.ts'
import { wordsOf } from '../../../syntax/words.ts'
import type { CodeRule, Site } from '../code-rule.ts'
import { insecureRandom as inJava } from '../java/insecure-random.ts'
import { judgeRandom } from '../judge-random.ts'
import { papersFor } from '../papers.ts'

const drawing = ['nextInt', 'nextLong', 'nextBytes', 'nextDouble', 'nextFloat', 'nextUInt', 'nextBits']

export const insecureRandom: CodeRule = {
  ...papersFor(
    'kotlin',
    'insecure-random',
    'https://kotlinlang.org/api/core/kotlin-stdlib/kotlin.random/-random/',
  ),
  query: {
    literals: [...(inJava.query.literals ?? []), '.random()'],
    calls: [...(inJava.query.calls ?? []), ...drawing],
  },
  judge: (site) => {
    const { source, name, path, args } = site
    // `chars.random()` draws from Kotlin's own generator where it is given no other.
    if (name === 'random' && !/\b(?:Math|RandomStringUtils)\./.test(path))
      return args.length === 0 && receiverOf(source, site.node) !== null
        ? judgeRandom(site, 'kotlin.random.Random')
        : undefined
    if (!drawing.includes(name)) return inJava.judge(site)
    if (name === 'nextBytes' && isKeyFilled(site))
      return { confidence: 'medium', note: 'a key is made with Random' }
    return isOwn(path) || isField(site) ? judgeRandom(site, 'Random') : undefined
  },
  matches: [
    `import java.util.Random
fun generateToken(): String { val random = Random(); return random.nextLong().toString(16) }`,
    `import kotlin.random.Random
fun makePassword(length: Int): String = (1..length).map { Random.nextInt(0, chars.length) }.map(chars::get).joinToString("")`,
    `fun generateSessionToken(): String {
  val pool = ('a'..'z') + ('0'..'9')
  return (1..32).map { pool.random() }.joinToString("")
}`,
    `fun f(): String {
  val random = java.util.Random() // here
  val password = StringBuilder(16)
  for (i in 0 until 16) password.append(characters[random.nextInt(characters.length)])
  return password.toString()
}`,
    `fun newApiKey(): ByteArray = kotlin.random.Random.Default.nextBytes(32)`,
    `import java.util.Random
class A { private val random = Random()
  fun newResetToken(): String { val bytes = ByteArray(16); random.nextBytes(bytes); return bytes.toHex() } // here
}`,
    `fun f() { val random = SecureRandom("seed".toByteArray()) }`,
    `fun f() { val random = java.util.Random(); val key = ByteArray(16)
  random.nextBytes(key) // here
  use(SecretKeySpec(key, "AES")) }`,
  ],
  misses: [
    `import kotlin.random.Random
fun delay(base: Long): Long = base + Random.nextLong(100)`,
    `@Composable fun Empty() { val face = remember { getRandomFace() } }
private fun getRandomFace(): String = faces[Random.nextInt(faces.size)]`,
    `fun shuffledOrder(): List<Int> { val random = java.util.Random(); val order = mutableListOf<Int>(); for (i in 0 until 9) order.add(random.nextInt(9)); return order }`,
    `fun pick(servers: List<Server>): Server = servers.random()`,
    `fun newToken(): ByteArray { val token = ByteArray(16); SecureRandom().nextBytes(token); return token }`,
    `class A { private val random = SecureRandom()
  fun newToken(): ByteArray { val token = ByteArray(16); random.nextBytes(token); return token } }`,
    `fun newPassword(): String = (1..32).map { pool.random(SecureRandom().asKotlinRandom()) }.joinToString("")`,
  ],
}

const isOwn = (path: string): boolean => /^(?:kotlin\.random\.)?Random\.(?:Default\.)?\w+$/.test(path)

/** `random.nextBytes(key)`: bytes under this name are no key of a table. */
function isKeyFilled({ source, node, args }: Site): boolean {
  const [filled] = args
  const object = receiverOf(source, node)
  if (filled === undefined || object === null) return false
  if (!wordsOf(textOf(source, filled.value).slice(-60)).includes('key')) return false
  const own = textOf(source, object)
  return (
    /^(?:(?:kotlin\.random\.)?Random(?:\.Default)?|(?:java\.util\.)?Random\(\))$/.test(own) ||
    (source.bindings.get(own) ?? []).some((one) => isRandom(source, one))
  )
}

const isRandom = (source: Source, value: Node): boolean =>
  /^(?:(?:java\.util|kotlin\.random)\.)?Random\s*(?:\(|$)/.test(textOf(source, value).slice(0, 60))

/** A generator that is a field: what a function makes of it is judged in it, not where the field stands. */
function isField({ source, node }: Site): boolean {
  const object = receiverOf(source, node)
  if (object === null || !/^\w+$/.test(textOf(source, object))) return false
  const within = enclosing(node, source.dialect.functions)
  return (source.bindings.get(textOf(source, object)) ?? []).some(
    (one) =>
      isRandom(source, one) &&
      (within === null || one.startIndex < within.startIndex || one.endIndex > within.endIndex),
  )
}
