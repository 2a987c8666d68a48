import type { Node } from 'web-tree-sitter'
import { possibleValues } from '../../../syntax/possible-values.ts'
import { constantNumber, constantTexts, optionOf } from '../../../syntax/values.ts'
import { type Source, pathOf } from '../../../syntax/source.ts'
import { weakCipher, weakSuites } from '../ciphers.ts'
import type { CodeRule, CodeVerdict } from '../code-rule.ts'
import { papersFor } from '../papers.ts'
import { hidingMode, judgeUnauthenticated } from '../unauthenticated.ts'

const weakClass =
  /\b(?:ciphers\.)?algorithms\.(?<own>ARC4|Blowfish|IDEA|CAST5|SEED|TripleDES|RC2)$|\bdecrepit\.ciphers\.algorithms\.(?<old>\w+)$/

export const weakCipherRule: CodeRule = {
  ...papersFor(
    'python',
    'weak-cipher',
    'https://pycryptodome.readthedocs.io/en/latest/src/cipher/classic.html#ecb-mode',
    'read',
  ),
  query: {
    literals: ['Cipher', 'cipher', 'pyDes', 'cryptolib'],
    calls: [
      'new',
      'ARC4',
      'Blowfish',
      'IDEA',
      'CAST5',
      'SEED',
      'TripleDES',
      'RC2',
      'ECB',
      'CBC',
      'CTR',
      'CFB',
      'OFB',
      'des',
      'triple_des',
      'RC4',
      'rc4',
      'Cipher',
      'aes',
      'set_ciphers',
      'set_cipher_list',
    ],
    settings: ['ciphers'],
  },
  judge: (site) => {
    const { source, how, node, name, path, args, value } = site
    if (how === 'setting') return judgeSuites(source, value)
    if (name.startsWith('set_cipher')) return judgeSuites(source, args[0]?.value ?? null)
    // M2Crypto names a cipher as OpenSSL does, with other lines between.
    if (name === 'Cipher')
      return /\bM2Crypto\b/.test(path)
        ? constantTexts(source, optionOf(source, node, 'alg') ?? args[0]?.value ?? null)
            .flatMap((one) => weakCipher(one.replaceAll('_', '-')) ?? [])
            .map((note) => ({ note }))[0]
        : undefined
    // MicroPython's: 1 is ECB.
    if (name === 'aes')
      return /^u?cryptolib\.aes$/.test(path) && isEcbMode(source, args[1]?.value) ? { note: ecb } : undefined
    if (name === 'new') {
      const cipher =
        /\bCipher\.(?<cipher>\w+)\.new$|^(?<short>DES3?|ARC[24]|Blowfish|CAST|XOR|AES)\.new$/.exec(
          path,
        )?.groups
      const own = cipher?.['cipher'] ?? cipher?.['short']
      if (own === undefined) return undefined
      const why = own === 'XOR' ? 'XOR with a key is no encryption' : weakCipher(own)
      if (why !== undefined) return { note: why }
      const isEcb = isEcbMode(source, optionOf(source, node, 'mode') ?? args[1]?.value)
      // PyCrypto's default.
      if (isEcb || (own === 'AES' && args.length === 1)) return { note: ecb }
      const mode = hidingModeOf(source, optionOf(source, node, 'mode') ?? args[1]?.value)
      return mode === undefined ? undefined : judgeUnauthenticated(source, node, mode)
    }
    if (/^(?:CBC|CTR|CFB|OFB)$/.test(name))
      return /\bmodes\.\w+$/.test(path) ? judgeUnauthenticated(source, node, name) : undefined
    if (name === 'ECB') return /\bmodes\.ECB$/.test(path) ? { note: ecb } : undefined
    const isPyDes = /^(?:pyDes\.)(?:des|triple_des)$/.test(path)
    return weakClass.test(path) || isPyDes
      ? { note: weakCipher(name.replace('_', '')) ?? 'its library keeps it for old data only' }
      : undefined
  },
  matches: [
    `from Crypto.Cipher import AES\nsealed = AES.new(key, AES.MODE_CBC, iv).encrypt(text)`,
    `from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes\nencryptor = Cipher(algorithms.AES(key), modes.CTR(nonce)).encryptor()`,
    `from Crypto.Cipher import AES\ndef seal(mode):\n    return AES.new(key, mode)\nseal(AES.MODE_ECB)`,
    `import ssl\ncontext.set_ciphers('ECDH+3DES:RSA+HIGH')`,
    `import urllib3\nurllib3.util.ssl_.create_urllib3_context(ciphers='DEFAULT@SECLEVEL=1')`,
    `from M2Crypto.EVP import Cipher\ncipher = Cipher('aes_256_ecb', key, iv, 1)`,
    `from Crypto.Cipher import DES\ncipher = DES.new(key, DES.MODE_CBC, iv)`,
    `from Cryptodome.Cipher import AES\ncipher = AES.new(key, AES.MODE_ECB)`,
    `from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes\ncipher = Cipher(algorithms.AES(key), modes.ECB())`,
    `from cryptography.hazmat.primitives.ciphers import algorithms\nalgorithm = algorithms.ARC4(key)`,
    `import pyDes\npyDes.des(key)`,
  ],
  misses: [
    `import ssl\ncontext.set_ciphers('ECDHE+AESGCM:!aNULL:!MD5:!3DES:-RC4')`,
    `from Crypto.Cipher import AES\ndef read(key, iv, text):\n    return AES.new(key, AES.MODE_CBC, iv).decrypt(text)`,
    `import hmac\nfrom Crypto.Cipher import AES\nsealed = AES.new(key, AES.MODE_CBC, iv).encrypt(text)\ntag = hmac.digest(key, sealed, 'sha256')`,
    `from Crypto.Cipher import AES\ncipher = AES.new(key, AES.MODE_GCM)`,
    `from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes\ncipher = Cipher(algorithms.AES(key), modes.GCM(nonce))`,
    `widget = registry.new(key)`,
  ],
}

const ecb = 'ECB shows which blocks are the same'

/** `AES.MODE_ECB`, which is the number 1. */
function isEcbMode(source: Source, given: Node | undefined): boolean {
  if (given === undefined) return false
  return (
    constantNumber(source, given) === 1 ||
    possibleValues(source, given).some((one) => /\bMODE_ECB$/.test(pathOf(source, one)))
  )
}

/** `AES.MODE_CBC` */
function hidingModeOf(source: Source, given: Node | undefined): string | undefined {
  const modes = given === undefined ? [] : possibleValues(source, given)
  return modes.flatMap((one) => hidingMode.exec(pathOf(source, one))?.groups?.['mode'] ?? [])[0]
}

function judgeSuites(source: Source, given: Node | null): CodeVerdict | undefined {
  return constantTexts(source, given).some(weakSuites)
    ? { severity: 'medium', note: 'it allows suites that are broken or encrypt nothing' }
    : undefined
}
