import { possibleValues } from '../../../syntax/possible-values.ts'
import { pathOf } from '../../../syntax/source.ts'
import { constantTexts } from '../../../syntax/values.ts'
import { weakCipher } from '../ciphers.ts'
import type { CodeRule, CodeVerdict, Site } from '../code-rule.ts'
import { papersFor } from '../papers.ts'

const types: Readonly<Record<string, string>> = {
  DES: 'DES has keys of 56 bits',
  TripleDES: 'Triple DES has blocks of 64 bits',
  RC2: 'it is a cipher with blocks of 64 bits or of no standing',
}
const ecb = 'ECB shows which blocks are the same'

export const weakCipherRule: CodeRule = {
  ...papersFor(
    'csharp',
    'weak-cipher',
    'https://learn.microsoft.com/dotnet/fundamentals/code-analysis/quality-rules/ca5350',
    'read',
  ),
  query: {
    literals: ['DES', 'RC2', 'ECB', 'Ecb', 'Engine', 'Des', 'GetCipher', 'SymmetricAlgorithm.Create'],
    calls: [
      'Create',
      'CreateFromName',
      'DESCryptoServiceProvider',
      'TripleDESCryptoServiceProvider',
      'TripleDESCng',
      'RC2CryptoServiceProvider',
      'EncryptEcb',
      'TryEncryptEcb',
      'DecryptEcb',
      'TryDecryptEcb',
      'DesEngine',
      'DesEdeEngine',
      'RC2Engine',
      'RC4Engine',
      'BlowfishEngine',
      'IdeaEngine',
      'Cast5Engine',
      'SkipjackEngine',
      'EcbBlockCipher',
      'GetCipher',
    ],
    settings: ['Mode'],
  },
  judge: (site) => (site.how === 'setting' ? judgeMode(site) : judgeCall(site)),
  matches: [
    `class A { void F() { var des = new DESCryptoServiceProvider(); } }`,
    `class A { void F() { using var cipher = System.Security.Cryptography.TripleDES.Create(); } }`,
    `class A { void F() { using Aes aes = Aes.Create(); aes.Mode = CipherMode.ECB; } }`,
    `class A { void F() { var aes = new RijndaelManaged { Mode = CipherMode.ECB, Key = key }; } }`,
    `class A { void F() { var cipher = SymmetricAlgorithm.Create("3DES"); } }`,
    `class A { void F(byte[] text) { aes.EncryptEcb(text, PaddingMode.PKCS7); } }`,
    `class A { void F() { var cipher = CipherUtilities.GetCipher("AES/ECB/PKCS7Padding"); } }`,
  ],
  misses: [
    `class A { void F() { using var aes = Aes.Create(); aes.Mode = CipherMode.CBC; } }`,
    `class A { void F() { using var aes = new AesGcm(key, 16); } }`,
    `class A { void F() { Order.Create("DES"); } }`,
    `class A { void F() { settings.Mode = Mode.ECB; } }`,
  ],
}

function judgeMode({ source, value }: Site): CodeVerdict | undefined {
  const isEcb =
    value !== null &&
    possibleValues(source, value).some((one) => /\bCipherMode\.ECB$/.test(pathOf(source, one)))
  return isEcb ? { note: ecb } : undefined
}

function judgeCall({ source, name, path, args }: Site): CodeVerdict | undefined {
  const named = (): CodeVerdict | undefined => {
    const found = constantTexts(source, args[0]?.value ?? null)
      .map((text) => weakCipher(text.replace(/^System\.Security\.Cryptography\./, '')))
      .find((one) => one !== undefined)
    return found === undefined ? undefined : { note: found }
  }
  if (name === 'Create') {
    if (/\bSymmetricAlgorithm\.Create$/.test(path)) return named()
    const why = types[/(?:^|\.)(?<type>DES|TripleDES|RC2)\.Create$/.exec(path)?.groups?.['type'] ?? '']
    return why === undefined ? undefined : { note: why }
  }
  if (name === 'CreateFromName') return /\bCryptoConfig\./.test(path) ? named() : undefined
  if (name === 'GetCipher') return /\bCipherUtilities\./.test(path) ? named() : undefined
  if (/ecb/i.test(name)) return { note: ecb }
  if (name.endsWith('Engine'))
    return { note: weakCipher(name.replace('Engine', '')) ?? 'it is kept for old data only' }
  const why = types[name.replace(/CryptoServiceProvider$|Cng$/, '')]
  return why === undefined ? undefined : { note: why }
}
