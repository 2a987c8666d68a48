import { compileRules } from '../../../scanner/engine/compile-rules.ts'
import type { AssignedDetector, SecretRule } from '../../../scanner/engine/rule.ts'
import { join, random } from '../../../scanner/engine/sample.ts'

/** A rule for tests of the engine alone: `acme_` and 32 letters or digits. */
export const acmeRule: SecretRule = {
  id: 'acme-token',
  kind: 'secret',
  title: 'Acme token',
  severity: 'high',
  confidence: 'high',
  why: 'Whoever has it can do what Acme does.',
  fix: 'Revoke it at Acme.',
  source: { url: 'https://acme.example/tokens', checked: 'unverified' },
  detect: [{ how: 'token', anchors: ['acme_'], pattern: /acme_[A-Za-z0-9]{32}/ }],
  randomBits: 190,
  matches: [() => acme()],
  misses: [() => 'acme_short'],
}

export const passwordDetector: AssignedDetector = {
  how: 'assigned',
  names: ['password'],
  value: /[\x21-\x7e]{4,64}/,
}

/** A password of any kind: has no random bits to rely on. */
export const passwordRule: SecretRule = {
  ...acmeRule,
  id: 'plain-password',
  detect: [passwordDetector],
  randomBits: 0,
  generic: true,
}

/** A secret that the rule finds; another one for each seed. */
export const acme = (seed = 1): string => join('acme', '_', random('base62', 32, seed))

export const compiled = compileRules([acmeRule, passwordRule])
