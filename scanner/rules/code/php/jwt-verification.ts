import type { Node } from 'web-tree-sitter'
import { entriesOf } from '../../../syntax/entries.ts'
import { pathOf, type Source } from '../../../syntax/source.ts'
import { constantText, followName, isTrue } from '../../../syntax/values.ts'
import type { CodeRule } from '../code-rule.ts'
import { papersFor } from '../papers.ts'

export const jwtVerification: CodeRule = {
  ...papersFor('php', 'jwt-verification', 'https://github.com/firebase/php-jwt/blob/main/README.md'),
  query: {
    literals: ['JWT', 'JWS', 'Lcobucci'],
    calls: ['decode', 'encode', 'load', 'forUnsecuredSigner', 'None', 'Key'],
  },
  judge: ({ source, name, path, args }) => {
    switch (name) {
      case 'decode': {
        if (!/(?:^|\.)JWT\.decode$/.test(path)) return undefined
        const [, key, algorithms] = args
        if (key !== undefined && key.value.type === 'null')
          return { confidence: 'high', note: 'no key is given, so that nothing is verified' }
        return judgeAlgorithms(algorithmsOf(source, algorithms?.value))
      }
      case 'encode': {
        if (!/(?:^|\.)JWT\.encode$/.test(path)) return undefined
        const algorithm = constantText(source, args[2]?.value ?? null)
        return algorithm?.toLowerCase() === 'none' ? none : undefined
      }
      case 'Key':
        return /(?:^|\.)JWT\.Key$/.test(path) &&
          constantText(source, args[1]?.value ?? null)?.toLowerCase() === 'none'
          ? none
          : undefined
      case 'load':
        // The second argument of namshi/jose allows tokens without signature.
        return /(?:^|\.)(?:Simple)?JWS\.load$/.test(path) && isTrue(source, args[1]?.value)
          ? { confidence: 'high', note: 'tokens without signature are taken' }
          : undefined
      case 'forUnsecuredSigner':
        return /\bConfiguration\.forUnsecuredSigner$/.test(path) ? none : undefined
      default:
        return /\bSigner\.None$/.test(path) ? none : undefined
    }
  },
  matches: [
    `<?php
use Firebase\\JWT\\JWT;
$claims = JWT::decode($token, null, false);`,
    `<?php
use Firebase\\JWT\\JWT;
$claims = JWT::decode($token, $key, array('none'));`,
    `<?php
use Firebase\\JWT\\JWT;
$claims = JWT::decode($token, $publicKey, ['HS256', 'RS256']);`,
    `<?php
use Firebase\\JWT\\JWT;
$token = JWT::encode($claims, '', 'none');`,
    `<?php
use Lcobucci\\JWT\\Configuration;
$configuration = Configuration::forUnsecuredSigner();`,
    `<?php
use Lcobucci\\JWT\\Signer\\None;
$signer = new None();`,
    `<?php
use Namshi\\JOSE\\SimpleJWS;
$jws = SimpleJWS::load($token, true);`,
  ],
  misses: [
    `<?php
use Firebase\\JWT\\{JWT, Key};
$claims = JWT::decode($token, new Key($key, 'RS256'));`,
    `<?php
use Firebase\\JWT\\JWT;
$claims = JWT::decode($token, $key, ['HS256']);`,
    `<?php $signer = new None(); // JWT`,
    `<?php
use Namshi\\JOSE\\SimpleJWS;
$jws = SimpleJWS::load($token);`,
    `<?php $data = Json::decode($text, null); // JWT`,
  ],
}

const none = { confidence: 'high', note: 'tokens without signature are taken' } as const

function judgeAlgorithms(algorithms: readonly string[]) {
  if (algorithms.some((one) => one.toLowerCase() === 'none')) return none
  return algorithms.some((one) => one.startsWith('HS')) && algorithms.some((one) => /^[RPE]S/.test(one))
    ? { note: 'a public key may be taken for the key of an HMAC' }
    : undefined
}

function algorithmsOf(source: Source, given: Node | undefined): readonly string[] {
  if (given === undefined) return []
  const node = followName(source, given)
  if (entriesOf(source, node).length > 0) return []
  const items = node.type === 'array_creation_expression' ? node.namedChildren : [node]
  return items.flatMap((one) => constantText(source, one?.namedChild(0) ?? one) ?? pathOf(source, one) ?? [])
}
