import type { FileRule } from '../../engine/file-rule.ts'
import type { InspectedFile } from '../../engine/inspection.ts'
import type { Verdict } from '../../engine/rule.ts'
import { join } from '../../engine/sample.ts'
import { anyAssignments, isRealSecret } from './content/assignments.ts'
import { isBouncyCastleKeystore, javaKeystoreContent } from './content/java-keystore.ts'
import { pkcs12Content } from './content/pkcs12.ts'
import { startsWith, textOf } from './content/text.ts'
import { binary, read, secret, text, untrack, unverified, zeros } from './papers.ts'

/** 1.2.840.113549.1.12.10.1.2, which names an encrypted key in a PKCS#12 store. */
const shroudedKeyBag = [0x06, 0x0b, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x0c, 0x0a, 0x01, 0x02]
const pfxStart = [0x30, 0x82, 0x09, 0x00, 0x02, 0x01, 0x03, 0x30, 0x82, 0x08, 0xc0]

function lookAtPkcs12(file: InspectedFile): Verdict | undefined {
  const content = pkcs12Content(file.head)
  if (content === 'not-pkcs12') return { drop: 'not PKCS#12' }
  return content === 'keys' ? { note: 'it holds a private key, encrypted with a password' } : doubtful
}

const doubtful: Verdict = {
  confidence: 'low',
  note: 'without its password it can’t be told from a store of certificates only',
}

function lookAtJavaKeystore(file: InspectedFile): Verdict | undefined {
  const content = javaKeystoreContent(file.head)
  if (content === 'keys') return { note: 'it holds a private or secret key, encrypted with a password' }
  if (content === 'certificates' || content === 'empty') return { drop: 'only trusted certificates' }
  if (content === 'unknown') return doubtful
  if (pkcs12Content(file.head) !== 'not-pkcs12') return lookAtPkcs12(file)
  return isBouncyCastleKeystore(file.head) ? doubtful : { drop: 'not a keystore' }
}

/** magic, version 2, one entry: its tag, alias `a`, a date */
const jksStart = (tag: number): readonly number[] => [
  0xfe,
  0xed,
  0xfe,
  0xed,
  0,
  0,
  0,
  2,
  0,
  0,
  0,
  1,
  0,
  0,
  0,
  tag,
  0,
  1,
  0x61,
  0,
  0,
  0,
  0,
  0,
  0,
  0,
  0,
]
/** type `X.509` and four bytes of certificate */
const certificate = [0, 5, 0x58, 0x2e, 0x35, 0x30, 0x39, 0, 0, 0, 4, 1, 2, 3, 4]

export const keystoreRules: readonly FileRule[] = [
  {
    id: 'android-debug-keystore',
    kind: 'file',
    title: 'Android debug keystore',
    severity: 'info',
    confidence: 'high',
    why: 'Its password is known to everybody and no store accepts apps signed with it; it only lets a team share one debug identity.',
    fix: 'Nothing is needed if it signs debug builds only. Otherwise sign with a key from the build service’s secrets.',
    source: unverified('https://developer.android.com/studio/publish/app-signing#debug-mode'),
    names: { bases: ['debug.keystore', 'debug.jks'] },
    nameAlone: true,
    matches: [binary('android/app/debug.keystore', jksStart(1), zeros(60))],
    misses: [binary('debug.keystore')],
  },
  {
    id: 'pkcs12-file',
    kind: 'file',
    title: 'PKCS#12 key store',
    severity: 'high',
    confidence: 'high',
    why: 'It holds a private key behind a password that can be guessed without limit once the file is out.',
    fix: untrack(
      '*.p12',
      'have its certificate revoked and make a new key',
      'something still trusts the certificate and can’t be changed',
    ),
    source: unverified('https://www.rfc-editor.org/rfc/rfc7292'),
    names: { extensions: ['p12', 'pfx', 'pkcs12', 'pkcs-12'] },
    nameAlone: true,
    look: lookAtPkcs12,
    isUnguessable: true,
    matches: [
      binary('client.p12', pfxStart, zeros(40), shroudedKeyBag, zeros(40)),
      binary('Signing.PFX', pfxStart, zeros(80)),
    ],
    misses: [text('client.p12', () => ['replace me']), binary('empty.pfx')],
  },
  {
    id: 'java-keystore-file',
    kind: 'file',
    title: 'Java keystore',
    severity: 'high',
    confidence: 'high',
    why: 'It holds private keys behind a password that can be guessed without limit once the file is out; Android apps are signed with such keys for life.',
    fix: untrack(
      '*.jks',
      'replace the keys (ask Google Play for an upload key reset where it signs an app)',
      'something still trusts the keys and can’t be changed',
    ),
    source: read('https://docs.oracle.com/en/java/javase/21/docs/specs/man/keytool.html'),
    names: {
      extensions: ['jks', 'jceks', 'keystore', 'ks', 'bks', 'bcfks', 'uber', 'truststore', 'ubr'],
      bases: ['keystore', '.keystore', 'truststore'],
    },
    nameAlone: false,
    look: lookAtJavaKeystore,
    isUnguessable: true,
    matches: [
      binary('upload.jks', jksStart(1), zeros(60)),
      binary('app.keystore', pfxStart, zeros(80)),
      binary('keystore.bks', [0, 0, 0, 2, 0, 0, 0, 20], zeros(60)),
      binary('keys.jceks', [0xce, 0xce, 0xce, 0xce], jksStart(3).slice(4), zeros(60)),
    ],
    misses: [
      binary('truststore.jks', jksStart(2), certificate),
      text('app.keystore', () => ['created by the build']),
      binary('empty.jks', [0xfe, 0xed, 0xfe, 0xed, 0, 0, 0, 2, 0, 0, 0, 0], zeros(20)),
    ],
  },
  {
    id: 'signing-properties-file',
    kind: 'file',
    title: 'Passwords of a signing key',
    severity: 'high',
    confidence: 'high',
    why: 'With these passwords and the keystore anybody can sign an app as its publisher.',
    fix: untrack(
      'keystore.properties',
      'change the passwords of the keystore and the key',
      'the keystore itself was in the repository, too',
    ),
    source: unverified('https://developer.android.com/studio/publish/app-signing#secure_key'),
    names: {
      bases: [
        'keystore.properties',
        'key.properties',
        'signing.properties',
        'release.properties',
        'release-signing.properties',
        'keystores.properties',
      ],
    },
    nameAlone: false,
    look: (file) => (anyAssignments(textOf(file)).some(isRealSecret) ? undefined : { drop: 'no password' }),
    matches: [text('android/key.properties', () => [`storePassword=${secret(12)}`, 'keyAlias=upload'])],
    misses: [
      text('key.properties', () => [
        'storePassword=${STORE_PASSWORD}',
        'keyAlias=upload',
        'storeFile=../upload.jks',
      ]),
    ],
  },
  {
    id: 'kerberos-keytab-file',
    kind: 'file',
    title: 'Kerberos keytab',
    severity: 'critical',
    confidence: 'high',
    why: 'It logs in to the realm as the service or user without any password.',
    fix: untrack(
      '*.keytab',
      'change the principal’s key (`kadmin ktadd`), which makes the old keytab worthless',
      'the key can’t be changed',
    ),
    source: read('https://web.mit.edu/kerberos/krb5-latest/doc/formats/keytab_file_format.html'),
    names: { extensions: ['keytab', 'ktab'], bases: ['krb5.keytab', 'keytab'] },
    nameAlone: false,
    look: (file) =>
      startsWith(file, [5, 2]) || startsWith(file, [5, 1]) ? undefined : { drop: 'not a keytab' },
    matches: [binary('etc/krb5.keytab', [5, 2, 0, 0, 0, 0x40], zeros(64))],
    misses: [text('docs/krb5.keytab', () => ['see the manual'])],
  },
  {
    id: 'nss-key-database',
    kind: 'file',
    title: 'NSS key database',
    severity: 'high',
    confidence: 'medium',
    why: 'Firefox, Thunderbird and NSS servers keep private keys and the key to saved passwords in it, often without a master password.',
    fix: untrack('key4.db', 'change the passwords and keys kept in it', 'one of them can’t be changed'),
    source: unverified(
      'https://firefox-source-docs.mozilla.org/security/nss/legacy/tools/nss_tools_certutil/index.html',
    ),
    names: { bases: ['key3.db', 'key4.db'] },
    nameAlone: true,
    matches: [binary('profile/key4.db', 'SQLite format 3\0', zeros(100))],
    misses: [binary('cert9.db', 'SQLite format 3\0', zeros(100))],
  },
  {
    id: 'apple-provisioning-profile',
    kind: 'file',
    title: 'Apple provisioning profile',
    severity: 'info',
    confidence: 'high',
    why: 'It holds no key, but names the team, its devices and what the app may do.',
    fix: 'Nothing is needed where that may be known. Otherwise untrack it with `git rm --cached <file>` and fetch it at build time.',
    source: unverified(
      'https://developer.apple.com/documentation/technotes/tn3125-inside-code-signing-provisioning-profiles',
    ),
    names: { extensions: ['mobileprovision', 'provisionprofile'] },
    nameAlone: true,
    matches: [binary('ios/App.mobileprovision', [0x30, 0x82], zeros(20), '<?xml', zeros(20))],
    misses: [binary('a.mobileprovision')],
  },
  {
    id: 'firebase-client-config',
    kind: 'file',
    title: 'Firebase client configuration',
    severity: 'info',
    confidence: 'medium',
    why: 'It is part of every installed app, so it is no secret; what protects the data behind it are security rules and the key’s restrictions.',
    fix: 'Check that the project’s security rules are closed and that its API key is restricted to your apps. The file may stay.',
    source: unverified('https://firebase.google.com/docs/projects/api-keys'),
    names: { bases: ['google-services.json', 'googleservice-info.plist'] },
    nameAlone: false,
    look: (file) =>
      /project_id|PROJECT_ID/.test(textOf(file)) ? undefined : { drop: 'not a configuration' },
    matches: [text('app/google-services.json', () => [join('{"project_info":{"project', '_id":"shop"}}')])],
    misses: [text('google-services.json', () => ['{}'])],
  },
  {
    id: 'bitlocker-key-file',
    kind: 'file',
    title: 'BitLocker recovery key or TPM owner password',
    severity: 'high',
    confidence: 'high',
    why: 'It opens the encrypted disk it was made for.',
    fix: untrack(
      '*.bek',
      'make a new recovery key (`manage-bde -protectors`)',
      'the disk can’t get a new key',
    ),
    source: unverified(
      'https://learn.microsoft.com/windows/security/operating-system-security/data-protection/bitlocker/',
    ),
    names: { extensions: ['bek', 'tpm'], starts: ['bitlocker recovery key'] },
    nameAlone: false,
    look: (file) => {
      // An external key: a header of 48 bytes, its version 1 at offset 4, then entries of the key's data.
      if (startsWith(file, [1, 0, 0, 0, 0x30, 0, 0, 0], 4)) return undefined
      return /(?:\d{6}-){7}\d{6}|<ownerAuth>[^<]{8}/i.test(textOf(file))
        ? undefined
        : { drop: 'no recovery key' }
    },
    matches: [
      text('BitLocker Recovery Key 1.txt', () => [
        Array.from({ length: 8 }, (_, part) => String(111_111 + part * 1111)).join('-'),
      ]),
      binary('A.BEK', [0x9c, 0, 0, 0, 1, 0, 0, 0, 0x30, 0, 0, 0], zeros(80)),
    ],
    misses: [text('a.bek', () => ['unrelated'])],
  },
]
