import { constantTexts } from '../../../syntax/values.ts'
import { possibleValues } from '../../../syntax/possible-values.ts'
import { pathOf } from '../../../syntax/source.ts'
import type { CodeRule, Site } from '../code-rule.ts'
import { judgeHash } from '../judge-hash.ts'
import { papersFor } from '../papers.ts'

export const weakHash: CodeRule = {
  ...papersFor(
    'csharp',
    'weak-hash',
    'https://learn.microsoft.com/dotnet/fundamentals/code-analysis/quality-rules/ca5351',
    'read',
  ),
  query: {
    literals: ['MD5', 'Md5', 'SHA1', 'Sha1', 'SHA-1', 'MD4', 'MD2', 'HashAlgorithm.Create'],
    calls: [
      'Create',
      'CreateFromName',
      'HashData',
      'HashDataAsync',
      'TryHashData',
      'MD5CryptoServiceProvider',
      'MD5Cng',
      'SHA1CryptoServiceProvider',
      'SHA1Managed',
      'SHA1Cng',
      'HMACMD5',
      'CreateHash',
      'HashPasswordForStoringInConfigFile',
      'MD5Digest',
      'MD4Digest',
      'MD2Digest',
      'Sha1Digest',
      'GetDigest',
      'CalculateDigest',
      'GetSigner',
      'SignData',
      'SignHash',
      'VerifyData',
      'VerifyHash',
      'SetHashAlgorithm',
    ],
  },
  judge: (site) => {
    const weak = weakFunction(site)
    if (weak === undefined) return undefined
    if (site.name === 'HashPasswordForStoringInConfigFile')
      return { severity: 'high', confidence: 'high', note: `a password goes into ${weak}` }
    const node = site.args[0]?.value
    return judgeHash(site, weak, node && { node, isWeak: (one) => weakName(one) !== undefined })
  },
  matches: [
    `class A { string Hash(string password) { using (var md5 = MD5.Create()) { return Convert.ToBase64String(md5.ComputeHash(Encoding.UTF8.GetBytes(password))); } } }`,
    `class A { void Store(User user, string password) { user.PasswordHash = SHA1.HashData(Encoding.UTF8.GetBytes(password)); } }`,
    `class A { byte[] MakeResetToken(string email) { SHA1 sha = new SHA1Managed(); return sha.ComputeHash(Encoding.UTF8.GetBytes(email)); } }`,
    `class A { byte[] F(RSA rsa, byte[] data) { return rsa.SignData(data, HashAlgorithmName.SHA1, RSASignaturePadding.Pkcs1); } }`,
    `class A { string F(string password) { return FormsAuthentication.HashPasswordForStoringInConfigFile(password, "MD5"); } }`,
    `class A { byte[] F(byte[] x) { var md5 = HashAlgorithm.Create("MD5"); return md5.ComputeHash(x); } }`,
    `class A {
  static string Digest(string text) { MD5 md5 = new MD5CryptoServiceProvider(); return Convert.ToHexString(md5.ComputeHash(Encoding.UTF8.GetBytes(text))); }
  void Store(User user, string password) { user.Password = Digest(password); }
}`,
    `public static class HashHelper { public static string GetMd5Hash(string input) { using (MD5 md5 = MD5.Create()) { byte[] data = md5.ComputeHash(Encoding.UTF8.GetBytes(input)); var sb = new StringBuilder(); for (int i = 0; i < data.Length; i++) sb.Append(data[i].ToString("x2")); return sb.ToString(); } } }`,
    `class A { string Hash(string input) { using var md5 = MD5.Create(); var bytes = md5.ComputeHash(Encoding.ASCII.GetBytes(input)); return BitConverter.ToString(bytes); } }`,
  ],
  misses: [
    `class A { string ETag(byte[] body) { using var md5 = MD5.Create(); return Convert.ToHexString(md5.ComputeHash(body)); } }`,
    `class A { string CacheKey(string url) { return Convert.ToHexString(SHA1.HashData(Encoding.UTF8.GetBytes(url))); } }`,
    `class A { string GravatarUrl(string email) { using var md5 = MD5.Create(); return "https://www.gravatar.com/avatar/" + Convert.ToHexString(md5.ComputeHash(Encoding.UTF8.GetBytes(email))); } }`,
    `class A { void F(PutObjectRequest request, Stream content) { using var md5 = MD5.Create(); request.Headers.ContentMD5 = Convert.ToBase64String(md5.ComputeHash(content)); } }`,
    `class PwnedPasswords { async Task<bool> IsPwned(string password) { var hash = Convert.ToHexString(SHA1.HashData(Encoding.UTF8.GetBytes(password))); return await Ask(hash.Substring(0, 5)); } }`,
    `class A { byte[] Hash(string password) { return SHA256.HashData(Encoding.UTF8.GetBytes(password)); } }`,
    `class A { string Accept(string key) { return Convert.ToBase64String(SHA1.HashData(Encoding.UTF8.GetBytes(key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"))); } }`,
    `class A { int Shard(string id) { using var md5 = MD5.Create(); return BitConverter.ToInt32(md5.ComputeHash(Encoding.UTF8.GetBytes(id)), 0) % shardCount; } }`,
    `class A { async Task<bool> IsWhole(Stream package, string checksum, CancellationToken cancellationToken) { var hash = Convert.ToHexString(await MD5.HashDataAsync(package, cancellationToken)); return hash == checksum; } }`,
    `class A { Order F() { return Order.Create("MD5"); } }`,
    `class A { byte[] F(RSA rsa, byte[] data) { return rsa.SignData(data, HashAlgorithmName.SHA256, RSASignaturePadding.Pss); } }`,
  ],
}

function weakName(text: string): string | undefined {
  if (/^(?:(?:System\.Security\.Cryptography\.)?MD5|HMACMD5)(?:with\w{1,12})?$/i.test(text)) return 'MD5'
  return /^(?:(?:System\.Security\.Cryptography\.)?SHA-?1?)(?:with\w{1,12})?$/i.test(text)
    ? 'SHA-1'
    : undefined
}

function weakFunction({ source, name, path, args }: Site): string | undefined {
  const named = (): string | undefined =>
    args
      .flatMap(({ value }) => [
        ...constantTexts(source, value),
        ...possibleValues(source, value).flatMap(
          (one) => /\bHashAlgorithmName\.(?<which>\w+)$/.exec(pathOf(source, one))?.groups?.['which'] ?? [],
        ),
      ])
      .map(weakName)
      .find((one) => one !== undefined)
  switch (name) {
    case 'Create':
      if (/\bHashAlgorithm\.Create$/.test(path)) return args.length === 0 ? 'SHA-1' : named()
      return weakName(/(?:^|\.)(?<type>MD5|SHA1)\.Create$/.exec(path)?.groups?.['type'] ?? '')
    case 'HashData':
    case 'HashDataAsync':
    case 'TryHashData':
      return weakName(/(?:^|\.)(?<type>MD5|SHA1)\.\w+$/.exec(path)?.groups?.['type'] ?? '')
    case 'CreateFromName':
      return /\bCryptoConfig\./.test(path) ? named() : undefined
    case 'GetDigest':
    case 'CalculateDigest':
    case 'GetSigner':
      return /\b(?:Digest|Signer)Utilities\./.test(path) ? named() : undefined
    case 'CreateHash':
    case 'HashPasswordForStoringInConfigFile':
    case 'SignData':
    case 'SignHash':
    case 'VerifyData':
    case 'VerifyHash':
    case 'SetHashAlgorithm':
      return named()
    case 'HMACMD5':
      return 'HMAC-MD5'
    default:
      return /^MD[245]/.test(name) ? name.slice(0, 3) : 'SHA-1'
  }
}
