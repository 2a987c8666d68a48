import type { CodeRule } from '../code-rule.ts'
import { hardcodedSecret } from './hardcoded-secret.ts'
import { insecureRandom } from './insecure-random.ts'
import { jwtVerification } from './jwt-verification.ts'
import { oldTls } from './old-tls.ts'
import { shortKey } from './short-key.ts'
import { sshHostKey } from './ssh-host-key.ts'
import { staticIv } from './static-iv.ts'
import { timingAttack } from './timing-attack.ts'
import { tlsVerification } from './tls-verification.ts'
import { weakCipherRule } from './weak-cipher.ts'
import { weakHash } from './weak-hash.ts'
import { weakKeyDerivation } from './weak-key-derivation.ts'
import { weakPadding } from './weak-padding.ts'

export const rubyRules: readonly CodeRule[] = [
  weakHash,
  weakCipherRule,
  staticIv,
  hardcodedSecret,
  shortKey,
  weakKeyDerivation,
  insecureRandom,
  tlsVerification,
  oldTls,
  jwtVerification,
  timingAttack,
  weakPadding,
  sshHostKey,
]
