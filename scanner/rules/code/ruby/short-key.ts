import { constantNumber, constantText, optionOf } from '../../../syntax/values.ts'
import type { CodeRule } from '../code-rule.ts'
import { raised } from '../edits.ts'
import { papersFor } from '../papers.ts'

const least = 2048
const advised = 3072
const weakCurve =
  /^(?:prime192v\d|secp(?:112|128|160|192)\w+|sect(?:113|131|163|193)\w+|brainpoolP(?:160|192)\w+)$/i

export const shortKey: CodeRule = {
  ...papersFor('ruby', 'short-key', 'https://docs.ruby-lang.org/en/master/OpenSSL/PKey/RSA.html'),
  query: {
    literals: ['PKey', 'RSA', 'SSHKey', 'rsa_keygen_bits'],
    calls: ['new', 'generate'],
    settings: ['rsa_keygen_bits', 'dsa_paramgen_bits'],
  },
  judge: ({ source, how, node, path, args, value }) => {
    if (how === 'call') {
      if (/\bPKey\.EC(?:\.Group)?\.(?:new|generate)$/.test(path))
        return weakCurve.test(constantText(source, args[0]?.value ?? null) ?? '')
          ? { note: 'the curve is too small' }
          : undefined
      if (!/(?:^|\.)(?:PKey\.(?:RSA|DSA|DH)|RSA|DSA)\.(?:new|generate)$|^SSHKey\.generate$/.test(path))
        return undefined
    }
    const given = how === 'setting' ? value : (optionOf(source, node, 'bits') ?? args[0]?.value ?? null)
    const bits = constantNumber(source, given)
    return bits !== undefined && bits > 64 && bits < least
      ? { note: `it has ${bits} bits`, ...raised(source, given, advised) }
      : undefined
  },
  matches: [
    `key = OpenSSL::PKey::RSA.new(1024)`,
    `key = OpenSSL::PKey::RSA.generate 512`,
    `KEY_LENGTH = 1024
key = OpenSSL::PKey::DSA.new(KEY_LENGTH)`,
    `key = OpenSSL::PKey::EC.generate('prime192v1')`,
    `key = SSHKey.generate(type: 'RSA', bits: 1024)`,
    `key = OpenSSL::PKey.generate_key('RSA', rsa_keygen_bits: 1024)`,
  ],
  misses: [
    `key = OpenSSL::PKey::RSA.new(4096)`,
    `key = OpenSSL::PKey::RSA.new(File.read('key.pem'))`,
    `key = OpenSSL::PKey::EC.generate('prime256v1')`,
    `widget = Widget.new(1024) # RSA`,
  ],
}
