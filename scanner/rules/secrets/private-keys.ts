import type { Detector, SecretRule } from '../../engine/rule.ts'
import { pkcs12Content } from '../files/content/pkcs12.ts'
import { checkPgp } from './checks/pgp-key.ts'
import { checkArmored, checkBareKey, checkOpenSsh, checkPem, normalizeKey } from './checks/private-key.ts'
import { verdictOnPublished } from './checks/published-keys.ts'
import { checkRsaKeyValue } from './checks/rsa-key-value.ts'
import {
  armored,
  encrypted,
  jwk,
  openSsh,
  pgp,
  pkcs1,
  pkcs12,
  pkcs8,
  pkcs8Short,
  publicKey,
  rsaKeyValue,
  sec1,
  wireGuard,
} from './private-key-samples.ts'
import { assigned, join, random, token, unverified } from './service-rule.ts'

const pem = unverified('https://www.rfc-editor.org/rfc/rfc7468')
const replace =
  'Replace the key pair wherever the public key is installed or certified, and keep the new private key in a secret store. Deleting it here is not enough: it stays in the history.'

type Own = Pick<SecretRule, 'id' | 'title' | 'why' | 'detect' | 'matches' | 'misses'> & Partial<SecretRule>

const rule = (own: Own): SecretRule => ({
  kind: 'secret',
  severity: 'high',
  confidence: 'high',
  fix: replace,
  source: pem,
  randomBits: 200,
  normalize: normalizeKey,
  ...own,
})

/**
 * What may stand between the markers: base64 and headers, and what strings, comments and escapes add. Not `_ $ {`, so that a
 * marker without a key does not take the next lines of a configuration for one.
 */
const body =
  '(?<secret>(?:[A-Za-z0-9+/=\\s\\\\"\'`,.#*>|:;&()%]|-[A-Za-z0-9+/=\\s\\\\"\'`,.#*>|:;&()%]){40,15000})'

const between = (label: string): Detector => after(`-----BEGIN ${label}-----`)
const after = (marker: string): Detector =>
  token(marker, new RegExp(`${marker}${body}`), { notBefore: null, notAfter: null, hasRuns: true })

/** The same key as people write it: a file, a value with escapes, lines of a list, strings in a row. */
const wrapped = (make: () => string): SecretRule['matches'] => [
  make,
  () => JSON.stringify({ key: make() }),
  () => `key: |\n${make().replaceAll(/^/gm, '    ')}`,
  () =>
    make()
      .trim()
      .split('\n')
      .map((line) => `  "${line}\\n" +`)
      .join('\n'),
]
const without = (label: string): SecretRule['misses'] => [
  () => armored(label, '...'),
  () => armored(label, '<your key here>'),
  () => armored(label, Buffer.from('abcdefghijklmnopqrstuvwxyz')),
  publicKey,
  () => armored('CERTIFICATE', Buffer.from(random('base62', 300))),
]

export const privateKeys: readonly SecretRule[] = [
  rule({
    id: 'private-key-rsa',
    title: 'RSA private key',
    why: 'Whoever has it can sign in, sign or decrypt as the owner of the matching public key or certificate.',
    detect: [between('RSA PRIVATE KEY')],
    check: checkPem,
    matches: [...wrapped(pkcs1), () => encrypted('pkcs1')],
    misses: without('RSA PRIVATE KEY'),
  }),
  rule({
    id: 'private-key-ec',
    title: 'Elliptic curve private key',
    why: 'Whoever has it can sign in, sign or decrypt as the owner of the matching public key or certificate.',
    detect: [between('EC PRIVATE KEY')],
    check: checkPem,
    matches: wrapped(sec1),
    misses: without('EC PRIVATE KEY'),
  }),
  rule({
    id: 'private-key-dsa',
    title: 'DSA private key',
    why: 'Whoever has it can sign in or sign as the owner of the matching public key.',
    detect: [between('DSA PRIVATE KEY')],
    check: checkPem,
    matches: [
      () =>
        armored(
          'DSA PRIVATE KEY',
          Buffer.concat([Buffer.from([0x30, 0x82]), Buffer.from(random('base62', 400))]),
        ),
    ],
    misses: without('DSA PRIVATE KEY'),
  }),
  rule({
    id: 'private-key-pkcs8',
    title: 'Private key (PKCS#8)',
    why: 'Whoever has it can sign in, sign or decrypt as the owner of the matching public key or certificate.',
    detect: [between('PRIVATE KEY')],
    check: checkPem,
    matches: [...wrapped(pkcs8), ...wrapped(pkcs8Short)],
    misses: without('PRIVATE KEY'),
  }),
  rule({
    id: 'private-key-encrypted',
    title: 'Private key with a passphrase (PKCS#8)',
    severity: 'medium',
    confidence: 'medium',
    why: 'Whoever has it can try passphrases for as long as they like; after that it is theirs.',
    detect: [between('ENCRYPTED PRIVATE KEY')],
    check: checkPem,
    matches: wrapped(() => encrypted('pkcs8')),
    misses: without('ENCRYPTED PRIVATE KEY'),
  }),
  rule({
    id: 'private-key-openssh',
    title: 'OpenSSH private key',
    why: 'Whoever has it can sign in to every machine and service that knows its public key.',
    source: unverified('https://github.com/openssh/openssh-portable/blob/master/PROTOCOL.key'),
    detect: [between('OPENSSH PRIVATE KEY')],
    check: checkOpenSsh,
    matches: [...wrapped(openSsh), () => openSsh('aes256-ctr')],
    misses: without('OPENSSH PRIVATE KEY'),
  }),
  rule({
    id: 'private-key-pgp',
    title: 'OpenPGP private key',
    why: 'Whoever has it can decrypt what was sent to its owner, and sign mail, packages or commits as them.',
    fix: 'Revoke the key on the key servers and wherever it is trusted, and make a new one that stays on its owner’s machine.',
    source: unverified('https://www.rfc-editor.org/rfc/rfc9580'),
    detect: [between('PGP PRIVATE KEY BLOCK')],
    check: checkPgp,
    matches: [...wrapped(() => pgp(0)), () => pgp(254)],
    misses: [
      ...without('PGP PRIVATE KEY BLOCK'),
      () => armored('PGP PUBLIC KEY BLOCK', Buffer.from(random('base62', 300))),
    ],
  }),
  rule({
    id: 'private-key-ssh2',
    title: 'SSH2 private key',
    why: 'Whoever has it can sign in to every machine that knows its public key.',
    source: unverified('https://www.rfc-editor.org/rfc/rfc4716'),
    detect: [after('---- BEGIN SSH2 ENCRYPTED PRIVATE KEY ----')],
    check: checkArmored,
    matches: [
      () =>
        join(
          '---- BEGIN SSH2 ENCRYPTED',
          ' PRIVATE KEY ----\nComment: "me"\n',
          random('base64', 400),
          '\n---- END',
        ),
    ],
    misses: [
      () => join('---- BEGIN SSH2 PUBLIC', ' KEY ----\n', random('base64', 200)),
      () => '---- BEGIN SSH2 ENCRYPTED PRIVATE KEY ----',
    ],
  }),
  rule({
    id: 'private-key-other',
    title: 'Private key of a particular tool',
    why: 'Whoever has it can sign, sign in or decrypt as its owner.',
    detect: ['ECDSA', 'ED25519', 'X25519', 'ANY', 'TSS2', 'ENCRYPTED COSIGN', 'ENCRYPTED SIGSTORE'].map(
      (label) => between(`${label} PRIVATE KEY`),
    ),
    check: checkArmored,
    matches: [
      () =>
        armored(
          'ENCRYPTED SIGSTORE PRIVATE KEY',
          Buffer.from(`{"kdf":{"name":"scrypt"},"ciphertext":"${random('base64', 300)}"}`),
        ),
      () => armored('ED25519 PRIVATE KEY', Buffer.from(random('base62', 96))),
    ],
    misses: without('ECDSA PRIVATE KEY'),
  }),
  rule({
    id: 'private-key-putty',
    title: 'PuTTY private key',
    why: 'Whoever has it can sign in to every machine that knows its public key.',
    source: unverified('https://the.earth.li/~sgtatham/putty/0.83/htmldoc/AppendixC.html'),
    detect: [
      token(
        'PuTTY-User-Key-File-',
        /PuTTY-User-Key-File-[123]: .{20,8000}?Private-Lines: [0-9]{1,3}(?:\\[rn]|\s){1,4}(?<secret>[A-Za-z0-9+/=\s\\]{40,8000}?)Private-(?:MAC|Hash)/s,
        { hasRuns: true, notAfter: null },
      ),
    ],
    check: (_secret, { text }) =>
      /Encryption: none/.test(text)
        ? undefined
        : { severity: 'medium', confidence: 'medium', note: 'protected by a passphrase' },
    matches: [() => putty('none'), () => JSON.stringify({ ppk: putty('aes256-cbc') })],
    misses: [
      () => 'PuTTY-User-Key-File-2: ssh-rsa\nEncryption: none\n',
      () => putty('none').replace('Private-Lines', 'Other-Lines'),
    ],
  }),
  rule({
    id: 'private-key-jwk',
    title: 'Private JSON Web Key',
    why: 'Whoever has it can make tokens that everybody who trusts the matching public key will accept, or decrypt what was sent to it.',
    source: unverified('https://www.rfc-editor.org/rfc/rfc7517'),
    detect: [
      token(
        '"kty"',
        /"kty"\s{0,8}:\s{0,8}"(?:RSA|EC|OKP|oct)"[^{}]{0,4000}?"[dk]"\s{0,8}:\s{0,8}"(?<secret>[A-Za-z0-9_-]{21,800})"/,
        { notBefore: null, notAfter: null, hasRuns: true },
      ),
      token(
        '"kty"',
        /[^{}]{0,500}?"[dk]"\s{0,8}:\s{0,8}"(?<secret>[A-Za-z0-9_-]{21,800})"[^{}]{0,500}?"kty"\s{0,8}:/,
        {
          lead: { chars: /[^{}]/, max: 500 },
          notBefore: null,
          notAfter: null,
          hasRuns: true,
        },
      ),
    ],
    randomBits: 120,
    normalize: (secret) => secret,
    check: verdictOnPublished,
    matches: [
      () => JSON.stringify(jwk()),
      () => JSON.stringify({ d: jwk()['d'], kid: 'a', kty: 'EC', x: jwk()['x'] }, null, 2),
      () => JSON.stringify({ keys: [{ kty: 'oct', kid: 'a', k: random('base64url', 43) }] }),
    ],
    misses: [
      () =>
        JSON.stringify({ kty: 'EC', crv: 'P-256', x: random('base64url', 43), y: random('base64url', 43) }),
      () => '{"kty":"EC","d":"..."}',
    ],
  }),
  rule({
    id: 'private-key-xml',
    title: 'RSA private key in XML',
    why: 'Whoever has it can sign or decrypt as the owner of the matching public key.',
    source: unverified(
      'https://learn.microsoft.com/en-us/dotnet/api/system.security.cryptography.rsa.toxmlstring',
    ),
    detect: [
      token(
        '<RSAKeyValue>',
        /<RSAKeyValue>[A-Za-z0-9+/=<>\s]{100,6000}?<D>(?<secret>[A-Za-z0-9+/=\s]{40,1600})<\/D>/,
        { notBefore: null, notAfter: null, hasRuns: true },
      ),
    ],
    check: checkRsaKeyValue,
    matches: [
      () => rsaKeyValue(),
      () => `<add key="jwt" value='${rsaKeyValue().replaceAll('><', '>\n  <')}' />`,
    ],
    misses: [
      () => `${rsaKeyValue().split('<P>')[0]}</RSAKeyValue>`,
      () =>
        `<RSAKeyValue><Modulus>${random('base64', 172)}</Modulus><D>${random('base64', 172)}</D></RSAKeyValue>`,
    ],
  }),
  rule({
    id: 'private-key-pkcs12',
    title: 'PKCS#12 store in base64',
    severity: 'high',
    confidence: 'medium',
    why: 'Whoever has it can try passwords for as long as they like; after that the private key in it is theirs. The password is often nearby.',
    source: unverified('https://www.rfc-editor.org/rfc/rfc7292'),
    detect: [
      token('IBAzCC', /MII[A-Za-z0-9+/]{3}IBAzCC[A-Za-z0-9+/\s\\]{200,15000}={0,2}/, {
        lead: { chars: /[A-Za-z0-9+/]/, max: 6 },
        notBefore: /[A-Za-z0-9+/]/,
        notAfter: null,
        hasRuns: true,
      }),
    ],
    check: (secret) =>
      pkcs12Content(Buffer.from(normalizeKey(secret), 'base64')) === 'not-pkcs12'
        ? { drop: 'not a store' }
        : { note: 'protected by a password' },
    matches: [() => `pfx: ${pkcs12()}\n`, () => `{"certificate": "${pkcs12()}"}`],
    misses: [
      () => `certificate: ${Buffer.from('3082037630820260a0030201020204', 'hex').toString('base64')}`,
      () => random('base64', 400),
    ],
  }),
  rule({
    id: 'private-key-base64',
    title: 'Private key in base64',
    why: 'Whoever has it can sign in, sign or decrypt as the owner of the matching public key or certificate.',
    source: unverified('https://www.rfc-editor.org/rfc/rfc5958'),
    detect: [
      // The identifier of RSA, or of elliptic curves, right after PKCS#8's version; PKCS#1's version and the size of the modulus.
      derText('ADANBgkqhkiG9w0BAQEFAASC', /MII[A-Za-z0-9+/]{3}IB/),
      derText('AgEAMBMGByqGSM49AgEGCCqGSM49AwEHB', /M[A-Za-z0-9+/]{2}C/),
      derText('AgEAMBMGByqGSM49AgEGCCqGSM49AwEHB', /MI[A-Za-z0-9+/]{2}/),
      derText('IBAAKCAQEA', /MII[A-Za-z0-9+/]{3}/),
      derText('IBAAKCAgEA', /MII[A-Za-z0-9+/]{3}/),
      derText('IBAAKBgQ', /MII[A-Za-z0-9+/]{3}/),
    ],
    check: checkBareKey,
    matches: [
      () => `private_key: ${bare(pkcs8())}\n`,
      () => `String RSA_PRIVATE_KEY = "${bare(pkcs1())}";`,
      () => `ALIPAY_PRIVATE_KEY=${bare(pkcs8())}`,
    ],
    misses: [() => bare(publicKey()), () => `${bare(pkcs1()).slice(0, 40)}…`, () => random('base64', 600)],
  }),
  rule({
    id: 'private-key-wireguard',
    title: 'WireGuard private key',
    why: 'Whoever has it can join the virtual private network in its owner’s place.',
    fix: 'Make a new key pair with `wg genkey`, give the public key to the peers, and keep the private key in a file that only root can read.',
    source: unverified('https://www.wireguard.com/quickstart/'),
    detect: [assigned(['privatekey', 'private_key', 'private-key'], /[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]=/)],
    randomBits: 250,
    normalize: (secret) => secret,
    confidence: 'medium',
    check: (secret, { before }) => {
      const bytes = Buffer.from(secret, 'base64')
      // The bits that Curve25519 wants: of other texts 1 in 32 has them.
      if (((bytes[0] ?? 1) & 7) !== 0 || ((bytes[31] ?? 0) & 0xc0) !== 0x40)
        return { drop: 'not a key of Curve25519' }
      return /\[Interface\]|wireguard|wg\d/i.test(before) ? { confidence: 'high' } : undefined
    },
    matches: [
      () => `[Interface]\nAddress = 10.0.0.1/24\nPrivateKey = ${wireGuard()}\n`,
      () => `wireguard_private_key: "${wireGuard()}"`,
    ],
    misses: [() => `[Peer]\nPublicKey = ${wireGuard()}\n`, () => `PrivateKey = ${'A'.repeat(43)}=`],
  }),
  rule({
    id: 'private-key-openvpn',
    title: 'OpenVPN static key',
    why: 'Whoever has it can join the virtual private network, or strip the outer protection from its packets.',
    fix: 'Make a new key with `openvpn --genkey` and give it to both ends by a safe way.',
    source: unverified('https://openvpn.net/community-resources/static-key-mini-howto/'),
    detect: [
      token(
        '-----BEGIN OpenVPN Static key V1-----',
        /-----BEGIN OpenVPN Static key V1-----(?<secret>[0-9a-f\s\\rn]{256,1200})-----END/,
        { notBefore: null, notAfter: null },
      ),
    ],
    randomBits: 1024,
    normalize: (secret) => secret.replaceAll(/\\[rn]|\s/g, ''),
    matches: [() => openVpn('\n'), () => JSON.stringify({ ta: openVpn('\n') })],
    misses: [
      () => join('-----BEGIN OpenVPN Static', ' key V1-----\n...\n-----END'),
      () => '-----BEGIN OpenVPN Static key V1-----',
    ],
  }),
  rule({
    id: 'private-key-tor',
    title: 'Tor onion service key',
    why: 'Whoever has it can answer in the place of the onion service.',
    fix: 'Make a new onion service: an address cannot be separated from its key.',
    source: unverified('https://spec.torproject.org/control-spec/commands.html'),
    detect: [token('ED25519-V3:', /ED25519-V3:(?<secret>[A-Za-z0-9+/]{86}==)/)],
    randomBits: 250,
    normalize: (secret) => secret,
    matches: [
      () => `ADD_ONION ${join('ED25519-V3:', random('base64', 86), '==')} Port=80`,
      () => `key = "${join('ED25519-V3:', random('base64', 86, 2), '==')}"`,
    ],
    misses: [() => 'NEW:ED25519-V3', () => join('ED25519-V3:', random('base64', 20))],
  }),
]

/** A DER key without markers, found by the base64 of what its structure has at a known place. */
function derText(anchor: string, head: RegExp): Detector {
  return token(anchor, new RegExp(`${head.source}${anchor}[A-Za-z0-9+/\\s\\\\]{60,15000}={0,2}`), {
    lead: { chars: /[A-Za-z0-9+/]/, max: 8 },
    notBefore: /[A-Za-z0-9+/]/,
    notAfter: null,
    hasRuns: true,
  })
}

const bare = (pemText: string): string => pemText.replaceAll(/-----[A-Z ]+-----|\n/g, '')

function putty(encryption: string): string {
  const head = join('PuTTY-User-', 'Key-File-3: ssh-rsa\r\n', `Encryption: ${encryption}\r\nComment: me\r\n`)
  return `${head}Public-Lines: 2\r\n${twoLines(1)}Private-Lines: 2\r\n${twoLines(2)}Private-MAC: ${random('hex', 64)}\r\n`
}

const twoLines = (seed: number): string => random('base64', 128, seed).replaceAll(/(.{64})/g, '$1\r\n')

function openVpn(end: string): string {
  const lines = [...Array(16).keys()].map((index) => random('hex', 32, index + 1))
  return [
    join('-----BEGIN OpenVPN', ' Static key V1-----'),
    ...lines,
    '-----END OpenVPN Static key V1-----',
  ].join(end)
}
