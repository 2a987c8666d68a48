import { bech32 } from '@scure/base'
import { entropyToMnemonic } from '@scure/bip39'
import { wordlist } from '@scure/bip39/wordlists/english.js'
import {
  base58check,
  checkBase58check,
  checkHexKey,
  checkNostrKey,
  checkSeedPhrase,
  checkSolanaKey,
  ed25519PublicKey,
  normalizeHexKey,
  normalizeSeedPhrase,
  normalizeSolanaKey,
} from './checks/wallet-key.ts'
import { assigned, join, random, rulesOf, token, unverified } from './service-rule.ts'
import { singleKey } from './single-key.ts'

const move =
  'Move what it controls to a new key at once, and keep that out of every repository: a key cannot be revoked.'
const hexKey = (seed: number): string => random('hex', 64, seed)
const bytesOf = (length: number, seed: number): Uint8Array =>
  Buffer.from(random('hex', length * 2, seed), 'hex')
const wif = (seed: number): string => base58check.encode(Uint8Array.from([0x80, ...bytesOf(32, seed), 1]))
const phrase = (bytes: number, seed: number): string => entropyToMnemonic(bytesOf(bytes, seed), wordlist)
/** A key pair as Solana's tools write it: the seed and the public key, as numbers. */
const solanaBytes = (seed: number): string => {
  const secret = bytesOf(32, seed)
  return JSON.stringify([...secret, ...ed25519PublicKey(secret)])
}
const nostr = (seed: number): string => bech32.encode('nsec', bech32.toWords(bytesOf(32, seed)))

const ethereum = rulesOf(
  {
    id: 'ethereum',
    name: 'Ethereum',
    revokeAt: '',
    source: unverified('https://ethereum.org/en/developers/docs/accounts/'),
  },
  [
    {
      kind: 'private-key',
      title: 'private key (secp256k1)',
      severity: 'critical',
      confidence: 'medium',
      allows: 'spend everything its account holds, on every chain, and act as the owner of its contracts',
      fix: move,
      randomBits: 256,
      detect: [
        assigned(
          [
            'private_key',
            'privatekey',
            'private-key',
            'private key',
            'privkey',
            'priv_key',
            'deployer_key',
            'wallet_key',
          ],
          /(?:0x)?[0-9a-fA-F]{64}/,
          /(?:privatekey|privkey|deployerkey|walletkey)(?:hex|raw|value|prod|dev|test|mainnet|testnet|sepolia|\d{1,3})?$/,
        ),
        token('--private-key', /--private-key(?:=| {1,4})["']?(?<secret>(?:0x)?[0-9a-fA-F]{64})/),
        token(
          ['Wallet(', 'privateKeyToAccount(', 'accounts:'],
          /(?:Wallet\(|privateKeyToAccount\(|accounts:\s{0,8}\[)\s{0,40}["'`](?<secret>(?:0x)?[0-9a-fA-F]{64})["'`]/,
        ),
      ],
      check: checkHexKey,
      normalize: normalizeHexKey,
      matches: [
        () => `PRIVATE_KEY=0x${hexKey(1)}\n`,
        () => `const privateKey = "${hexKey(2)}";`,
        () => `accounts: ['0x${hexKey(3)}'],`,
        () => `forge script Deploy --private-key 0x${hexKey(4)}`,
        () => `new ethers.Wallet("0x${hexKey(5)}", provider)`,
      ],
      misses: [
        () => `txHash: "0x${hexKey(6)}"`,
        () => `PRIVATE_KEY=0x${'f'.repeat(64)}`,
        () => `PUBLIC_KEY=0x${hexKey(7)}`,
        () => `privateKeyId = "${hexKey(8)}"`,
        () => `private_key = "${'0'.repeat(63)}1"`,
      ],
    },
  ],
)

const bitcoin = rulesOf(
  {
    id: 'bitcoin',
    name: 'Bitcoin',
    revokeAt: '',
    source: unverified('https://en.bitcoin.it/wiki/Wallet_import_format'),
  },
  [
    {
      kind: 'private-key',
      title: 'private key (wallet import format)',
      severity: 'critical',
      confidence: 'high',
      allows: 'spend everything its address holds',
      fix: move,
      randomBits: 256,
      detect: [
        assigned(
          [
            'private_key',
            'privatekey',
            'private key',
            'privkey',
            'priv_key',
            'wif_key',
            'wifkey',
            '_wif',
            '.wif',
          ],
          /[5KL9c][1-9A-HJ-NP-Za-km-z]{50,51}/,
        ),
        token(
          ['fromwif(', 'importprivkey ', 'wif=', 'wif =', 'wif:', 'wif"'],
          /(?:fromwif\(|importprivkey |wif["']?\s{0,4}[:=])\s{0,4}["'`]?(?<secret>[5KL9c][1-9A-HJ-NP-Za-km-z]{50,51})/i,
          { ignoreCase: true, notBefore: null },
        ),
      ],
      check: checkBase58check,
      matches: [
        () => `BITCOIN_PRIVATE_KEY=${wif(1)}\n`,
        () => `{"privateKey": "${wif(2)}"}`,
        () => `ECPair.fromWIF("${wif(5)}", network)`,
        () => `{"wif": "${wif(6)}"}`,
      ],
      misses: [() => `address = "${wif(3)}"`, () => `privateKey = "${wif(4).slice(0, 40)}"`],
    },
    {
      kind: 'extended-private-key',
      title: 'extended private key (BIP 32)',
      severity: 'critical',
      confidence: 'high',
      allows: 'derive every key of the wallet and spend everything it holds',
      fix: move,
      source: unverified('https://github.com/bitcoin/bips/blob/master/bip-0032.mediawiki'),
      randomBits: 500,
      detect: [token(['xprv', 'yprv', 'zprv', 'tprv'], /[xyzt]prv[1-9A-HJ-NP-Za-km-z]{107}/)],
      check: checkBase58check,
      matches: [() => `XPRV=${xprv(1)}\n`, () => `HDKey.fromExtendedKey("${xprv(2)}")`],
      misses: [() => xprv(3).slice(0, 60), () => join('xpub', xprv(4).slice(4))],
    },
  ],
)

/** Version bytes of BIP 32, then depth, parent, index, chain code, a zero and the key. */
function xprv(seed: number): string {
  return base58check.encode(
    Uint8Array.from([0x04, 0x88, 0xad, 0xe4, ...bytesOf(41, seed), 0, ...bytesOf(32, seed + 50)]),
  )
}

const others = [
  ...rulesOf(
    {
      id: 'wallet',
      name: 'Wallet',
      revokeAt: '',
      source: unverified('https://github.com/bitcoin/bips/blob/master/bip-0039.mediawiki'),
    },
    [
      {
        kind: 'seed-phrase',
        title: 'seed phrase (BIP 39)',
        severity: 'critical',
        confidence: 'high',
        allows: 'derive every key of the wallet and spend everything it holds, on every chain',
        fix: move,
        randomBits: 128,
        detect: [
          token(
            ['mnemonic', 'seed_phrase', 'seedphrase', 'seed phrase', 'recovery_phrase', 'recovery phrase'],
            /[a-z]{4,8}[ _]?(?:phrase)?[\w"'\])]{0,20}\s{0,4}[=:>]{1,2}\s{0,4}["'`]?(?<secret>[a-z]{3,8}(?:[ ,]{1,2}[a-z]{3,8}){11,23})/i,
            {
              ignoreCase: true,
              notBefore: null,
            },
          ),
        ],
        check: checkSeedPhrase,
        normalize: normalizeSeedPhrase,
        matches: [
          () => `MNEMONIC="${phrase(16, 1)}"\n`,
          () => `mnemonic: ${phrase(32, 2)}\n`,
          () => `"seedPhrase": "${phrase(16, 3)}"`,
        ],
        misses: [
          () => `mnemonic = "${'test '.repeat(11)}junk"`,
          () => `mnemonic = "${'abandon '.repeat(11)}about"`,
          () => 'mnemonic: a phrase that helps people to remember things better than they would do otherwise',
        ],
      },
    ],
  ),
  ...singleKey({
    id: 'solana',
    name: 'Solana',
    revokeAt: '',
    source: unverified('https://solana.com/docs/intro/installation'),
    kind: 'private-key',
    severity: 'critical',
    allows: 'spend everything its account holds, and change the programs it owns',
    fix: move,
    randomBits: 256,
    detect: [
      assigned(
        ['private_key', 'privatekey', 'secret_key', 'secretkey', 'keypair', 'wallet_key'],
        /[1-9A-HJ-NP-Za-km-z]{86,88}/,
      ),
      token(
        [
          'fromSecretKey(',
          'Uint8Array([',
          'Uint8Array.from([',
          'from_bytes(',
          '_KEY=[',
          '_KEYPAIR=[',
          '_WALLET=[',
        ],
        /[A-Za-z_0-9.]{4,16}[(=][\w.(&\s]{0,40}(?<secret>\[(?:\s{0,40}\d{1,3}\s{0,40},){63}\s{0,40}\d{1,3}[\s,]{0,40}\])/,
        { notBefore: null, notAfter: null, hasRuns: true },
      ),
    ],
    check: checkSolanaKey,
    normalize: normalizeSolanaKey,
    matches: [
      () => `Keypair.fromSecretKey(Uint8Array.from(${solanaBytes(1)}))`,
      () => `WALLET_PRIVATE_KEY=${solanaBytes(2)}\n`,
      () => `SOLANA_PRIVATE_KEY=${join('5', random('letters', 86).replaceAll(/[lIO]/g, 'z'))}\n`,
      () => `secretKey: "${join('4', random('letters', 86, 2).replaceAll(/[lIO]/g, 'y'))}"`,
    ],
    misses: [
      () => `SOLANA_PUBLIC=${random('letters', 44)}`,
      () => `secretKey: "${random('letters', 60)}"`,
      () => `Uint8Array.from([${Array.from(bytesOf(64, 3)).join(', ')}])`,
    ],
  }),
  ...singleKey({
    id: 'nostr',
    name: 'Nostr',
    revokeAt: '',
    source: unverified('https://github.com/nostr-protocol/nips/blob/master/19.md'),
    kind: 'private-key',
    allows: 'publish in its owner’s name and read their private messages',
    fix: 'Move to a new identity and tell the people who follow the old one: a key cannot be revoked.',
    randomBits: 256,
    detect: [token('nsec1', /nsec1[02-9ac-hj-np-z]{58}/)],
    check: checkNostrKey,
    matches: [() => `NOSTR_KEY=${nostr(1)}\n`, () => `sk = "${nostr(2)}"`],
    misses: [() => nostr(3).slice(0, 40), () => join('npub1', nostr(4).slice(5))],
  }),
]

export const wallets = [...ethereum, ...bitcoin, ...others]
