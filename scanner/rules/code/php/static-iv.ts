import { constantTexts } from '../../../syntax/values.ts'
import type { CodeRule } from '../code-rule.ts'
import { fixedBytes } from '../fixed-bytes.ts'
import { papersFor } from '../papers.ts'
import { isLibrary } from './weak-cipher.ts'

/** Which argument is the IV or nonce. */
const places: Readonly<Record<string, number>> = {
  openssl_encrypt: 4,
  openssl_decrypt: 4,
  mcrypt_encrypt: 4,
  mcrypt_decrypt: 4,
  mcrypt_generic_init: 2,
  sodium_crypto_secretbox: 1,
  sodium_crypto_box: 1,
  sodium_crypto_aead_aes256gcm_encrypt: 2,
  sodium_crypto_aead_chacha20poly1305_encrypt: 2,
  sodium_crypto_aead_chacha20poly1305_ietf_encrypt: 2,
  sodium_crypto_aead_xchacha20poly1305_ietf_encrypt: 2,
  setIV: 0,
  setNonce: 0,
}

export const staticIv: CodeRule = {
  ...papersFor('php', 'static-iv', 'https://www.php.net/manual/en/function.openssl-encrypt.php'),
  query: {
    literals: ['openssl_encrypt', 'openssl_decrypt', 'mcrypt', 'sodium_crypto', 'phpseclib'],
    calls: Object.keys(places),
  },
  judge: ({ source, name, path, args }) => {
    const isMethod = /^set(?:IV|Nonce)$/.test(name)
    if (isMethod ? isLibrary(source.text) : path !== name) return undefined
    const given = args.find((one) => one.name === 'iv' || one.name === 'nonce') ?? args[places[name]!]
    if (given !== undefined) {
      const what = fixedBytes(source, given.value)
      return what === undefined ? undefined : { note: `the IV is ${what}` }
    }
    // By the manual an IV of zeros is used then; ECB has none, and GCM refuses to go on.
    const [method] = name === 'openssl_encrypt' ? constantTexts(source, args[1]?.value ?? null) : []
    const isSpread = args.some(({ value }) => value.type === 'variadic_unpacking')
    return method !== undefined && !isSpread && /-(?:cbc|ctr|cfb\d*|ofb)$/i.test(method)
      ? { note: 'no IV is given, so that it is all zeros' }
      : undefined
  },
  matches: [
    `<?php $sealed = openssl_encrypt($text, 'aes-256-cbc', $key, 0, '1234567890123456');`,
    `<?php
$iv = substr(hash('sha256', 'some fixed text'), 0, 16);
$sealed = openssl_encrypt($text, 'aes-256-cbc', $key, 0, $iv);`,
    `<?php
class Vault {
  private $iv = 'sixteen bytes ..';
  function seal($text) { return openssl_encrypt($text, 'aes-256-ctr', $this->key, OPENSSL_RAW_DATA, $this->iv); }
}`,
    `<?php
class Vault {
  const IV = 'sixteen bytes ..';
  function seal($text) { return openssl_encrypt($text, 'aes-256-ctr', $this->key, OPENSSL_RAW_DATA, self::IV); }
}`,
    `<?php $sealed = openssl_encrypt($text, 'aes-256-cbc', $key, OPENSSL_RAW_DATA, str_repeat("\\0", 16));`,
    `<?php $sealed = openssl_encrypt($text, 'AES-128-CBC', $key);`,
    `<?php $sealed = sodium_crypto_secretbox($text, str_repeat('0', 24), $key);`,
  ],
  misses: [
    `<?php
$iv = random_bytes(openssl_cipher_iv_length('aes-256-cbc'));
$sealed = openssl_encrypt($text, 'aes-256-cbc', $key, 0, $iv);`,
    `<?php
$iv = substr($sealed, 0, 16);
$text = openssl_decrypt(substr($sealed, 16), 'aes-256-cbc', $key, OPENSSL_RAW_DATA, $iv);`,
    `<?php $text = openssl_decrypt($sealed, 'aes-256-gcm', $key, OPENSSL_RAW_DATA, $nonce, $tag);`,
    `<?php $sealed = openssl_encrypt($text, 'aes-128-ecb', $key);`,
  ],
}
