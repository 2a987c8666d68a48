import { enclosing, functionName, textOf } from '../../../syntax/source.ts'
import { isFalse, isTrue } from '../../../syntax/values.ts'
import { returnsOf } from '../../../syntax/functions.ts'
import type { CodeRule, CodeVerdict, Site } from '../code-rule.ts'
import { replacing } from '../edits.ts'
import { papersFor } from '../papers.ts'

export const jwtVerification: CodeRule = {
  ...papersFor(
    'csharp',
    'jwt-verification',
    'https://learn.microsoft.com/dotnet/api/microsoft.identitymodel.tokens.tokenvalidationparameters',
  ),
  query: {
    literals: [
      'TokenValidationParameters',
      'JwtSecurityToken',
      'JsonWebToken',
      'JwtBuilder',
      'NoneAlgorithm',
      'JwsAlgorithm',
      'RequireSignedTokens',
      'JWT',
    ],
    calls: [
      'ReadJwtToken',
      'ReadToken',
      'ReadJsonWebToken',
      'DoNotVerifySignature',
      'WithVerifySignature',
      'NoneAlgorithm',
      'Decode',
      'DecodeToObject',
      'Payload',
      'Encode',
    ],
    settings: [
      'RequireSignedTokens',
      'SignatureValidator',
      'ValidateLifetime',
      'RequireExpirationTime',
      'ValidateIssuerSigningKey',
      'VerifySignature',
    ],
  },
  judge: (site) => (site.how === 'setting' ? judgeSetting(site) : judgeCall(site)),
  matches: [
    `class A { void F() { var p = new TokenValidationParameters { RequireSignedTokens = false, IssuerSigningKey = key }; } }`,
    `class A { void F() { options.TokenValidationParameters.SignatureValidator = (token, parameters) => new JwtSecurityToken(token); } }`,
    `class A { void F() { var p = new TokenValidationParameters { ValidateLifetime = false }; } }`,
    `class A { string F(string token) { var jwt = new JwtSecurityTokenHandler().ReadJwtToken(token); return jwt.Subject; } }`,
    `class A { void F(string token) { var json = JwtBuilder.Create().DoNotVerifySignature().Decode(token); } }`,
    `class A { string F(object claims) { return JWT.Encode(claims, null, JwsAlgorithm.none); } }`,
    `class A { void F(string token) { var json = decoder.Decode(token, secret, verify: false); } IJwtDecoder decoder = new JwtDecoder(); /* JWT */ }`,
  ],
  misses: [
    `class A { void F() { var p = new TokenValidationParameters { RequireSignedTokens = true, ValidateIssuerSigningKey = true, IssuerSigningKey = key }; } }`,
    `class A { ClaimsPrincipal GetPrincipalFromExpiredToken(string token) { var p = new TokenValidationParameters { ValidateLifetime = false }; return handler.ValidateToken(token, p, out _); } }`,
    `class A { void F(string token) { handler.ValidateToken(token, parameters, out var validated); var jwt = new JwtSecurityTokenHandler().ReadJwtToken(token); } }`,
    `class A { string F(object claims) { return JWT.Encode(claims, key, JwsAlgorithm.HS256); } }`,
    `class A { string F(string text) { return HttpUtility.UrlDecode(text); } }`,
  ],
}

function judgeSetting(site: Site): CodeVerdict | undefined {
  const { source, name, node, value } = site
  if (name === 'SignatureValidator')
    return isBlind(site) ? { confidence: 'high', note: 'the signature is not looked at' } : undefined
  if (name === 'VerifySignature')
    return isFalse(source, value) && /\bJwt|JWT\b/.test(source.text) ? { confidence: 'high' } : undefined
  if (value === null || !isFalse(source, value)) return undefined
  const edits = textOf(source, value) === 'false' ? { edits: [replacing(value, 'true')] } : {}
  if (name === 'RequireSignedTokens')
    return { confidence: 'high', note: 'tokens without signature are taken', ...edits }
  if (!/\bTokenValidationParameters\b/.test(source.text)) return undefined
  // The signature is verified all the same; only the key's own validity is not.
  if (name === 'ValidateIssuerSigningKey')
    return { severity: 'low', confidence: 'low', note: 'whether the key itself is valid is not looked at' }
  return isAboutExpired(site)
    ? undefined
    : {
        severity: 'medium',
        confidence: 'medium',
        note: 'tokens that have expired are taken',
        at: node,
        ...edits,
      }
}

/** Who renews a token that has expired has to read it. */
function isAboutExpired({ source, node }: Site): boolean {
  const around = enclosing(node, source.dialect.functions)
  const type = enclosing(node, source.dialect.classes)
  const names = [around, type].map((one) => (one === null ? '' : functionName(source, one))).join(' ')
  return /expired|refresh|renew/i.test(names) || /\bLifetimeValidator\b/.test(source.text)
}

/** It makes a token of what it is given, and looks at nothing. */
function isBlind({ source, value }: Site): boolean {
  if (value === null || !source.dialect.functions.has(value.type)) return false
  const values = returnsOf(source, value)
  return (
    (values.length > 0 &&
      values.every((one) =>
        /^(?:new\s+(?:\w+\.)*(?:JwtSecurityToken|JsonWebToken)\s*\(|token$|jwt$)/i.test(textOf(source, one)),
      ) &&
      !/verify|validate/i.test(textOf(source, value))) ||
    (/\breturn\s+jwt\s*;/.test(textOf(source, value)) &&
      !/verify|validate|ComputeHash/i.test(textOf(source, value)))
  )
}

function judgeCall(site: Site): CodeVerdict | undefined {
  const { source, name, path, args } = site
  const isAbout = /\b(?:Jwt\w*|JWT|JsonWebToken\w*|jose)\b/i.test(source.text)
  switch (name) {
    case 'DoNotVerifySignature':
      return isAbout ? { confidence: 'high' } : undefined
    case 'WithVerifySignature':
      return isAbout && isFalse(source, args[0]?.value) ? { confidence: 'high' } : undefined
    case 'NoneAlgorithm':
      return { confidence: 'high', note: 'it has no signature' }
    case 'Encode':
      return args.some(({ value }) => /\bJwsAlgorithm\.none$/.test(textOf(source, value)))
        ? { confidence: 'high', note: 'it has no signature' }
        : undefined
    case 'Decode':
    case 'DecodeToObject': {
      const told = args.find((one) => one.name === 'verify')?.value ?? args.at(-1)?.value
      const isTold = told !== undefined && isFalse(source, told) && !isTrue(source, told)
      return isTold && isAbout ? { confidence: 'high' } : undefined
    }
    case 'Payload':
      return /\bJWT\.Payload$/.test(path) ? judgeReading(site) : undefined
    case 'ReadToken':
      return /\b(?:Jwt|JsonWebToken)\w*|handler/i.test(path) ? judgeReading(site) : undefined
    default:
      return judgeReading(site)
  }
}

const verifying = /\bValidateToken(?:Async)?\(|\bJWT\.Decode\(/

function judgeReading({ source, node }: Site): CodeVerdict | undefined {
  const around = enclosing(node, source.dialect.functions)
  if (around !== null && verifying.test(textOf(source, around))) return undefined
  // Who asked for the token reads what is his own: when it expires, above all.
  return verifying.test(source.text) ||
    /\b(?:ValidTo|Expir\w*|access_?token)\b/i.test(around === null ? '' : textOf(source, around))
    ? { severity: 'low', confidence: 'low', note: 'it is not verified here' }
    : { note: 'nothing in this file verifies it' }
}
