import type { AssessedFinding } from '../../policies/assessed-finding.ts'
import type { RuleInfo } from '../../scanner/engine/rule.ts'

/** What another program has put on lines of the changed side. */
export interface Remark {
  /** As people know it. */
  readonly by: string
  readonly path: string
  /** 1-based, both included. */
  readonly from: number
  readonly to: number
  /** What it says, or the names and tags of its rule. */
  readonly text: string
}

/** @returns who has said the same on the same line, so that nobody reads it twice. Pure. */
export const saidBefore = (
  { path, line, endLine, kind, isSecret }: AssessedFinding,
  rule: RuleInfo | undefined,
  remarks: readonly Remark[],
): string | undefined => {
  if (line === null) return undefined
  const subject = subjectOf(isSecret === true ? 'secret' : kind, rule)
  return remarks.find(
    (one) => one.path === path && one.from <= (endLine ?? line) && one.to >= line && subject.test(one.text),
  )?.by
}

const secrets =
  /\bsecrets?\b|\btokens?\b|credential|passwo?r?d|\b(?:api|access|private|secret|signing|encryption)[ -_]?keys?\b/i

/** What others call the kinds of weaknesses, where their name alone does not tell. */
const words: Readonly<Record<string, string>> = {
  'weak-hash': 'md[245]|sha-?1|weak(?:er)? hash|hash(?:ing)? algorithm|password hash',
  'weak-cipher':
    'ecb|r?des\\b|3des|rc4|arc4|blowfish|weak (?:cipher|crypto|encryption)|broken (?:crypto|or risky)',
  'static-iv': 'initiali[sz]ation vector|\\biv\\b|\\bnonce',
  'hardcoded-secret': 'hard-?coded|secret|credential|password',
  'short-key': 'key (?:size|length)|short key|weak key|\\b1024\\b',
  'weak-key-derivation': 'pbkdf2|iterations?|key derivation|work factor|bcrypt',
  'insecure-random': 'random|predictable|prng',
  'tls-verification': 'certificate|tls|ssl|verif(?:y|ication)',
  'old-tls': 'tls|ssl|protocol version',
  'jwt-verification': 'jwt|json web token|signature',
  'timing-attack': 'timing|constant[- ]time',
  'weak-padding': 'padding|pkcs|oaep',
  'ssh-host-key': 'host key|known_hosts|missinghostkeypolicy',
}

function subjectOf(kind: RuleInfo['kind'], rule: RuleInfo | undefined): RegExp {
  if (kind === 'secret' || kind === 'file') return secrets
  const { category, cwe } = rule?.weakness ?? { category: rule?.id ?? '', cwe: [] }
  // Ids are ours, and hold nothing that a pattern would obey.
  const own = category.replaceAll(/[^a-z0-9]+/g, '[ -_]?')
  const parts = [own, words[category], ...cwe.map((number) => `cwe[-_ ]?0*${number}(?!\\d)`)]
  return new RegExp(parts.filter((part) => part !== undefined && part !== '').join('|'), 'i')
}
