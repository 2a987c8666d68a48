import type { CodeRule } from '../code-rule.ts'
import { codeInjection } from './code-injection.ts'
import { commandInjection } from './command-injection.ts'
import { cors } from './cors.ts'
import { insecureCookie } from './insecure-cookie.ts'
import { insecureTempFile } from './insecure-temp-file.ts'
import { ldapInjection } from './ldap-injection.ts'
import { nosqlInjection } from './nosql-injection.ts'
import { openRedirect } from './open-redirect.ts'
import { pathTraversal } from './path-traversal.ts'
import { sqlInjection } from './sql-injection.ts'
import { ssrf } from './ssrf.ts'
import { templateInjection } from './template-injection.ts'
import { trustBoundary } from './trust-boundary.ts'
import { unsafeDeserialization } from './unsafe-deserialization.ts'
import { xpathInjection } from './xpath-injection.ts'
import { xss } from './xss.ts'
import { xxe } from './xxe.ts'
import { zipSlip } from './zip-slip.ts'

/** What somebody else's values do in Java, and settings that let them in. */
export const javaInjectionRules: readonly CodeRule[] = [
  sqlInjection,
  nosqlInjection,
  commandInjection,
  codeInjection,
  templateInjection,
  xss,
  ssrf,
  pathTraversal,
  zipSlip,
  unsafeDeserialization,
  xxe,
  openRedirect,
  ldapInjection,
  xpathInjection,
  trustBoundary,
  insecureTempFile,
  insecureCookie,
  cors,
]
