import type { FileRule } from '../../engine/file-rule.ts'
import type { InspectedFile } from '../../engine/inspection.ts'
import type { Verdict } from '../../engine/rule.ts'
import { join, random } from '../../engine/sample.ts'
import { isObject, jsonOf, stringAt } from './content/json.ts'
import { privateKeyInBytes, privateKeyInText, type PrivateKeyState } from './content/private-key.ts'
import { contentLines, isBinary, startsWith, textOf } from './content/text.ts'
import { looksRandom, valueKind } from './content/values.ts'
import { binary, pem, read, secret, text, untrack, unverified, zeros } from './papers.ts'

const keyIn = (file: InspectedFile): PrivateKeyState =>
  isBinary(file) ? privateKeyInBytes(file.head) : privateKeyInText(textOf(file))

function lookForPrivateKey(file: InspectedFile): Verdict | undefined {
  const state = keyIn(file)
  if (state === 'none') return { drop: 'no private key' }
  return state === 'open' ? undefined : { severity: 'medium', note: 'a passphrase protects it' }
}

/** A file that is nothing but one key: `config/master.key`, a WireGuard key, a licence or signing secret. */
function lookForBareKey(file: InspectedFile): Verdict | undefined {
  if (isBinary(file)) return { drop: 'not text' }
  const [line = '', ...rest] = contentLines(textOf(file))
  const isOneKey = rest.length === 0 && /^[A-Za-z0-9+/_=-]{20,200}$/.test(line) && looksRandom(line)
  return isOneKey ? undefined : { drop: 'not a single key' }
}

/** JSON Web Key members that only a private (`d`) or symmetric (`k`) key has. RFC 7517, RFC 7518. */
function lookForPrivateJwk(file: InspectedFile): Verdict | undefined {
  const root = jsonOf(textOf(file))
  const listed = isObject(root) && Array.isArray(root['keys']) ? root['keys'] : [root]
  const keys = listed.slice(0, 100).filter(isObject)
  const isPrivate = keys.some((key) => {
    const part = stringAt(key, key['kty'] === 'oct' ? 'k' : 'd')
    return stringAt(key, 'kty') !== '' && part.length >= 16 && valueKind(part) === 'real'
  })
  return isPrivate ? undefined : { drop: 'only public keys, or no key set' }
}

/** OpenPGP packets: tag 5 is a secret key. RFC 9580, section 4.2. */
function lookForOpenPgpKey(file: InspectedFile): Verdict | undefined {
  if (!isBinary(file) && privateKeyInText(textOf(file)) !== 'none') return undefined
  const first = file.head[0] ?? 0
  const isSecretKey = (first >= 0x94 && first <= 0x96) || first === 0xc5
  return isSecretKey && file.size > 64 ? undefined : { drop: 'no secret key' }
}

const replacePair = 'replace the key pair everywhere its public key is trusted'

export const keyRules: readonly FileRule[] = [
  {
    id: 'ssh-private-key-file',
    kind: 'file',
    title: 'SSH private key',
    severity: 'critical',
    confidence: 'high',
    why: 'Whoever has it can log in wherever its public key is authorised: servers, Git hosts, deployments.',
    fix: untrack(
      'id_*',
      'remove its public key from every authorized_keys and account, then make a new pair',
      'a server still trusts the key and can’t be changed',
    ),
    source: read('https://man.openbsd.org/ssh-keygen'),
    names: {
      bases: [
        'id_rsa',
        'id_dsa',
        'id_ecdsa',
        'id_ecdsa_sk',
        'id_ed25519',
        'id_ed25519_sk',
        'id_xmss',
        'identity',
        'insecure_private_key',
      ],
      ends: [
        '_rsa',
        '_dsa',
        '_ecdsa',
        '_ed25519',
        '-rsa',
        '-ed25519',
        'ssh_host_rsa_key',
        'ssh_host_dsa_key',
        'ssh_host_ecdsa_key',
        'ssh_host_ed25519_key',
      ],
      paths: ['.ssh/identity', '.ssh/*.key', '.ssh/*.pem', '.ssh/*.priv'],
    },
    nameAlone: true,
    look: lookForPrivateKey,
    isUnguessable: true,
    matches: [
      text('.ssh/id_rsa', () => pem('RSA PRIVATE KEY')),
      text('deploy_ed25519', () => pem('OPENSSH PRIVATE KEY')),
      text('ID_DSA', () => pem('DSA PRIVATE KEY')),
    ],
    misses: [
      text('id_rsa.pub', () => [join('ssh-', 'rsa ', random('base64', 372))]),
      text('id_rsa', () => ['put your key here']),
      text('src/decode_rsa', () => ['a program']),
    ],
  },
  {
    id: 'putty-private-key-file',
    kind: 'file',
    title: 'PuTTY private key',
    severity: 'critical',
    confidence: 'high',
    why: 'It logs in to servers as its owner does.',
    fix: untrack('*.ppk', replacePair, 'a server still trusts the key and can’t be changed'),
    source: unverified('https://the.earth.li/~sgtatham/putty/0.81/htmldoc/AppendixC.html'),
    names: { extensions: ['ppk'] },
    nameAlone: true,
    look: (file) => {
      const start = textOf(file).slice(0, 400)
      if (!start.startsWith('PuTTY-User-Key-File-')) return { drop: 'not a PuTTY key' }
      return /^Encryption: none/m.test(start)
        ? undefined
        : { severity: 'medium', note: 'a passphrase protects it' }
    },
    isUnguessable: true,
    matches: [
      text('putty/server.ppk', () => ['PuTTY-User-Key-File-3: ssh-rsa', 'Encryption: none', 'Comment: me']),
      text('a.ppk', () => ['PuTTY-User-Key-File-2: ssh-rsa', 'Encryption: aes256-cbc', 'Comment: me']),
    ],
    misses: [text('font.ppk', () => ['another format'])],
  },
  {
    id: 'rails-master-key-file',
    kind: 'file',
    title: 'Rails master key',
    severity: 'critical',
    confidence: 'high',
    why: 'It decrypts the credentials file that lies beside it in the repository, with every secret of the application.',
    fix: untrack(
      '/config/master.key',
      'encrypt the credentials again with a new key after replacing each secret in them',
      'one of those secrets can’t be replaced',
    ),
    source: read('https://guides.rubyonrails.org/security.html#custom-credentials'),
    names: {
      paths: ['config/master.key', 'config/credentials/*.key', 'config/secrets.yml.key'],
      bases: ['secrets.yml.key'],
    },
    nameAlone: true,
    look: (file) =>
      /^[0-9a-f]{32,64}$/i.test(textOf(file).trim())
        ? undefined
        : { drop: 'not a key in hexadecimal digits' },
    matches: [
      text('config/master.key', () => [random('hex', 32)]),
      text('app/config/credentials/production.key', () => [random('hex', 32, 2)]),
    ],
    misses: [
      text('config/master.key', () => ['<your master key>']),
      text('lib/master.key', () => ['no key']),
    ],
  },
  {
    id: 'apple-auth-key-file',
    kind: 'file',
    title: 'Apple authentication key',
    severity: 'critical',
    confidence: 'high',
    why: 'It signs requests to App Store Connect or the push service as the developer team.',
    fix: untrack('AuthKey_*.p8', 'revoke the key in the Apple developer account', 'it can’t be revoked'),
    source: unverified(
      'https://developer.apple.com/documentation/appstoreconnectapi/creating-api-keys-for-app-store-connect-api',
    ),
    names: { within: [{ extension: 'p8', base: /^(?:authkey|apnsauthkey|apikey|subscriptionkey)_/ }] },
    nameAlone: true,
    look: lookForPrivateKey,
    isUnguessable: true,
    matches: [text('fastlane/AuthKey_ABC123DEFG.p8', () => pem('PRIVATE KEY'))],
    misses: [text('AuthKey_example.p8', () => ['<key>'])],
  },
  {
    id: 'private-key-file',
    kind: 'file',
    title: 'Private key',
    severity: 'high',
    confidence: 'high',
    why: 'Whoever has it can pose as the server, person or service it belongs to, and decrypt what was meant for them.',
    fix: untrack(
      '*.key',
      'replace the key and have its certificate revoked',
      'something still trusts it and can’t be changed',
    ),
    source: unverified('https://www.rfc-editor.org/rfc/rfc7468'),
    names: {
      bases: [
        'private_key',
        'privatekey',
        'private-key',
        'private_key.txt',
        'privatekey.txt',
        'private-key.txt',
        'private.txt',
        'privkey',
        'signing_key',
        'encryption_key',
      ],
      extensions:
        `pem key p8 pk8 pkcs8 pkcs1 pk1 der keypair pkey priv privkey private crt cer cert pvk rsa ec dsa ecdsa ed25519 sec
        private_key privatekey ssh ca pem.txt key.txt p1`.split(/\s+/),
      ends: ['_key', '-key', '_privkey', 'private_key', '_key.txt'],
    },
    nameAlone: false,
    look: lookForPrivateKey,
    isUnguessable: true,
    matches: [
      text('certs/server.key', () => pem('PRIVATE KEY')),
      text('tls/bundle.pem', () => [...pem('CERTIFICATE'), ...pem('EC PRIVATE KEY')]),
      text('a.pem', () => pem('ENCRYPTED PRIVATE KEY')),
      text('cosign.key', () => pem('ENCRYPTED SIGSTORE PRIVATE KEY')),
      text('old.key', () =>
        pem('RSA PRIVATE KEY', ['Proc-Type: 4,ENCRYPTED', 'DEK-Info: AES-128-CBC,00', '']),
      ),
      binary('app.der', [0x30, 0x82, 0x04, 0xa4, 0x02, 0x01, 0x00, 0x02, 0x82, 0x01, 0x01, 0x00], zeros(200)),
      binary('app.p8', [0x30, 0x82, 0x04, 0xa4, 0x02, 0x01, 0x00, 0x30, 0x0d, 0x06, 0x09], zeros(200)),
    ],
    misses: [
      text('cert.pem', () => pem('CERTIFICATE')),
      text('public.pem', () => pem('PUBLIC KEY')),
      text('template.key', () => [
        join('-----', 'BEGIN PRIVATE KEY-----'),
        '...',
        join('-----', 'END PRIVATE KEY-----'),
      ]),
      binary('slides.key', 'PK\u0003\u0004', zeros(100)),
      text('messages.key', () => ['greeting=Hello']),
      binary(
        'cert.der',
        [0x30, 0x82, 0x03, 0x00, 0x30, 0x82, 0x02, 0x00, 0xa0, 0x03, 0x02, 0x01, 0x02],
        zeros(100),
      ),
    ],
  },
  {
    id: 'openpgp-secret-key-file',
    kind: 'file',
    title: 'OpenPGP secret key',
    severity: 'critical',
    confidence: 'high',
    why: 'It signs releases and commits, and reads mail, as its owner.',
    fix: untrack(
      '*.asc',
      'revoke the key and publish the revocation',
      'it signed something that can’t be signed again',
    ),
    source: unverified('https://www.rfc-editor.org/rfc/rfc9580'),
    names: {
      bases: ['secring.gpg', 'secret.asc', 'secret-key.asc'],
      extensions: ['asc', 'gpg', 'pgp', 'skr', 'sec'],
      paths: ['private-keys-v1.d/*.key'],
    },
    nameAlone: false,
    look: (file, path) => {
      if (!path.includes('private-keys-v1.d/')) return lookForOpenPgpKey(file)
      return textOf(file).includes('private-key') ? undefined : { drop: 'not an agent’s key' }
    },
    isUnguessable: true,
    matches: [
      text('release.asc', () => pem('PGP PRIVATE KEY BLOCK', ['', ''])),
      binary('.gnupg/secring.gpg', [0x95, 0x03, 0x9e, 0x04], zeros(200)),
      text('.gnupg/private-keys-v1.d/ABC.key', () => [join('(21:protected-', 'private-key(3:rsa')]),
    ],
    misses: [
      text('release.tar.gz.asc', () => pem('PGP SIGNATURE')),
      text('keys.asc', () => pem('PGP PUBLIC KEY BLOCK')),
      binary('secrets.yml.gpg', [0x85, 0x01, 0x0c], zeros(200)),
      text('guide.asc', () => ['= Title']),
    ],
  },
  {
    id: 'age-identity-file',
    kind: 'file',
    title: 'age identity',
    severity: 'critical',
    confidence: 'high',
    why: 'It decrypts everything encrypted to its recipient, which with sops is often every secret of the repository.',
    fix: untrack(
      'keys.txt',
      'encrypt the files again to a new identity and replace the secrets in them',
      'one of those secrets can’t be replaced',
    ),
    source: read('https://github.com/FiloSottile/age#readme'),
    names: {
      bases: [
        'key.txt',
        'keys.txt',
        'age.key',
        'age-key.txt',
        'age.txt',
        'agekey',
        'identity.txt',
        'identities.txt',
        'identity.age',
      ],
      extensions: ['agekey'],
    },
    nameAlone: false,
    look: (file) =>
      /AGE-(?:SECRET-KEY(?:-PQ)?|PLUGIN-[A-Z0-9]{1,40})-1[0-9A-Z]{30}/.test(textOf(file))
        ? undefined
        : { drop: 'no age identity' },
    matches: [
      text('sops/age/keys.txt', () => [
        '# public key: age1…',
        join('AGE-SECRET', '-KEY-1', random('upperDigits', 58)),
      ]),
    ],
    misses: [text('keys.txt', () => ['up', 'down', 'left'])],
  },
  {
    id: 'signing-secret-key-file',
    kind: 'file',
    title: 'minisign or signify secret key',
    severity: 'critical',
    confidence: 'high',
    why: 'It signs releases that people and update tools trust.',
    fix: untrack(
      '*.key',
      'publish a new public key and sign again',
      'something still trusts the old public key and can’t be changed',
    ),
    source: read('https://github.com/jedisct1/minisign#readme'),
    names: { bases: ['minisign.key', 'private.key'], extensions: ['key', 'sec'] },
    nameAlone: false,
    look: (file) =>
      /^untrusted comment: [^\n]{0,200}secret key/i.test(textOf(file))
        ? undefined
        : { drop: 'not such a key' },
    matches: [
      text('minisign.key', () => [
        join('untrusted comment: minisign encrypted ', 'secret key'),
        random('base64', 212),
      ]),
    ],
    misses: [text('minisign.key', () => ['untrusted comment: minisign public key', random('base64', 56)])],
  },
  {
    id: 'dns-private-key-file',
    kind: 'file',
    title: 'DNSSEC or TSIG private key',
    severity: 'high',
    confidence: 'high',
    why: 'It signs or changes the records of a zone.',
    fix: untrack('K*.private', 'roll the zone’s key over', 'the zone can’t be signed again'),
    source: unverified('https://bind9.readthedocs.io/en/latest/dnssec-guide.html'),
    names: { extensions: ['private'], bases: ['rndc.key', 'session.key', 'ddns.key'] },
    nameAlone: false,
    look: (file) => {
      const content = textOf(file)
      const [, key = ''] = /\bsecret[ \t]{1,8}"([^"\n]{1,200})"/.exec(content) ?? []
      const isKey = content.startsWith('Private-key-format:') || (key !== '' && valueKind(key) === 'real')
      return isKey ? undefined : { drop: 'no such key' }
    },
    matches: [
      text('Kexample.org.+013+12345.private', () => [join('Private-key', '-format: v1.3'), 'Algorithm: 13']),
      text('rndc.key', () => ['key "rndc-key" {', `  secret "${secret(43)}=";`, '};']),
    ],
    misses: [text('notes.private', () => ['dear diary'])],
  },
  {
    id: 'tor-service-key-file',
    kind: 'file',
    title: 'Key of a Tor onion service',
    severity: 'high',
    confidence: 'high',
    why: 'Whoever has it can take over the onion address.',
    fix: untrack('hs_ed25519_secret_key', 'move the service to a new address', 'the address must be kept'),
    source: unverified('https://community.torproject.org/onion-services/setup/'),
    names: { bases: ['hs_ed25519_secret_key'] },
    nameAlone: true,
    look: (file) => (startsWith(file, '== ed25519v1-secret') ? undefined : { drop: 'not such a key' }),
    matches: [binary('tor/hs_ed25519_secret_key', join('== ed25519v1', '-secret: type0 =='), zeros(67))],
    misses: [text('hs_ed25519_secret_key', () => ['see the wiki'])],
  },
  {
    id: 'otr-private-key-file',
    kind: 'file',
    title: 'Off-the-Record private key',
    severity: 'medium',
    confidence: 'high',
    why: 'It lets others pose as its owner in encrypted chats.',
    fix: untrack(
      'otr.private_key',
      'make a new key in the chat program',
      'old chats recorded with it must stay private',
    ),
    source: unverified('https://otr.cypherpunks.ca/'),
    names: { bases: ['otr.private_key', 'otr3.private_key'] },
    nameAlone: true,
    look: (file) => (textOf(file).includes('privkeys') ? undefined : { drop: 'no key' }),
    matches: [text('.purple/otr.private_key', () => [join('(priv', 'keys'), ' (account', '  (name me)'])],
    misses: [text('otr.private_key', () => [''])],
  },
  {
    id: 'json-web-key-file',
    kind: 'file',
    title: 'Private JSON Web Key',
    severity: 'critical',
    confidence: 'high',
    why: 'It signs tokens that the services checking them accept, for any user.',
    fix: untrack(
      '*.jwk',
      'publish a new key set and let the old one expire',
      'the old key can’t be withdrawn',
    ),
    source: unverified('https://www.rfc-editor.org/rfc/rfc7517'),
    names: {
      extensions: ['jwk', 'jwks'],
      within: [
        {
          extension: 'json',
          base: /jwks?\b|jwks?[._-]|(?:private|signing|oidc|oauth)[-_.]?keys?\.json$|^keys?\.json$|^keyset/,
        },
      ],
    },
    nameAlone: false,
    look: lookForPrivateJwk,
    matches: [
      text('auth/jwks.json', () => [
        JSON.stringify({ keys: [{ kty: 'RSA', n: secret(300), e: 'AQAB', d: secret(300, 3) }] }),
      ]),
      text('hmac.jwk', () => [JSON.stringify({ kty: 'oct', k: secret(43) })]),
    ],
    misses: [
      text('jwks.json', () => [JSON.stringify({ keys: [{ kty: 'RSA', n: secret(300), e: 'AQAB' }] })]),
      text('keys.json', () => ['{"up": "w"}']),
      text('jwks.json', () => ['{{ jwks }}']),
    ],
  },
  {
    id: 'solana-keypair-file',
    kind: 'file',
    title: 'Solana key pair',
    severity: 'critical',
    confidence: 'high',
    why: 'It spends what the address holds, or upgrades the program it owns.',
    fix: untrack(
      '*-keypair.json',
      'move the funds and authorities to a new key',
      'the key is a program’s upgrade authority that can’t be moved',
    ),
    source: unverified('https://docs.anza.xyz/cli/wallets/file-system'),
    names: {
      within: [
        {
          extension: 'json',
          base: /keypair|wallet|^id\.json$|deployer|authority|validator|solana|payer|^dev(?:net)?\.json$/,
        },
      ],
    },
    nameAlone: false,
    look: (file) => {
      const value = jsonOf(textOf(file))
      const isKey =
        Array.isArray(value) &&
        value.length === 64 &&
        value.every((one) => Number.isInteger(one) && one >= 0 && one < 256)
      return isKey && new Set(value).size > 16 ? undefined : { drop: 'not 64 random bytes' }
    },
    matches: [
      text('target/deploy/program-keypair.json', () => [
        JSON.stringify(Array.from(random('base62', 64), (c) => c.charCodeAt(0))),
      ]),
    ],
    misses: [text('wallet.json', () => ['{"address": "x"}']), text('id.json', () => ['[1, 2, 3]'])],
  },
  {
    id: 'windows-private-key-file',
    kind: 'file',
    title: 'Windows private key (PVK)',
    severity: 'high',
    confidence: 'high',
    why: 'It signs programs in the name of the publisher.',
    fix: untrack('*.pvk', 'have the certificate revoked', 'programs signed with it can’t be signed again'),
    source: unverified('https://learn.microsoft.com/windows-hardware/drivers/devtest/pvk2pfx'),
    names: { extensions: ['pvk'] },
    nameAlone: true,
    look: (file) => (startsWith(file, [0x1e, 0xf1, 0xb5, 0xb0]) ? undefined : { drop: 'not in PVK format' }),
    matches: [binary('sign.pvk', [0x1e, 0xf1, 0xb5, 0xb0], zeros(40))],
    misses: [text('a.pvk', () => ['text'])],
  },
  {
    id: 'strong-name-key-file',
    kind: 'file',
    title: '.NET strong-name key pair',
    severity: 'low',
    confidence: 'medium',
    why: 'Anybody can build assemblies with this identity. Microsoft advises open-source projects to publish it; for others it is a signing key.',
    fix: 'If only your builds may carry this identity, untrack it with `git rm --cached <file>` and sign with a new key from the build service’s secrets. If it is published on purpose, mark it as accepted.',
    source: unverified('https://learn.microsoft.com/dotnet/standard/library-guidance/strong-naming'),
    names: { extensions: ['snk'] },
    nameAlone: false,
    // A private key blob holds `RSA2`, a public one `RSA1`.
    look: (file) => (startsWith(file, 'RSA2', 8) ? undefined : { drop: 'a public key only' }),
    matches: [binary('App.snk', [7, 2, 0, 0, 0, 0x24, 0, 0], 'RSA2', zeros(100))],
    misses: [binary('public.snk', [0, 0x24, 0, 0, 4, 0x80, 0, 0], 'RSA1', zeros(100))],
  },
  {
    id: 'bare-key-file',
    kind: 'file',
    title: 'File that holds one key',
    severity: 'high',
    confidence: 'medium',
    why: 'A file named as a key, with nothing in it but one random-looking text, is usually the key that protects other data.',
    fix: untrack('*.key', 'replace the key wherever it is used', 'what it protects can’t be encrypted again'),
    source: unverified('https://www.wireguard.com/quickstart/'),
    names: {
      extensions: ['key', 'privkey', 'private', 'secret_key', 'enckey'],
      bases: [
        'private_key',
        'privatekey',
        'private-key',
        'encrypted_data_bag_secret',
        '.encryption_key',
        'secret.key',
        'secret_key',
        '.secret_key',
        'cookie_secret',
      ],
    },
    nameAlone: false,
    look: lookForBareKey,
    matches: [
      text('wg/privatekey', () => [`${random('base64', 43)}=`]),
      text('secrets/app.key', () => [random('hex', 64)]),
    ],
    misses: [
      text('a.key', () => ['hello']),
      text('public.key', () => ['one', 'two']),
      text('license.key', () => ['not-a-secret-at-all-really']),
    ],
  },
]
