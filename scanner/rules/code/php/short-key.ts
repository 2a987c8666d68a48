import { constantNumber, constantText } from '../../../syntax/values.ts'
import type { CodeRule } from '../code-rule.ts'
import { raised } from '../edits.ts'
import { papersFor } from '../papers.ts'

const least = 2048
const advised = 3072
const weakCurve =
  /^(?:prime192v\d|secp(?:112|128|160|192)\w+|sect(?:113|131|163|193)\w+|brainpoolP(?:160|192)\w+)$/i

export const shortKey: CodeRule = {
  ...papersFor('php', 'short-key', 'https://www.php.net/manual/en/function.openssl-pkey-new.php'),
  query: {
    literals: ['private_key_bits', 'curve_name', 'RSA', 'DSA', 'createKey'],
    calls: ['createKey'],
    settings: ['private_key_bits', 'curve_name'],
  },
  judge: ({ source, how, name, path, args, value }) => {
    if (how === 'setting' && name === 'curve_name')
      return weakCurve.test(constantText(source, value) ?? '')
        ? { note: 'the curve is too small' }
        : undefined
    if (how === 'call' && !/\b(?:RSA|DSA)(?:\(\))?\.createKey$/.test(path)) return undefined
    const given = how === 'setting' ? value : (args[0]?.value ?? null)
    const bits = constantNumber(source, given)
    return bits !== undefined && bits > 64 && bits < least
      ? { note: `it has ${bits} bits`, ...raised(source, given, advised) }
      : undefined
  },
  matches: [
    `<?php $key = openssl_pkey_new(['private_key_bits' => 1024, 'private_key_type' => OPENSSL_KEYTYPE_RSA]);`,
    `<?php
$config = array('digest_alg' => 'sha512', 'private_key_bits' => 512);
$key = openssl_pkey_new($config);`,
    `<?php
use phpseclib3\\Crypt\\RSA;
$key = RSA::createKey(1024);`,
    `<?php $key = openssl_pkey_new(['private_key_type' => OPENSSL_KEYTYPE_EC, 'curve_name' => 'prime192v1']);`,
  ],
  misses: [
    `<?php $key = openssl_pkey_new(['private_key_bits' => 4096]);`,
    `<?php $key = openssl_pkey_new(['private_key_type' => OPENSSL_KEYTYPE_EC, 'curve_name' => 'prime256v1']);`,
    `<?php $row = $table->createKey(1024); // RSA`,
  ],
}
