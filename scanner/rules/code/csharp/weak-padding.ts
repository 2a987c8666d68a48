import { receiverOf, textOf } from '../../../syntax/source.ts'
import { isFalse } from '../../../syntax/values.ts'
import type { CodeRule } from '../code-rule.ts'
import { replacing } from '../edits.ts'
import { papersFor } from '../papers.ts'

export const weakPadding: CodeRule = {
  ...papersFor(
    'csharp',
    'weak-padding',
    'https://learn.microsoft.com/dotnet/api/system.security.cryptography.rsaencryptionpadding',
  ),
  query: {
    literals: ['RSA', 'Rsa', 'Pkcs1Encoding', 'GetCipher'],
    calls: ['Encrypt', 'TryEncrypt', 'RSAPKCS1KeyExchangeFormatter', 'Pkcs1Encoding', 'GetCipher'],
  },
  judge: ({ source, node, name, path, args }) => {
    if (name === 'RSAPKCS1KeyExchangeFormatter' || name === 'Pkcs1Encoding') return {}
    const texts = args.map(({ value }) => textOf(source, value).slice(0, 200))
    if (name === 'GetCipher')
      return /\bCipherUtilities\./.test(path) &&
        /^"RSA(?:\/\w+\/(?:PKCS1Padding|NoPadding))?"$/i.test(texts[0] ?? '')
        ? {}
        : undefined
    const at = texts.findIndex((text) => /\bRSAEncryptionPadding\.Pkcs1$/.test(text))
    if (at >= 0) return { edits: [replacing(args[at]!.value, texts[at]!.replace(/Pkcs1$/, 'OaepSHA256'))] }
    // `Encrypt(data, fOAEP: false)` of the older class.
    const last = (args.find((one) => one.name === 'fOAEP') ?? args[1])?.value
    if (name !== 'Encrypt' || args.length !== 2 || last === undefined || !isFalse(source, last))
      return undefined
    const object = receiverOf(source, node)
    const isRsa = object !== null && /rsa|csp|crypto/i.test(textOf(source, object))
    return isRsa && /\bRSACryptoServiceProvider\b/.test(source.text) ? {} : undefined
  },
  matches: [
    `class A { byte[] F(RSA rsa, byte[] data) { return rsa.Encrypt(data, RSAEncryptionPadding.Pkcs1); } }`,
    `class A { byte[] F(byte[] data) { using var rsa = new RSACryptoServiceProvider(2048); return rsa.Encrypt(data, false); } }`,
    `class A { void F() { var cipher = CipherUtilities.GetCipher("RSA/ECB/PKCS1Padding"); } }`,
  ],
  misses: [
    `class A { byte[] F(RSA rsa, byte[] data) { return rsa.Encrypt(data, RSAEncryptionPadding.OaepSHA256); } }`,
    `class A { byte[] F(byte[] data) { using var rsa = new RSACryptoServiceProvider(2048); return rsa.Encrypt(data, true); } }`,
    `class A { byte[] F(RSA rsa, byte[] data) { return rsa.SignData(data, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1); } }`,
  ],
}
