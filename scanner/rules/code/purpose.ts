import type { Clue, Role } from '../../syntax/flow/clue.ts'
import { storiesNear } from '../../syntax/flow/stories.ts'
import type { Node } from 'web-tree-sitter'
import type { Language } from '../../syntax/language.ts'
import type { Source } from '../../syntax/source.ts'

/** How strongly the code around a value speaks for each purpose; 0: nothing does. */
export interface Purpose {
  readonly password: number
  /** Tokens, signatures, keys: what nobody must be able to guess or forge. */
  readonly secret: number
  /** What no attacker gains anything from: cache keys, checksums, delays. */
  readonly harmless: number
  /** As `password`, of nothing but what goes into it. */
  readonly hashedPassword: number
  /** Who slows the guessing of passwords, or a protocol that prescribes the hash, has a part in it. */
  readonly isSlowed: boolean
  /** Nothing around it says anything: names such as `x`, `data` and `main`. */
  readonly isBare: boolean
}

const words = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/))

const passwordWords = words(`
  password passwords passwd passwds pwd passphrase passcode pw pwtext passw pword userpassword plaintextpassword
  mdp hashpw pass credential credentials
`)

const secretWords = words(`
  secret secrets token tokens signature signatures sign signed signing signer hmac mac session sessionid sessid csrf xsrf
  otp totp nonce apikey jwt auth authenticate authentication authorization authenticator license licence
  activation salt iv cookie rememberme remember invite invitation unguessable
  verification vcode privatekey secretkey sid pincode
`)

/** Two words that are a secret together: `private key`. */
const secretPairs = words(`
  private-key secret-key api-key access-key encryption-key session-key signing-key master-key auth-key crypto-key
  aes-key reset-code verification-code verify-code confirmation-code access-code auth-code security-code recovery-code
  one-time login-code promo-code coupon-code gift-card session-id reset-link sms-code pin-code temporary-password
  encrypt-key cipher-key remember-me activation-code invite-code
`)

/** Where these stand nothing is secret that is made of broken hashes or predictable numbers. */
const harmlessWords = words(`
  cache cached caching cacheable memo memoize etag etags checksum checksums crc fingerprint fingerprints thumbprint thumbprints dedupe dedup
  deduplicate duplicate duplicates shard shards sharding bucket buckets partition ring gravatar avatar avatars color
  colour colors hue blob blobs commit commits git content contents file files filename filenames filepath path paths
  url urls uri asset assets bundle chunk chunks build version revision rev query queries sql schema slug snapshot diff
  changed modified stale dirty image images img thumbnail font css style styles module modules import source sources
  template templates manifest package packages config configuration integrity sri md5sum sha1sum hashmap bloom filter
  sum mtime stat stats size download downloaded upload archive tarball layer document documents resource resources
  identifier identifiers uuid guid lua script scripts shard modulo consistent index route routes websocket accept handshake hibp pwned breach range torrent infohash
  alias constraint migration lock tag tags tree object s3 md5content payloadhash
`)

/** What a hash is called that tells things apart and protects nothing; x5t is a certificate's in the header of a token (RFC 7515, 4.1.7). */
const checkWords = words('checksum checksums etag etags fingerprint fingerprints thumbprint thumbprints')

const harmlessRandom = words(`
  jitter backoff delay delays retry retries timeout interval wait sleep sample samples sampling sampled shuffle shuffled
  animation animate color colour colors hue x y z position offset width height rotate rotation angle radius speed
  velocity particle particles noise star stars snow mock mocks fake faker dummy fixture fixtures seed seeds demo
  lorem avatar emoji quote joke tip example examples simulate simulation simulated simulator game dice roll card cards
  deck coin enemy score spawn weight weights epsilon gradient loss batch probability chance percent percentage
  benchmark bench temp tmp filename port ports peer peers index indices item items element pick node
  nodes server servers host hosts replica shard balancer balance robin useragent agent agents proxy proxies ttl expiry
  latitude longitude lat lng price amount quantity rating age bounce chart series data point points temperature
  level opacity scale duration key
`)

/** Who hands random numbers to these makes keys or nonces of them. */
const cryptoWords = words(`
  cipher cipheriv aes gcm cbc ctr chacha20 encrypt encrypted encryption encryptor nacl sodium secretbox ed25519 ecdsa rsa
  keypair seal
`)

/** What each role weighs next to the value; further away less. */
const weights: Readonly<Record<Role, number>> = {
  input: 3,
  target: 3,
  call: 2,
  beside: 1.2,
  compared: 2,
  returned: 2.5,
  inside: 1,
  comment: 0.8,
}

/** What a hash or random number is for. */
export type Purposes = 'hash' | 'random'

/**
 * What the code says of the purpose of what a call makes: one for each caller of the helper that it stands in.
 * @param isTold whether a caller of the function counts
 */
export const purposesOf = (
  source: Source,
  call: Node,
  kind: Purposes,
  isTold?: (caller: Node, holder: Node) => boolean,
): readonly Purpose[] =>
  storiesNear(source, call, isTold).map((clues) => weigh(clues, kind, moreBareWords[source.dialect.language]))

function weigh(clues: readonly Clue[], kind: Purposes, moreBare: ReadonlySet<string> = new Set()): Purpose {
  const harmlessSet = kind === 'hash' ? harmlessWords : harmlessRandom
  let [password, secret, harmless] = [0, 0, 0]
  let [hashedPassword, isSlowed, isBare] = [0, false, true]
  const isEncrypting =
    kind === 'random' &&
    clues.some(({ role, words: said }) => role === 'call' && said.some((word) => cryptoWords.has(word)))
  const isCheck = kind === 'hash' && clues.some(namesCheck)
  for (const { role, words: said, distance } of clues) {
    // `generateToken` says more of what is made in it than `loginHandler`.
    const isMaking = role === 'inside' && distance === 1 && said.some((word) => making.has(word))
    const weight = (weights[role] * (isMaking ? 2.4 : 1)) / (1 + distance * 0.4)
    // A comment may tell why something is harmless, and more often tells what the function is called.
    const isPassword = role !== 'comment' && said.some((word) => passwordWords.has(word))
    const isNamed = kind === 'hash' && namesCheck({ role, words: said })
    const isSecret =
      isPassword ||
      (isEncrypting &&
        ((role === 'call' && said.some((word) => cryptoWords.has(word))) ||
          (role === 'target' && said.includes('key')))) ||
      (role !== 'comment' &&
        // Around a checksum of secrets everything is called after them.
        !(isCheck && (isNamed || aroundRoles.has(role))) &&
        said.some((word, at) => isSecretWord(word, said[at + 1]) && !isOtherToken(word, said[at - 1])))
    if (isPassword) password = add(password, weight)
    if (isPassword && role === 'input') hashedPassword = add(hashedPassword, weight)
    if (said.some((word) => slowWords.has(word))) isSlowed = true
    if (isSecret) secret = add(secret, weight)
    // What a request says is no query of a database.
    const isRequest = said.some((word) => requestWords.has(word))
    const isHarmless = said.some(
      (word) =>
        harmlessSet.has(word) &&
        !(isRequest && requestParts.has(word)) &&
        // The key of a cipher is none of a map.
        !(isEncrypting && word === 'key'),
    )
    if (isHarmless) harmless = add(harmless, (isSecret ? weight / 3 : weight) * (isNamed ? 2 : 1))
    if (
      role !== 'comment' &&
      distance < 4 &&
      said.some((word) => !bareWords.has(word) && !moreBare.has(word) && !/^\d+$/.test(word))
    )
      isBare = false
  }
  if (clues.some(({ role, words: said }) => role === 'comment' && isDisclaimer(said)))
    harmless = add(harmless, 3)
  return { password, hashedPassword, secret, harmless, isSlowed, isBare }
}

/** The last word says what it is: `secretChecksum` is a checksum. */
const namesCheck = ({ role, words: said }: Pick<Clue, 'role' | 'words'>): boolean =>
  (role === 'target' || role === 'returned') && checkWords.has(said.at(-1) ?? '')

const aroundRoles: ReadonlySet<Role> = new Set(['inside', 'beside', 'returned'])

const slowWords = words(`
  bcrypt argon argon2 argon2id scrypt pbkdf pbkdf2 hkdf kdf scram srp caching crypt prehash peppered breach pwned hibp
`)

const making = words('generate generator gen create make random rand new build hash encrypt encode')

/** `not for cryptographic security`, `non-cryptographic`. */
const isDisclaimer = (said: readonly string[]): boolean =>
  /\b(?:not?n?|never) (?:\w+ ){0,3}(?:crypto|cryptographic|cryptographically|security)\b/.test(said.join(' '))

const requestWords = words('req request ctx')
const requestParts = words('query url uri path file files content contents')

/** Names that say nothing of what they name. */
const bareWords = words(`
  x y z a b c d e f g h i j k m n o p s t v w data input value values val result results res ret out output str string text
  msg message buf buffer byte bytes hash hashes hashed hasher digest digests hex hexdigest md md2 md4 md5 sha sha1 crypto
  encoding encoder encode utf utf8 main test tests example foo bar baz bad good insecure weak broken obj object func
  function fn const let var js py go java rb ruby php echo puts base64 base print println printf log console fmt sprintf lib
  library hello world some thing it the to of is
`)

const helperWords = words(`
  get create calculate generate helper helpers extension extensions ext util utils utility utilities tool tools common
  ascii unicode compute computed program kt kotlin cs csharp algorithm algorithms provider service services hashing managed cng null new sb raw builder append array span temp tmp
`)
/** Where every function stands in a class, the class of helpers that it is in says no more than that. */
const moreBareWords: Readonly<Partial<Record<Language, ReadonlySet<string>>>> = {
  csharp: helperWords,
  kotlin: helperWords,
}

const isSecretWord = (word: string, next: string | undefined): boolean =>
  secretWords.has(word) || (next !== undefined && secretPairs.has(`${word}-${next}`))

/** What stops work or is a part of a text has nothing secret: C#'s `CancellationToken`. */
const isOtherToken = (word: string, before: string | undefined): boolean =>
  word === 'token' && before !== undefined && otherTokens.has(before)

const otherTokens = words('cancellation cancel stopping syntax')

/** The strongest clue counts whole, each further one a little: ten faint ones are no proof. */
const add = (sum: number, weight: number): number => Math.max(sum, weight) + 0.25 * Math.min(sum, weight)
