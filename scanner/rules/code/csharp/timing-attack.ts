import type { Node } from 'web-tree-sitter'
import { receiverOf, type Source, textOf } from '../../../syntax/source.ts'
import type { CodeRule } from '../code-rule.ts'
import { judgeComparison } from '../judge-comparison.ts'
import { papersFor } from '../papers.ts'

export const timingAttack: CodeRule = {
  ...papersFor(
    'csharp',
    'timing-attack',
    'https://learn.microsoft.com/dotnet/api/system.security.cryptography.cryptographicoperations.fixedtimeequals',
  ),
  query: {
    literals: ['ignature', 'hmac', 'Hmac', 'HMAC', 'oken', 'ecret', 'assword', 'piKey', 'ApiKey', 'API_KEY'],
    comparisons: ['ignature', 'hmac', 'Hmac', 'HMAC', 'oken', 'ecret', 'assword', 'piKey', 'API_KEY'],
    calls: ['Equals', 'SequenceEqual', 'Compare', 'CompareOrdinal', 'StructuralEquals'],
  },
  judge: ({ source, how, node, path, args }) => {
    if (how === 'comparison') {
      const [left, right] = [node.childForFieldName('left'), node.childForFieldName('right')]
      if (left === null || right === null || [left, right].some((side) => isNumber(source, side)))
        return undefined
      return judgeComparison(source, [left, right])
    }
    const values = args.map(({ value }) => value)
    const isStatic =
      /^(?:[sS]tring|String|System\.String|Enumerable|object|StructuralComparisons\.\w+)\.\w+$/.test(path)
    if (isStatic) return values.length < 2 ? undefined : judgeComparison(source, values.slice(0, 2))
    const object = receiverOf(source, node)
    // Two of them: the text, and how it is compared.
    if (object === null || values.length === 0 || values.length > 2 || path.startsWith('Compare'))
      return undefined
    return judgeComparison(source, [object, values[0]!])
  },
  matches: [
    `class A { bool F(byte[] body) { using var hmac = new HMACSHA256(key); var expected = hmac.ComputeHash(body); return expected.SequenceEqual(signature); } }`,
    `class A { bool F() { return Request.Headers["X-Signature"] == expectedSignature; } }`,
    `class A { bool F() { return string.Equals(request.Headers["X-Api-Key"], config.ApiKey, StringComparison.Ordinal); } }`,
    `class A { bool F(string password) { return password == "letmein"; } }`,
  ],
  misses: [
    `class A { bool F() { return CryptographicOperations.FixedTimeEquals(expected, signature); } }`,
    `class A { bool F(string token) { return token == null; } }`,
    `class A { bool F(string password, string confirmPassword) { return password == confirmPassword; } }`,
    `class A { bool F() { return reader.TokenType == JsonToken.EndObject; } }`,
    `class A { bool F(string token) { return token == string.Empty; } }`,
    `class A { bool F(string name) { return name == nameof(Password); } }`,
    `class A { private const ushort ExpectedSignature = Known.Signature; bool F(ushort signature) { return signature == ExpectedSignature; } }`,
  ],
}

/** Declared as one in this file: the mark that a file begins with. */
const isNumber = (source: Source, side: Node): boolean =>
  source.dialect.names.has(side.type) &&
  (source.bindings.get(textOf(source, side)) ?? []).some((value) => {
    const type = value.parent?.parent?.childForFieldName('type')
    return type != null && /^(?:u?(?:short|int|long)|s?byte|char|bool)$/.test(textOf(source, type))
  })
