import type { CodeRule, Site } from '../code-rule.ts'
import type { Node } from 'web-tree-sitter'
import { fixedBytes } from '../fixed-bytes.ts'
import { papersFor } from '../papers.ts'

export const staticIv: CodeRule = {
  ...papersFor(
    'csharp',
    'static-iv',
    'https://learn.microsoft.com/dotnet/fundamentals/code-analysis/quality-rules/ca5401',
  ),
  query: {
    literals: [
      '.IV',
      'IV =',
      'CreateEncryptor',
      'AesGcm',
      'AesCcm',
      'ChaCha20Poly1305',
      'EncryptC',
      'ParametersWithIV',
      'AeadParameters',
    ],
    calls: ['CreateEncryptor', 'Encrypt', 'EncryptCbc', 'EncryptCfb', 'ParametersWithIV', 'AeadParameters'],
    settings: ['IV'],
  },
  judge: (site) => {
    const given = ivOf(site)
    if (given == null) return undefined
    const what = fixedBytes(site.source, given)
    return what === undefined ? undefined : { note: `the IV is ${what}` }
  },
  matches: [
    `class A { void F() { aes.IV = Encoding.UTF8.GetBytes("1234567890123456"); } }`,
    `class A { static readonly byte[] Iv = { 1, 2, 3, 4, 5, 6, 7, 8 }; void F() { var e = aes.CreateEncryptor(key, Iv); } }`,
    `class A { void F() { using var aes = new AesManaged { Key = key, IV = new byte[16] }; } }`,
    `class A { void F(byte[] key, byte[] text, byte[] tag) { using var gcm = new AesGcm(key, 16); var nonce = new byte[12]; gcm.Encrypt(nonce, text, output, tag); } }`,
    `class A { void F(byte[] key) { cipher.Init(true, new ParametersWithIV(new KeyParameter(key), new byte[] { 0, 1, 2, 3 })); } }`,
  ],
  misses: [
    `class A { void F() { var iv = new byte[16]; RandomNumberGenerator.Fill(iv); aes.IV = iv; } }`,
    `class A { void F() { byte[] iv = new byte[16]; using (var rng = RandomNumberGenerator.Create()) { rng.GetBytes(iv); } var e = aes.CreateEncryptor(key, iv); } }`,
    `class A { void F(byte[] iv) { aes.IV = iv; } }`,
    `class A { void F() { aes.GenerateIV(); var e = aes.CreateEncryptor(aes.Key, aes.IV); } }`,
    `class A { void F(byte[] message) { var iv = new byte[16]; Array.Copy(message, iv, iv.Length); aes.IV = iv; } }`,
    `class A { void F() { report.IV = "fourth"; } }`,
  ],
}

function ivOf({ source, how, name, args, value }: Site): Node | null | undefined {
  if (how === 'setting')
    // Bytes: what is a text is no cipher's.
    return value !== null && !source.dialect.strings.has(value.type) ? value : null
  switch (name) {
    case 'Encrypt':
      return args.length >= 4 && /\b(?:AesGcm|AesCcm|ChaCha20Poly1305)\b/.test(source.text)
        ? args[0]?.value
        : null
    case 'AeadParameters':
      return args[2]?.value
    default:
      return args[1]?.value
  }
}
