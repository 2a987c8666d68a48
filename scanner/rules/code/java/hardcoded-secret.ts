import type { CodeRule, Site } from '../code-rule.ts'
import { fixedBytes } from '../fixed-bytes.ts'
import { papersFor } from '../papers.ts'

export const hardcodedSecret: CodeRule = {
  ...papersFor(
    'java',
    'hardcoded-secret',
    'https://cheatsheetseries.owasp.org/cheatsheets/Cryptographic_Storage_Cheat_Sheet.html#key-storage',
    'read',
  ),
  query: {
    calls: [
      'SecretKeySpec',
      'PBEKeySpec',
      'DESKeySpec',
      'DESedeKeySpec',
      'HMAC256',
      'HMAC384',
      'HMAC512',
      'signWith',
      'setSigningKey',
      'hmacShaKeyFor',
      'PBEParameterSpec',
    ],
  },
  judge: (site) => {
    const { at, what } = secretOf(site)
    const node = site.args[at]?.value
    if (node === undefined || fixedBytes(site.source, node) === undefined) return undefined
    return {
      note: `${what} is a text in the code`,
      ...(what === 'the salt' && { severity: 'medium' as const }),
    }
  },
  matches: [
    `class A { void f() { SecretKeySpec key = new SecretKeySpec("sixteen byte key".getBytes(), "AES"); } }`,
    `class A { static final String SECRET = "not so secret"; Algorithm f() { return Algorithm.HMAC256(SECRET); } }`,
    `class A { void f() { Jwts.builder().setSubject(name).signWith(SignatureAlgorithm.HS256, "not so secret"); } }`,
    `class A { void f(char[] password) { new PBEKeySpec(password, "the salt".getBytes(), 600000, 256); } }`,
  ],
  misses: [
    `class A { void f(byte[] key) { SecretKeySpec spec = new SecretKeySpec(key, "AES"); } }`,
    `class A { Algorithm f() { return Algorithm.HMAC256(System.getenv("KEY")); } }`,
    `class A { void f(char[] password, byte[] salt) { new PBEKeySpec(password, salt, 600000, 256); } }`,
  ],
}

function secretOf({ name, args }: Site): { readonly at: number; readonly what: string } {
  switch (name) {
    case 'PBEKeySpec':
      return { at: args.length > 1 ? 1 : 0, what: args.length > 1 ? 'the salt' : 'the password' }
    case 'PBEParameterSpec':
      return { at: 0, what: 'the salt' }
    case 'signWith':
      // The older form takes the algorithm first.
      return { at: args.length > 1 ? 1 : 0, what: 'the key of tokens' }
    case 'HMAC256':
    case 'HMAC384':
    case 'HMAC512':
    case 'setSigningKey':
      return { at: 0, what: 'the key of tokens' }
    default:
      return { at: 0, what: 'the key' }
  }
}
