import type { RuleInfo } from '../../engine/rule.ts'
import type { Language } from '../../syntax/language.ts'
import type { CodeCategory, CodeRule } from './code-rule.ts'
import { deliveryPapers, type DeliveryLanguage } from './delivery-papers.ts'
import { injectionPapers } from './injection-papers.ts'

type Papers = Pick<RuleInfo, 'title' | 'severity' | 'confidence' | 'why' | 'fix'> & {
  readonly cwe: readonly number[]
  readonly owasp: string
}

const cryptographicFailures = 'A02:2021'
const authenticationFailures = 'A07:2021'

/** What is to be said of each kind of weakness, whatever the language. */
const papers: Readonly<Record<CodeCategory, Papers>> = {
  'weak-hash': {
    title: 'Weak hash function',
    severity: 'low',
    confidence: 'low',
    why: 'MD5 and SHA-1 are broken: passwords hashed by them are guessed by the billion each second, and two texts with the same hash can be made at will.',
    fix: 'Hash passwords with Argon2id, scrypt or bcrypt, sign with HMAC-SHA-256, and use SHA-256 where somebody else may choose the content.',
    cwe: [328, 327],
    owasp: cryptographicFailures,
  },
  'weak-cipher': {
    title: 'Weak cipher or mode',
    severity: 'high',
    confidence: 'high',
    why: 'DES, RC2, RC4, Blowfish and the ECB mode let an attacker read or recognise what was encrypted.',
    fix: 'Encrypt with AES-256-GCM or ChaCha20-Poly1305, with a new random nonce for each message.',
    cwe: [327],
    owasp: cryptographicFailures,
  },
  'static-iv': {
    title: 'Fixed initialization vector or nonce',
    severity: 'high',
    confidence: 'high',
    why: 'The same IV for several messages shows which of them begin alike, and with GCM or CTR gives away their content and the right to forge others.',
    fix: 'Make a new IV of random bytes for each message and store it beside the message; it need not be secret.',
    cwe: [329, 1204],
    owasp: cryptographicFailures,
  },
  'hardcoded-secret': {
    title: 'Key or salt written into the code',
    severity: 'high',
    confidence: 'medium',
    why: 'Everybody who can read the code can decrypt what was encrypted and sign what is believed, and the key can only be changed by a release.',
    fix: 'Read the key from a secret store or the environment, without a fallback in the code, and change the one that was here.',
    cwe: [321, 798],
    owasp: cryptographicFailures,
  },
  'short-key': {
    title: 'Key that is too short',
    severity: 'medium',
    confidence: 'high',
    why: 'Keys below 2048 bits (RSA, DSA, Diffie-Hellman) or 224 bits (elliptic curves) can be computed by whoever spends enough on it.',
    fix: 'Use RSA with 3072 bits or more, or a curve such as P-256 or X25519.',
    cwe: [326],
    owasp: cryptographicFailures,
  },
  'weak-key-derivation': {
    title: 'Password hashing that is too cheap',
    severity: 'medium',
    confidence: 'medium',
    why: 'Whoever gets hold of the hashes can try passwords at a rate at which most of them fall.',
    fix: 'Raise the cost: PBKDF2-SHA-256 with 600000 iterations, bcrypt with 12, scrypt with 2^17, or use Argon2id.',
    cwe: [916],
    owasp: cryptographicFailures,
  },
  'insecure-random': {
    title: 'Predictable random numbers for a secret',
    severity: 'high',
    confidence: 'high',
    why: 'After some of its numbers the next ones of such a generator can be computed, and with them the tokens, passwords or keys made of them.',
    fix: 'Take the numbers from the cryptographic generator of the platform.',
    cwe: [338, 330],
    owasp: cryptographicFailures,
  },
  'tls-verification': {
    title: 'TLS certificates are not verified',
    severity: 'high',
    confidence: 'high',
    why: 'Anybody on the way can present a certificate of their own, and read and change what is sent.',
    fix: 'Verify certificates; where the server has one of a private authority, trust that authority by its certificate.',
    cwe: [295],
    owasp: authenticationFailures,
  },
  'old-tls': {
    title: 'Outdated version of TLS',
    severity: 'medium',
    confidence: 'high',
    why: 'SSL 3, TLS 1.0 and TLS 1.1 have known attacks and are no longer accepted by current clients and standards.',
    fix: 'Allow TLS 1.2 and newer only.',
    cwe: [327, 326],
    owasp: cryptographicFailures,
  },
  'jwt-verification': {
    title: 'Token whose signature is not verified',
    severity: 'high',
    confidence: 'medium',
    why: 'Anybody can write such a token and be whoever they like.',
    fix: 'Verify the signature with a fixed list of algorithms that does not hold `none`, before anything in the token is used.',
    cwe: [347],
    owasp: cryptographicFailures,
  },
  'timing-attack': {
    title: 'Secret compared in variable time',
    severity: 'low',
    confidence: 'medium',
    why: 'How long such a comparison takes tells how much of the guess was right, so that a signature or token can be found piece by piece.',
    fix: 'Compare with the function of the platform that takes the same time whatever the difference.',
    cwe: [208],
    owasp: cryptographicFailures,
  },
  'weak-padding': {
    title: 'RSA encryption with PKCS#1 v1.5 or without padding',
    severity: 'medium',
    confidence: 'high',
    why: 'Whoever can ask whether a message decrypts well can decrypt messages that were not meant for them.',
    fix: 'Encrypt with OAEP and SHA-256.',
    cwe: [780, 327],
    owasp: cryptographicFailures,
  },
  'ssh-host-key': {
    title: 'SSH host keys are not verified',
    severity: 'high',
    confidence: 'high',
    why: 'Anybody on the way can pretend to be the server, and gets the login and everything that is sent.',
    fix: 'Compare the host key with one that is known, such as in `known_hosts`.',
    cwe: [295, 322],
    owasp: authenticationFailures,
  },
  ...injectionPapers,
  ...deliveryPapers,
}

const languageNames: Readonly<Record<Language | DeliveryLanguage, string>> = {
  javascript: 'JavaScript',
  python: 'Python',
  go: 'Go',
  java: 'Java',
  ruby: 'Ruby',
  php: 'PHP',
  csharp: 'C#',
  kotlin: 'Kotlin',
  'github-actions': 'GitHub Actions',
  dockerfile: 'Dockerfile',
}

/** The papers of a rule of one language; its id is `<language>-<category>`. */
export function papersFor<Name extends Language | DeliveryLanguage>(
  language: Name,
  category: CodeCategory,
  address: string,
  /** Whether the page was read and says so. */
  checked: 'read' | 'unverified' = 'unverified',
): Omit<CodeRule, 'language' | 'query' | 'judge' | 'matches' | 'misses'> & { readonly language: Name } {
  const { title, cwe, owasp, ...rest } = papers[category]
  return {
    id: `${language}-${category}`,
    kind: 'code',
    language,
    category,
    title: `${title} (${languageNames[language]})`,
    ...rest,
    weakness: { category, cwe, owasp },
    source: { url: address, checked },
  }
}
