import type { Node } from 'web-tree-sitter'
import { enclosing, receiverOf, type Source, textOf } from '../../../syntax/source.ts'
import { constantNumber } from '../../../syntax/values.ts'
import { wordsOf } from '../../../syntax/words.ts'
import type { CodeRule, CodeVerdict, Site } from '../code-rule.ts'
import { fixedBytes } from '../fixed-bytes.ts'
import { judgeRandom } from '../judge-random.ts'
import { papersFor } from '../papers.ts'

export const insecureRandom: CodeRule = {
  ...papersFor(
    'csharp',
    'insecure-random',
    'https://learn.microsoft.com/dotnet/fundamentals/code-analysis/quality-rules/ca5394',
    'read',
  ),
  query: {
    literals: ['Random'],
    calls: ['Random', 'Next', 'NextBytes', 'NextDouble', 'NextInt64', 'GetItems', 'SetSeed'],
  },
  judge: (site) => {
    const { name, path } = site
    if (name === 'SetSeed') return judgeSeed(site)
    if (name === 'Random')
      return /^(?:System\.)?Random$/.test(path) ? judgeRandom(site, 'System.Random') : undefined
    if (name === 'NextBytes' && isKeyFilled(site))
      return { confidence: 'medium', note: 'a key is made with System.Random' }
    return isShared(site) ? judgeRandom(site, 'System.Random') : undefined
  },
  matches: [
    `class A { string GenerateToken() { var random = new Random(); return random.Next().ToString("x"); } }`,
    `class A { private static readonly Random random = new Random();
  string GeneratePassword(int length) {
    return new string(Enumerable.Repeat(chars, length).Select(s => s[random.Next(s.Length)]).ToArray()); // here
  } }`,
    `class A { static readonly Random Source = new();
  string CreateResetToken() { var bytes = new byte[16]; Source.NextBytes(bytes); return Convert.ToHexString(bytes); } }`,
    `class A { void F(AesGcm gcm) { var random = new Random(); var key = new byte[16];
  random.NextBytes(key); // here
  Use(new AesGcm(key, 16)); } }`,
    `class A { string MakePassword(int length) { var random = new Random(); var sb = new StringBuilder(); for (int i = 0; i < length; i++) sb.Append(chars[random.Next(chars.Length)]); return sb.ToString(); } }`,
    `class A { void F() { var otp = Random.Shared.Next(100000, 999999).ToString(); Send(otp); } }`,
  ],
  misses: [
    `class A { TimeSpan Backoff(int attempt) { return TimeSpan.FromMilliseconds(100 * attempt + new Random().Next(0, 100)); } }`,
    `class A { private static readonly Random random = new Random(); Server Pick(List<Server> servers) { return servers[random.Next(servers.Count)]; } }`,
    `class A { string NewToken() { return Convert.ToHexString(RandomNumberGenerator.GetBytes(32)); } }`,
    `class A { string NewPassword() { var n = RandomNumberGenerator.GetInt32(10); return n.ToString(); } }`,
    `class A { void F() { var color = Color.FromArgb(Random.Shared.Next(256), Random.Shared.Next(256), Random.Shared.Next(256)); } }`,
    `class A { string NewPassword(IRandom random) { return random.Next().ToString(); } }`,
  ],
}

/** `random.NextBytes(key)`: bytes under this name are no key of a table. */
function isKeyFilled({ source, node, args }: Site): boolean {
  const [filled] = args
  const object = receiverOf(source, node)
  if (
    filled === undefined ||
    object === null ||
    !wordsOf(textOf(source, filled.value).slice(-60)).includes('key')
  )
    return false
  const own = textOf(source, object)
  return (
    /^(?:new\s+(?:System\.)?Random\(\)|Random\.Shared)$/.test(own) ||
    (source.bindings.get(own.replace(/^this\./, '')) ?? []).some((one) => isRandom(source, one))
  )
}

/** `Random.Shared`, or a field of the class: what a method makes of one is judged in it, not where the field stands. */
function isShared({ source, node, path }: Site): boolean {
  if (/(?:^|\.)Random\.Shared\.\w+$/.test(path)) return true
  const object = receiverOf(source, node)
  if (object === null || !/^(?:this\.)?\w+$/.test(textOf(source, object))) return false
  const own = textOf(source, object).replace(/^this\./, '')
  const within = enclosing(node, source.dialect.functions)
  return (source.bindings.get(own) ?? []).some(
    (one) =>
      isRandom(source, one) &&
      (within === null || one.startIndex < within.startIndex || one.endIndex > within.endIndex),
  )
}

/** `new()` makes what the field is declared as. */
function isRandom(source: Source, value: Node): boolean {
  const text = textOf(source, value).slice(0, 80)
  if (/^new\s+(?:System\.)?Random\s*\(/.test(text)) return true
  if (!/^new\s*\(/.test(text)) return false
  const type = value.parent?.parent?.childForFieldName('type') ?? value.parent?.childForFieldName('type')
  return type != null && /^(?:System\.)?Random$/.test(textOf(source, type))
}

/** Bouncy Castle's generator, whose numbers are known to whoever knows the seed. */
function judgeSeed({ source, args }: Site): CodeVerdict | undefined {
  const seed = args[0]?.value ?? null
  const isFixed = fixedBytes(source, seed) !== undefined || constantNumber(source, seed) !== undefined
  return isFixed && /\bSecureRandom\b/.test(source.text)
    ? { severity: 'medium', note: 'its seed is in the code' }
    : undefined
}
