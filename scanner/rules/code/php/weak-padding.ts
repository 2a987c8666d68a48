import { pathOf } from '../../../syntax/source.ts'
import type { CodeRule } from '../code-rule.ts'
import { papersFor } from '../papers.ts'
import { isLibrary } from './weak-cipher.ts'

export const weakPadding: CodeRule = {
  ...papersFor('php', 'weak-padding', 'https://www.php.net/manual/en/function.openssl-public-encrypt.php'),
  query: {
    literals: ['openssl_public_encrypt', 'openssl_private_decrypt', 'ENCRYPTION_PKCS1', 'ENCRYPTION_NONE'],
    calls: ['openssl_public_encrypt', 'openssl_private_decrypt', 'setEncryptionMode', 'withPadding'],
  },
  judge: ({ source, name, path, args }) => {
    if (name.startsWith('openssl_')) {
      const padding = args.find((one) => one.name === 'padding') ?? args[3]
      if (path !== name || args.length < 3 || isLibrary(source.text)) return undefined
      if (padding === undefined) return { note: 'PKCS#1 v1.5 is what is used where nothing is said' }
      return /^OPENSSL_(?:PKCS1|NO)_PADDING$/.test(pathOf(source, padding.value)) ? {} : undefined
    }
    return args.some(({ value }) => /\bRSA\.ENCRYPTION_(?:PKCS1|NONE)$/.test(pathOf(source, value)))
      ? {}
      : undefined
  },
  matches: [
    `<?php openssl_public_encrypt($text, $sealed, $publicKey);`,
    `<?php openssl_private_decrypt($sealed, $text, $privateKey, OPENSSL_PKCS1_PADDING);`,
    `<?php
use phpseclib\\Crypt\\RSA;
$rsa = new RSA();
$rsa->setEncryptionMode(RSA::ENCRYPTION_PKCS1);`,
  ],
  misses: [
    `<?php openssl_public_encrypt($text, $sealed, $publicKey, OPENSSL_PKCS1_OAEP_PADDING);`,
    `<?php
use phpseclib3\\Crypt\\RSA;
$rsa = RSA::load($key)->withPadding(RSA::ENCRYPTION_OAEP);`,
  ],
}
