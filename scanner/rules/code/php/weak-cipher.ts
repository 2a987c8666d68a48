import { pathOf } from '../../../syntax/source.ts'
import { constantTexts } from '../../../syntax/values.ts'
import { weakCipher } from '../ciphers.ts'
import type { CodeRule, CodeVerdict, Site } from '../code-rule.ts'
import { papersFor } from '../papers.ts'

const oldCipher =
  /^MCRYPT_(?:DES|3DES|TRIPLEDES|RC[24]|ARCFOUR\w*|BLOWFISH\w*|CAST_?\d+|IDEA|XTEA|GOST|LOKI97)$/

export const weakCipherRule: CodeRule = {
  ...papersFor('php', 'weak-cipher', 'https://www.php.net/manual/en/function.openssl-encrypt.php'),
  query: {
    literals: ['openssl_encrypt', 'openssl_decrypt', 'mcrypt', 'phpseclib', 'Crypt_'],
    calls: [
      'openssl_encrypt',
      'openssl_decrypt',
      'mcrypt_encrypt',
      'mcrypt_decrypt',
      'mcrypt_module_open',
      'mcrypt_ecb',
      'mcrypt_cbc',
      'DES',
      'TripleDES',
      'RC2',
      'RC4',
      'Blowfish',
      'AES',
      'Rijndael',
      'Crypt_DES',
      'Crypt_TripleDES',
      'Crypt_RC2',
      'Crypt_RC4',
      'Crypt_Blowfish',
      'Crypt_AES',
    ],
  },
  judge: (site) => {
    const { source, name, path, args } = site
    if (path.startsWith('openssl_')) {
      const why = constantTexts(source, args[1]?.value ?? null)
        .map(weakCipher)
        .find(Boolean)
      return why === undefined ? undefined : { note: why }
    }
    if (path.startsWith('mcrypt_')) return judgeMcrypt(site)
    if (!/^phpseclib\d?\.Crypt\.\w+$|^Crypt_\w+$/.test(path) || isLibrary(source.text)) return undefined
    if (!/(?:AES|Rijndael)$/.test(name))
      return { note: `${name.replace('Crypt_', '')} is broken or outdated` }
    const mode = args[0]?.value
    const isEcb =
      mode !== undefined &&
      (/(?:MODE_ECB)$/.test(pathOf(source, mode)) || /^ecb$/i.test(constantTexts(source, mode)[0] ?? ''))
    return isEcb ? ecb : undefined
  },
  matches: [
    `<?php $sealed = openssl_encrypt($text, 'aes-256-ecb', $key);`,
    `<?php
const METHOD = 'des-ede3-cbc';
$sealed = openssl_encrypt($text, METHOD, $key, 0, $iv);`,
    `<?php
class Vault {
  private $method = 'RC4';
  function open($text) { return openssl_decrypt($text, $this->method, $this->key); }
}`,
    `<?php $sealed = mcrypt_encrypt(MCRYPT_DES, $key, $text, MCRYPT_MODE_CBC, $iv);`,
    `<?php $sealed = mcrypt_encrypt(MCRYPT_RIJNDAEL_128, $key, $text, MCRYPT_MODE_ECB);`,
    `<?php
use phpseclib3\\Crypt\\AES;
$cipher = new AES('ecb');`,
    `<?php
use phpseclib\\Crypt\\RC4;
$cipher = new RC4();`,
    `<?php $sealed = mcrypt_encrypt(MCRYPT_RIJNDAEL_128, $key, $text, MCRYPT_MODE_CBC, $iv);`,
  ],
  misses: [
    `<?php $sealed = openssl_encrypt($text, 'aes-256-gcm', $key, OPENSSL_RAW_DATA, $iv, $tag);`,
    `<?php
use phpseclib3\\Crypt\\AES;
$cipher = new AES('ctr');`,
    `<?php
use App\\Crypt\\AES;
$cipher = new AES('ecb');`,
    `<?php
namespace phpseclib3\\File;
use phpseclib3\\Crypt\\TripleDES;
$cipher = new TripleDES('cbc');`,
    `<?php // mcrypt is gone
$sealed = sodium_crypto_secretbox($text, $nonce, $key);`,
  ],
}

/** The library itself, which reads formats that others have prescribed. */
export const isLibrary = (text: string): boolean => /^namespace phpseclib/m.test(text.slice(0, 5000))

const ecb: CodeVerdict = { note: 'ECB shows which blocks are the same' }

function judgeMcrypt({ source, name, args }: Site): CodeVerdict {
  const said = args.map(({ value }) => pathOf(source, value))
  const texts = args.flatMap(({ value }) => constantTexts(source, value))
  if (
    said.some((one) => oldCipher.test(one)) ||
    texts.some((one) => /^(?:des|tripledes|rc2|arcfour|blowfish|cast-\d+)$/i.test(one))
  )
    return { note: 'the cipher is broken or outdated' }
  if (name === 'mcrypt_ecb' || said.includes('MCRYPT_MODE_ECB') || texts.some((one) => /^ecb$/i.test(one)))
    return ecb
  return {
    severity: 'low',
    confidence: 'medium',
    note: 'mcrypt has not been maintained since 2007 and is gone from PHP 7.2',
  }
}
