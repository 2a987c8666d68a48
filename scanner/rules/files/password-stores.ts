import type { FileRule } from '../../engine/file-rule.ts'
import { join, random } from '../../engine/sample.ts'
import { isObject, jsonObjectOf, jsonOf } from './content/json.ts'
import { containsText } from './content/looks.ts'
import { contentLines, startsWith, textOf } from './content/text.ts'
import { valueKind } from './content/values.ts'
import { binary, read, secret, text, untrack, unverified, zeros } from './papers.ts'

const everything = 'change the master password and every password kept in it'
const one = 'one of them can’t be changed'

export const passwordStoreRules: readonly FileRule[] = [
  {
    id: 'keepass-database',
    kind: 'file',
    title: 'KeePass database',
    severity: 'high',
    confidence: 'high',
    why: 'It holds passwords behind one master password that can be guessed without limit once the file is out.',
    fix: untrack('*.kdbx', everything, one),
    source: unverified('https://keepass.info/help/kb/kdbx.html'),
    names: { extensions: ['kdbx', 'kdb', 'kdbx4'] },
    nameAlone: true,
    look: (file) =>
      startsWith(file, [0x03, 0xd9, 0xa2, 0x9a]) ? undefined : { drop: 'not a KeePass database' },
    matches: [
      binary('team.kdbx', [0x03, 0xd9, 0xa2, 0x9a, 0x67, 0xfb, 0x4b, 0xb5], zeros(100)),
      binary('old.kdb', [0x03, 0xd9, 0xa2, 0x9a, 0x65, 0xfb, 0x4b, 0xb5], zeros(100)),
    ],
    misses: [text('notes.kdb', () => ['q script'])],
  },
  {
    id: 'password-safe-database',
    kind: 'file',
    title: 'Password Safe database',
    severity: 'high',
    confidence: 'high',
    why: 'It holds passwords behind one master password that can be guessed without limit once the file is out.',
    fix: untrack('*.psafe3', everything, one),
    source: read('https://github.com/pwsafe/pwsafe/blob/master/docs/formatV3.txt'),
    names: { extensions: ['psafe3'] },
    nameAlone: true,
    look: (file) => (startsWith(file, 'PWS3') ? undefined : { drop: 'not a Password Safe database' }),
    matches: [binary('me.psafe3', 'PWS3', zeros(100))],
    misses: [text('me.psafe3', () => ['none'])],
  },
  {
    id: 'one-password-vault',
    kind: 'file',
    title: '1Password vault or export',
    severity: 'high',
    confidence: 'high',
    why: 'A vault can be guessed without limit once it is out; an export holds every password in plain text.',
    fix: untrack('*.1pux', everything, one),
    source: unverified('https://support.1password.com/1pux-format/'),
    names: {
      extensions: ['1pux', '1pif', 'agilekeychain', 'agilekeychain_zip', 'opvault'],
      paths: ['data/default/encryptionkeys.js', 'default/profile.js'],
    },
    nameAlone: true,
    look: (file, path) => {
      if (!path.endsWith('.js')) return file.size > 0 ? undefined : { drop: 'empty' }
      const isVault = /\.agilekeychain\/|\.opvault\//.test(path) && /SL5|masterKey|"data"/.test(textOf(file))
      return isVault ? undefined : { drop: 'not a vault' }
    },
    matches: [
      binary('export.1pux', 'PK\u0003\u0004', zeros(100)),
      text('me.agilekeychain/data/default/encryptionKeys.js', () => [join('{"list":[{"level":"', 'SL5"}]}')]),
      text('foo.agilekeychain', () => ['x']),
    ],
    misses: [text('src/default/profile.js', () => ['export default { masterKey: 1 }'])],
  },
  {
    id: 'password-export-file',
    kind: 'file',
    title: 'Exported passwords',
    severity: 'critical',
    confidence: 'high',
    why: 'It lists sites, user names and passwords in plain text.',
    fix: untrack('*passwords*.csv', 'change every password in it', one),
    source: unverified('https://bitwarden.com/help/export-your-data/'),
    names: {
      within: [
        {
          extension: 'csv',
          base: /password|lastpass|bitwarden|dashlane|keepass|1password|export|logins|credentials|chrome|firefox|nordpass|roboform|keeper|proton/,
        },
        { extension: 'json', base: /bitwarden|dashlane|keeper|enpass|proton[-_ ]?pass|passwords?|vault/ },
        { extension: 'xml', base: /keepass|passwords?|roboform/ },
      ],
    },
    nameAlone: false,
    look: (file, path) => {
      const content = textOf(file)
      const [header = '', ...rows] = contentLines(content)
      if (path.endsWith('.csv')) {
        const columns = header
          .toLowerCase()
          .replaceAll('"', '')
          .split(/[,;\t]/)
          .map((column) => column.trim())
        const isExport =
          columns.some((column) => /^(?:login_)?password$|^passwort$/.test(column)) &&
          columns.some((column) =>
            /^(?:login_)?(?:url|uri|website|web ?site|site|login|username|title|account)/.test(column),
          )
        return isExport && rows.length > 0 ? { note: `${rows.length} rows` } : { drop: 'no passwords' }
      }
      if (path.endsWith('.xml'))
        return /<KeePassFile>|<pwlist>/.test(content) ? undefined : { drop: 'no export' }
      const root = jsonObjectOf(content)
      const isOpen =
        root !== undefined &&
        Array.isArray(root['items']) &&
        root['encrypted'] !== true &&
        /"(?:password|totp)"\s{0,4}:\s{0,4}"[^"]/.test(content)
      return isOpen ? undefined : { drop: 'no passwords' }
    },
    matches: [
      text('lastpass_export.csv', () => [
        'url,username,password,totp,extra,name,grouping,fav',
        'https://a.example,me,',
        '',
      ]),
      text('Chrome Passwords.csv', () => [
        'name,url,username,password,note',
        `a,https://a.example,me,${secret(12)},`,
      ]),
      text('bitwarden_export_1.json', () => [
        JSON.stringify({ encrypted: false, items: [{ login: { password: secret(12) } }] }),
      ]),
    ],
    misses: [
      text('export.csv', () => ['id,name', '1,a']),
      text('passwords.csv', () => ['rank,password', '1,monkey']),
      text('bitwarden_encrypted_export.json', () => ['{"encrypted": true, "data": "2.abc"}']),
    ],
  },
  {
    id: 'browser-login-store',
    kind: 'file',
    title: 'Passwords or cookies of a browser',
    severity: 'critical',
    confidence: 'high',
    why: 'Saved passwords and session cookies let others act as the person in every site they use.',
    fix: untrack(null, 'sign out of all sessions and change the saved passwords', one),
    source: unverified('https://support.mozilla.org/kb/profiles-where-firefox-stores-user-data'),
    names: {
      bases: [
        'logins.json',
        'signons.sqlite',
        'signons3.txt',
        'login data',
        'login data for account',
        'cookies',
        'cookies.sqlite',
        'cookies.binarycookies',
        'web data',
        'logins-backup.json',
      ],
    },
    nameAlone: false,
    look: (file, path) => {
      if (path.includes('logins'))
        return /"encryptedPassword"\s{0,4}:\s{0,4}"[^"]{8}/.test(textOf(file))
          ? undefined
          : { drop: 'no passwords' }
      const isStore =
        startsWith(file, 'SQLite format 3\0') || startsWith(file, 'cook\0') || textOf(file).startsWith('#2')
      return isStore ? undefined : { drop: 'another file' }
    },
    matches: [
      text('.mozilla/firefox/logins.json', () => [
        JSON.stringify({ logins: [{ encryptedPassword: random('base64', 60) }] }),
      ]),
      binary('Default/Login Data', 'SQLite format 3\0', zeros(100)),
    ],
    misses: [text('logins.json', () => ['{"title": "Log in"}']), text('cookies', () => ['chocolate'])],
  },
  {
    id: 'system-keychain',
    kind: 'file',
    title: 'Keychain, keyring or wallet of a desktop',
    severity: 'high',
    confidence: 'high',
    why: 'It holds the person’s passwords and keys behind one password that can be guessed without limit once the file is out.',
    fix: untrack('*.keychain', everything, one),
    source: unverified('https://support.apple.com/guide/keychain-access/welcome/mac'),
    names: {
      extensions: ['keychain', 'keychain-db', 'keyring', 'kwl', 'kwallet', 'walletx', 'enpassdb', 'keyrings'],
      bases: [
        '.kwallet',
        'kwallet',
        'kdewallet.kwl',
        'kdewallet.salt',
        'login.keyring',
        'default.keyring',
        'user.keystore',
      ],
    },
    nameAlone: false,
    look: (file) => {
      const isStore =
        startsWith(file, 'kych') ||
        startsWith(file, 'GnomeKeyring') ||
        startsWith(file, 'KWALLET') ||
        startsWith(file, 'SQLite format 3\0')
      if (isStore) return undefined
      // A keyring of public OpenPGP keys (packet tag 6), as Debian packages have, is none; nor is text in code.
      const isPlainKeyring = /^\[keyring\]/m.test(textOf(file)) && /^secret=\S/m.test(textOf(file))
      return isPlainKeyring
        ? { severity: 'critical', note: 'it is not encrypted' }
        : { drop: 'not a keychain' }
    },
    matches: [
      binary('login.keychain', 'kych', zeros(100)),
      binary('login.keyring', 'GnomeKeyring\n\r\0\n', zeros(100)),
      binary('kdewallet.kwl', 'KWALLET\n\r\0\r\n', zeros(100)),
    ],
    misses: [
      binary('debian-archive.keyring', [0x99, 0x02, 0x0d, 0x04], zeros(100)),
      text('a.keychain', () => ['x']),
    ],
  },
  {
    id: 'gnucash-file',
    kind: 'file',
    title: 'GnuCash accounts',
    severity: 'medium',
    confidence: 'high',
    why: 'It holds a person’s or company’s bookkeeping.',
    fix: 'Untrack it with `git rm --cached <file>` and add `*.gnucash` to .gitignore. Rewrite history if the bookkeeping must stay private.',
    source: unverified('https://wiki.gnucash.org/wiki/GnuCash_File_Format'),
    names: { extensions: ['gnucash'], bases: ['.gnucash', 'gnucash'] },
    nameAlone: false,
    look: (file) =>
      startsWith(file, [0x1f, 0x8b]) || startsWith(file, 'SQLite format 3\0') || /<gnc-v2/.test(textOf(file))
        ? undefined
        : { drop: 'no accounts' },
    matches: [
      binary('2024.gnucash', [0x1f, 0x8b, 0x08], zeros(100)),
      text('a.gnucash', () => ['<?xml version="1.0"?>', '<gnc-v2 xmlns:gnc="x">']),
    ],
    misses: [text('gnucash', () => ['#!/bin/sh'])],
  },
  {
    id: 'bitcoin-wallet',
    kind: 'file',
    title: 'Bitcoin wallet',
    severity: 'critical',
    confidence: 'high',
    why: 'Whoever opens it spends the coins; an unencrypted one is open already.',
    fix: untrack('wallet.dat', 'move the coins to a new wallet', 'an address in it must stay in use'),
    source: unverified('https://en.bitcoin.it/wiki/Wallet#Bitcoin_Core'),
    names: {
      bases: ['wallet.dat', 'default_wallet', 'electrum.dat', 'wallet.aes.json'],
      extensions: ['wallet'],
    },
    nameAlone: false,
    look: (file) => {
      const isBerkeleyDb =
        startsWith(file, [0x62, 0x31, 0x05, 0x00], 12) || startsWith(file, [0x00, 0x05, 0x31, 0x62], 12)
      const isOther =
        startsWith(file, 'SQLite format 3\0') ||
        startsWith(file, 'org.bitcoin', 2) ||
        /"(?:seed|xprv|keystore|wallet_type)"\s{0,4}:/.test(textOf(file))
      return isBerkeleyDb || isOther ? undefined : { drop: 'not a wallet' }
    },
    matches: [
      binary('wallet.dat', zeros(12), [0x62, 0x31, 0x05, 0x00], zeros(100)),
      text('default_wallet', () => [join('{"keystore', '": {"type": "bip32"}}')]),
    ],
    misses: [text('my.wallet', () => ['a picture'])],
  },
  {
    id: 'ethereum-keystore',
    kind: 'file',
    title: 'Ethereum key store',
    severity: 'high',
    confidence: 'high',
    why: 'It holds an account’s private key behind a password that can be guessed without limit once the file is out.',
    fix: untrack(
      'UTC--*',
      'move what the account holds to a new one',
      'the account owns a contract that can’t be handed over',
    ),
    source: unverified(
      'https://ethereum.org/developers/docs/data-structures-and-encoding/web3-secret-storage/',
    ),
    names: {
      starts: ['utc--'],
      paths: ['keystore/*.json'],
      within: [{ extension: 'json', base: /keystore|wallet|account/ }],
    },
    nameAlone: false,
    look: (file) => {
      const root = jsonObjectOf(textOf(file))
      const crypto = root?.['crypto'] ?? root?.['Crypto']
      return isObject(crypto) && 'ciphertext' in crypto && 'kdf' in crypto
        ? undefined
        : { drop: 'not a key store' }
    },
    matches: [
      text('keystore/UTC--2024-01-01T00-00-00.000000000Z--abc', () => [
        JSON.stringify({ crypto: { ciphertext: random('hex', 64), kdf: 'scrypt' }, version: 3 }),
      ]),
    ],
    misses: [text('account.json', () => ['{"name": "me"}'])],
  },
  {
    id: 'seed-phrase-file',
    kind: 'file',
    title: 'Wallet recovery phrase',
    severity: 'critical',
    confidence: 'medium',
    why: 'Whoever reads the words owns every address made from them.',
    fix: untrack(
      'mnemonic*',
      'move what its addresses hold to a new wallet',
      'an address in it must stay in use',
    ),
    source: read('https://github.com/bitcoin/bips/blob/master/bip-0039.mediawiki'),
    names: {
      bases: [
        'mnemonic',
        'mnemonic.txt',
        '.mnemonic',
        '.secret',
        'seed.txt',
        'seedphrase.txt',
        'seed-phrase.txt',
        'seed_phrase.txt',
        'recovery.txt',
        'recovery-phrase.txt',
        '.seed',
      ],
    },
    nameAlone: false,
    look: (file) => {
      const words = textOf(file).trim().split(/\s+/)
      const isPhrase =
        [12, 15, 18, 21, 24].includes(words.length) && words.every((word) => /^[a-z]{3,8}$/.test(word))
      // The well-known development phrases repeat one word.
      return isPhrase &&
        new Set(words).size > words.length / 2 &&
        !/^(?:test|candy|myth) /.test(words.join(' '))
        ? undefined
        : { drop: 'not a phrase' }
    },
    matches: [
      text('mnemonic.txt', () => [
        Array.from({ length: 12 }, (_, index) => random('lower', 5, index + 1)).join(' '),
      ]),
    ],
    misses: [
      text('mnemonic.txt', () => ['test test test test test test test test test test test junk']),
      text('seed.txt', () => ['42']),
    ],
  },
  {
    id: 'authenticator-export',
    kind: 'file',
    title: 'Exported one-time-password secrets',
    severity: 'critical',
    confidence: 'high',
    why: 'It makes the second factor of every account in it.',
    fix: untrack(
      null,
      'set up the second factor of every account anew',
      'one of the accounts can’t be reached',
    ),
    source: unverified('https://github.com/beemdevelopment/Aegis/blob/master/docs/vault.md'),
    names: {
      within: [{ extension: 'json', base: /aegis|andotp|otp[-_]?accounts|2fas|authenticator/ }],
      extensions: ['2fas'],
      bases: ['.google_authenticator'],
    },
    nameAlone: false,
    look: (file, path) => {
      if (path.endsWith('.google_authenticator'))
        return /^[A-Z2-7]{16,}\n"/.test(textOf(file)) ? undefined : { drop: 'no secret' }
      const root = jsonOf(textOf(file))
      return root !== undefined && /"(?:secret)"\s{0,4}:\s{0,4}"[A-Z2-7]{16}/.test(textOf(file))
        ? undefined
        : { drop: 'no open secret' }
    },
    matches: [
      text('aegis-export.json', () => [
        JSON.stringify({ db: { entries: [{ info: { secret: random('upper', 32) } }] } }),
      ]),
    ],
    misses: [text('aegis.json', () => ['{"db": "encrypted"}'])],
  },
  {
    id: 'password-store-entry',
    kind: 'file',
    title: 'Entry of the password store `pass`',
    severity: 'info',
    confidence: 'medium',
    why: 'The entry is encrypted for its owners’ OpenPGP keys, but its name says which accounts exist.',
    fix: 'Keep the password store in a repository of its own that no assistant reaches.',
    source: unverified('https://www.passwordstore.org/'),
    names: { bases: ['.gpg-id'] },
    nameAlone: false,
    look: containsText(/\S/),
    matches: [text('.password-store/.gpg-id', () => ['me@example.net'])],
    misses: [text('.gpg-id', () => [''])],
  },
  {
    id: 'dropbox-settings-file',
    kind: 'file',
    title: 'Dropbox settings',
    severity: 'low',
    confidence: 'medium',
    why: 'It links the folder to an account; older versions keep the account’s host key in it.',
    fix: 'Untrack it with `git rm --cached <file>`, add `.dropbox*` to .gitignore and unlink the device in the account’s settings.',
    source: unverified('https://help.dropbox.com/installs/uninstall-desktop-app'),
    names: {
      bases: ['.dropbox_uploader', 'host.db', 'host.dbx'],
      paths: ['.dropbox/host.db', '.dropbox/config.db', '.dropbox/config.dbx'],
    },
    nameAlone: false,
    look: (file, path) => {
      if (path.endsWith('.dropbox_uploader')) {
        const [, value = ''] =
          /^[A-Z_]{0,40}(?:TOKEN|SECRET)[A-Z_]{0,20}=(.{8,200})$/m.exec(textOf(file)) ?? []
        return value !== '' && valueKind(value) === 'real'
          ? { severity: 'high', confidence: 'high' }
          : { drop: 'no token' }
      }
      return path.includes('.dropbox/') && file.size > 0 ? undefined : { drop: 'not from Dropbox' }
    },
    matches: [
      text('.dropbox_uploader', () => [`OAUTH_ACCESS_TOKEN=${secret(64)}`]),
      text('.dropbox/host.db', () => [random('hex', 32)]),
    ],
    misses: [text('.dropbox_uploader', () => ['APPKEY=']), text('src/host.db', () => ['x'])],
  },
]
